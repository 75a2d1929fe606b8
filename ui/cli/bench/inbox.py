"""`bench inbox`: what the inbox costs the server beside very many open tasks.

A few requests are begun by the real engine, each with its own due date; the database itself then
multiplies them, so that one person may take them all. Pages of each kind are opened in turn: the
first, the next, one narrowed by process, task, due date and amount, the search of a number by its
beginning and by its end, of somebody in a case, and of a word in a document.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

import typer
from rich.progress import Progress as Shown
from rich.table import Table

from engine.cases import start
from engine.cases.entry import Facts
from engine.clock import MovableClock
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import Refused
from engine.worker.counter import fold, watch_crowds
from storage.database import Connection
from storage.measuring import size_in_bytes, tidy
from storage.multiplying import WAITING, multiply_case
from storage.queries.cases import list_cases
from storage.queries.definitions import open_cases_by_process
from ui.cli.bench.crowd import KEY, SUBJECTS, Crowd, NoCrowd, Progress, gather
from ui.cli.bench.pages import SETTINGS, installation_on
from ui.cli.bench.quantiles import quantile
from ui.cli.bench.searched import furnish, person_of, word_of
from ui.cli.bench.visitor import Visited, visitor
from ui.cli.console import out
from ui.logs import only_warnings
from ui.web import create_app

BEGUN = 60
"""Requests that are begun by the engine, with terms of different days."""
PORTION = 5_000
WARM_UP = 15
BARS = {"postgresql": (5.0, 15.0), "sqlite": (20.0, 20.0)}
"""Milliseconds at the 95th percentile: the slowest statement, and the whole page."""
OK = 200


@dataclass(frozen=True, slots=True)
class Cost:
    """One kind of page, in milliseconds: its slowest statement, all its statements, the whole."""

    statement_p95: float
    sql_p50: float
    sql_p95: float
    page_p50: float
    page_p95: float
    statements: int

    def as_json(self) -> dict[str, float]:
        """For the one line of `--json`."""
        return {
            "statement_p95_ms": round(self.statement_p95, 2),
            "sql_p50_ms": round(self.sql_p50, 2),
            "sql_p95_ms": round(self.sql_p95, 2),
            "page_p50_ms": round(self.page_p50, 2),
            "page_p95_ms": round(self.page_p95, 2),
            "statements": self.statements,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """The costs by kind of page, beside so many open tasks."""

    dialect: str
    tasks: int
    gigabytes: float
    pages: dict[str, Cost]

    def as_json(self) -> dict[str, Any]:
        """For the one line of `--json`."""
        return {
            "database": self.dialect,
            "tasks": self.tasks,
            "gigabytes": round(self.gigabytes, 2),
            **{name: cost.as_json() for name, cost in self.pages.items()},
        }


def inbox(
    database: Annotated[
        str | None, typer.Option(help="Database URL; a fresh SQLite file when absent.")
    ] = None,
    tasks: Annotated[int, typer.Option(min=100, help="Open tasks in one inbox.")] = 100_000,
    visits: Annotated[int, typer.Option(min=5, help="Visits to each kind of page.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Open the inbox of somebody who may take very many tasks."""
    if as_json:
        result = run(database, tasks=tasks, visits=visits, tell=lambda _what, _done: None)
        typer.echo(json.dumps(result.as_json()))
        return
    with Shown(console=out, transient=True) as shown:
        bar = shown.add_task("inbox", total=tasks)
        result = run(
            database,
            tasks=tasks,
            visits=visits,
            tell=lambda what, done: shown.update(bar, description=what, completed=done),
        )
    _print(result)


def run(database_url: str | None, *, tasks: int, visits: int, tell: Progress) -> Result:
    """Measure; on a fresh SQLite file where no database is named."""
    with installation_on(database_url) as installation:
        crowd = gather(installation, tasks=0, progress=tell)
        _multiply(installation, crowd.actor, tasks, tell)
        application = create_app(SETTINGS, installation)
        with only_warnings(), visitor(application, session=crowd.session) as opens:
            paths = _paths(installation, crowd)
            seen: dict[str, list[Visited]] = {name: [] for name in paths}
            for number in range(visits + WARM_UP):
                for name, addresses in paths.items():
                    found = opens(addresses[number % len(addresses)])
                    if found.status != OK:
                        raise NoCrowd(f"the inbox answered {found.status}")
                    seen[name].append(found)
                tell("visits", number)
        return Result(
            installation.database.dialect,
            tasks,
            size_in_bytes(installation.database) / 1e9,
            {name: _cost(each[WARM_UP:]) for name, each in seen.items()},
        )


