"""From a start and a length to the last day of a legal term.

Rules (Peru, LPAG, TUO DS 004-2019-JUS, art. 144-145): the start day is not counted, the last day
is; a term that ends on a non-business day ends on the next business day; months and years run from
date to date. Which days are business days is asked of the calendar; nothing here knows a holiday.
"""

import calendar as gregorian
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from engine.calendar.national import FIRST_YEAR, LAST_YEAR
from engine.sentences import N_, phrase

LONGEST = {"business": 10_000, "calendar": 36_500, "month": 1_200, "year": 100}
DAY = timedelta(days=1)
NEAR_FROM_PERCENT = 70
"""How much of a term may be used before it counts as near, and people are told."""

IsBusinessDay = Callable[[date], bool]


class Unit(StrEnum):
    """What a term counts. business: días hábiles; calendar: días calendario; month, year: from
    date to date."""

    BUSINESS = "business"
    CALENDAR = "calendar"
    MONTH = "month"
    YEAR = "year"


class MonthEnd(StrEnum):
    """What a term of months does when its last month lacks the day (31 January + 1 month).

    next_business_day: first business day of the month after (LPAG 145.3);
    last_day: last day of that month (Código Tributario, norma XII a)."""

    NEXT_BUSINESS_DAY = "next_business_day"
    LAST_DAY = "last_day"


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still after `start`, the day of the fact that stopped it, up to and
    including `end`, the day of the fact that set it going again (LPAG, art. 136 and 147.4)."""

    start: date
    end: date

    def covers(self, day: date) -> bool:
        """Whether the clock stands still on this day."""
        return self.start < day <= self.end


class TermOutOfRange(ValueError):
    """A length that no law has, or a date outside the years that the calendar knows."""


def nominal_end(start: date, length: int, unit: Unit, month_end: MonthEnd) -> date:
    """The last day before it is moved to a business day. Not for business days."""
    check_range(start, length, unit)
    if unit is Unit.CALENDAR:
        return _in_range(start.toordinal() + length)
    months = length if unit is Unit.MONTH else 12 * length
    return _same_day_of_month(start, months, month_end)


def business_end(start: date, length: int, is_business_day: IsBusinessDay) -> date:
    """The day on which `length` business days after `start` are complete."""
    check_range(start, length, Unit.BUSINESS)
    if length == 0:
        return roll(start, is_business_day)
    left = length
    for day in days_after(start):
        left -= is_business_day(day)
        if left == 0:
            return day
    raise AssertionError("days_after never ends without raising")


def stretched(start: date, end: date, pauses: Sequence[Pause]) -> date:
    """The end of a term that is not counted by business days, moved by each day of its pauses."""
    left = (end - start).days
    if left == 0 or not pauses:
        return end
    for day in days_after(start):
        left -= not stands_still(day, pauses)
        if left == 0:
            return day
    raise AssertionError("days_after never ends without raising")


def stands_still(day: date, pauses: Sequence[Pause]) -> bool:
    """Whether one of the pauses takes this day out of the count."""
    return any(pause.covers(day) for pause in pauses)


def roll(day: date, is_business_day: IsBusinessDay) -> date:
    """`day` itself when it is a business day, else the next one."""
    if is_business_day(day):
        return day
    return next(after for after in days_after(day) if is_business_day(after))


def acting_day(due: date, fires: str, next_business_day: Callable[[date], date]) -> date:
    """The day that begins when a term is over: due-day, that day itself; next-day, the one after;
    next-business-day, the first on which somebody attends."""
    if fires == "due-day":
        return due
    return due + DAY if fires == "next-day" else next_business_day(due)


def days_after(day: date) -> Iterator[date]:
    """Every later day that the calendar knows; past the last year it raises TermOutOfRange."""
    ordinal = day.toordinal()
    while True:
        ordinal += 1
        yield _in_range(ordinal)


def check_range(start: date, length: int, unit: Unit) -> None:
    """Refuse negative or absurd lengths and starts."""
    if not 0 <= length <= LONGEST[unit]:
        said = N_("una duración de %(length)s (%(unit)s) no está entre 0 y %(most)s")
        raise TermOutOfRange(phrase(said, length=length, unit=unit, most=LONGEST[unit]))
    check_day(start)


def check_day(day: date) -> date:
    """The day itself, when the calendar knows its year."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        said = N_("el %(day)s queda fuera de los años %(first)s a %(last)s")
        raise TermOutOfRange(phrase(said, day=day, first=FIRST_YEAR, last=LAST_YEAR))
    return day


def _same_day_of_month(start: date, months: int, month_end: MonthEnd) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > LAST_YEAR:
        raise TermOutOfRange(phrase(N_("termina después del año %(last)s"), last=LAST_YEAR))
    last = gregorian.monthrange(year, month + 1)[1]
    if start.day <= last:
        return date(year, month + 1, start.day)
    missing = date(year, month + 1, last)
    return missing if month_end is MonthEnd.LAST_DAY else missing + DAY


def _in_range(ordinal: int) -> date:
    if ordinal > _LAST_ORDINAL:
        raise TermOutOfRange(phrase(N_("termina después del año %(last)s"), last=LAST_YEAR))
    return date.fromordinal(ordinal)


_LAST_ORDINAL = date(LAST_YEAR, 12, 31).toordinal()
