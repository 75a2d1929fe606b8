"""Dates of FEEL: proleptic Gregorian, years from -999,999,999 to 999,999,999.

Python's own date ends at 9999; this one counts days with whole numbers and nothing else.
"""

import re
from dataclasses import dataclass

MAX_YEAR = 999_999_999
_DATE = re.compile(r"(-?(?:\d{4}|[1-9]\d{4,8}))-(\d\d)-(\d\d)", re.ASCII)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A day of the calendar, without time or zone."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


def make_date(year: int, month: int, day: int) -> Date | None:
    """The date, or None when there is no such day."""
    if abs(year) > MAX_YEAR or not 1 <= month <= 12 or not 1 <= day <= month_length(year, month):
        return None
    return Date(year, month, day)


def parse_date(text: str) -> Date | None:
    """The date that an ISO 8601 text means (years of four to nine digits), or None."""
    match = _DATE.fullmatch(text)
    return make_date(int(match[1]), int(match[2]), int(match[3])) if match else None


def is_leap(year: int) -> bool:
    """Whether February has 29 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """How many days the month has."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


def day_number(date: Date) -> int:
    """Days since 1970-01-01."""
    year = date.year - (date.month <= 2)
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((date.month + 9) % 12) + 2) // 5 + date.day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * 146097 + day_of_era - 719468


def date_of_day(number: int) -> Date | None:
    """The date so many days after 1970-01-01, or None beyond the last year."""
    era, day_of_era = divmod(number + 719468, 146097)
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = year_of_era + era * 400 + (month <= 2)
    return make_date(year, month, day_of_year - (153 * shifted + 2) // 5 + 1)


def add_months(date: Date, months: int) -> Date | None:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if abs(years) > MAX_YEAR:
        return None
    return make_date(years, month + 1, min(date.day, month_length(years, month + 1)))


def weekday(date: Date) -> int:
    """1 for Monday to 7 for Sunday."""
    return (day_number(date) + 3) % 7 + 1


def day_of_year(date: Date) -> int:
    """1 for the first of January."""
    return day_number(date) - day_number(Date(date.year, 1, 1)) + 1


def week_of_year(date: Date) -> int:
    """The ISO 8601 week."""
    thursday = date_of_day(day_number(date) - weekday(date) + 4)
    return (day_of_year(thursday) - 1) // 7 + 1 if thursday else 53
