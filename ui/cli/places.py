"""`cauce places`: the lists of places that forms offer, each with its source and its date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from engine.territory import PlacesRefused, Territory
from engine.territory.keeping import Territories
from processes.registry import countries_with_places, places_of
from ui.cli.console import note, out, problem
from ui.cli.telling import AsJson, say_json
from ui.cli.wiring import settings

app = typer.Typer(
    help="Load and list the places of a country: departments, districts.", no_args_is_help=True
)


@app.callback()
def _group() -> None:
    """Load and list the places of a country: departments, districts."""


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="A CSV file in UTF-8.", dir_okay=False)],
    country: Annotated[str, typer.Option(help="ISO code, where the file does not say.")] = "",
    system: Annotated[str, typer.Option(help="Whose codes they are: INEI.")] = "",
    source: Annotated[str, typer.Option(help="Who publishes the list.")] = "",
    date: Annotated[str, typer.Option(help="The day it was taken, as 2026-01-31.")] = "",
    as_json: AsJson = False,
) -> None:
    """Put the list of places of FILE in force, in place of the one before.

    Columns: `code,name,parent`, or the code with one column for each level
    (`ubigeo,departamento,provincia,distrito`)."""
    lists = Territories(settings().places, places_of)
    told = {"country": country, "system": system, "source": source, "date": date}
    try:
        territory = lists.load(file.read_bytes(), **told)
    except OSError as fault:
        problem(f"No se pudo leer {file}: {fault.strerror}.")
        raise typer.Exit(2) from fault
    except PlacesRefused as refused:
        problem(f"{file.name}: {refused}")
        raise typer.Exit(1) from refused
    if as_json:
        return say_json(_line(territory))
    note(f"Lista de {territory.country} en vigor: {_counts(territory)}.")
    return None


@app.command("list")
def list_them(as_json: AsJson = False) -> None:
    """The list in force of each country: its places, its source and its date."""
    chosen = settings()
    lists = Territories(chosen.places, places_of)
    loaded = {each.stem.upper() for each in chosen.places.glob("*.csv")}
    countries = sorted(loaded | set(countries_with_places()))
    found = [each for each in map(lists, countries) if each is not None]
    if as_json:
        return say_json([_line(each) for each in found])
    table = Table("País", "Códigos", "Lugares", "Fecha", "Fuente", "De dónde")
    for each in found:
        whence = "cargada" if each.country in loaded else "de la casa"
        partial = " (incompleta)" if each.partial else ""
        table.add_row(
            each.country, each.system, _counts(each) + partial, each.date, each.source, whence
        )
    out.print(table)
    return None


def _counts(territory: Territory) -> str:
    """«departamento: 25, provincia: 196, distrito: 1893»."""
    found = [0] * len(territory.levels)
    for code in territory.places:
        found[len(territory.chain(code)) - 1] += 1
    return ", ".join(f"{level}: {n}" for n, level in zip(found, territory.levels, strict=True))


def _line(territory: Territory) -> dict[str, object]:
    return {
        "country": territory.country,
        "system": territory.system,
        "source": territory.source,
        "date": territory.date,
        "levels": list(territory.levels),
        "places": len(territory.places),
        "partial": territory.partial,
    }
