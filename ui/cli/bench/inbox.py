"""`bench inbox`: what the inbox costs the server beside very many open tasks.

A few requests are begun by the real engine, each with its own due date; the database itself then
multiplies them, so that one person may take them all (`filled.py`; how they are spread is said).
That person is a clerk with the roles of six desks and one more: a list costs a look for each role.
Pages of each kind are opened in turn: the first, one of the next forty, one narrowed by process,
task, due date and amount, the list sorted by arrival, priority, name, number and amount, the search
of a number by its beginning and by its end, of somebody in a case, and of a word in a document.
Beside the time that passes stand the work on the processor and, where PostgreSQL counts it
(`pg_stat_statements`), what its server worked for a page.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

import typer
from rich.progress import Progress as Shown
from rich.table import Table

from engine.installation import Installation
from storage.measuring import database_limit, seconds_executed, size_in_bytes, trips
from storage.queries.case_lists import list_cases
from ui.cli.bench.crowd import KEY, Crowd, NoCrowd, Progress, gather
from ui.cli.bench.desks import BEGUN, FURNISHED, ROLES
from ui.cli.bench.filled import Spread, fill
from ui.cli.bench.pages import SETTINGS, installation_on
from ui.cli.bench.quantiles import quantile
from ui.cli.bench.searched import person_of, word_of
from ui.cli.bench.visitor import Visited, visitor
from ui.cli.console import out
from ui.logs import only_warnings
from ui.web import create_app

BESIDE = "area_usuaria"
"""What the clerk does besides, in the demo's processes."""
WARM_UP = 15
FURTHER = 40
"""Pages after the first that are opened in turn."""
COUNTED = 20
"""Visits of each kind while the server's own work is counted."""
BARS = {"postgresql": (5.0, 15.0), "sqlite": (20.0, 20.0)}
"""Milliseconds at the 95th percentile: the statements, and the whole page."""
OK = 200

Opens = Callable[[str], Visited]


@dataclass(frozen=True, slots=True)
class Cost:
    """One kind of page, in milliseconds: its slowest statement, all its statements, the whole, its
    work on the processor, and what the server of the database worked (None: not counted)."""

    statement_p95: float
    sql_p50: float
    sql_p95: float
    page_p50: float
    page_p95: float
    work_p50: float
    work_p95: float
    executed: float | None
    statements: int

    def as_json(self) -> dict[str, float | None]:
        """For the one line of `--json`."""
        return {
            "statement_p95_ms": round(self.statement_p95, 2),
            "sql_p50_ms": round(self.sql_p50, 2),
            "sql_p95_ms": round(self.sql_p95, 2),
            "page_p50_ms": round(self.page_p50, 2),
            "page_p95_ms": round(self.page_p95, 2),
            "work_p50_ms": round(self.work_p50, 2),
            "work_p95_ms": round(self.work_p95, 2),
            "executed_ms": None if self.executed is None else round(self.executed, 2),
            "statements": self.statements,
        }


@dataclass(frozen=True, slots=True)
class Limit:
    """What the machine itself did in the same minute: plain transactions a second, and the
    milliseconds of a question without any work."""

    transactions_s: float
    trip_p50_ms: float
    trip_p95_ms: float

    def as_json(self) -> dict[str, float]:
        """For the one line of `--json`."""
        return {
            "transactions_s": round(self.transactions_s),
            "trip_p50_ms": round(self.trip_p50_ms, 3),
            "trip_p95_ms": round(self.trip_p95_ms, 3),
        }