def _multiply(installation: Installation, actor: Actor, tasks: int, tell: Progress) -> None:
    """Up to so many open requests: a few begun, the others copied from them in turn."""
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        there = open_cases_by_process(connection, town).get(KEY, 0)
    if there >= tasks:
        return
    begun = list(_begin(installation, actor, there))
    made, turn = there + len(begun), 0
    while made < tasks:
        portion = min(PORTION, tasks - made)
        _copy(
            installation, town, begun[turn % len(begun)], 1 + turn // len(begun) * PORTION, portion
        )
        made, turn = made + portion, turn + 1
        tell("copies", made)
    tell("tidying", made)
    watch_crowds(installation)
    while fold(installation):
        pass
    tidy(installation.database)


def _begin(installation: Installation, actor: Actor, there: int) -> Iterator[int]:
    now = installation.clock.now()
    clock = MovableClock(now)
    past = replace(installation, clock=clock)
    for number in range(BEGUN):
        clock.move(to=now - timedelta(days=20 * (1 - number / BEGUN)))
        facts = {"asunto": f"{SUBJECTS[number % 4]} n.º {there + number}", "monto": 100 + number}
        begun = start(past, actor, KEY, Facts(facts))
        if isinstance(begun, Refused):
            raise NoCrowd(f"a request could not be opened: {begun}")
        furnish(installation, actor.municipality_id, begun.case_id, number)
        yield begun.case_id


def _copy(installation: Installation, town: int, case_id: int, first: int, count: int) -> None:
    def verb(connection: Connection) -> None:
        multiply_case(connection, town, case_id, first=first, count=count, only=WAITING)

    installation.database.run(verb, municipality=town)


def _paths(installation: Installation, crowd: Crowd) -> dict[str, list[str]]:
    """The addresses of each kind of page."""
    town = f"/{crowd.slug}/inbox"
    with installation.database.read(crowd.actor.municipality_id) as connection:
        found = list_cases(connection, crowd.actor.municipality_id, process_key=KEY, limit=40)
    numbers = [f"{case.number}-{1 + place:08d}" for place, case in enumerate(found)]
    due = (installation.clock.now() + timedelta(days=3)).date()
    narrowed = urlencode(
        {"process": KEY, "name": "Responder la solicitud", "due_from": due, "amount_from": "120"}
    )
    return {
        "first": [town],
        "next": [f"{town}?{crowd.next_page(installation)}"],
        "narrowed": [f"{town}?{narrowed}"],
        "number_prefix": [f"{town}?text={number[:-1]}" for number in numbers],
        "number_suffix": [f"{town}?text={number[-8:]}" for number in numbers],
        "person": [f"{town}?{urlencode({'text': person_of(each)})}" for each in range(BEGUN)],
        "document": [f"{town}?{urlencode({'text': word_of(each)})}" for each in range(BEGUN)],
    }


def _cost(seen: list[Visited]) -> Cost:
    pages = sorted(each.seconds for each in seen)
    waits = sorted(each.waited for each in seen)
    return Cost(
        statement_p95=quantile(sorted(each.longest for each in seen), 0.95),
        sql_p50=quantile(waits, 0.5),
        sql_p95=quantile(waits, 0.95),
        page_p50=quantile(pages, 0.5),
        page_p95=quantile(pages, 0.95),
        statements=max(each.statements for each in seen),
    )


def _print(result: Result) -> None:
    statement, page = BARS[result.dialect]
    table = Table(
        title=f"inbox · {result.dialect} · {result.tasks} open tasks · {result.gigabytes:.2f} GB"
    )
    for title in ("", "statement p95", "sql p50", "sql p95", "page p50", "page p95", "statements"):
        table.add_column(title, justify="right" if title else "left", no_wrap=not title)
    for name, cost in result.pages.items():
        times = (cost.statement_p95, cost.sql_p50, cost.sql_p95, cost.page_p50, cost.page_p95)
        table.add_row(name, *(f"{each:.1f}" for each in times), str(cost.statements))
    out.print(table)
    out.print(f"Milliseconds. Bars at p95: {statement:.0f} a statement, {page:.0f} a page.")
