"""Functions on lists; positions count from 1, or from -1 backwards. Lists are never changed."""

from collections.abc import Callable
from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.compile.calls import call_positional
from engine.feel.equality import equal
from engine.feel.errors import Refused
from engine.feel.numbers import is_integer
from engine.feel.run import Run
from engine.feel.values import Function, Value


def same(left: Value, right: Value, run: Run) -> bool:
    """Equality that treats what cannot be compared as different."""
    run.spend(5)
    return equal(left, right, run) is True


@builtin("list contains(list: list, element: any)")
def list_contains(run: Run, items: list[Value], element: Value) -> Value:
    """Whether an item equals the element."""
    return any(same(item, element, run) for item in items)


@builtin("count(list...: list)")
def count(_run: Run, items: list[Value]) -> Value:
    """How many items."""
    return Decimal(len(items))


@builtin("sublist(list: list, start position: number, length?: number)")
def sublist(_run: Run, items: list[Value], start: Decimal, length: Decimal | None = None) -> Value:
    """A part of the list."""
    index = _index(start, len(items))
    if length is None:
        return items[index:]
    if length < 1 or index + length > len(items):
        raise Refused("the length lies outside the list")
    return items[index : index + int(length)]


def _index(position: Decimal, length: int) -> int:
    if not is_integer(position) or not 1 <= abs(position) <= length:
        raise Refused(f"a list of {length} has no position {position}")
    return int(position) - 1 if position > 0 else length + int(position)


@builtin("append(list: list, item: any*)")
def append(run: Run, items: list[Value], more: list[Value]) -> Value:
    """The list with further items at its end."""
    run.spend(len(items))
    return [*items, *more]


@builtin("concatenate(list: any*)")
def concatenate(run: Run, lists: list[Value]) -> Value:
    """The items of all lists in order."""
    if not lists:
        raise Refused("expected at least one list")
    if any(part is None for part in lists):
        raise Refused("a list is null")
    parts = [part if isinstance(part, list) else [part] for part in lists]
    run.spend(sum(map(len, parts)))
    return [item for part in parts for item in part]


@builtin("insert before(list: list, position: number, newItem: any)")
def insert_before(run: Run, items: list[Value], position: Decimal, item: Value) -> Value:
    """The list with an item before a position."""
    run.spend(len(items))
    index = _index(position, len(items))
    return [*items[:index], item, *items[index:]]


@builtin("remove(list: list, position: number)")
def remove(run: Run, items: list[Value], position: Decimal) -> Value:
    """The list without the item at a position."""
    run.spend(len(items))
    index = _index(position, len(items))
    return [*items[:index], *items[index + 1 :]]


@builtin("list replace(list: list, position: number, newItem: any)")
def list_replace_at(run: Run, items: list[Value], position: Decimal, item: Value) -> Value:
    """The list with another item at a position."""
    run.spend(len(items))
    index = _index(position, len(items))
    return [*items[:index], item, *items[index + 1 :]]


@builtin("list replace(list: list, match: function, newItem: any)")
def list_replace_matching(run: Run, items: list[Value], match: Function, new: Value) -> Value:
    """The list with another item wherever match(item, newItem) is true."""
    result = []
    for item in items:
        run.spend(1)
        found = call_positional(match, [item, new], run)
        if not isinstance(found, bool):
            raise Refused("match must give true or false")
        result.append(new if found else item)
    return result


@builtin("reverse(list: list)")
def reverse(run: Run, items: list[Value]) -> Value:
    """The items backwards."""
    run.spend(len(items))
    return items[::-1]


@builtin("index of(list: list, match: any)")
def index_of(run: Run, items: list[Value], match: Value) -> Value:
    """The positions of the items that equal the match."""
    return [Decimal(i) for i, item in enumerate(items, 1) if same(item, match, run)]


@builtin("union(list: any*)")
def union(run: Run, lists: list[Value]) -> Value:
    """The items of all lists, each value once."""
    return distinct(run, concatenate(run, lists))


@builtin("distinct values(list: list)")
def distinct(run: Run, items: list[Value]) -> Value:
    """Each value once, in the order of first appearance."""
    result: list[Value] = []
    for item in items:
        if not any(same(item, kept, run) for kept in result):
            result.append(item)
    return result


@builtin("duplicate values(list: list)")
def duplicates(run: Run, items: list[Value]) -> Value:
    """The values that appear more than once."""
    once: list[Value] = []
    result: list[Value] = []
    for item in items:
        if not any(same(item, kept, run) for kept in once):
            once.append(item)
        elif not any(same(item, kept, run) for kept in result):
            result.append(item)
    return result


@builtin("flatten(list: list)")
def flatten(run: Run, items: list[Value]) -> Value:
    """The items of all nested lists in one list."""
    result: list[Value] = []
    _flatten(items, result.append, run, 0)
    return result


def _flatten(items: list[Value], keep: Callable[[Value], None], run: Run, depth: int) -> None:
    run.spend(len(items) + 1)
    if depth > 100:
        raise Refused("the lists are nested too deeply")
    for item in items:
        if isinstance(item, list):
            _flatten(item, keep, run, depth + 1)
        else:
            keep(item)