@dataclass(frozen=True, slots=True)
class Result:
    """The costs by kind of page, beside so many open tasks."""

    dialect: str
    spread: Spread
    gigabytes: float
    limit: Limit
    pages: dict[str, Cost]

    def as_json(self) -> dict[str, Any]:
        """For the one line of `--json`."""
        return {
            "database": self.dialect,
            "tasks": self.spread.free,
            "spread": self.spread.told(),
            "gigabytes": round(self.gigabytes, 2),
            "limit": self.limit.as_json(),
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
        crowd = gather(installation, tasks=0, progress=tell, roles=(*ROLES, BESIDE))
        spread = fill(installation, crowd.actor, tasks, tell)
        application = create_app(SETTINGS, installation)
        with only_warnings(), visitor(application, session=crowd.session) as opens:
            paths = _paths(installation, crowd)
            seen: dict[str, list[Visited]] = {name: [] for name in paths}
            for number in range(visits + WARM_UP):
                for name, addresses in paths.items():
                    seen[name].append(_open(opens, addresses, number))
                tell("visits", number)
            executed = {
                name: _executed(installation, opens, addresses) for name, addresses in paths.items()
            }
        return Result(
            installation.database.dialect,
            spread,
            size_in_bytes(installation.database) / 1e9,
            _limit(installation),
            {name: _cost(each[WARM_UP:], executed[name]) for name, each in seen.items()},
        )


def _open(opens: Opens, addresses: list[str], number: int) -> Visited:
    found = opens(addresses[number % len(addresses)])
    if found.status != OK:
        raise NoCrowd(f"the inbox answered {found.status}")
    return found


def _executed(installation: Installation, opens: Opens, addresses: list[str]) -> float | None:
    """Milliseconds that the database's server worked for a page, on the average."""
    before = seconds_executed(installation.database)
    for number in range(COUNTED):
        _open(opens, addresses, number)
    after = seconds_executed(installation.database)
    return None if before is None or after is None else (after - before) * 1000 / COUNTED


def _limit(installation: Installation) -> Limit:
    transactions = database_limit(installation.database)
    taken = sorted(trips(installation.database))
    return Limit(len(transactions) / sum(transactions), quantile(taken, 0.5), quantile(taken, 0.95))


def _paths(installation: Installation, crowd: Crowd) -> dict[str, list[str]]:
    """The addresses of each kind of page."""
    town = f"/{crowd.slug}/inbox"
    with installation.database.read(crowd.actor.municipality_id) as connection:
        found = list_cases(connection, crowd.actor.municipality_id, process_key=KEY, limit=40)
    shortest = min(len(case.number) for case in found)
    begun = [case.number for case in found if len(case.number) == shortest]  # the rest are copies
    numbers = [f"{number}-{1 + place:08d}" for place, number in enumerate(begun)]
    due = (installation.clock.now() + timedelta(days=3)).date()
    narrowed = urlencode(
        {"process": KEY, "name": "Responder la solicitud", "due_from": due, "amount_from": "120"}
    )
    documents = range(0, BEGUN, FURNISHED)
    return {
        "first": [town],
        "next": [f"{town}?{each}" for each in crowd.further(installation, FURTHER)],
        "narrowed": [f"{town}?{narrowed}"],
        "by_arrival": [f"{town}?sort=-created"],
        "by_priority": [f"{town}?sort=-priority"],
        **{f"by_{key}": [f"{town}?sort={key}"] for key in ("name", "number", "amount")},
        "number_prefix": [f"{town}?text={number[:-1]}" for number in numbers],
        "number_suffix": [f"{town}?text={number[-8:]}" for number in numbers],
        "person": [f"{town}?{urlencode({'text': person_of(each)})}" for each in range(BEGUN)],
        "document": [f"{town}?{urlencode({'text': word_of(each)})}" for each in documents],
    }


def _cost(seen: list[Visited], executed: float | None) -> Cost:
    pages = sorted(each.seconds for each in seen)
    waits = sorted(each.waited for each in seen)
    works = sorted(each.work for each in seen)
    return Cost(
        statement_p95=quantile(sorted(each.longest for each in seen), 0.95),
        sql_p50=quantile(waits, 0.5),
        sql_p95=quantile(waits, 0.95),
        page_p50=quantile(pages, 0.5),
        page_p95=quantile(pages, 0.95),
        work_p50=quantile(works, 0.5),
        work_p95=quantile(works, 0.95),
        executed=executed,
        statements=max(each.statements for each in seen),
    )


def _print(result: Result) -> None:
    statement, page = BARS[result.dialect]
    table = Table(
        title=f"inbox · {result.dialect} · {result.spread.free:,} tasks · {result.gigabytes:.2f} GB"
    )
    titles = ("statement p95", "sql p50", "sql p95", "page p50", "page p95", "work p50", "work p95")
    for title in ("", *titles, "server", "statements"):
        table.add_column(title, justify="right" if title else "left", no_wrap=not title)
    for name, cost in result.pages.items():
        passed = (cost.statement_p95, cost.sql_p50, cost.sql_p95, cost.page_p50, cost.page_p95)
        times = (f"{each:.1f}" for each in (*passed, cost.work_p50, cost.work_p95))
        executed = "" if cost.executed is None else f"{cost.executed:.1f}"
        table.add_row(name, *times, executed, str(cost.statements))
    out.print(table)
    out.print(f"{result.spread.told()}.")
    limit = result.limit
    out.print(
        f"Milliseconds. Bars at p95: {statement:.0f} for the statements, {page:.0f} for a page."
        f" In the same minute the database did {limit.transactions_s:.0f} plain transactions a"
        f" second, and a question without work took {limit.trip_p50_ms:.2f} ms"
        f" (p95 {limit.trip_p95_ms:.2f})."
    )
