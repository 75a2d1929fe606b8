"""`cauce parcels`: the first load of the cadastre, and its parcels as a file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Annotated

import typer

from engine.cadastre.bringing import bring_parcels
from engine.cadastre.exporting import collection_of, flat
from ui.cli.console import note, out, problem
from ui.cli.telling import AsJson, InName, Town, acting, say_json
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(help="Load and export the parcels of the cadastre.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Load and export the parcels of the cadastre."""


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="GeoJSON in WGS84.", dir_okay=False)],
    source: Annotated[str, typer.Option(help="Where it comes from, as the survey of 2025.")],
    plane: Annotated[
        int | None,
        typer.Option(help="EPSG in which areas are measured, for good; else the UTM zone."),
    ] = None,
    town: Town = None,
    who: InName = None,
    as_json: AsJson = False,
) -> None:
    """Bring in the parcels of FILE, all of them or none.

    Properties: `code`, `area`, `use`, `address` and `holders` (`name`, `number`, `share`)."""
    try:
        content = file.read_bytes()
    except OSError as fault:
        problem(f"No se pudo leer {file}: {fault.strerror}.")
        raise typer.Exit(2) from fault
    with opened(settings()) as installation:
        row = only_town(installation, town)
        actor = acting(installation, row, who)
        brought = bring_parcels(installation, actor, content, source, plane=plane)
    if as_json:
        say_json({"parcels": brought.count, "faults": [str(each.said) for each in brought.faults]})
    if brought.said:
        problem(f"{file.name}: {brought.said}")
    for each in brought.faults:
        problem(str(each.said))
    if not brought.count:
        raise typer.Exit(1)
    if not as_json:
        note(f"Predios cargados: {brought.count}.")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to; .geojson or .csv.", dir_okay=False)],
    town: Town = None,
) -> None:
    """Write the parcels of today to FILE, with their holders."""
    if file.suffix.lower() not in (".geojson", ".json", ".csv"):
        problem("El archivo debe terminar en .geojson o .csv.")
        raise typer.Exit(2)
    with opened(settings()) as installation:
        row = only_town(installation, town)
        found = collection_of(installation, row.id)
    if file.suffix.lower() == ".csv":
        text = io.StringIO()
        rows = flat(found)
        writer = csv.DictWriter(text, list(rows[0]) if rows else ["code"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        content = text.getvalue()
    else:
        content = json.dumps(found, ensure_ascii=False)
    file.write_text(content, encoding="utf-8")
    out.print(f"Predios escritos: {len(found['features'])}.")
