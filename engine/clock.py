"""The time of day: the only file that asks the machine what time it is.

Every verb receives a `Clock` with its installation; pure rooms receive instants.
All instants are aware and in UTC; local dates are the calendar's business.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock:
    """A clock that stands still until somebody moves it: for tests and for the demo."""

    def __init__(self, start: datetime) -> None:
        self._now = _in_utc(start)

    def now(self) -> datetime:
        return self._now

    def move(self, *, to: datetime) -> None:
        """Stand at another instant, later or earlier."""
        self._now = _in_utc(to)

    def advance(self, by: timedelta) -> None:
        """Move on by a span of time."""
        self._now += by


def _in_utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    return instant.astimezone(UTC)
