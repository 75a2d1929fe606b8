"""How the taxpayers of Tambo Real pay: some all of it at once, some each instalment, some late, and
some never. Pure. What their habits come to is the collection of a small town: of what was issued
last year 61 % came within the year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from engine.calendar import Calendar
from processes.demo.owners import AUSANGATE, ELSA, FORTUNATO, HILDA, MARCOS, SATURNINO, YENY
from processes.demo.padron import Taxed
from processes.taxes.due_days import instalment_days


class Habit(StrEnum):
    """whole: all of the year with the first instalment; twice: the same, and the first instalment
    once more by mistake; instalments: each on its day; late: each some weeks after its day;
    recovers: nothing in the first year, which is paid with its interest in the second; first: the
    first instalment, and then no more; till: nothing in the second year that the bank knows of;
    never: nothing at all."""

    WHOLE = "whole"
    TWICE = "twice"
    INSTALMENTS = "instalments"
    LATE = "late"
    RECOVERS = "recovers"
    FIRST = "first"
    TILL = "till"
    NEVER = "never"


_TOLD = {
    HILDA.number: Habit.TWICE,
    FORTUNATO.number: Habit.NEVER,
    AUSANGATE.number: Habit.NEVER,
    SATURNINO.number: Habit.NEVER,
    **{each.number: Habit.TILL for each in (ELSA, MARCOS, YENY)},
}
_SHARES = {
    Habit.WHOLE: 28,
    Habit.INSTALMENTS: 21,
    Habit.LATE: 10,
    Habit.RECOVERS: 4,
    Habit.FIRST: 9,
    Habit.NEVER: 28,
}
_LATE_BY = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays on a day: of the whole account or of what is due by then; or `again`, so many cents
    that nothing is owed for."""

    number: str
    whole: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """A day on which the bank tells who paid."""

    day: date
    payers: tuple[Payer, ...]


def visits(calendar: Calendar, people: Sequence[Taxed], years: tuple[int, int]) -> Iterator[Visit]:
    """Those of two years, in the order of their days."""
    chance = Random(2004)  # noqa: S311  # habits, nothing secret
    by_day = defaultdict[date, list[Payer]](list)
    for each in people:
        drawn = chance.choices(list(_SHARES), list(_SHARES.values()))[0]
        habit = _TOLD.get(each.owner.number, drawn)
        for place, year in enumerate(years):
            days = instalment_days(calendar, year)
            for day, payer in _paid(each.owner.number, habit, days, second=place == 1):
                by_day[_business(calendar, day)].append(payer)
    return (Visit(day, tuple(by_day[day])) for day in sorted(by_day))


def _paid(
    number: str, habit: Habit, days: Sequence[date], *, second: bool
) -> Iterator[tuple[date, Payer]]:
    if habit is Habit.TILL:
        habit = Habit.NEVER if second else Habit.WHOLE
    match habit:
        case Habit.WHOLE | Habit.TWICE:
            yield days[0], Payer(number, whole=True)
            if habit is Habit.TWICE and second:
                yield days[1], Payer(number, again=True)
        case Habit.INSTALMENTS | Habit.LATE:
            later = _LATE_BY if habit is Habit.LATE else timedelta()
            yield from ((day + later, Payer(number)) for day in days)
        case Habit.FIRST:
            yield days[0], Payer(number)
        case Habit.RECOVERS if second:
            yield from ((day, Payer(number)) for day in days[1:3])
        case _:
            return


def _business(calendar: Calendar, day: date) -> date:
    while not calendar.is_business_day(day):
        day += timedelta(days=1)
    return day
