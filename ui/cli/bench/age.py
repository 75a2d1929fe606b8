"""`bench age`: what a step costs when the case is old or wide, without a database.

Each bar is a cost beside what it may be: the 1,000th pass of a loop over the first, alone and
beside a branch that waits; 20 fork and join blocks over 10; one step of a multi-instance of a
thousand and opening it; the state of an instance of twenty tasks.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

import typer
from rich.table import Table

from engine.bpmn import Outcome, Program, Surroundings, TaskOpened, compile_program, complete, start
from engine.calendar import Calendar
from ui.cli.bench.aged import blocks, chain, loop, many
from ui.cli.console import out

AROUND = Surroundings(datetime(2026, 1, 5, 15, tzinfo=UTC), date(2026, 1, 5), Calendar())


@dataclass(frozen=True, slots=True)
class AgeBar:
    """One measured cost beside what it may be; no limit: only told."""

    name: str
    value: float
    limit: float | None
    unit: str

    @property
    def kept(self) -> bool:
        """Whether it is within its limit."""
        return self.limit is None or self.value <= self.limit


def measure(*, passes: int = 1000, items: int = 1000, rounds: int = 50) -> tuple[AgeBar, ...]:
    """All bars; smaller numbers make a quick look."""
    alone, beside = (aging(waits=waits, passes=passes) for waits in (False, True))
    ten, twenty = (_blocks_ms(count, rounds) for count in (10, 20))
    opening, step, late = _many_ms(items, rounds)
    return (
        AgeBar(f"pass {passes} of a loop over the first", alone, 1.2, "times"),
        AgeBar(f"pass {passes} beside a branch that waits", beside, 1.2, "times"),
        AgeBar("20 fork and join blocks over 10", twenty / ten, 2.4, "times"),
        AgeBar("one step among many instances, at the beginning", step, 5.0, "ms"),
        AgeBar("one step among many instances, half way", late, 5.0, "ms"),
        AgeBar(f"opening {items} instances", opening, None, "ms"),
        AgeBar("state of an instance of twenty tasks", float(_chain_bytes()), 1024.0, "bytes"),
    )


def aging(*, waits: bool, passes: int, rounds: int = 400) -> float:
    """The last pass of a loop over the first, measured in turn on what was kept of both."""
    program = _compiled(loop(waits=waits))
    outcome = start(program, {"again": True}, surroundings=AROUND)
    token = next(task.token for task in _opened(outcome) if task.name == "t")
    young = (outcome, token)
    for _ in range(passes - 1):
        outcome = _again(program, outcome, token)
        token = _opened(outcome)[0].token
    costs: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for kept, (before, at) in zip(costs, (young, (outcome, token)), strict=True):
            began = time.perf_counter()
            _again(program, before, at)
            kept.append(time.perf_counter() - began)
    return statistics.median(costs[1]) / statistics.median(costs[0])


def _again(program: Program, before: Outcome, token: int) -> Outcome:
    return complete(program, before.snapshot, token, {"again": True}, surroundings=AROUND)


def _blocks_ms(count: int, rounds: int) -> float:
    program = _compiled(blocks(count))
    return _median_ms(lambda: start(program, {}, surroundings=AROUND), rounds)


def _many_ms(items: int, rounds: int) -> tuple[float, float, float]:
    program, data = _compiled(many()), {"v": Decimal(3)}
    given: dict[str, Any] = {"items": [f"i{number}" for number in range(items)]}
    opening = _median_ms(lambda: start(program, given, surroundings=AROUND), max(3, rounds // 5))
    first = outcome = start(program, given, surroundings=AROUND)
    tokens = [task.token for task in _opened(outcome)]

    def one() -> Outcome:
        return complete(program, outcome.snapshot, tokens[-1], data, surroundings=AROUND)

    begin = _median_ms(one, rounds)
    outcome = first
    for token in tokens[: items // 2]:
        outcome = complete(program, outcome.snapshot, token, data, surroundings=AROUND)
    return opening, begin, _median_ms(one, rounds)


def _chain_bytes() -> int:
    program, most = _compiled(chain(20)), 0
    outcome = start(program, {}, surroundings=AROUND)
    while outcome.status == "running":
        most = max(most, len(outcome.snapshot.tokens) + len(outcome.snapshot.scopes.encode()))
        token = _opened(outcome)[0].token
        outcome = complete(program, outcome.snapshot, token, {}, surroundings=AROUND)
    return most


def _compiled(drawn: bytes) -> Program:
    return compile_program({"age.bpmn": drawn})


def _opened(outcome: Outcome) -> list[TaskOpened]:
    return [change for change in outcome.changes if isinstance(change, TaskOpened)]


def _median_ms(work: Callable[[], object], rounds: int) -> float:
    costs = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        costs.append(time.perf_counter() - began)
    return statistics.median(costs) * 1000


def age(
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Step through old and wide cases, in process and without a database."""
    bars = measure()
    if as_json:
        typer.echo(json.dumps([{**asdict(bar), "kept": bar.kept} for bar in bars]))
        return
    table = Table(title="age")
    for title in ("", "measured", "at most", ""):
        table.add_column(title, justify="right" if title else "left", no_wrap=not title)
    for bar in bars:
        limit = "" if bar.limit is None else f"{bar.limit:g}"
        table.add_row(bar.name, f"{bar.value:.2f}", limit, bar.unit)
    out.print(table)
