"""Interest of what was not paid in time (Código Tributario, art. 33). Pure.

Simple and daily: a thirtieth of the month's rate for each day, from the day after the last one to
that of the payment, both counted, on the tax alone. Each rate holds for its own days. Days on which
the law suspends it bear none: over them the debt grows by the index of prices instead, where one is
given. All of it is rounded once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise

from processes.taxes.cents import NOTHING, to_cents
from processes.taxes.lines import Line, LineKind

NORM = "Código Tributario, art. 33"
NORM_CO = "Estatuto Tributario, arts. 634 y 635"
DAYS_OF_MONTH = 30
DAYS_OF_YEAR = 365
DAY = timedelta(days=1)


class NoRate(ValueError):
    """No rate is known for a day of the delay."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many percent in so many `days` (a month, or a year), from one day to another, both counted
    (None: still in force)."""

    percent: Decimal
    from_on: date
    until_on: date | None = None
    days: int = DAYS_OF_MONTH


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days that bear no interest, the first and the last counted (None: it goes on)."""

    from_on: date
    until_on: date | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Growth:
    """By how much prices grew over some days (1: not at all, or not known), and how that was found
    or what it lacks."""

    factor: Decimal
    how: str


Index = Callable[[date, date], Growth]
"""The growth from one day to another, the last not counted."""


@dataclass(frozen=True, slots=True)
class Interest:
    """What is owed on a day, and how it came about."""

    amount: Decimal
    days: int
    lines: tuple[Line, ...]


NONE = Interest(NOTHING, 0, ())


def interest_of(
    tax: Decimal,
    due_on: date,
    paid_on: date,
    rates: Iterable[Rate],
    suspended: Iterable[Suspension] = (),
    index: Index | None = None,
) -> Interest:
    """The interest of a tax that was due on a day and is paid on another, and what it grew by the
    index while interest was suspended; nothing up to that day. Raises NoRate where the rate of a
    day is not known."""
    if paid_on <= due_on or tax <= 0:
        return NONE
    known, stops = tuple(rates), tuple(suspended)
    lines, exact, counted = [], Decimal(0), 0
    for first, days, stop in _stretches(due_on + DAY, paid_on, known, stops):
        if stop is not None:
            lines.append(Line(LineKind.SUSPENDED, NOTHING, tax, Decimal(0), days, stop.why, NORM))
            if index is not None:
                grown = index(first, first + days * DAY)
                part = tax * (grown.factor - 1)
                exact += part
                lines.append(Line(LineKind.UPDATED, to_cents(part), tax, grown.factor,
                                  note=grown.how, norm=NORM))  # fmt: skip
            continue
        rate = _rate_on(first, known)
        part = tax * rate.percent * days / (100 * rate.days)
        exact, counted = exact + part, counted + days
        lines.append(_line(rate, part, tax, days))
    return Interest(to_cents(exact), counted, tuple(lines))


def _line(rate: Rate, part: Decimal, tax: Decimal, days: int) -> Line:
    yearly = rate.days == DAYS_OF_YEAR
    kind = LineKind.YEARLY if yearly else LineKind.INTEREST
    return Line(kind, part, tax, rate.percent, days, norm=NORM_CO if yearly else NORM)


def _stretches(
    first: date, last: date, rates: tuple[Rate, ...], stops: tuple[Suspension, ...]
) -> Iterator[tuple[date, int, Suspension | None]]:
    """The delay cut where its rate changes, or where interest stops or goes on: the first day of
    each part, and how many they are. Days that bear none are one part, whatever the rate."""
    cuts = {first, last + DAY}
    periods: tuple[Rate | Suspension, ...] = (*rates, *stops)
    for each in periods:
        cuts |= {each.from_on, *([each.until_on + DAY] if each.until_on else [])}
    days = sorted(day for day in cuts if first <= day <= last + DAY)
    parts = [(begin, end, _stop_on(begin, stops)) for begin, end in pairwise(days)]
    for stop, some in groupby(parts, key=lambda each: each[2] or each[0]):
        own = list(some)
        begin, end = own[0][0], own[-1][1]
        yield begin, (end - begin).days, stop if isinstance(stop, Suspension) else None


def _rate_on(day: date, rates: tuple[Rate, ...]) -> Rate:
    for each in rates:
        if _holds(each, day):
            return each
    raise NoRate(f"no se conoce la TIM del {day:%d/%m/%Y}")


def _stop_on(day: date, stops: tuple[Suspension, ...]) -> Suspension | None:
    return next((each for each in stops if _holds(each, day)), None)


def _holds(each: Rate | Suspension, day: date) -> bool:
    return each.from_on <= day and (each.until_on is None or day <= each.until_on)
