"""Dates as people give them: day, month and year apart, or one text (07/04/2026, 2026-04-07).

The order is always day, month, year, except in the ISO form. A year has four figures. Nothing is
completed or corrected for the person: what is missing is asked for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_MOMENT = re.compile(r"(.{6,40}?)[t ,]+([0-9]{1,2}:[0-9]{2})(?::[0-9]{2})?")
_CLOCK = re.compile(r"([0-9]{1,2})[:.h ]+([0-9]{2})(?:[:.][0-9]{2})?\s*(?:h|hs|hrs|horas)?")
_SPOKEN = re.compile(r"([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,4})")
_WORDS = re.compile(r"([0-9]{1,2}) (?:de )?([a-záéíóú]+\.?) (?:de |del )?([0-9]{1,4})")


class DateFault(StrEnum):
    """Which part is missing or wrong: the day, month or year, all of it (unreadable), or the day
    does not exist (31 February)."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNREADABLE = "unreadable"
    UNREAL = "unreal"


@dataclass(frozen=True, slots=True)
class DateParts:
    """The parts as typed."""

    day: str = ""
    month: str = ""
    year: str = ""
    time: str = ""
    """The hour, where one is asked too."""

    def __bool__(self) -> bool:
        return bool(self.day or self.month or self.year or self.time)


def parts_of(raw: object) -> DateParts:
    """What was typed, in three parts; a text that has no such parts is all in `day`."""
    if isinstance(raw, date):
        clock = f"{raw:%H:%M}" if isinstance(raw, datetime) else ""
        return DateParts(str(raw.day), str(raw.month), str(raw.year), clock)
    if isinstance(raw, Mapping):
        return DateParts(*(_short(raw.get(name)) for name in ("day", "month", "year", "time")))
    text = " ".join(raw.lower().split()) if isinstance(raw, str) else ""
    if found := _MOMENT.fullmatch(text):
        return replace(parts_of(found[1]), time=found[2])
    if found := _ISO.fullmatch(text):
        return DateParts(found[3], found[2], found[1])
    if found := _SPOKEN.fullmatch(text) or _WORDS.fullmatch(text):
        return DateParts(found[1], found[2], found[3])
    return DateParts(text[:40])


def read_date(parts: DateParts) -> date | DateFault:
    """The date of three parts, at least one of which was given."""
    month = _month(parts.month)
    if not parts.month and not parts.year and not _number(parts.day, 2):
        return DateFault.UNREADABLE
    if _number(parts.day, 2) is None:
        return DateFault.DAY
    if month is None:
        return DateFault.MONTH
    year = _number(parts.year, 4)
    if year is None or not FIRST.year <= year <= LAST.year:
        return DateFault.YEAR
    try:
        return date(year, month, int(parts.day))
    except ValueError:
        return DateFault.UNREAL


def read_time(text: str) -> time | None:
    """An hour of the day: 14:30, 9.05, 9h05; None when it is none."""
    found = _CLOCK.fullmatch(" ".join(text.lower().split()))
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def _month(text: str) -> int | None:
    text = text.lower().rstrip(".").replace("setiembre", "septiembre")
    if (number := _number(text, 2)) is not None:
        return number if 1 <= number <= 12 else None
    named = [
        place for place, name in enumerate(MONTHS, 1) if len(text) > 2 and name.startswith(text)
    ]
    return named[0] if len(named) == 1 else None


def _number(text: str, longest: int) -> int | None:
    return int(text) if re.fullmatch(rf"[0-9]{{1,{longest}}}", text) else None


def _short(value: object) -> str:
    return (
        value.strip()[:20]
        if isinstance(value, str)
        else str(value)
        if isinstance(value, int)
        else ""
    )
