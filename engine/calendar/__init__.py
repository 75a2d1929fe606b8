"""Business days and legal terms of a municipality. Pure: no clock, no storage, no wording."""

from engine.calendar.calendar import Attendance, Calendar, Closure
from engine.calendar.explanation import Day, DayKind, Explanation, Remaining
from engine.calendar.national import UnknownPlace
from engine.calendar.terms import (
    NEAR_FROM_PERCENT,
    MonthEnd,
    Pause,
    TermOutOfRange,
    Unit,
    acting_day,
)

__all__ = [
    "NEAR_FROM_PERCENT",
    "Attendance",
    "Calendar",
    "Closure",
    "Day",
    "DayKind",
    "Explanation",
    "MonthEnd",
    "Pause",
    "Remaining",
    "TermOutOfRange",
    "Unit",
    "UnknownPlace",
    "acting_day",
]
