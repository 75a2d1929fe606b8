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
from engine.sentences import N_, phrase
from engine.values import Value

_LENGTH = re.compile(
    r"P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?"
    r"(?:T(?=.)(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})(?:[.,](\d{1,6})\d*)?S)?)?",
    re.ASCII,
)

_INSTANT = timedelta(microseconds=1)


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
                raise ValueError(phrase(N_("el momento queda fuera del calendario")))
            moved = date(day.year, day.month, day.day) + timedelta(days=self.days)
            moment = datetime.combine(moved, wall.timetz().replace(fold=0))
        return (moment.astimezone(UTC) + self.exact).astimezone(UTC)

    @property
    def nothing(self) -> bool:
        """Whether it has no extent."""
        return not (self.months or self.days or self.exact)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A repetition: how often (-1: without end), from when (None: one length from now), and the
    moment after which it happens no more."""

    times: int
    first: datetime | None
    length: Length
    until: datetime | None = None

    def begin(self, now: datetime, zone: ZoneInfo) -> "Turn":
        """The first of its moments; one that lies before its end is never later than that."""
        due = self.first or self.length.after(now, zone)
        return Turn(due if self.until is None else min(due, self.until), self.times)

    def after(self, turn: "Turn", now: datetime, zone: ZoneInfo) -> "Turn | None":
        """The next moment, counted from the last one and never in the past: what was missed is
        one firing. None when it has run out."""
        due, _ = self._first_after(turn.due, now, zone)
        return self._unless_over(due, turn.left - 1 if turn.left > 0 else turn.left)

    def skipped(self, turn: "Turn", now: datetime, zone: ZoneInfo) -> "Turn | None":
        """The first moment that is not before now; those before are gone, and counted."""
        if turn.due >= now:
            return turn
        due, gone = self._first_after(turn.due, now, zone)
        return self._unless_over(due, max(turn.left - gone, 0) if turn.left > 0 else turn.left)

    def _unless_over(self, due: datetime, left: int) -> "Turn | None":
        over = left == 0 or (self.until is not None and due > self.until)
        return None if over else Turn(due, left)

    def _first_after(self, due: datetime, now: datetime, zone: ZoneInfo) -> tuple[datetime, int]:
        """The first moment after `due` and after `now`, and how many steps away it is.

        Counted from the first moment where that is known, so that a day without that hour, or a
        month without that day, moves only its own firing.
        """
        origin = due if self.first is None else self.first
        here = self._number(origin, due - _INSTANT, zone)
        there = self._number(origin, max(due, now), zone)
        return self._nth(origin, there, zone), there - here

    def _number(self, origin: datetime, moment: datetime, zone: ZoneInfo) -> int:
        """The number of the first moment after another."""
        length = self.length
        longest = length.exact + timedelta(days=length.months * 31 + length.days)
        if length.months or length.days:
            longest += timedelta(days=1)
        number = max((moment - origin) // longest, 0)
        while self._nth(origin, number, zone) <= moment:
            number += 1
        return number

    def _nth(self, origin: datetime, number: int, zone: ZoneInfo) -> datetime:
        length = self.length
        many = Length(length.months * number, length.days * number, length.exact * number)
        return many.after(origin, zone)


@dataclass(frozen=True, slots=True)
class Turn:
    """When a timer fires, and how often it still will, this time included (-1: without end)."""

    due: datetime
    left: int = 1


def length_of(value: Value) -> Length:
    """The length that a text or a FEEL duration means; ValueError says what was wrong."""
    if isinstance(value, YearsMonthsDuration):
        return Length(months=_positive(value.months))
    if isinstance(value, DaysTimeDuration):
        days, nanos = divmod(_positive(value.nanos), 86_400_000_000_000)
        return Length(days=days, exact=timedelta(microseconds=nanos // 1000))
    match = _LENGTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(
            phrase(
                N_("se esperaba una duración como P5D o PT2H, y se encontró «%(value)s»"),
                value=value,
            )
        )
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
        raise ValueError(phrase(N_("una duración no puede ser negativa")))
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
        phrase(
            N_("se esperaba una fecha como 2026-03-01T08:00:00-05:00, y se encontró «%(value)s»"),
            value=value,
        )
    )


def _parsed(text: str) -> Value:
    try:
        return date.fromisoformat(text) if len(text) == 10 else outward(parse_date_time(text))
    except ValueError:
        return None


def cycle_of(value: Value, zone: ZoneInfo) -> Cycle:
    """The repetition that a text like R3/PT10H or R/2026-01-01T00:00:00Z/P1D means.

    Two moments are the first and the second; a moment after the length is where it ends.
    """
    parts = value.strip().split("/") if isinstance(value, str) else []
    head = re.fullmatch(r"R(\d{0,6})", parts[0], re.ASCII) if parts else None
    if head is None or len(parts) not in (2, 3):
        raise ValueError(
            phrase(N_("se esperaba un ciclo como R3/PT10H, y se encontró «%(value)s»"), value=value)
        )
    first, length, until = _interval(parts[1:], zone)
    if length.nothing:
        raise ValueError(phrase(N_("un ciclo necesita una duración mayor que cero")))
    times = int(head[1]) if head[1] else -1
    if times == 0:
        raise ValueError(phrase(N_("un ciclo sucede al menos una vez")))
    return Cycle(times, first, length, until)


def _interval(parts: list[str], zone: ZoneInfo) -> tuple[datetime | None, Length, datetime | None]:
    """From when, how long, until when (ISO 8601, 4.4.4)."""
    if len(parts) == 1:
        return None, length_of(parts[0]), None
    if parts[0].startswith("P"):
        return None, length_of(parts[0]), moment_of(parts[1], zone)
    first = moment_of(parts[0], zone)
    if parts[1].startswith("P"):
        return first, length_of(parts[1]), None
    return first, Length(exact=max(moment_of(parts[1], zone) - first, timedelta())), None


def turn_of(form: str, value: Value, now: datetime, zone: ZoneInfo) -> Turn:
    """When a timer of that form fires first; ValueError says what was wrong."""
    if form == "timeDate":
        return Turn(moment_of(value, zone))
    if form == "timeDuration":
        return Turn(length_of(value).after(now, zone))
    return cycle_of(value, zone).begin(now, zone)


def turn_from(form: str, value: Value, now: datetime, zone: ZoneInfo) -> Turn | None:
    """When it fires first, if it begins now and does not make up for what is past."""
    turn = turn_of(form, value, now, zone)
    if form == "timeCycle":
        return cycle_of(value, zone).skipped(turn, now, zone)
    return turn if turn.due >= now else None


def turn_after(form: str, value: Value, turn: Turn, now: datetime, zone: ZoneInfo) -> Turn | None:
    """When it fires next; None when that was all."""
    return cycle_of(value, zone).after(turn, now, zone) if form == "timeCycle" else None
