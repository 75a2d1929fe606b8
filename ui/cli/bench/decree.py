"""`bench decree`: a day that is not worked is decreed while very many terms run.

A few real requests are opened; the database multiplies them with their terms, timers and tasks
(their chains are copied as they are, and do not verify). Measured are the preview that a person
sees before deciding, and the decree until the last term has moved and been told in its case.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Annotated, Any

import typer
from rich.progress import Progress as Shown

from engine.calendar import Calendar
from engine.cases import start
from engine.cases.entry import Facts
from engine.deadlines.calendars import read_calendar
from engine.deadlines.decreeing import Asked, decree, foresee
from engine.deadlines.following import follow_decrees
from engine.definitions import deploy
from engine.identity import Actor
from engine.identity.house import CALENDAR_KEEPER
from engine.installation import Installation
from engine.refusals import Refused
from storage.database import Connection
from storage.measuring import tidy
from storage.multiplying import multiply_case
from ui.cli.bench.crowd import KEY, ROLE, NoCrowd, Progress, bundle
from ui.cli.bench.pages import installation_on
from ui.cli.bench.town import found
from ui.cli.console import out

BEGUN = 4
PORTION = 2_500
BAR = 10.0
"""Seconds for 10,000 terms."""


@dataclass(frozen=True, slots=True)
class Result:
    """How many terms a decree moved, and what it took."""

    dialect: str
    terms: int
    moved: int
    preview_seconds: float
    decree_seconds: float

    def as_json(self) -> dict[str, Any]:
        """For the one line of `--json`."""
        return {
            "database": self.dialect,
            "terms": self.terms,
            "moved": self.moved,
            "preview_s": round(self.preview_seconds, 2),
            "decree_s": round(self.decree_seconds, 2),
        }


def decree_day(
    database: Annotated[
        str | None, typer.Option(help="Database URL; a fresh SQLite file when absent.")
    ] = None,
    terms: Annotated[int, typer.Option(min=BEGUN, help="Open terms that move.")] = 10_000,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Decree a day that is not worked, and move every open term of a municipality."""
    if as_json:
        typer.echo(json.dumps(run(database, terms=terms, tell=lambda _what, _done: None).as_json()))
        return
    with Shown(console=out, transient=True) as shown:
        bar = shown.add_task("decree", total=terms)
        result = run(
            database,
            terms=terms,
            tell=lambda what, done: shown.update(bar, description=what, completed=done),
        )
    out.print(
        f"{result.dialect} · {result.moved} of {result.terms} terms moved · preview"
        f" {result.preview_seconds:.1f} s · decree {result.decree_seconds:.1f} s"
        f" (bar {BAR:.0f} s for 10,000)"
    )


def run(database_url: str | None, *, terms: int, tell: Progress) -> Result:
    """Measure; on a fresh SQLite file where no database is named."""
    with installation_on(database_url) as installation:
        actor = found(installation, roles=(ROLE, CALENDAR_KEEPER))
        _open(installation, actor, terms, tell)
        asked = Asked(_next_day(installation, actor), "Día decretado", "Decreto de prueba")
        tell("preview", terms)
        begun = perf_counter()
        foreseen = foresee(installation, actor, asked)
        seen = perf_counter()
        tell("decree", terms)
        answer = decree(installation, actor, asked)
        if isinstance(foreseen, Refused) or isinstance(answer, Refused):
            raise NoCrowd(f"the day could not be decreed: {answer}")
        moved = follow_decrees(installation)
        return Result(
            installation.database.dialect, terms, moved, seen - begun, perf_counter() - seen
        )


def _open(installation: Installation, actor: Actor, terms: int, tell: Progress) -> None:
    answer = deploy(installation, actor, bundle())
    if isinstance(answer, Refused):
        raise NoCrowd(f"the requests cannot be deployed: {answer}")
    begun = [_begin(installation, actor, number) for number in range(BEGUN)]
    made, turn = BEGUN, 0
    while made < terms:
        portion = min(PORTION, terms - made)
        first = 1 + turn // BEGUN * PORTION
        _copy(installation, actor.municipality_id, begun[turn % BEGUN], first, portion)
        made, turn = made + portion, turn + 1
        tell("copies", made)
    tidy(installation.database)


def _begin(installation: Installation, actor: Actor, number: int) -> int:
    facts = {"asunto": f"Solicitud n.º {number}", "monto": 100 + number}
    begun = start(installation, actor, KEY, Facts(facts))
    if isinstance(begun, Refused):
        raise NoCrowd(f"a request could not be opened: {begun}")
    return begun.case_id


def _copy(installation: Installation, town: int, case_id: int, first: int, count: int) -> None:
    def verb(connection: Connection) -> None:
        multiply_case(connection, town, case_id, first=first, count=count)

    installation.database.run(verb, municipality=town)


def _next_day(installation: Installation, actor: Actor) -> date:
    """The second working day from now: every term of the requests lies beyond it."""
    with installation.database.read(actor.municipality_id) as connection:
        calendar: Calendar = read_calendar(connection, actor.municipality_id)
    today = calendar.local_day(installation.clock.now())
    return calendar.next_business_day(calendar.next_business_day(today))
