"""The border between Python values and FEEL values, in both directions.

Inward: int becomes Decimal, date/time/datetime/timedelta become ours, floats are refused.
Outward: our temporal values become Python's where nothing is lost. Both walks are bounded.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.feel.dates import Date
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import FeelLimitError
from engine.feel.numbers import CONTEXT
from engine.feel.times import DateTime, Time
from engine.feel.values import Function, Range, Value

MAX_IN = 1_000_000
MAX_OUT = 100_000
MAX_DEPTH = 100


def inward(value: object) -> Value:
    """The FEEL value of a Python value; TypeError names what FEEL cannot hold."""
    plain = INWARD.get(value.__class__)
    return plain(value) if plain else _other_inward(value)


def _same(value: object) -> Value:
    return value


def _number(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise TypeError("expected a finite number, but got infinity or not-a-number")
    return CONTEXT.plus(value) if len(value.as_tuple().digits) > CONTEXT.prec else value


def _list(value: list[object]) -> list[Value]:
    return _Walk(inward_step).list(value, 0)


def _dict(value: Mapping[object, object]) -> dict[str, Value]:
    return _Walk(inward_step).dict(value, 0)


def _from_datetime(value: datetime) -> DateTime:
    return DateTime(Date(value.year, value.month, value.day), _from_time(value.timetz(), value))


def _from_time(value: time, moment: datetime | None = None) -> Time:
    zone = value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None
    offset = None
    if value.tzinfo is not None and zone is None:
        shift = (moment or value).utcoffset()
        if shift is None:
            raise TypeError("expected a time zone with a known offset")
        offset = int(shift.total_seconds())
    return Time(value.hour, value.minute, value.second, value.microsecond * 1000, offset, zone)


def _from_timedelta(value: timedelta) -> DaysTimeDuration:
    micros = (value.days * 86400 + value.seconds) * 1_000_000 + value.microseconds
    return DaysTimeDuration(micros * 1000)


def _from_range(value: Range) -> Range:
    return Range(
        inward(value.low), inward(value.high), value.low_closed, value.high_closed, value.operator
    )


INWARD: dict[type, Callable[..., Value]] = {
    type(None): _same, bool: _same, str: _same, int: Decimal, Decimal: _number,
    list: _list, dict: _dict, tuple: _list,
    date: lambda value: Date(value.year, value.month, value.day),
    datetime: _from_datetime, time: _from_time, timedelta: _from_timedelta,
    Date: _same, Time: _same, DateTime: _same, Function: _same, Range: _from_range,
    YearsMonthsDuration: _same, DaysTimeDuration: _same,
}  # fmt: skip


def _other_inward(value: object) -> Value:
    for kind, convert in _SUBCLASSES:
        if isinstance(value, kind):
            return convert(value)
    advice = "; use Decimal" if isinstance(value, float) else ""
    raise TypeError(f"FEEL cannot hold a value of type {type(value).__name__}{advice}")


_SUBCLASSES: tuple[tuple[type, Callable[..., Value]], ...] = (
    (str, str.__str__), (datetime, _from_datetime), (date, INWARD[date]),
    (bool, bool), (int, lambda value: Decimal(int(value))), (Decimal, _number),
    (list, _list), (tuple, _list), (Mapping, _dict),
)  # fmt: skip


def outward(value: Value) -> Value:
    """The Python value of a FEEL value; what Python cannot hold exactly stays ours."""
    plain = _OUTWARD.get(value.__class__)
    return plain(value) if plain else value


def _to_date(value: Date) -> date | Date:
    return date(value.year, value.month, value.day) if 1 <= value.year <= 9999 else value


def _to_time(value: Time) -> time | Time:
    if value.nano % 1000:
        return value
    return time(value.hour, value.minute, value.second, value.nano // 1000, tzinfo=_tzinfo(value))


def _to_datetime(value: DateTime) -> datetime | DateTime:
    day, clock = _to_date(value.date), _to_time(value.time)
    if isinstance(day, Date) or isinstance(clock, Time):
        return value
    return datetime.combine(day, clock)


def _tzinfo(value: Time) -> tzinfo | None:
    if value.zone is not None:
        return ZoneInfo(value.zone)
    return None if value.offset is None else timezone(timedelta(seconds=value.offset))


def _to_range(value: Range) -> Range:
    low, high = outward(value.low), outward(value.high)
    if low is value.low and high is value.high:
        return value
    return Range(low, high, value.low_closed, value.high_closed, value.operator)


_OUTWARD: dict[type, Callable[..., Value]] = {
    Date: _to_date, Time: _to_time, DateTime: _to_datetime, Range: _to_range,
    list: lambda value: _Walk(outward_step).list(value, 0),
    dict: lambda value: _Walk(outward_step).dict(value, 0),
}  # fmt: skip


_WALKED = (list, dict, tuple)


def inward_step(value: object) -> Value:
    """One value inward; lists and contexts are walked by the caller."""
    return inward(value)


def outward_step(value: Value) -> Value:
    """One value outward; lists and contexts are walked by the caller."""
    return outward(value)


class _Walk:
    """Converts a tree and counts as it goes, so that a shared tree cannot explode."""

    def __init__(self, step: Callable[[Value], Value]) -> None:
        self.step = step
        self.left = MAX_OUT if step is outward_step else MAX_IN

    def list(self, values: Value, depth: int) -> list[Value]:
        self.spend(len(values), depth)
        return [self.one(value, depth) for value in values]

    def dict(self, values: Mapping[object, object], depth: int) -> dict[str, Value]:
        self.spend(len(values), depth)
        if not all(isinstance(key, str) for key in values):
            raise TypeError("the keys of a FEEL context are strings")
        return {str(key): self.one(value, depth) for key, value in values.items()}

    def one(self, value: Value, depth: int) -> Value:
        class_ = value.__class__
        if class_ in INWARD and class_ not in _WALKED:
            return self.step(value)
        if isinstance(value, (list, tuple)):
            return self.list(value, depth + 1)
        if isinstance(value, Mapping):
            return self.dict(value, depth + 1)
        return self.step(value)

    def spend(self, count: int, depth: int) -> None:
        self.left -= count
        if self.left < 0 or depth > MAX_DEPTH:
            raise FeelLimitError("The value is too large or too deeply nested.")
