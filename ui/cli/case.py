"""`cauce case`: look at one case from the terminal.

History is told in the sentences of the pages, with each event's fingerprint in the chain. Who
filed what is still sealed is not told here either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer
from markupsafe import Markup
from rich.table import Table

from engine.bpmn import Element, Snapshot, visited
from engine.cases.eras import eras_of
from engine.definitions.loading import program_of
from engine.installation import Installation
from storage.database import Connection
from storage.queries.cases import CaseRow, case_by_number, where_it_stands
from storage.queries.history import TimelineRow, events_of_case
from storage.queries.municipalities import MunicipalityRow
from storage.queries.tasks import TaskDetail, tasks_of_case
from ui.cli.casefile import export, index
from ui.cli.console import out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.formats import Formats, Localisation
from ui.history.sentences import Teller
from ui.templating import catalogue_of

app = typer.Typer(
    help="Look at a case and what stands around it, export, suspend, resume, cancel or move it.",
    no_args_is_help=True,
)

Number = Annotated[str, typer.Argument(help="For example CON-2026-0007.")]
Town = Annotated[str | None, typer.Option("--municipality", help="Its short name (slug).")]
ALL_EVENTS = 10_000
FINGERPRINT = 12  # characters of a hash that a person compares
STATES = {
    "open": "abierto",
    "suspended": "suspendido",
    "completed": "terminado",
    "cancelled": "anulado",
    "failed": "detenido",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One case as it is told here."""

    case: CaseRow
    tasks: tuple[TaskDetail, ...]
    events: tuple[TimelineRow, ...]
    teller: Teller
    roles: Mapping[str, str]
    elements: Sequence[Element]


@app.callback()
def _group() -> None:
    """Look at a case and what stands around it, export, suspend, resume, cancel or move it."""


app.command()(export)
app.command()(index)


@app.command()
def show(number: Number, town: Town = None) -> None:
    """Who has the case, since when, and everything that happened in it."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        with installation.database.read(municipality.id) as connection:
            seen = _seen(installation, connection, municipality, number)
    if seen is None:
        problem(f"No hay un expediente {number} en {municipality.name}.")
        raise typer.Exit(1)
    state = STATES.get(seen.case.state, seen.case.state)
    out.print(f"[bold]{seen.case.number}[/bold] {seen.case.title} ({state})", highlight=False)
    for task in seen.tasks:
        out.print(f"  {_task_line(task, seen)}", highlight=False)
    out.print(_history(seen))


def _seen(
    installation: Installation, connection: Connection, town: MunicipalityRow, number: str
) -> Seen | None:
    case = case_by_number(connection, town.id, number.strip())
    if case is None:
        return None
    stand = where_it_stands(connection, town.id, case.id)
    if stand is None:
        return None
    definition = program_of(installation, connection, town.id, case.definition_id)
    program = definition.program
    passed = visited(program, Snapshot(stand.tokens, stand.scopes)).opened
    tasks = tasks_of_case(connection, town.id, case.id)
    events = events_of_case(connection, town.id, case.id, limit=ALL_EVENTS)
    known = [(each.assignee_id, each.assignee_name) for each in tasks]
    known += [(each.person_id, each.person_name) for each in events]
    teller = Teller(
        drawn=eras_of(installation, connection, case.id, definition).element,
        words=catalogue_of("es"),
        formats=Formats(Localisation("es", town.timezone, town.currency)),
        today=_local(town, installation.clock.now()).date(),
        names={key: name for key, name in known if key and name},
        opened=passed,
    )
    waiting = tuple(task for task in tasks if task.state == "open")
    return Seen(case, waiting, events, teller, definition.manifest.role_titles, program.elements)


def _task_line(task: TaskDetail, seen: Seen) -> str:
    """«Evaluar ofertas: Elmer Rojas, hasta el viernes 3 de abril»."""
    teller = seen.teller
    sealed = teller.is_sealed(seen.elements[task.element])
    role = seen.roles.get(task.role, task.role)
    who = task.assignee_name if task.assignee_name and not sealed else f"espera a {role}"
    due = f", hasta el {teller.formats.day_words(task.due_at, teller.today)}" if task.due_at else ""
    return f"{task.name}: {who}{due}"


def _history(seen: Seen) -> Table:
    table = Table("N.°", "Cuándo", "Qué", "Huella")
    for event in reversed(seen.events):
        table.add_row(
            str(event.seq),
            f"{seen.teller.formats.local(event.at):%d/%m/%Y %H:%M}",
            _plain(seen.teller.sentence(event)),
            event.hash.hex()[:FINGERPRINT],
        )
    return table


def _plain(sentence: Markup) -> str:
    """The sentence without its bold."""
    return sentence.striptags().replace("[", "\\[")


def _local(town: MunicipalityRow, at: datetime) -> datetime:
    return Formats(Localisation("es", town.timezone, town.currency)).local(at)
