"""Functions that order or sum up: min, max, sum, mean, median, mode, sort."""

from collections.abc import Callable
from decimal import Decimal
from functools import cmp_to_key, reduce

from engine.feel.arithmetic import combine
from engine.feel.builtins.registry import builtin
from engine.feel.compile.calls import call_positional
from engine.feel.equality import order
from engine.feel.errors import Refused
from engine.feel.numbers import ADD, CONTEXT, DIVIDE, ONE, SUBTRACT
from engine.feel.run import Run
from engine.feel.values import Function, Value


def _ordered(left: Value, right: Value) -> int:
    found = order(left, right)
    if found is None:
        raise Refused("the items cannot be ordered against each other")
    return found


def _cost(items: list[Value]) -> int:
    return 3 if items and isinstance(items[0], (Decimal, str)) else 40


def _extreme(items: list[Value], run: Run, *, side: int) -> Value:
    run.spend(len(items) * _cost(items))
    if not items:
        return None
    best = items[0]
    _ordered(best, best)
    for item in items[1:]:
        if _ordered(item, best) * side > 0:
            best = item
    return best


@builtin("min(list...: list)")
def min_(run: Run, items: list[Value]) -> Value:
    """The least item; null for no items."""
    return _extreme(items, run, side=-1)


@builtin("max(list...: list)")
def max_(run: Run, items: list[Value]) -> Value:
    """The greatest item; null for no items."""
    return _extreme(items, run, side=1)


@builtin("sum(list...: list)")
def sum_(run: Run, items: list[Value]) -> Value:
    """The sum of numbers or of durations; null for no items."""
    run.spend(len(items) * 3)
    if not items:
        return None
    if all(isinstance(item, Decimal) for item in items):
        return reduce(ADD, items)
    if isinstance(items[0], (str, bool)) or items[0] is None:
        raise Refused("expected numbers only")
    return reduce(lambda left, right: combine("+", left, right), items)


@builtin("mean(list...: list)")
def mean(run: Run, items: list[Value]) -> Value:
    """The average; null for no items."""
    total = sum_(run, items)
    return None if total is None else combine("/", total, Decimal(len(items)))


@builtin("product(list...: list)")
def product(run: Run, items: list[Value]) -> Value:
    """The product of numbers; null for no items."""
    numbers = _numbers(items, run)
    return reduce(CONTEXT.multiply, numbers) if numbers else None


@builtin("median(list...: list)")
def median(run: Run, items: list[Value]) -> Value:
    """The middle number, or the mean of the two in the middle."""
    numbers = sorted(_numbers(items, run))
    if not numbers:
        return None
    half = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[half]
    return DIVIDE(ADD(numbers[half - 1], numbers[half]), Decimal(2))


@builtin("stddev(list...: list)")
def stddev(run: Run, items: list[Value]) -> Value:
    """The standard deviation of a sample of at least two numbers."""
    numbers = _numbers(items, run)
    if len(numbers) < 2:
        raise Refused("expected at least two numbers")
    middle = DIVIDE(reduce(ADD, numbers), Decimal(len(numbers)))
    squares = [CONTEXT.power(SUBTRACT(number, middle), 2) for number in numbers]
    return CONTEXT.sqrt(DIVIDE(reduce(ADD, squares), Decimal(len(numbers)) - ONE))


@builtin("mode(list...: list)")
def mode(run: Run, items: list[Value]) -> Value:
    """The most frequent numbers, ascending."""
    numbers = sorted(_numbers(items, run))
    counts: dict[Decimal, int] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    most = max(counts.values(), default=0)
    return [number for number, times in counts.items() if times == most]


def _numbers(items: list[Value], run: Run) -> list[Decimal]:
    run.spend(len(items) * 3)
    if not all(isinstance(item, Decimal) for item in items):
        raise Refused("expected numbers only")
    return items


@builtin("sort(list: list, precedes: function)")
def sort(run: Run, items: list[Value], precedes: Function) -> Value:
    """Sorted so that precedes(a, b) holds from each item to a later one; stable."""
    run.spend(len(items) * max(1, len(items).bit_length()))
    return sorted(items, key=cmp_to_key(_comparer(precedes, run)))


def _comparer(precedes: Function, run: Run) -> Callable[[Value, Value], int]:
    def compare(left: Value, right: Value) -> int:
        if call_positional(precedes, [left, right], run) is True:
            return -1
        return 1 if call_positional(precedes, [right, left], run) is True else 0

    return compare


@builtin("sort(list: list)")
def sort_ascending(run: Run, items: list[Value]) -> Value:
    """Sorted from the least to the greatest."""
    run.spend(len(items) * max(1, len(items).bit_length()) * _cost(items))
    return sorted(items, key=cmp_to_key(_ordered))
