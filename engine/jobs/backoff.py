"""How long a job rests after a failure: as drawn, or longer each time up to a quarter hour."""

from __future__ import annotations

from datetime import timedelta

from engine.bpmn.backoff import rests_of

FIRST = timedelta(seconds=10)
LONGEST = timedelta(minutes=15)


def rest_after(attempt: int, drawn: str = "") -> timedelta:
    """The rest after an attempt, counted from 1.

    `drawn` is the header of the task; without it 10 s after the first attempt, then three times as
    long each time.
    """
    rests = rests_of(drawn) if drawn else None
    if rests:
        return rests[min(attempt, len(rests)) - 1]
    factor: int = 3 ** min(attempt - 1, 10)
    return min(FIRST * factor, LONGEST)
