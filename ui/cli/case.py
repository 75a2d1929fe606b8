"""`cauce case`: look at one case from the terminal."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from engine.history.kinds import EventKind
from engine.installation import Installation
from storage.queries.cases import CaseRow, case_by_number
from storage.queries.history import events_of_case
from storage.queries.municipalities import MunicipalityRow
from storage.queries.tasks import tasks_of_case
from ui.cli.console import out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(help="Look at a case.", no_args_is_help=True)

Town = Annotated[str | None, typer.Option("--municipality", help="Its short name (slug).")]
ALL_EVENTS = 10_000


@app.callback()
def _group() -> None:
    """Look at a case."""


@app.command()
def show(
    number: Annotated[str, typer.Argument(help="For example CON-2026-0007.")], town: Town = None
) -> None:
    """Who has the case, since when, and everything that happened in it."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        with installation.database.read(municipality.id) as connection:
            case = case_by_number(connection, municipality.id, number)
        if case is None:
            problem(f"No hay un expediente {number} en {municipality.name}.")
            raise typer.Exit(1)
        out.print(f"[bold]{case.number}[/bold] {case.title} ({case.state})")
        _print_tasks(installation, municipality, case)
        _print_history(installation, municipality, case)


def _print_tasks(installation: Installation, town: MunicipalityRow, case: CaseRow) -> None:
    with installation.database.read(town.id) as connection:
        tasks = tasks_of_case(connection, town.id, case.id, open_only=True)
    for task in tasks:
        who = task.assignee_name or f"espera a {task.role}"
        due = f", hasta el {_local(town, task.due_at):%d/%m/%Y}" if task.due_at else ""
        out.print(f"  {task.name}: {who}{due}")


def _print_history(installation: Installation, town: MunicipalityRow, case: CaseRow) -> None:
    with installation.database.read(town.id) as connection:
        events = events_of_case(connection, town.id, case.id, limit=ALL_EVENTS)
    table = Table("N.°", "Cuándo", "Qué", "Quién", "Tarea", "Huella")
    for event in reversed(events):
        table.add_row(
            str(event.seq),
            f"{_local(town, event.at):%d/%m/%Y %H:%M}",
            EventKind(event.kind).name.lower(),
            event.person_name or "el sistema",
            event.task_name or "",
            event.hash.hex()[:12],
        )
    out.print(table)


def _local(town: MunicipalityRow, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(town.timezone))
