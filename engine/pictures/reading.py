"""What pages tell of a process in some months: its steps, the ways, where time goes. Read from sums
of months; nothing here looks at a history."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.pictures.buckets import quantile
from engine.pictures.counting import CASE, What
from storage.database import Connection
from storage.queries.pictures import most_taken_ways, picture_sums, steps_of_ways

FEW = 5
"""With fewer completions nothing is told about how long a step takes."""
MOST_WAYS = 10
HALF, NEARLY_ALL = 0.5, 0.9
WORTH_TELLING = 0.1
"""The least share of all time that makes a step a bottleneck."""
_ALL = frozenset(What) - {What.WAY, What.REMAINS}
BESIDE = frozenset({What.WAITS, What.WORKS})
"""What a time before is compared by."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which process, in which months (their first days), of which version (None: all)."""

    process: str
    since: date
    until: date
    version: int | None = None


@dataclass(frozen=True, slots=True)
class StepPicture:
    """A step, or the case itself. Times in seconds; quantiles None where fewer than `FEW` tell."""

    sums: Mapping[What, int] = field(default_factory=dict)
    times: Mapping[What, Mapping[int, int]] = field(default_factory=dict)

    @property
    def visits(self) -> int:
        return self.sums.get(What.VISITS, 0)

    @property
    def repeats(self) -> int:
        return self.sums.get(What.REPEATS, 0)

    @property
    def done(self) -> int:
        return self.sums.get(What.DONE, 0)

    @property
    def waited(self) -> int:
        return self.sums.get(What.WAITED, 0)

    @property
    def worked(self) -> int:
        return self.sums.get(What.WORKED, 0)

    def quantile(self, what: What, share: float) -> float | None:
        """Which time this share of what was completed does not exceed."""
        times = self.times.get(what, {})
        return quantile(times, share) if sum(times.values()) >= FEW else None

    @property
    def median(self) -> float | None:
        return self.quantile(What.TAKES, HALF)

    @property
    def slow(self) -> float | None:
        """Nine of ten take no longer."""
        return self.quantile(What.TAKES, NEARLY_ALL)


NOTHING = StepPicture()


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """A step in which much of all time goes by, in waiting or in work: its share, the median in
    seconds, and the median of the time before (None: too few)."""

    element: str
    share: float
    waits: bool
    median: float
    before: float | None


@dataclass(frozen=True, slots=True)
class Way:
    """A way from the beginning to the end, and how many cases took it."""

    steps: tuple[str, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A process in some months: its steps by the id of their element, and its cases."""

    steps: Mapping[str, StepPicture]
    whole: StepPicture

    def bottlenecks(self, before: Picture, *, most: int = 3) -> list[Bottleneck]:
        """Where most time goes, the most first, beside the time before."""
        total = sum(step.waited + step.worked for step in self.steps.values())
        found = []
        for element, step in self.steps.items():
            for what, seconds in ((What.WAITS, step.waited), (What.WORKS, step.worked)):
                median = step.quantile(what, HALF)
                share = seconds / total if total else 0
                if median is not None and share >= WORTH_TELLING:
                    then = before.steps.get(element, NOTHING).quantile(what, HALF)
                    found.append(Bottleneck(element, share, what is What.WAITS, median, then))
        return sorted(found, key=lambda each: -each.share)[:most]


def picture_of(
    connection: Connection, town: int, asked: Asked, whats: Collection[What] = _ALL
) -> Picture:
    """The steps of a process in some months, with what is asked of them."""
    sums: defaultdict[str, dict[What, int]] = defaultdict(dict)
    times: defaultdict[str, defaultdict[What, dict[int, int]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for element, number, bucket, n in picture_sums(
        connection, town, asked.process,
        whats=whats, since=asked.since, until=asked.until, version=asked.version,
    ):  # fmt: skip
        what = What(number)
        if what in (What.WAITS, What.WORKS, What.TAKES):
            times[element][what][bucket] = n
        else:
            sums[element][what] = n
    steps = {each: StepPicture(sums[each], times[each]) for each in sorted({*sums, *times})}
    whole = steps.pop(CASE, NOTHING)
    return Picture(steps, whole)


def ways_of(connection: Connection, town: int, asked: Asked) -> list[Way]:
    """The ways that most completed cases took, the most taken first."""
    taken = most_taken_ways(
        connection, town, asked.process,
        what=What.WAY, since=asked.since, until=asked.until, version=asked.version, limit=MOST_WAYS,
    )  # fmt: skip
    steps = steps_of_ways(connection, town, asked.process, [way for way, _ in taken])
    return [Way(tuple(json.loads(steps.get(way, "[]"))), cases) for way, cases in taken]
