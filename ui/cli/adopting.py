"""`cauce town catalogue` and `cauce town adopt`: the processes of the house, for a municipality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer
from rich.table import Column, Table

from engine.installation import Installation
from engine.network.samples import worked_in
from processes.adopting import CHANGED, Offered, Standing, offered
from processes.founding import load_law
from storage.database import WHOLE_INSTALLATION
from storage.queries.case_lists import open_cases_by_process
from storage.queries.deadlines import all_parameters
from storage.queries.definitions import active_definitions
from storage.queries.identity import people_of
from storage.queries.municipalities import MunicipalityRow, all_municipalities
from ui.cli.console import note, out, problem
from ui.cli.taking_up import chosen_of, take_up
from ui.cli.telling import AsJson, InName, Town, acting, say_json
from ui.cli.town import app
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

__all__ = ["app"]
TOLD: Mapping[Standing, str] = {
    Standing.ABSENT: "—",
    Standing.CURRENT: "al día",
    Standing.NEWER: "hay otra más nueva",
    Standing.VARIANT: "con cambios propios",
    Standing.BEHIND: "con cambios propios; hay otra más nueva",
    Standing.OWN: "la suya propia",
}

NEW = frozenset({Standing.NEWER, Standing.BEHIND})
KEPT: Mapping[Standing, str] = {
    Standing.VARIANT: "Sus cambios están sobre la versión de ahora. Con --replace se pierden.",
    Standing.BEHIND: "La versión nueva se une a sus cambios en el taller, en «Origen».",
    Standing.OWN: "Con --replace se cambia.",
}


@app.command()
def catalogue(town: Town = None, as_json: AsJson = False) -> None:
    """What the house offers a municipality, and what of that is in force there."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        with installation.database.read(row.id) as connection:
            found = offered(connection, row)
    if as_json:
        return say_json([_line(each) for each in found])
    table = Table("Área", "Procedimiento", "Carpeta", "Vigente", "En la municipalidad")
    for each in found:
        version = "" if each.version is None else str(each.version)
        table.add_row(each.area, each.title, each.name, version, TOLD[each.standing])
    out.print(table)
    return None


@app.command()
def standing(as_json: AsJson = False) -> None:
    """How each municipality stands, in numbers alone: people, processes, open cases, newer ones."""
    with opened(settings()) as installation:
        with installation.database.read(WHOLE_INSTALLATION) as connection:
            towns = worked_in(all_municipalities(connection))
        lines = [_numbers(installation, town) for town in towns]
    if as_json:
        return say_json(lines)
    heads = ("Personas", "Procesos", "Abiertos", "Más nuevos", "Propios")
    table = Table(Column("Dirección", no_wrap=True), "Nombre", "País", *heads)
    for line in lines:
        table.add_row(*map(str, line.values()))
    out.print(table)
    return None


@app.command("adopt")
def adopt_them(
    families: Annotated[
        list[str], typer.Argument(help="Processes, folders or areas of the catalogue, or all.")
    ],
    replace: Annotated[
        bool, typer.Option(help="Also in place of versions that the municipality made itself.")
    ] = False,
    town: Town = None,
    who: InName = None,
    as_json: AsJson = False,
) -> None:
    """Bring processes of the catalogue into force for new cases, as the house has them now.

    What is so already stays, and so does what the municipality changed or made itself, but for
    --replace: there a newer version is merged in the workshop («Origen»)."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        actor = acting(installation, row, who)
        folders = chosen_of(row.country, families)
        with installation.database.read(row.id) as connection:
            named = [each for each in offered(connection, row) if each.name in folders]
            lawless = not all_parameters(connection, row.id)
        kept = [each for each in named if each.standing in CHANGED and not replace]
        passed = {each.name for each in kept}
        passed |= {each.name for each in named if each.standing is Standing.CURRENT}
        if lawless and who is None:  # a founding that was cut off
            load_law(installation, row.id, row.country)
        taken = take_up(installation, actor, (one for one in named if one.name not in passed))
    for each in kept:
        problem(f"«{each.title}» queda como {row.name} lo tiene. {KEPT[each.standing]}")
    if as_json:
        told = {"adopted": taken.versions, "kept": [each.key for each in kept]}
        say_json({**told, "failed": taken.failed})
    elif not taken.versions and not taken.failed and not kept:
        note(f"Nada cambió: {row.name} ya lo tiene al día.")
    if taken.failed:
        raise typer.Exit(1)


def _line(one: Offered) -> dict[str, object]:
    return {
        "name": one.name,
        "key": one.key,
        "title": one.title,
        "area": one.area,
        "purpose": one.purpose,
        "standing": one.standing.value,
        "version": one.version,
    }


def _numbers(installation: Installation, town: MunicipalityRow) -> dict[str, object]:
    """Counts alone: nothing of any person or case of the municipality."""
    with installation.database.read(town.id) as connection:
        found = offered(connection, town)
        people = people_of(connection, town.id, at=installation.clock.now())
        processes = active_definitions(connection, town.id)
        cases = open_cases_by_process(connection, town.id)
    return {
        "slug": town.slug,
        "name": town.name,
        "country": town.country,
        "people": len(people),
        "processes": len(processes),
        "open_cases": sum(cases.values()),
        "newer": len([each for each in found if each.standing in NEW]),
        "own": len([each for each in found if each.standing in CHANGED]),
    }
