"""When an open case will end, as those that came to the same step and have ended did.

Of the cases of the last two years that were at this step, how long each still took from there is
known in buckets. Those that were over sooner than this one waits already say nothing about it: the
interval is of those that took at least so long. Eight of ten ended within it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.indicators.periods import first_of, shifted
from engine.pictures.buckets import longer_than, quantile
from engine.pictures.counting import What
from storage.database import Connection
from storage.queries.pictures import picture_sums

LEAST = 10
"""With fewer similar cases nothing is told."""
SOON, LATE = 0.1, 0.9
"""The interval leaves out a tenth on either side."""
MONTHS = 24


@dataclass(frozen=True, slots=True)
class Foretold:
    """Between which instants eight of ten similar cases ended, and how many they are; without
    instants: this one takes longer than nearly all of them did."""

    similar: int
    soonest: datetime | None = None
    latest: datetime | None = None


def foretell(
    connection: Connection,
    town: int,
    process: str,
    waiting: Iterable[tuple[str, datetime]],
    *,
    now: datetime,
    today: date,
) -> Foretold | None:
    """The end of a case in which these steps wait, each since when; None where too few were
    similar. Of several that wait at once the one that ends last tells."""
    found = [
        told
        for element, since in waiting
        if (told := _from_step(connection, town, process, element, since, now, today))
    ]
    return max(found, key=lambda each: (each.latest is None, each.latest or now), default=None)


def _from_step(
    connection: Connection,
    town: int,
    process: str,
    element: str,
    since: datetime,
    now: datetime,
    today: date,
) -> Foretold | None:
    rows = picture_sums(
        connection, town, process, whats=[What.REMAINS], element=element,
        since=shifted(first_of(today), -MONTHS), until=first_of(today),
    )  # fmt: skip
    times = {bucket: n for _element, _what, bucket, n in rows if n > 0}
    if sum(times.values()) < LEAST:
        return None
    left = longer_than(times, (now - since).total_seconds())
    similar = sum(left.values())
    if similar < LEAST:
        return Foretold(sum(times.values())) if 10 * similar <= sum(times.values()) else None
    soon, late = quantile(left, SOON), quantile(left, LATE)
    if soon is None or late is None:
        return None
    return Foretold(
        similar,
        max(now, since + timedelta(seconds=soon)),
        max(now, since + timedelta(seconds=late)),
    )
