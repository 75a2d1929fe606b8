"""The calendar of the demo's story: business days counted back from a day, and hours of work.

Pure. Every moment lies before the day of the demo, so that nothing happens in the future.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.calendar import Calendar

_DAY = timedelta(days=1)
_OPENS = time(8, 5)
_LATEST_START = 360
_BETWEEN_ACTS = timedelta(minutes=35)
_DATED = re.compile(r"\{today([+-]\d+)?\}")


def business_days(calendar: Calendar, *, before: date, age: int) -> list[date]:
    """The days of a story that is `age` business days old on the last one before a day."""
    days: list[date] = []
    day = before
    while len(days) <= age:
        day -= _DAY
        if calendar.is_business_day(day):
            days.append(day)
    return days[::-1]


def business_days_from(calendar: Calendar, first: date, *, before: date) -> list[date]:
    """The business days from one on, up to the last before a day."""
    count = (before - first).days
    days = (first + n * _DAY for n in range(count))
    return [day for day in days if calendar.is_business_day(day)]


def moment_of(day: date, *, number: int, turn: int, case: int, zone: ZoneInfo) -> datetime:
    """When the act `turn` of the day `number` of a case happens: spread over the working day."""
    minutes = (number * 83 + case * 37) % _LATEST_START
    opening = datetime.combine(day, _OPENS, zone)
    return opening + timedelta(minutes=minutes) + turn * _BETWEEN_ACTS


def mornings(first: date, last: date, *, zone: ZoneInfo) -> list[datetime]:
    """Shortly after midnight of each day after the first up to the last: when timers are heard."""
    count = (last - first) // _DAY
    return [datetime.combine(first + n * _DAY, time(0, 1), zone) for n in range(1, count + 1)]


def on_day(value: object, today: date) -> object:
    """What somebody writes on a day: `{today}` and `{today+30}` are days, wherever they stand."""
    if isinstance(value, Mapping):
        return {name: on_day(each, today) for name, each in value.items()}
    if isinstance(value, list):
        return [on_day(each, today) for each in value]
    found = _DATED.fullmatch(value) if isinstance(value, str) else None
    return f"{today + int(found[1] or 0) * _DAY:%d/%m/%Y}" if found else value
