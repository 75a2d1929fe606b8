"""The times that indicators are told for: months, quarters, years, any days from and to. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SPAN = re.compile(r"(\d{4})(?:-(?:(\d{2})|T([1-4])))?")
_SINCE, _UNTIL = 1970, 9998


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to another, both included; `name` is how an address says it: `2026`, `2026-T1`,
    `2026-03`, `2026-01-05..2026-02-10`."""

    begins: date
    ends: date

    @property
    def name(self) -> str:
        """How an address says it."""
        months = list(self.months())
        if not self.whole:
            return f"{self.begins.isoformat()}..{self.ends.isoformat()}"
        if len(months) == 1:
            return f"{self.begins:%Y-%m}"
        if len(months) == 12 and self.begins.month == 1:
            return f"{self.begins:%Y}"
        if len(months) == 3 and self.begins.month % 3 == 1:
            return f"{self.begins:%Y}-T{self.begins.month // 3 + 1}"
        return f"{self.begins.isoformat()}..{self.ends.isoformat()}"

    @property
    def whole(self) -> bool:
        """Made of whole months."""
        return self.begins.day == 1 and (self.ends + _DAY).day == 1

    def months(self) -> Iterator[date]:
        """The first days of the months that it touches."""
        month = first_of(self.begins)
        while month <= self.ends:
            yield month
            month = after(month)

    def before(self) -> Period:
        """As long a time right before."""
        if self.whole:
            back = len(list(self.months()))
            return Period(shifted(self.begins, -back), self.begins - _DAY)
        return Period(self.begins - (self.ends - self.begins) - _DAY, self.begins - _DAY)


def month_of(day: date) -> Period:
    """The month of a day."""
    first = first_of(day)
    return Period(first, after(first) - _DAY)


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def after(month: date) -> date:
    """The first day of the next month."""
    return shifted(month, 1)


def shifted(month: date, by: int) -> date:
    """The first day of a month so many months on."""
    place = month.year * 12 + month.month - 1 + by
    return date(place // 12, place % 12 + 1, 1)


def named(text: str) -> Period | None:
    """The period that an address names; None for what is none."""
    if ".." in text:
        begins, _, ends = text.partition("..")
        return between(begins, ends)
    found = _SPAN.fullmatch(text)
    if found is None or not _SINCE <= int(found[1]) <= _UNTIL:
        return None
    year = int(found[1])
    if found[3]:
        first = date(year, 3 * int(found[3]) - 2, 1)
        return Period(first, shifted(first, 3) - _DAY)
    if found[2]:
        return month_of(date(year, int(found[2]), 1)) if 1 <= int(found[2]) <= 12 else None
    return Period(date(year, 1, 1), date(year, 12, 31))


def between(begins: str, ends: str) -> Period | None:
    """From one day to another, as ISO text; None where they are no days, or not in order."""
    try:
        found = Period(date.fromisoformat(begins), date.fromisoformat(ends))
    except ValueError:
        return None
    in_order = found.begins <= found.ends
    return found if in_order and found.begins.year >= _SINCE and found.ends.year <= _UNTIL else None
