"""`bench fill`: what completing a task costs beside very many finished and open cases.

Real cases are run first, some to their end and one to each of its waits; the database itself then
multiplies them (their chains are copied as they are, and do not verify). Blocks an operation are
those of tables and indexes that the server looked at, in memory or not: they do not depend on what
else the machine does. Times are taken in turn with those of an empty database where there are two.
Empty means a few cases, so that both are asked in the same way: tables of one page are not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rich.progress import Progress as Shown

from storage.database import Connection
from storage.measuring import blocks_touched, size_in_bytes, tidy
from storage.multiplying import multiply_case
from ui.cli.bench import workload
from ui.cli.bench.hall import Hall, Progress, hall_on
from ui.cli.bench.quantiles import quantile
from ui.cli.bench.timing import Costs, run_case
from ui.cli.console import out

KINDS = 4
"""Finished cases that are multiplied, half of them each way at the gateway."""
STAGES = (1, 2, 3, 5)
"""How many tasks are done in the open ones."""
PORTION = 2_000
FEW = 200
"""Finished cases in a database that counts as empty."""
WARM_UP = 5
BARS = {"blocks": 1.1, "time": 1.2}


@dataclass(frozen=True, slots=True)
class Filled:
    """What one completion costs in the empty and in the filled database."""

    dialect: str
    finished: int
    open_cases: int
    gigabytes: float
    empty_blocks: float | None
    filled_blocks: float | None
    empty_ms: float
    filled_ms: float

    @property
    def blocks(self) -> float | None:
        """Blocks beside the cases, over those without."""
        if self.empty_blocks is None or self.filled_blocks is None:
            return None
        return self.filled_blocks / self.empty_blocks

    @property
    def time(self) -> float:
        """The median beside the cases, over that without."""
        return self.filled_ms / self.empty_ms

    def as_json(self) -> dict[str, Any]:
        """For the one line of `--json`."""
        blocks = None
        if self.blocks is not None and self.empty_blocks and self.filled_blocks:
            blocks = {
                "empty": round(self.empty_blocks, 1),
                "filled": round(self.filled_blocks, 1),
                "ratio": round(self.blocks, 3),
            }
        return {
            "database": self.dialect,
            "finished": self.finished,
            "open": self.open_cases,
            "gigabytes": round(self.gigabytes, 2),
            "blocks": blocks,
            "p50_ms": {
                "empty": round(self.empty_ms, 3),
                "filled": round(self.filled_ms, 3),
                "ratio": round(self.time, 3),
            },
        }


def fill(
    database: Annotated[
        str | None, typer.Option(help="Database URL; a fresh SQLite file when absent.")
    ] = None,
    filled: Annotated[
        str | None,
        typer.Option(help="Database URL to fill; the same one, afterwards, when absent."),
    ] = None,
    finished: Annotated[int, typer.Option(min=1, help="Finished cases.")] = 10_000,
    open_cases: Annotated[int, typer.Option("--open", min=1, help="Open cases.")] = 1_000,
    cases: Annotated[int, typer.Option(min=1, help="Cases to run and measure.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Complete tasks beside very many finished and open cases: blocks and time an operation."""
    if as_json:
        tell: Progress = lambda _what, _done: None  # noqa: E731  nobody looks
        result = run(database, filled, finished, open_cases, cases=cases, tell=tell)
        typer.echo(json.dumps(result.as_json()))
        return
    with Shown(console=out, transient=True) as shown:
        bar = shown.add_task("fill", total=finished + open_cases)
        result = run(
            database,
            filled,
            finished,
            open_cases,
            cases=cases,
            tell=lambda what, done: shown.update(bar, description=what, completed=done),
        )
    _print(result)


