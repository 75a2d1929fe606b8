"""Arithmetic between values of any kind: numbers, strings, dates, times, durations.

Refused says why two values cannot be combined; the caller turns it into null and a warning.
Combinations are a table by kinds: what is not in it has no meaning in FEEL.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import NoReturn, TypeAlias

from engine.feel.dates import Date, add_months, day_number
from engine.feel.durations import NANOS, DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import FeelLimitError, Refused
from engine.feel.numbers import ADD, DIVIDE, MULTIPLY, NEGATE, POWER, SUBTRACT
from engine.feel.run import MAX_STRING
from engine.feel.times import (
    DAY,
    DateTime,
    Time,
    from_local_nanos,
    local_nanos,
    time_nanos,
    time_of_nanos,
    time_offset,
    utc_nanos,
)
from engine.feel.types import midnight
from engine.feel.values import Value, kind

Months: TypeAlias = YearsMonthsDuration
Days: TypeAlias = DaysTimeDuration
_MAX_MONTHS = 12 * 1_000_000_000
_MAX_NANOS = 2 * 366 * 1_000_000_000 * DAY * NANOS


def combine(operator: str, left: Value, right: Value) -> Value:
    """left operator right; Refused when it has no meaning."""
    found = _TABLE.get((operator, left.__class__, right.__class__))
    if found is None:
        raise Refused(f"{kind(left)} {operator} {kind(right)} has no meaning")
    return found(left, right)


def negate(value: Value) -> Value:
    """-value; Refused for what has no opposite."""
    if isinstance(value, Decimal):
        return NEGATE(value)
    if isinstance(value, Months):
        return Months(-value.months)
    if isinstance(value, Days):
        return Days(-value.nanos)
    raise Refused(f"a {kind(value)} has no negative")


def _join(left: str, right: str) -> str:
    if len(left) + len(right) > MAX_STRING:
        raise FeelLimitError("A text became longer than 200,000 characters.")
    return left + right


def _months(count: int) -> Months:
    if abs(count) > _MAX_MONTHS:
        raise Refused("the duration is out of range")
    return Months(count)


def _days(nanos: int) -> Days:
    if abs(nanos) > _MAX_NANOS:
        raise Refused("the duration is out of range")
    return Days(nanos)


def _shifted(date: Date, months: int) -> Date:
    return add_months(date, months) or _out_of_range()


def _out_of_range() -> NoReturn:
    raise Refused("the date is out of range")


def _date_plus_days(date: Date, nanos: int) -> Date:
    moment = from_local_nanos(day_number(date) * DAY * NANOS + nanos, Time(0, 0, 0))
    return moment.date if moment else _out_of_range()


def _moment_plus(moment: DateTime, nanos: int) -> DateTime:
    return from_local_nanos(local_nanos(moment) + nanos, moment.time) or _out_of_range()


def _time_plus(time: Time, nanos: int) -> Time:
    return time_of_nanos(time_nanos(time) + nanos, time)


def _between_moments(left: DateTime, right: DateTime) -> Days:
    here, there = utc_nanos(left), utc_nanos(right)
    if (here is None) != (there is None):
        raise Refused("a date and time with an offset cannot be compared with a local one")
    if here is None or there is None:
        return _days(local_nanos(left) - local_nanos(right))
    return _days(here - there)


def _between_times(left: Time, right: Time) -> Days:
    here, there = time_offset(left), time_offset(right)
    if left.zone == right.zone and here == there:
        return Days(time_nanos(left) - time_nanos(right))
    if here is None or there is None:
        raise Refused("a time with an offset cannot be compared with a local one")
    return Days(time_nanos(left) - time_nanos(right) - (here - there) * NANOS)


def _between_dates(left: Date, right: Date) -> Days:
    return _days((day_number(left) - day_number(right)) * DAY * NANOS)


def _whole(number: Decimal) -> int:
    """Towards zero, as the standard cuts durations."""
    if number.adjusted() > 40:
        raise Refused("the duration is out of range")
    return int(number)


def _scale(count: int, factor: Decimal) -> int:
    return _whole(MULTIPLY(Decimal(count), factor))


def _share(count: int, divisor: Decimal) -> int:
    return _whole(DIVIDE(Decimal(count), divisor))


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    found = POWER(base, exponent)
    if not found.is_finite():
        raise Refused(f"{base} ** {exponent} has no result")
    return found


_TABLE: dict[tuple[str, type, type], Callable[..., Value]] = {
    ("+", Decimal, Decimal): ADD,
    ("-", Decimal, Decimal): SUBTRACT,
    ("*", Decimal, Decimal): MULTIPLY,
    ("/", Decimal, Decimal): DIVIDE,
    ("**", Decimal, Decimal): _power,
    ("+", str, str): _join,
    ("+", Months, Months): lambda a, b: _months(a.months + b.months),
    ("-", Months, Months): lambda a, b: _months(a.months - b.months),
    ("*", Months, Decimal): lambda a, b: _months(_scale(a.months, b)),
    ("*", Decimal, Months): lambda a, b: _months(_scale(b.months, a)),
    ("/", Months, Decimal): lambda a, b: _months(_share(a.months, b)),
    ("/", Months, Months): lambda a, b: DIVIDE(Decimal(a.months), Decimal(b.months)),
    ("+", Days, Days): lambda a, b: _days(a.nanos + b.nanos),
    ("-", Days, Days): lambda a, b: _days(a.nanos - b.nanos),
    ("*", Days, Decimal): lambda a, b: _days(_scale(a.nanos, b)),
    ("*", Decimal, Days): lambda a, b: _days(_scale(b.nanos, a)),
    ("/", Days, Decimal): lambda a, b: _days(_share(a.nanos, b)),
    ("/", Days, Days): lambda a, b: DIVIDE(Decimal(a.nanos), Decimal(b.nanos)),
    ("+", Date, Months): lambda a, b: _shifted(a, b.months),
    ("+", Months, Date): lambda a, b: _shifted(b, a.months),
    ("-", Date, Months): lambda a, b: _shifted(a, -b.months),
    ("+", Date, Days): lambda a, b: _date_plus_days(a, b.nanos),
    ("+", Days, Date): lambda a, b: _date_plus_days(b, a.nanos),
    ("-", Date, Days): lambda a, b: _date_plus_days(a, -b.nanos),
    ("-", Date, Date): _between_dates,
    ("-", Date, DateTime): lambda a, b: _between_moments(midnight(a), b),
    ("-", DateTime, Date): lambda a, b: _between_moments(a, midnight(b)),
    ("-", DateTime, DateTime): _between_moments,
    ("+", DateTime, Months): lambda a, b: DateTime(_shifted(a.date, b.months), a.time),
    ("+", Months, DateTime): lambda a, b: DateTime(_shifted(b.date, a.months), b.time),
    ("-", DateTime, Months): lambda a, b: DateTime(_shifted(a.date, -b.months), a.time),
    ("+", DateTime, Days): lambda a, b: _moment_plus(a, b.nanos),
    ("+", Days, DateTime): lambda a, b: _moment_plus(b, a.nanos),
    ("-", DateTime, Days): lambda a, b: _moment_plus(a, -b.nanos),
    ("+", Time, Days): lambda a, b: _time_plus(a, b.nanos),
    ("+", Days, Time): lambda a, b: _time_plus(b, a.nanos),
    ("-", Time, Days): lambda a, b: _time_plus(a, -b.nanos),
    ("-", Time, Time): _between_times,
}
