"""Closures of paths (a.b) and filters (list[condition], list[1])."""

from decimal import Decimal

from engine.feel.compile.core import Code, Source, compile_node, compiles
from engine.feel.nodes import (
    Between,
    Comparison,
    Filter,
    In,
    InstanceOf,
    Logic,
    Member,
    Node,
    Quantified,
)
from engine.feel.numbers import is_integer
from engine.feel.properties import PROPERTIES
from engine.feel.run import Run
from engine.feel.values import Scope, Value, kind
from engine.feel.walk import weigh

_CONDITIONS = (Comparison, Logic, Between, In, InstanceOf, Quantified)
_MISSING = object()


@compiles(Member)
def member(node: Member, source: Source) -> Code:
    """An entry of a context, the same entry of every item of a list, a part of a date."""
    base, name = compile_node(node.base, source), node.name

    def member_code(scope: Scope, run: Run) -> Value:
        value = base(scope, run)
        if value.__class__ is list:
            run.spend(5 + 5 * len(value))
            return [_read(item, name, run, source, node) for item in value]
        return _read(value, name, run, source, node)

    return member_code


def _read(value: Value, name: str, run: Run, source: Source, node: Node) -> Value:
    if value.__class__ is dict:
        found = value.get(name, _MISSING)
        if found is not _MISSING:
            return found
    elif value.__class__ is list:
        run.spend(5 + 5 * len(value))
        return [_read(item, name, run, source, node) for item in value]
    else:
        read = PROPERTIES.get(value.__class__, {}).get(name)
        if read:
            return read(value)
    run.warn(source.text, node.at, f"a {kind(value)} here has no {name}")
    return None


@compiles(Filter)
def filter_(node: Filter, source: Source) -> Code:
    """The items for which a condition is true, or the item at a place."""
    base, condition = compile_node(node.base, source), compile_node(node.condition, source)
    weight = weigh(node.condition) + 1
    only_condition = isinstance(node.condition, _CONDITIONS)

    def filter_code(scope: Scope, run: Run) -> Value:
        value = base(scope, run)
        if value is None:
            return None
        items = value if value.__class__ is list else [value]
        run.spend((weight + (len(scope) >> 3)) * (len(items) + 1))
        if only_condition:
            return _chosen(items, condition, scope, run)
        found = condition(inside(scope, items[0]) if items else scope, run)
        if found.__class__ is Decimal:
            return _at(items, found, run, source, node)
        if found.__class__ is not bool and found is not None:
            run.warn(source.text, node.at, f"a list cannot be filtered by a {kind(found)}")
            return None
        return _chosen(items, condition, scope, run)

    return filter_code


def _chosen(items: list[Value], condition: Code, scope: Scope, run: Run) -> list[Value]:
    return [item for item in items if condition(inside(scope, item), run) is True]


def inside(scope: Scope, item: Value) -> Scope:
    """The scope of a filter: `item`, and the entries of the item itself."""
    if item.__class__ is dict:
        return {**scope, "item": item, **item}
    return {**scope, "item": item}


def _at(items: list[Value], place: Decimal, run: Run, source: Source, node: Node) -> Value:
    """The item at a place counted from 1, or from -1 backwards."""
    if not is_integer(place) or not 1 <= abs(place) <= len(items):
        run.warn(source.text, node.at, f"a list of {len(items)} has no item {place}")
        return None
    index = int(place)
    return items[index - 1] if index > 0 else items[index]
