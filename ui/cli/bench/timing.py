"""What the two verbs of the workload take: seconds, statements, commits and round trips."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

from storage.counting import Count, counting
from ui.cli.bench import workload
from ui.cli.bench.hall import Hall
from ui.cli.bench.quantiles import quantile


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


def run_case(hall: Hall, number: int, costs: Costs) -> None:
    """One case from its start to its end."""
    who = (hall.installation, hall.actor)
    begun = workload.application(number, hall.chance)
    waiting = costs.create.time(partial(workload.create, *who, begun))
    while waiting:
        entered = workload.answer(hall.chance)
        waiting += costs.complete.time(partial(workload.step, *who, waiting.pop(0), entered))


class Costs:
    """What both verbs took."""

    def __init__(self) -> None:
        self.create, self.complete = Taken(), Taken()


class Taken:
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

    def seconds(self) -> list[float]:
        """What each took, the shortest first."""
        return sorted(self._seconds)

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
