"""Functions that make dates, times and durations, and those that ask a date."""

from decimal import Decimal

from engine.feel.boundary import inward
from engine.feel.builtins.registry import builtin
from engine.feel.dates import (
    Date,
    day_of_year,
    make_date,
    month_length,
    parse_date,
    week_of_year,
    weekday,
)
from engine.feel.durations import (
    NANOS,
    DaysTimeDuration,
    YearsMonthsDuration,
    parse_duration,
)
from engine.feel.errors import Refused
from engine.feel.numbers import is_integer
from engine.feel.run import Run
from engine.feel.times import (
    DateTime,
    Time,
    make_time,
    parse_date_time,
    parse_time,
)
from engine.feel.types import midnight
from engine.feel.values import Value

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTH_NAMES = (
    "January February March April May June July August September October November December"
)
_MONTHS = _MONTH_NAMES.split()


def _known(value: Value, what: str) -> Value:
    if value is None:
        raise Refused(f"there is no such {what}")
    return value


def _whole(number: Decimal, what: str) -> int:
    if not is_integer(number) or number.adjusted() > 12:
        raise Refused(f"the {what} is no whole number")
    return int(number)


@builtin("date(from: string|date|date and time)")
def date_from(_run: Run, value: Value) -> Value:
    """The date of a text or of a date and time."""
    if isinstance(value, DateTime):
        return value.date
    return value if isinstance(value, Date) else _known(parse_date(value), "date")


@builtin("date(year: number, month: number, day: number)")
def date_of(_run: Run, year: Decimal, month: Decimal, day: Decimal) -> Value:
    """The date of its parts."""
    parts = _whole(year, "year"), _whole(month, "month"), _whole(day, "day")
    return _known(make_date(*parts), "date")


@builtin("time(from: string|time|date|date and time)")
def time_from(_run: Run, value: Value) -> Value:
    """The time of a text or of a date and time."""
    if isinstance(value, (DateTime, Date)):
        return (midnight(value) if isinstance(value, Date) else value).time
    return value if isinstance(value, Time) else _known(parse_time(value), "time")


@builtin("time(hour: number, minute: number, second: number, offset?: days and time duration)")
def time_of(
    _run: Run,
    hour: Decimal,
    minute: Decimal,
    second: Decimal,
    offset: DaysTimeDuration | None = None,
) -> Value:
    """The time of its parts."""
    nanos = int(second.scaleb(9)) if second.adjusted() < 3 else -1
    shift = None if offset is None else offset.nanos // NANOS
    whole = (_whole(hour, "hour"), _whole(minute, "minute"), nanos // NANOS)
    return _known(make_time(*whole, nanos % NANOS, shift), "time")


@builtin("date and time(from: string|date|date and time)")
def moment_from(_run: Run, value: Value) -> Value:
    """The date and time of a text; a date alone means its midnight."""
    if isinstance(value, DateTime):
        return value
    if isinstance(value, Date):
        return midnight(value)
    day = parse_date(value)
    found = DateTime(day, Time(0, 0, 0)) if day else parse_date_time(value)
    return _known(found, "date and time")


@builtin("date and time(date: date|date and time, time: time)")
def moment_of(_run: Run, date: Value, time: Time) -> Value:
    """The date of the one at the time of the other."""
    return DateTime(date.date if isinstance(date, DateTime) else date, time)


@builtin("duration(from: string|years and months duration|days and time duration)")
def duration_from(_run: Run, value: Value) -> Value:
    """The duration of a text."""
    return _known(parse_duration(value), "duration") if isinstance(value, str) else value


@builtin("years and months duration(from: date|date and time, to: date|date and time)")
def years_and_months(_run: Run, start: Value, end: Value) -> Value:
    """The whole months from one date to another."""
    first, last = (value.date if isinstance(value, DateTime) else value for value in (start, end))
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and last.day < first.day:
        months -= 1
    if months < 0 and last.day > first.day:
        months += 1
    return YearsMonthsDuration(months)


@builtin("now()")
def now(run: Run) -> Value:
    """The moment that the host's clock tells."""
    if run.host.clock is None:
        raise Refused("there is no clock here")
    return inward(run.host.clock())


@builtin("today()")
def today(run: Run) -> Value:
    """The date that the host's clock tells."""
    return now(run).date


def _day(value: Value) -> Date:
    found: Date = value.date if isinstance(value, DateTime) else value
    return found


@builtin("day of year(date: date|date and time)")
def day_of_year_(_run: Run, value: Value) -> Value:
    """1 to 366."""
    return Decimal(day_of_year(_day(value)))


@builtin("day of week(date: date|date and time)")
def day_of_week(_run: Run, value: Value) -> Value:
    """Monday to Sunday."""
    return _DAYS[weekday(_day(value)) - 1]


@builtin("month of year(date: date|date and time)")
def month_of_year(_run: Run, value: Value) -> Value:
    """January to December."""
    return _MONTHS[_day(value).month - 1]


@builtin("week of year(date: date|date and time)")
def week_of_year_(_run: Run, value: Value) -> Value:
    """The ISO 8601 week, 1 to 53."""
    return Decimal(week_of_year(_day(value)))


@builtin("last day of month(date: date|date and time)")
def last_day_of_month(_run: Run, value: Value) -> Value:
    """The number of the month's last day (an addition that vendors share)."""
    date = _day(value)
    return Decimal(month_length(date.year, date.month))
