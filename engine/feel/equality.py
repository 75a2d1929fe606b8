"""Equality and order of values: `=`, `<` and what rests on them.

Different kinds are neither equal nor unequal: the answer is null. Times and date-times are equal
to the second, as the standard's (hour, minute, second) tuples are; order goes to the nanosecond.
"""

from collections.abc import Callable
from decimal import Decimal

from engine.feel.dates import Date
from engine.feel.durations import NANOS, DaysTimeDuration, YearsMonthsDuration
from engine.feel.run import Run
from engine.feel.times import (
    DateTime,
    Time,
    local_nanos,
    offset_of,
    time_nanos,
    time_offset,
    utc_nanos,
)
from engine.feel.types import midnight
from engine.feel.values import Function, Range, Value

_PLAIN = frozenset([bool, Decimal, str, Date, YearsMonthsDuration, DaysTimeDuration])


def equal(left: Value, right: Value, run: Run) -> bool | None:
    """left = right; None when the two cannot be compared."""
    if left is None or right is None:
        return left is right
    kind = left.__class__
    if kind is not right.__class__:
        return _equal_across(left, right)
    if kind in _PLAIN:
        return bool(left == right)
    run.spend(20)
    compare = _BY_KIND.get(kind)
    return compare(left, right, run) if compare else None


def _equal_across(left: Value, right: Value) -> bool | None:
    """A date equals a date-time when its first moment does."""
    if isinstance(left, Date) and isinstance(right, DateTime):
        return _equal_moments(midnight(left), right)
    if isinstance(left, DateTime) and isinstance(right, Date):
        return _equal_moments(left, midnight(right))
    return None


def _equal_lists(left: list[Value], right: list[Value], run: Run) -> bool | None:
    run.spend(2 * len(left) + 2)
    if len(left) != len(right):
        return False
    return all(equal(a, b, run) is True for a, b in zip(left, right, strict=True))


def _equal_contexts(left: dict[str, Value], right: dict[str, Value], run: Run) -> bool | None:
    run.spend(2 * len(left) + 2)
    if left.keys() != right.keys():
        return False
    return all(equal(value, right[key], run) is True for key, value in left.items())


def _equal_times(left: Time, right: Time, _run: Run | None = None) -> bool | None:
    if left.zone is not None and left.zone == right.zone:
        return _seconds(left) == _seconds(right)
    here, there = time_offset(left), time_offset(right)
    if (here is None) != (there is None):
        return False
    if here is None and left.zone != right.zone:
        return False
    return _seconds(left) - (here or 0) == _seconds(right) - (there or 0)


def _seconds(time: Time) -> int:
    return time_nanos(time) // NANOS


def _equal_moments(left: DateTime, right: DateTime, _run: Run | None = None) -> bool | None:
    here, there = offset_of(left), offset_of(right)
    if (here is None) != (there is None):
        return False
    return local_nanos(left) // NANOS - (here or 0) == local_nanos(right) // NANOS - (there or 0)


def _equal_ranges(left: Range, right: Range, run: Run) -> bool | None:
    return (
        left.operator == right.operator
        and left.low_closed == right.low_closed
        and left.high_closed == right.high_closed
        and equal(left.low, right.low, run) is True
        and equal(left.high, right.high, run) is True
    )


def _equal_functions(left: Function, right: Function, _run: Run) -> bool | None:
    return True if left is right else None


_BY_KIND: dict[type, Callable[..., bool | None]] = {
    list: _equal_lists,
    dict: _equal_contexts,
    Time: _equal_times,
    DateTime: _equal_moments,
    Range: _equal_ranges,
    Function: _equal_functions,
}


def order(left: Value, right: Value) -> int | None:
    """Negative, zero or positive as left comes before, with or after right; None: no order."""
    kind = left.__class__
    if kind is not right.__class__:
        return _order_across(left, right)
    if kind is Time:
        left, right = _time_keys(left, right)
    elif kind is DateTime:
        left, right = _moment_keys(left, right)
    elif kind not in _PLAIN or kind is bool:
        return None
    if left is None or right is None:
        return None
    return int(left > right) - int(left < right)


def _order_across(left: Value, right: Value) -> int | None:
    if isinstance(left, Date) and isinstance(right, DateTime):
        return order(midnight(left), right)
    if isinstance(left, DateTime) and isinstance(right, Date):
        return order(left, midnight(right))
    return None


def _time_keys(left: Time, right: Time) -> tuple[int | None, int | None]:
    here, there = time_offset(left), time_offset(right)
    if left.zone == right.zone and here == there:
        return time_nanos(left), time_nanos(right)
    if here is None or there is None:
        return None, None
    return time_nanos(left) - here * NANOS, time_nanos(right) - there * NANOS


def _moment_keys(left: DateTime, right: DateTime) -> tuple[int | None, int | None]:
    here, there = utc_nanos(left), utc_nanos(right)
    if here is None and there is None:
        return local_nanos(left), local_nanos(right)
    return here, there


def contains(span: Range, value: Value, run: Run) -> bool | None:
    """Whether a value lies in a range; None when it cannot be compared with an end."""
    run.spend(5 if value.__class__ is Decimal else 40)
    if span.operator == "!=":
        same = equal(value, span.low, run)
        return None if same is None else not same
    if span.operator == "=":
        return equal(value, span.low, run)
    if value is None or (not span.operator and (span.low is None or span.high is None)):
        return None
    above = _on_side(value, span.low, span.low_closed, 1, run)
    below = _on_side(value, span.high, span.high_closed, -1, run)
    if above is False or below is False:
        return False
    return True if above and below else None


def _on_side(value: Value, end: Value, closed: bool, side: int, run: Run) -> bool | None:
    if end is None:
        return True
    found = order(value, end)
    if found is None:
        return None
    return found * side > 0 or (closed and (found == 0 or equal(value, end, run) is True))
