"""not, all, any, is: functions on truth."""

from engine.feel.builtins.registry import builtin
from engine.feel.equality import equal
from engine.feel.errors import Refused
from engine.feel.run import Run
from engine.feel.values import Range, Value, kind


@builtin("not(negand: any)")
def not_(_run: Run, negand: Value) -> Value:
    """The other truth value; null stays null."""
    if negand is None or isinstance(negand, bool):
        return None if negand is None else not negand
    raise Refused(f"expected a boolean, but got {kind(negand)}")


@builtin("all(list...: list)")
def all_(_run: Run, items: list[Value]) -> Value:
    """Whether no item is false and every one is true."""
    return _decide(items, decisive=False)


@builtin("any(list...: list)")
def any_(_run: Run, items: list[Value]) -> Value:
    """Whether some item is true."""
    return _decide(items, decisive=True)


def _decide(items: list[Value], *, decisive: bool) -> bool | None:
    if not all(item is None or isinstance(item, bool) for item in items):
        raise Refused("expected booleans only")
    if decisive in items:
        return decisive
    return None if None in items else not decisive


@builtin("is(value1: any, value2: any)")
def is_(run: Run, value1: Value, value2: Value) -> Value:
    """Whether two values are the very same, with zone, offset and precision."""
    return _identical(value1, value2, run)


def _identical(left: Value, right: Value, run: Run) -> bool:
    run.spend(4)
    if left.__class__ is not right.__class__:
        return False
    if isinstance(left, list):
        return len(left) == len(right) and all(
            _identical(a, b, run) for a, b in zip(left, right, strict=True)
        )
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(
            _identical(value, right[key], run) for key, value in left.items()
        )
    return equal(left, right, run) is True if isinstance(left, Range) else bool(left == right)