def run(
    database_url: str | None,
    filled_url: str | None,
    finished: int,
    open_cases: int,
    *,
    cases: int,
    tell: Progress,
) -> Filled:
    """Measure; on fresh SQLite files where no database is named."""
    with ExitStack() as stack:
        empty = stack.enter_context(hall_on(database_url))
        one_only = filled_url is None and database_url is not None
        full = empty if one_only else stack.enter_context(hall_on(filled_url))
        _fill(empty, FEW, FEW // 10, lambda _what, _done: None)
        before, empty_blocks = _taken(empty, cases), _blocks(empty, cases)
        _fill(full, finished, open_cases, tell)
        filled_blocks = _blocks(full, cases)
        if one_only:
            after = _taken(full, cases)
        else:
            before, after = _in_turn(empty, full, cases)
        return Filled(
            empty.installation.database.dialect,
            finished,
            open_cases,
            size_in_bytes(full.installation.database) / 1e9,
            empty_blocks,
            filled_blocks,
            quantile(before, 0.5),
            quantile(after, 0.5),
        )


def _blocks(hall: Hall, cases: int) -> float | None:
    """Blocks a completion, creations left out: each case is opened before the count begins."""
    waiting = [task for number in range(cases) for task in _begun(hall, number)]
    before = blocks_touched(hall.installation.database)
    done = 0
    while waiting:
        answer = workload.answer(hall.chance)
        waiting += workload.step(hall.installation, hall.actor, waiting.pop(0), answer)
        done += 1
    after = blocks_touched(hall.installation.database)
    return None if before is None or after is None else (after - before) / done


def _taken(hall: Hall, cases: int) -> list[float]:
    costs = Costs()
    for number in range(WARM_UP):
        run_case(hall, number, Costs())
    for number in range(cases):
        run_case(hall, number, costs)
    return costs.complete.seconds()


def _in_turn(empty: Hall, full: Hall, cases: int) -> tuple[list[float], list[float]]:
    """Case by case, so that what else the machine does weighs on both alike."""
    costs = Costs(), Costs()
    for number in range(-WARM_UP, cases):
        for hall, cost in zip((empty, full), costs, strict=True):
            run_case(hall, number, cost if number >= 0 else Costs())
    return costs[0].complete.seconds(), costs[1].complete.seconds()


def _begun(hall: Hall, number: int) -> list[int]:
    begun = workload.application(number, hall.chance)
    return workload.create(hall.installation, hall.actor, begun)


def _fill(hall: Hall, finished: int, open_cases: int, tell: Progress) -> None:
    ended = [_case(hall, number, workload.TASKS) for number in range(KINDS)]
    waiting = [_case(hall, number, done) for number, done in enumerate(STAGES)]
    made = 0
    for case_id, first, count in (*_portions(ended, finished), *_portions(waiting, open_cases)):
        _multiply(hall, case_id, first, count)
        made += count
        tell("copies", made)
    tell("tidying", made)
    tidy(hall.installation.database)


def _multiply(hall: Hall, case_id: int, first: int, count: int) -> None:
    town = hall.actor.municipality_id

    def verb(connection: Connection) -> None:
        multiply_case(connection, town, case_id, first=first, count=count)

    hall.installation.database.run(verb, municipality=town)


def _case(hall: Hall, number: int, tasks: int) -> int:
    """A case with so many tasks done."""
    begun = workload.application(number, hall.chance)
    opened = workload.opened(hall.installation, hall.actor, begun)
    waiting = list(opened.task_ids)
    for _ in range(tasks):
        answer = workload.answer(hall.chance)
        waiting += workload.step(hall.installation, hall.actor, waiting.pop(0), answer)
    return opened.case_id


def _portions(case_ids: list[int], count: int) -> Iterator[tuple[int, int, int]]:
    """Which case is copied, from which number on, how often: each in its turn, as in a year."""
    made = dict.fromkeys(case_ids, 0)
    left, turn = count, 0
    while left:
        case_id = case_ids[turn % len(case_ids)]
        portion = min(PORTION, left)
        yield case_id, made[case_id] + 1, portion
        made[case_id] += portion
        left, turn = left - portion, turn + 1


def _print(result: Filled) -> None:
    out.print(
        f"{result.dialect} · {result.finished} finished and {result.open_cases} open cases"
        f" · {result.gigabytes:.2f} GB (copies: their chains do not verify)"
    )
    if result.blocks is not None:
        out.print(
            f"Blocks a completion: {result.empty_blocks:.1f} in the empty database,"
            f" {result.filled_blocks:.1f} in the filled one: {result.blocks:.2f} times"
            f" (bar {BARS['blocks']})"
        )
    out.print(
        f"Median of a completion: {result.empty_ms:.2f} ms and {result.filled_ms:.2f} ms:"
        f" {result.time:.2f} times (bar {BARS['time']})"
    )
