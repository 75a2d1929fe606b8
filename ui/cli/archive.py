"""`cauce archive`: what is kept, held and due, and disposal by an act, in a person's name."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from engine.identity import AUDITOR, Actor
from engine.installation import Installation
from engine.refusals import Refused
from engine.retention.disposing import Act, dispose
from engine.retention.holding import hold, release
from engine.retention.rules import ELIMINATE, Series, series_of
from ui.cli.acting import Reason, Who, actor_named, case_named, done_or_exit
from ui.cli.console import out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(
    help="Look at the archive, hold a series, dispose by an act.", no_args_is_help=True
)
Town = Annotated[str | None, typer.Option("--municipality", help="Its short name (slug).")]
Basis = Annotated[str, typer.Option(help="The order that asks for it.")]
PERMISSION = "Esa persona no lleva el archivo: le falta el rol «archivo»."
WRONG = {
    "cases": "Diga qué expedientes, hasta 500.",
    "act": "Falta el acta: use --act con su número.",
    "act_on": "El día del acta no puede ser futuro.",
    "basis": "Falta la base legal: use --basis con la norma o la tabla.",
}


@app.callback()
def _group() -> None:
    """Look at the archive, hold a series, dispose by an act."""


@app.command()
def due(town: Town = None) -> None:
    """The series with their rules and holds, and the cases that may be disposed of today."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        found = _series(installation, municipality.id)
    rules = Table("Serie", "Regla", "Fuente", "Por eliminar", "Retenciones")
    for each in found:
        held = "; ".join(f"{row.id}: {row.reason}" for row in each.holds)
        rules.add_row(each.key, _rule(each), each.source, str(len(each.due)), held)
    out.print(rules)
    cases = Table("Expediente", "Asunto", "Terminó")
    for each in found:
        for row in each.due:
            cases.add_row(row.number, row.title, f"{row.closed_at:%Y-%m-%d}")
    out.print(cases if cases.row_count else "Ningún expediente cumplió su plazo.")


@app.command("hold")
def hold_series(
    series: Annotated[str, typer.Argument(help="The key of the process.")],
    who: Who,
    reason: Reason = "",
    basis: Basis = "",
    town: Town = None,
) -> None:
    """Hold a series: nothing of it is disposed of."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        actor = actor_named(installation, municipality, who)
        answer = hold(installation, actor, series, reason, basis)
        done_or_exit(answer, permission=PERMISSION)
    assert not isinstance(answer, Refused)  # noqa: S101  # the command would be over
    out.print(f"La serie {series} quedó retenida ({answer.hold_id}).", highlight=False)


@app.command("release")
def release_series(
    hold_id: Annotated[int, typer.Argument(help="The number of the hold; see `due`.")],
    who: Who,
    reason: Reason = "",
    town: Town = None,
) -> None:
    """Lift a hold."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        actor = actor_named(installation, municipality, who)
        done_or_exit(release(installation, actor, hold_id, reason), permission=PERMISSION)
    out.print("La retención quedó levantada.")


@app.command("dispose")
def dispose_cases(
    numbers: Annotated[list[str], typer.Argument(help="The cases, for example CON-2015-0007.")],
    who: Who,
    act: Annotated[str, typer.Option(help="The number of the act.")] = "",
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="The day of the act, YYYY-MM-DD."),
    ] = None,
    basis: Annotated[str, typer.Option(help="The rule that it applied.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
    town: Town = None,
) -> None:
    """Dispose of cases that are due, by an act: of all of them, or of none. It cannot be undone."""
    if on is None:
        problem("Falta el día del acta: use --on AAAA-MM-DD.")
        raise typer.Exit(1)
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        actor = actor_named(installation, municipality, who)
        cases = [case_named(installation, municipality, number) for number in numbers]
        for case in cases:
            out.print(f"{case.number} · {case.title}", highlight=False)
        if not yes:
            typer.confirm("Se eliminan para siempre. ¿Continuar?", abort=True)
        wanted = {case.id for case in cases}
        answer = dispose(installation, actor, wanted, Act(act, on.date(), basis))
        if isinstance(answer, Refused) and answer.details.get("field") in WRONG:
            problem(WRONG[answer.details["field"]])
            raise typer.Exit(1)
        done_or_exit(answer, permission=PERMISSION)
    assert not isinstance(answer, Refused)  # noqa: S101  # the command would be over
    out.print(
        f"Acta registrada. Expedientes: {answer.cases}; contenidos borrados: {answer.contents}."
    )


def _series(installation: Installation, municipality_id: int) -> tuple[Series, ...]:
    """Whoever has the terminal reads what an auditor reads."""
    reader = Actor(municipality_id, None, "", frozenset({AUDITOR}))
    found = series_of(installation, reader)
    assert not isinstance(found, Refused)  # noqa: S101  # an auditor reads them
    return found


def _rule(each: Series) -> str:
    if each.years is None or each.disposition != ELIMINATE:
        return "siempre"
    return "1 año" if each.years == 1 else f"{each.years} años"
