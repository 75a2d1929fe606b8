"""How long a job rests after a failure: longer each time, never longer than a quarter hour."""

from __future__ import annotations

from datetime import timedelta

FIRST = timedelta(seconds=10)
LONGEST = timedelta(minutes=15)


def rest_after(attempt: int) -> timedelta:
    """10 s after the first attempt, then three times as long each time."""
    factor: int = 3 ** min(attempt - 1, 10)
    return min(FIRST * factor, LONGEST)
