"""What a dot reads from values that are no contexts: parts of dates, times, durations, ranges."""

from collections.abc import Callable
from decimal import Decimal

from engine.feel.dates import Date, weekday
from engine.feel.durations import NANOS, DaysTimeDuration, YearsMonthsDuration
from engine.feel.numbers import CONTEXT
from engine.feel.times import DateTime, Time, offset_of
from engine.feel.values import Range, Value

Reader = Callable[[Value], Value]


def _number(read: Callable[[Value], int]) -> Reader:
    return lambda value: Decimal(read(value))


def _signed(total: int, unit: int, wrap: int) -> int:
    """A part of a signed total: every part carries the sign."""
    part = abs(total) // unit % wrap if wrap else abs(total) // unit
    return -part if total < 0 else part


def _second(time: Time) -> Decimal:
    return Decimal(time.second)


def _seconds(duration: DaysTimeDuration) -> Decimal:
    rest = _signed(duration.nanos, 1, 60 * NANOS)
    whole = CONTEXT.divide(Decimal(rest), Decimal(NANOS))
    return whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else whole


def _offset(time: Time) -> Value:
    return None if time.offset is None else DaysTimeDuration(time.offset * NANOS)


_DATE: dict[str, Reader] = {
    "year": _number(lambda date: date.year),
    "month": _number(lambda date: date.month),
    "day": _number(lambda date: date.day),
    "weekday": _number(weekday),
}
_TIME: dict[str, Reader] = {
    "hour": _number(lambda time: time.hour),
    "minute": _number(lambda time: time.minute),
    "second": _second,
    "time offset": _offset,
    "timezone": lambda time: time.zone,
}
_HOUR, _MINUTE = 3600 * NANOS, 60 * NANOS


def _of_date_part(read: Reader) -> Reader:
    return lambda moment: read(moment.date)


def _of_time_part(read: Reader) -> Reader:
    return lambda moment: read(moment.time)


def _moment_offset(moment: DateTime) -> Value:
    offset = offset_of(moment)
    return None if offset is None else DaysTimeDuration(offset * NANOS)


PROPERTIES: dict[type, dict[str, Reader]] = {
    Date: _DATE | {
        "hour": lambda _: Decimal(0), "minute": lambda _: Decimal(0),
        "second": lambda _: Decimal(0), "time offset": lambda _: DaysTimeDuration(0),
        "timezone": lambda _: None,
    },
    Time: _TIME,
    DateTime: {name: _of_date_part(read) for name, read in _DATE.items()}
    | {name: _of_time_part(read) for name, read in _TIME.items()}
    | {"time offset": _moment_offset},
    YearsMonthsDuration: {
        "years": _number(lambda duration: _signed(duration.months, 12, 0)),
        "months": _number(lambda duration: _signed(duration.months, 1, 12)),
    },
    DaysTimeDuration: {
        "days": _number(lambda duration: _signed(duration.nanos, 24 * _HOUR, 0)),
        "hours": _number(lambda duration: _signed(duration.nanos, _HOUR, 24)),
        "minutes": _number(lambda duration: _signed(duration.nanos, _MINUTE, 60)),
        "seconds": _seconds,
    },
    Range: {
        "start": lambda span: span.low,
        "end": lambda span: span.high,
        "start included": lambda span: span.low_closed,
        "end included": lambda span: span.high_closed,
    },
}  # fmt: skip
