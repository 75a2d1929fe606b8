"""Moments and lengths of time as models write them: ISO 8601 texts or FEEL values, to instants.

Years, months, weeks and days are added on the municipality's wall clock, hours and less on the
real one, so that `P1D` is "tomorrow at the same time" across a change of clocks.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.feel.boundary import outward
from engine.feel.dates import Date, add_months
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.times import parse_date_time
from engine.values import Value

_LENGTH = re.compile(
    r"P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?"
    r"(?:T(?=.)(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})(?:[.,](\d{1,6})\d*)?S)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: months and days of the calendar, then exact time."""

    months: int = 0
    days: int = 0
    exact: timedelta = timedelta()

    def after(self, start: datetime, zone: ZoneInfo) -> datetime:
        """The instant that much later."""
        moment = start
        if self.months or self.days:
            wall = start.astimezone(zone)
            day = add_months(Date(wall.year, wall.month, wall.day), self.months)
            if day is None:
                raise ValueError("el momento queda fuera del calendario")
            moved = date(day.year, day.month, day.day) + timedelta(days=self.days)
            moment = datetime.combine(moved, wall.timetz().replace(fold=0))
        return (moment.astimezone(UTC) + self.exact).astimezone(UTC)

    @property
    def nothing(self) -> bool:
        """Whether it has no extent."""
        return not (self.months or self.days or self.exact)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A repetition: how often (-1: without end), from when (None: one length from now)."""

    times: int
    first: datetime | None
    length: Length


def length_of(value: Value) -> Length:
    """The length that a text or a FEEL duration means; ValueError says what was wrong."""
    if isinstance(value, YearsMonthsDuration):
        return Length(months=_positive(value.months))
    if isinstance(value, DaysTimeDuration):
        days, nanos = divmod(_positive(value.nanos), 86_400_000_000_000)
        return Length(days=days, exact=timedelta(microseconds=nanos // 1000))
    match = _LENGTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"se esperaba una duración como P5D o PT2H, y se encontró «{value}»")
    years, months, weeks, days, hours, minutes, seconds = (
        int(part or 0) for part in match.groups()[:7]
    )
    micros = int((match[8] or "").ljust(6, "0"))
    return Length(
        years * 12 + months,
        weeks * 7 + days,
        timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micros),
    )


def _positive(amount: int) -> int:
    if amount < 0:
        raise ValueError("una duración no puede ser negativa")
    return amount


def moment_of(value: Value, zone: ZoneInfo) -> datetime:
    """The instant that a text, a date (its local midnight) or a date-time means."""
    if isinstance(value, str):
        value = _parsed(value.strip())
    if isinstance(value, datetime):
        there = value if value.tzinfo is not None else value.replace(tzinfo=zone)
        return there.astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), tzinfo=zone).astimezone(UTC)
    raise ValueError(
        f"se esperaba una fecha como 2026-03-01T08:00:00-05:00, y se encontró «{value}»"
    )


def _parsed(text: str) -> Value:
    try:
        return date.fromisoformat(text) if len(text) == 10 else outward(parse_date_time(text))
    except ValueError:
        return None


def cycle_of(value: Value, zone: ZoneInfo) -> Cycle:
    """The repetition that a text like R3/PT10H or R/2026-01-01T00:00:00Z/P1D means."""
    parts = value.strip().split("/") if isinstance(value, str) else []
    head = re.fullmatch(r"R(\d{0,6})", parts[0], re.ASCII) if parts else None
    if head is None or len(parts) not in (2, 3):
        raise ValueError(f"se esperaba un ciclo como R3/PT10H, y se encontró «{value}»")
    length = length_of(parts[-1])
    if length.nothing:
        raise ValueError("un ciclo necesita una duración mayor que cero")
    times = int(head[1]) if head[1] else -1
    return Cycle(times, moment_of(parts[1], zone) if len(parts) == 3 else None, length)
