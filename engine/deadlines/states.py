"""The five states of legal time, told from the calendar alone. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from engine.calendar import NEAR_FROM_PERCENT, Calendar


class TermState(StrEnum):
    """Where a legal term stands.

    in_time: less than 70 % of its business days are used.
    near: 70 % or more are used, and the due date has not passed.
    late: the due date has passed.
    paused: a suspension is open, the clock stands still.
    silence: the term is over and the law has decided.
    """

    IN_TIME = "in_time"
    NEAR = "near"
    LATE = "late"
    PAUSED = "paused"
    SILENCE = "silence"


def term_state(
    today: date,
    start: date,
    due: date,
    calendar: Calendar,
    *,
    paused: bool = False,
    silent: bool = False,
) -> TermState:
    """The state of a term that began with a fact on `start` and is due on `due`, seen on `today`.

    `silent`: the law has decided because nobody did; `paused`: a suspension is open.
    """
    if silent:
        return TermState.SILENCE
    if paused:
        return TermState.PAUSED
    if today > due:
        return TermState.LATE
    whole = calendar.business_days_between(start, due)
    used = calendar.business_days_between(start, today) if today > start else 0
    near = used * 100 >= whole * NEAR_FROM_PERCENT
    return TermState.NEAR if near else TermState.IN_TIME
