"""Closures of for, some and every, and what they can run over."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from engine.feel.compile.core import Code, Source, compile_node, compiles
from engine.feel.dates import Date, date_of_day, day_number
from engine.feel.errors import Refused
from engine.feel.nodes import For, Name, Node, Quantified
from engine.feel.nodes import Iterator as IteratorNode
from engine.feel.numbers import is_integer
from engine.feel.run import Run
from engine.feel.values import Range, Scope, Value, kind
from engine.feel.walk import children, weigh

# Steps for beginning a loop, and for each of its turns.
_LOOP, _TURN = 6, 4
Domain: TypeAlias = Callable[[Scope, Run], Iterator[Value]]


@compiles(For)
def for_(node: For, source: Source) -> Code:
    """The list of the body's values; `partial` is the list so far."""
    loops, body = _loops(node.iterators, source), compile_node(node.body, source)
    weight, partial = weigh(node.body), _mentions(node.body, "partial")

    def for_code(scope: Scope, run: Run) -> Value:
        results: list[Value] = []
        try:
            for local in _scopes(loops, 0, scope, run):
                run.spend(weight)
                if partial:
                    run.spend(len(results))
                    local["partial"] = list(results)
                results.append(body(local, run))
        except Refused as refused:
            run.warn(source.text, node.at, str(refused))
            return None
        return results

    return for_code


@compiles(Quantified)
def quantified(node: Quantified, source: Source) -> Code:
    """some: any true; every: all true; three-valued where a condition is null."""
    loops, condition = _loops(node.iterators, source), compile_node(node.condition, source)
    weight, decisive = weigh(node.condition), node.quantifier == "some"

    def quantified_code(scope: Scope, run: Run) -> Value:
        result: bool | None = not decisive
        try:
            for local in _scopes(loops, 0, scope, run):
                run.spend(weight)
                found = condition(local, run)
                if found is decisive:
                    return decisive
                if found.__class__ is not bool:
                    result = None
        except Refused as refused:
            run.warn(source.text, node.at, str(refused))
            return None
        return result

    return quantified_code


def _mentions(node: Node, name: str) -> bool:
    if isinstance(node, Name):
        return node.name == name
    return any(_mentions(child, name) for child in children(node))


def _loops(iterators: Sequence[IteratorNode], source: Source) -> list[tuple[str, Domain]]:
    return [(iterator.name, _domain(iterator, source)) for iterator in iterators]


def _scopes(loops: list[tuple[str, Domain]], depth: int, scope: Scope, run: Run) -> Iterator[Scope]:
    """One scope for each combination, the last iterator running fastest."""
    name, domain = loops[depth]
    last = depth + 1 == len(loops)
    run.spend(_LOOP)
    cost = _TURN + (len(scope) >> 3)
    for item in domain(scope, run):
        local = dict(scope)
        local[name] = item
        run.spend(cost + 20 if item.__class__ is Date else cost)
        if last:
            yield local
        else:
            yield from _scopes(loops, depth + 1, local, run)


def _domain(iterator: IteratorNode, source: Source) -> Domain:
    first = compile_node(iterator.domain, source)
    if iterator.end is None:
        return lambda scope, run: items_of(first(scope, run))
    last = compile_node(iterator.end, source)
    return lambda scope, run: _span(first(scope, run), last(scope, run))


def items_of(value: Value) -> Iterator[Value]:
    """What a loop runs over: the items of a list, the members of a range, one value."""
    if isinstance(value, list):
        return iter(value)
    if isinstance(value, Range):
        return _members(value)
    if value is None:
        raise Refused("there is nothing to run over: the list is null")
    return iter((value,))


def _members(span: Range) -> Iterator[Value]:
    low, high = _position(span.low), _position(span.high)
    low, high = low + (not span.low_closed), high - (not span.high_closed)
    make = _maker(span.low, span.high)
    return map(make, range(low, high + 1))


def _span(first: Value, last: Value) -> Iterator[Value]:
    """first..last, upwards or downwards, both included."""
    low, high, make = _position(first), _position(last), _maker(first, last)
    return map(make, range(low, high + 1) if low <= high else range(low, high - 1, -1))


def _position(value: Value) -> int:
    if isinstance(value, Decimal) and value.adjusted() < 30 and is_integer(value):
        return int(value)
    if isinstance(value, Date):
        return day_number(value)
    raise Refused(f"a loop cannot count from or to a {kind(value)}")


def _maker(first: Value, last: Value) -> Callable[[int], Value]:
    if first.__class__ is not last.__class__:
        raise Refused(f"a loop cannot count from {kind(first)} to {kind(last)}")
    return date_of_day if isinstance(first, Date) else Decimal
