"""`bench w1`: what opening a case and completing a task cost, in process, with one client.

Latencies are from the call to the commit, the state read from the database each time. The limit of
the database (one update and two inserts of 1 KB) is measured in the same minute: machines swing, so
only the two together say something. Everything happens in a municipality of its own.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from storage.measuring import database_limit, packed_size, size_in_bytes, tidy
from ui.cli.bench import workload
from ui.cli.bench.hall import Hall, Progress, hall_on
from ui.cli.bench.http import HttpResult, measure
from ui.cli.bench.quantiles import quantile
from ui.cli.bench.timing import Cost, Costs, run_case

WARM_UP = 5
LIMIT_SECONDS = 2.0


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
        hall = stack.enter_context(hall_on(database_url))
        if not open_cases:
            return _measure(hall, None, cases, tell)
        if crowded_url is None and hall.installation.database.dialect != "sqlite":
            return _one_after_the_other(hall, cases, open_cases, tell)
        crowded = stack.enter_context(hall_on(crowded_url))
        _open_many(crowded, open_cases, tell)
        return replace(_measure(hall, crowded, cases, tell), open_cases=open_cases)


def over_http(
    database_url: str | None = None, *, requests: int = 500, progress: Progress | None = None
) -> HttpResult:
    """Measure over the network, with so many requests of each kind."""
    tell = progress or (lambda _what, _count: None)
    with hall_on(database_url) as hall, tempfile.TemporaryDirectory() as folder:
        return measure(
            hall.installation, hall.actor, requests=requests, folder=Path(folder), tell=tell
        )


def _one_after_the_other(hall: Hall, cases: int, open_cases: int, tell: Progress) -> Result:
    empty = _measure(hall, None, cases, tell)
    _open_many(hall, open_cases, tell)
    beside = Costs()
    for number in range(cases):
        run_case(hall, number, beside)
    return replace(empty, open_cases=open_cases, crowded=beside.complete.cost())


def _measure(hall: Hall, crowded: Hall | None, cases: int, progress: Progress) -> Result:
    database = hall.installation.database
    for number in range(WARM_UP):
        run_case(hall, number, Costs())
    limit = sorted(database_limit(database, seconds=LIMIT_SECONDS))
    before = packed_size(database)
    costs, beside = Costs(), Costs()
    for number in range(cases):
        run_case(hall, number, costs)
        if crowded is not None:
            run_case(crowded, number, beside)
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


def _open_many(hall: Hall, count: int, progress: Progress) -> None:
    for number in range(count):
        begun = workload.application(number, hall.chance)
        workload.create(hall.installation, hall.actor, begun)
        progress("open", number + 1)
    tidy(hall.installation.database)  # plans made on empty tables would be measured otherwise
