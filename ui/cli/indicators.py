"""`cauce indicators`: whether what is kept equals a count from the first case, and that count."""

from __future__ import annotations

import typer

from engine.indicators.following import count_all
from engine.indicators.proving import differences
from processes.indicators.sources import sources
from ui.cli.console import note, problem
from ui.cli.telling import AsJson, Town, say_json
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(help="Verify the indicators, and count them anew.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Verify the indicators, and count them anew."""


@app.command()
def verify(town: Town = None, as_json: AsJson = False) -> None:
    """Compare every month that is kept with a count from the first case; 1 where they differ."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        found = differences(installation, sources(), row.id)
    if as_json:
        say_json(
            [{"indicator": e.indicator, "month": f"{e.month:%Y-%m}", "part": e.part} for e in found]
        )
    for each in found:
        problem(
            f"{each.indicator} {each.month:%Y-%m} {each.part}: {each.kept.numerator}/"
            f"{each.kept.denominator} ≠ {each.counted.numerator}/{each.counted.denominator}"
        )
    if found:
        raise typer.Exit(1)
    if not as_json:
        note("Los meses guardados son los que se cuentan.")


@app.command()
def recount(town: Town = None) -> None:
    """Count from the first case; a month that was told otherwise gets another version."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        months = count_all(installation, sources(), row.id)
    note(f"Meses contados de nuevo: {months}.")
