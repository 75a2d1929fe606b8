"""The last days of the taxes of Peru, and the index by which instalments grow. Pure.

Property tax: the last business day of February, May, August and November (DS 156-2004-EF, art.
15). Alcabala: that of the month after the transfer (art. 26). The calendar is that of taxes, where
a half working day is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from engine.calendar import Calendar
from processes.taxes.cents import to_cents
from processes.taxes.lines import Line, LineKind

MONTHS_OF_INSTALMENTS = (2, 5, 8, 11)


def instalment_days(
    calendar: Calendar, year: int, months: Sequence[int] = MONTHS_OF_INSTALMENTS
) -> tuple[date, ...]:
    """The last days of the instalments of a year: the last business day of each month."""
    return tuple(last_business_day(calendar, year, month) for month in months)


def alcabala_day(calendar: Calendar, transferred_on: date) -> date:
    """The last day on which the tax on a transfer is paid."""
    following = (transferred_on.replace(day=1) + timedelta(days=32)).replace(day=1)
    return last_business_day(calendar, following.year, following.month)


def last_business_day(calendar: Calendar, year: int, month: int) -> date:
    """The last business day of a month."""
    taxes = calendar.for_taxes()
    following = date(year, month, 28) + timedelta(days=4)
    day = following - timedelta(days=following.day)
    while not taxes.is_business_day(day):
        day -= timedelta(days=1)
    return day


def adjusted(instalment: Decimal, factor: Decimal) -> tuple[Decimal, Line]:
    """An instalment from the second on as it is paid, grown by the index (art. 15, b), with its
    line; the factor is the index of the month before the payment over that of the first
    instalment. It is rounded once."""
    amount = to_cents(instalment * factor)
    norm = "TUO DS 156-2004-EF, art. 15"
    line = Line(LineKind.ADJUSTMENT, amount - instalment, instalment, factor, norm=norm)
    return amount, line
