"""`bench w1`: what opening a case and completing a task cost, in process, with one client.

Latencies are from the call to the commit, the state read from the database each time. The limit of
the database (one update and two inserts of 1 KB) is measured in the same minute: machines swing, so
only the two together say something. Everything happens in a municipality of its own.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from engine.identity import Actor
from engine.installation import Installation
from storage.counting import Count, counting
from storage.database import Database
from storage.documents.folder import FolderStore
from storage.measuring import database_limit, packed_size, size_in_bytes
from storage.migrations import upgrade
from ui.cli.bench import town, workload
from ui.cli.bench.http import HttpResult, measure
from ui.cli.bench.quantiles import quantile

WARM_UP = 5
LIMIT_SECONDS = 2.0

Progress = Callable[[str, int], None]
"""Told what is being done, and how many cases of it are done."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one verb cost: per second for one client, milliseconds, statements and commits."""

    ops_s: float
    p50_ms: float
    p95_ms: float
    statements: int
    commits: int
    round_trips: int

    def as_json(self) -> dict[str, Any]:
        """For the one line of `--json`."""
        return {
            "ops_s": round(self.ops_s, 1),
            "p50_ms": round(self.p50_ms, 3),
            "p95_ms": round(self.p95_ms, 3),
            "statements": self.statements,
            "commits": self.commits,
            "round_trips": self.round_trips,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """One run. `crowded` is the cost of completing beside many open cases, where it was asked."""

    dialect: str
    cases: int
    create: Cost
    complete: Cost
    limit_ops_s: float
    limit_p50_ms: float
    bytes_per_case: int
    packed_bytes_per_case: int
    open_cases: int = 0
    crowded: Cost | None = None

    @property
    def share_of_limit(self) -> float:
        """Completions a second, over plain transactions a second."""
        return self.complete.ops_s / self.limit_ops_s

    @property
    def crowding(self) -> float:
        """What completing costs beside the open cases, over what it costs without; 1 unmeasured."""
        return self.crowded.p50_ms / self.complete.p50_ms if self.crowded else 1.0

    def as_json(self) -> dict[str, Any]:
        """For the one line of `--json`."""
        told: dict[str, Any] = {
            "database": self.dialect,
            "cases": self.cases,
            "create": self.create.as_json(),
            "complete": self.complete.as_json(),
            "bytes_per_case": self.bytes_per_case,
            "packed_bytes_per_case": self.packed_bytes_per_case,
            "limit": {
                "ops_s": round(self.limit_ops_s, 1),
                "p50_ms": round(self.limit_p50_ms, 3),
            },
            "share_of_limit": round(self.share_of_limit, 3),
        }
        if self.crowded is not None:
            told["crowded"] = {
                "open_cases": self.open_cases,
                "complete": self.crowded.as_json(),
                "ratio": round(self.crowding, 3),
            }
        return told


def run(
    database_url: str | None = None,
    *,
    cases: int = 100,
    open_cases: int = 0,
    crowded_url: str | None = None,
    progress: Progress | None = None,
) -> Result:
    """Measure; on fresh SQLite files where no database is named.

    With `open_cases` a second database is filled with so many first, and both are measured in turn,
    case by case, so that what else the machine does weighs on both alike. On a server where only
    one database is named, that one is measured, filled, and measured again.
    """
    tell = progress or (lambda _what, _count: None)
    with ExitStack() as stack:
        hall = stack.enter_context(_hall(database_url))
        if not open_cases:
            return _measure(hall, None, cases, tell)
        if crowded_url is None and hall.installation.database.dialect != "sqlite":
            return _one_after_the_other(hall, cases, open_cases, tell)
        crowded = stack.enter_context(_hall(crowded_url))
        _open_many(crowded, open_cases, tell)
        return replace(_measure(hall, crowded, cases, tell), open_cases=open_cases)


def over_http(
    database_url: str | None = None, *, requests: int = 500, progress: Progress | None = None
) -> HttpResult:
    """Measure over the network, with so many requests of each kind."""
    tell = progress or (lambda _what, _count: None)
    with _hall(database_url) as hall, tempfile.TemporaryDirectory() as folder:
        return measure(
            hall.installation, hall.actor, requests=requests, folder=Path(folder), tell=tell
        )


def _one_after_the_other(hall: _Hall, cases: int, open_cases: int, tell: Progress) -> Result:
    empty = _measure(hall, None, cases, tell)
    _open_many(hall, open_cases, tell)
    beside = _Costs()
    for number in range(cases):
        _run_case(hall, number, beside)
    return replace(empty, open_cases=open_cases, crowded=beside.complete.cost())


@dataclass(frozen=True, slots=True)
class _Hall:
    """A municipality on a database, and the one person who works there."""

    installation: Installation
    actor: Actor
    chance: random.Random


@contextmanager
def _hall(database_url: str | None) -> Iterator[_Hall]:
    with tempfile.TemporaryDirectory(prefix="cauce-bench-") as folder:
        url = database_url or f"sqlite:///{folder}/bench.db"
        upgrade(url)
        database = Database(url)
        try:
            installation = Installation(database, FolderStore(Path(folder) / "documents"))
            actor = town.found(installation)
            workload.install(installation, actor)
            yield _Hall(installation, actor, random.Random(1))  # noqa: S311  filling, no secret
        finally:
            database.close()


def _measure(hall: _Hall, crowded: _Hall | None, cases: int, progress: Progress) -> Result:
    database = hall.installation.database
    for number in range(WARM_UP):
        _run_case(hall, number, _Costs())
    limit = sorted(database_limit(database, seconds=LIMIT_SECONDS))
    before = packed_size(database)
    costs, beside = _Costs(), _Costs()
    for number in range(cases):
        _run_case(hall, number, costs)
        if crowded is not None:
            _run_case(crowded, number, beside)
        progress("cases", number + 1)
    after, packed = size_in_bytes(database), packed_size(database)
    return Result(
        dialect=database.dialect,
        cases=cases,
        create=costs.create.cost(),
        complete=costs.complete.cost(),
        limit_ops_s=len(limit) / sum(limit),
        limit_p50_ms=quantile(limit, 0.5),
        bytes_per_case=(after - before) // cases,
        packed_bytes_per_case=(packed - before) // cases,
        crowded=None if crowded is None else beside.complete.cost(),
    )


def _run_case(hall: _Hall, number: int, costs: _Costs) -> None:
    """One case from its start to its end."""
    who = (hall.installation, hall.actor)
    begun = workload.application(number, hall.chance)
    waiting = costs.create.time(partial(workload.create, *who, begun))
    while waiting:
        entered = workload.answer(hall.chance)
        waiting += costs.complete.time(partial(workload.step, *who, waiting.pop(0), entered))


def _open_many(hall: _Hall, count: int, progress: Progress) -> None:
    for number in range(count):
        begun = workload.application(number, hall.chance)
        workload.create(hall.installation, hall.actor, begun)
        progress("open", number + 1)


class _Costs:
    """What both verbs took."""

    def __init__(self) -> None:
        self.create, self.complete = _Taken(), _Taken()


class _Taken:
    """Latencies and counts of one verb."""

    def __init__(self) -> None:
        self._seconds: list[float] = []
        self._most = Count()

    def time(self, verb: Callable[[], list[int]]) -> list[int]:
        with counting() as count:
            begun = perf_counter()
            opened = verb()
            self._seconds.append(perf_counter() - begun)
        most = self._most
        most.statements = max(most.statements, count.statements)
        most.commits = max(most.commits, count.commits)
        most.round_trips = max(most.round_trips, count.round_trips)
        return opened

    def cost(self) -> Cost:
        seconds = sorted(self._seconds)
        return Cost(
            ops_s=len(seconds) / sum(seconds),
            p50_ms=quantile(seconds, 0.5),
            p95_ms=quantile(seconds, 0.95),
            statements=self._most.statements,
            commits=self._most.commits,
            round_trips=self._most.round_trips,
        )
