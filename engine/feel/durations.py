"""The two durations of FEEL: whole months, and exact nanoseconds. They never mix.

Both parse and print ISO 8601 as the standard asks (P1Y2M; P1DT2H3M4.5S) and know no calendar.
"""

import re
from dataclasses import dataclass

NANOS = 1_000_000_000
_MONTHS = re.compile(r"(-)?P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?", re.ASCII)
_TIME = re.compile(
    r"(-)?P(?:(\d{1,15})D)?"
    r"(T(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d{0,40}))?S)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class YearsMonthsDuration:
    """A length in calendar months; negative runs backwards."""

    months: int

    def __str__(self) -> str:
        sign = "-" if self.months < 0 else ""
        years, months = divmod(abs(self.months), 12)
        parts = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return f"{sign}P{parts or '0M'}"


@dataclass(frozen=True, slots=True, order=True)
class DaysTimeDuration:
    """A length in nanoseconds; a day is always 24 hours."""

    nanos: int

    def __str__(self) -> str:
        sign = "-" if self.nanos < 0 else ""
        seconds, fraction = divmod(abs(self.nanos), NANOS)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        tail = f".{fraction:09d}".rstrip("0") if fraction else ""
        clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        clock += f"{seconds}{tail}S" if seconds or fraction else ""
        body = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
        return f"{sign}P{body}" if body else "PT0S"


Duration = YearsMonthsDuration | DaysTimeDuration


def parse_duration(text: str) -> Duration | None:
    """The duration that an ISO 8601 text means, or None."""
    return _parse_months(text) or _parse_time(text)


def _parse_months(text: str) -> YearsMonthsDuration | None:
    match = _MONTHS.fullmatch(text)
    if not match or not (match[2] or match[3]):
        return None
    months = int(match[2] or 0) * 12 + int(match[3] or 0)
    return YearsMonthsDuration(-months if match[1] else months)


def _parse_time(text: str) -> DaysTimeDuration | None:
    match = _TIME.fullmatch(text)
    if not match or match[3] == "T" or not (match[2] or match[3]):
        return None
    seconds = int(match[2] or 0) * 86400 + int(match[4] or 0) * 3600
    seconds += int(match[5] or 0) * 60 + int(match[6] or 0)
    nanos = seconds * NANOS + int((match[7] or "").ljust(9, "0")[:9])
    return DaysTimeDuration(-nanos if match[1] else nanos)
