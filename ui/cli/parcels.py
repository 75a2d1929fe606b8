"""`cauce parcels`: the first load of the cadastre, and its parcels as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cadastre.bringing import bring_parcels
from engine.cadastre.exporting import collection_of
from engine.cadastre.formats import format_of, written
from engine.cadastre.loading import FileRefused
from engine.sentences import why_of
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
    file: Annotated[Path, typer.Argument(help=".geojson, .csv, .gpkg or .zip.", dir_okay=False)],
    source: Annotated[str, typer.Option(help="Where it comes from, as the survey of 2025.")],
    plane: Annotated[
        int | None,
        typer.Option(help="EPSG in which areas are measured, for good; else the UTM zone."),
    ] = None,
    check: Annotated[bool, typer.Option(help="Only say what would come of it.")] = False,
    town: Town = None,
    who: InName = None,
    as_json: AsJson = False,
) -> None:
    """Bring in the parcels of FILE, all of them or none.

    GeoJSON in WGS84, CSV with the outline in `wkt`, GeoPackage or a zipped Shapefile (extra `geo`).
    Properties: `code`, `area`, `use`, `address` and `holders` (`name`, `number`, `share`)."""
    try:
        content = file.read_bytes()
    except OSError as fault:
        problem(f"No se pudo leer {file}: {fault.strerror}.")
        raise typer.Exit(2) from fault
    with opened(settings()) as installation:
        row = only_town(installation, town)
        actor = acting(installation, row, who)
        brought = bring_parcels(
            installation, actor, content, source,
            plane=plane, filename=file.name, only_look=check,
        )  # fmt: skip
    if as_json:
        say_json({"parcels": brought.count, "faults": [str(each.said) for each in brought.faults]})
    if brought.said:
        problem(f"{file.name}: {brought.said}")
    for each in brought.faults:
        problem(str(each.said))
    if not brought.count:
        raise typer.Exit(1)
    if not as_json:
        done = "Predios que se cargarían" if check else "Predios cargados"
        note(f"{done}: {brought.count}.")


@app.command()
def export(
    file: Annotated[
        Path, typer.Argument(help="Where to; .geojson, .csv, .gpkg or .zip.", dir_okay=False)
    ],
    town: Town = None,
) -> None:
    """Write the parcels of today to FILE, with their holders."""
    try:
        form = format_of(file.name)
    except FileRefused as fault:
        problem(str(why_of(fault)))
        raise typer.Exit(2) from fault
    with opened(settings()) as installation:
        row = only_town(installation, town)
        found = collection_of(installation, row.id)
    try:
        file.write_bytes(written(found, form))
    except FileRefused as fault:
        problem(str(why_of(fault)))
        raise typer.Exit(2) from fault
    out.print(f"Predios escritos: {len(found['features'])}.")
