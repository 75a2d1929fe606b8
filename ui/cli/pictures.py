"""`cauce pictures`: whether what was added up equals a count of every history, and that count."""

from __future__ import annotations

import typer

from engine.pictures.following import recount as count_anew
from engine.pictures.proving import differences
from ui.cli.console import note, problem
from ui.cli.telling import AsJson, Town, say_json
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(
    help="Verify the pictures of processes, and count them anew.", no_args_is_help=True
)


@app.callback()
def _group() -> None:
    """Verify the pictures of processes, and count them anew."""


@app.command()
def verify(town: Town = None, as_json: AsJson = False) -> None:
    """Compare all that was added up with a count of every history; 1 where they differ."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        found = differences(installation, row.id)
    if as_json:
        say_json(
            [
                {
                    "process": each.process_key, "month": f"{each.place.month:%Y-%m}",
                    "version": each.place.version, "element": each.place.element,
                    "what": each.place.what.name.lower(), "bucket": each.place.bucket,
                    "kept": each.kept, "counted": each.counted,
                }
                for each in found
            ]
        )  # fmt: skip
    for each in found:
        problem(
            f"{each.process_key} {each.place.month:%Y-%m} {each.place.element or '*'} "
            f"{each.place.what.name.lower()}: {each.kept} ≠ {each.counted}"
        )
    if found:
        raise typer.Exit(1)
    if not as_json:
        note("Lo sumado de los procesos es lo que dan las historias.")


@app.command()
def recount(town: Town = None) -> None:
    """Count every history from its first event; until it is done pages show a part."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        cases = count_anew(installation, row.id)
    note(f"Expedientes contados de nuevo: {cases}.")
