"""Closures of = != < <= > >=, between, in, and instance of."""

import operator as operators
from collections.abc import Callable
from decimal import Decimal

from engine.feel.compile.core import Code, Source, compile_node, compiles
from engine.feel.compile.tests import compile_test
from engine.feel.equality import equal, order
from engine.feel.nodes import Between, Comparison, In, InstanceOf, Literal, Name, Node
from engine.feel.run import Run
from engine.feel.times import DateTime, Time
from engine.feel.types import instance_of, unrestricted
from engine.feel.values import Scope, Value, kind

_ORDERS: dict[str, Callable[[Value, Value], bool]] = {
    "<": operators.lt, "<=": operators.le, ">": operators.gt, ">=": operators.ge,
}  # fmt: skip


@compiles(Comparison)
def comparison(node: Comparison, source: Source) -> Code:
    """Equality, or order."""
    if node.operator in _ORDERS:
        return _order(node, source)
    if isinstance(node.right, Literal) and node.right.value.__class__ is str:
        return _equals_text(node, node.right.value, source)
    return _equality(node, source)


def _equality(node: Comparison, source: Source) -> Code:
    left, right = compile_node(node.left, source), compile_node(node.right, source)
    negated = node.operator == "!="

    def equality_code(scope: Scope, run: Run) -> Value:
        a, b = left(scope, run), right(scope, run)
        if a.__class__ is Decimal and b.__class__ is Decimal:
            return (a == b) is not negated
        same = equal(a, b, run)
        if same is None:
            reason = f"a {kind(a)} cannot be compared with a {kind(b)}"
            run.warn(source.text, node.at, reason)
            return None
        return same is not negated

    return equality_code


def _equals_text(node: Comparison, text: str, source: Source) -> Code:
    left, negated = compile_node(node.left, source), node.operator == "!="

    def equals_text_code(scope: Scope, run: Run) -> Value:
        a = left(scope, run)
        if a.__class__ is str:
            return (a == text) is not negated
        if a is None:
            return negated
        reason = f"a {kind(a)} cannot be compared with a string"
        run.warn(source.text, node.at, reason)
        return None

    return equals_text_code


def _order(node: Comparison, source: Source) -> Code:
    compare = _ORDERS[node.operator]
    if isinstance(node.right, Literal) and isinstance(node.right.value, Decimal):
        return _order_to_number(node, node.right.value, compare, source)
    left, right = compile_node(node.left, source), compile_node(node.right, source)

    def order_code(scope: Scope, run: Run) -> Value:
        a, b = left(scope, run), right(scope, run)
        if a.__class__ is Decimal and b.__class__ is Decimal:
            return compare(a, b)
        return _ordered(compare, a, b, run, source, node)

    return order_code


def _order_to_number(
    node: Comparison, number: Decimal, compare: Callable[[Value, Value], bool], source: Source
) -> Code:
    left = compile_node(node.left, source)
    if isinstance(node.left, Name):
        return _order_of_name(node, node.left.name, left, number, compare, source)

    def order_to_number_code(scope: Scope, run: Run) -> Value:
        a = left(scope, run)
        if a.__class__ is Decimal:
            return compare(a, number)
        return _ordered(compare, a, number, run, source, node)

    return order_to_number_code


def _order_of_name(
    node: Comparison,
    name: str,
    slow: Code,
    number: Decimal,
    compare: Callable[[Value, Value], bool],
    source: Source,
) -> Code:
    """The commonest condition of all: a variable against a number."""

    def order_of_name_code(scope: Scope, run: Run) -> Value:
        a = scope.get(name)
        if a.__class__ is Decimal:
            return compare(a, number)
        return _ordered(compare, slow(scope, run), number, run, source, node)

    return order_of_name_code


def _ordered(
    compare: Callable[[Value, Value], bool],
    a: Value,
    b: Value,
    run: Run,
    source: Source,
    node: Node,
) -> bool | None:
    run.spend(_cost(a))
    found = order(a, b)
    if found is None:
        run.warn(source.text, node.at, f"a {kind(a)} cannot be ordered against a {kind(b)}")
        return None
    return compare(found, 0)


def _cost(value: Value) -> int:
    """Moments in zones are dear to compare."""
    return 40 if isinstance(value, (DateTime, Time)) else 1


@compiles(Between)
def between(node: Between, source: Source) -> Code:
    """value between low and high: both ends count; null when it has no order with one of them."""
    value, low, high = (compile_node(part, source) for part in (node.value, node.low, node.high))

    def between_code(scope: Scope, run: Run) -> Value:
        middle = value(scope, run)
        above = _ordered(operators.ge, middle, low(scope, run), run, source, node)
        below = _ordered(operators.le, middle, high(scope, run), run, source, node)
        if above is None or below is None:
            return None
        return above and below

    return between_code


@compiles(In)
def in_(node: In, source: Source) -> Code:
    """value in tests: any of them holds."""
    value = compile_node(node.value, source)
    tests = [compile_test(test, source, cell=False) for test in node.tests]

    def in_code(scope: Scope, run: Run) -> Value:
        subject = value(scope, run)
        result: bool | None = False
        for test in tests:
            found = test(subject, scope, run)
            if found is True:
                return True
            if found is None:
                result = None
        return result

    return in_code


@compiles(InstanceOf)
def instance(node: InstanceOf, source: Source) -> Code:
    """value instance of type"""
    value, type_ = compile_node(node.value, source), unrestricted(node.type)

    def instance_code(scope: Scope, run: Run) -> Value:
        return instance_of(value(scope, run), type_)

    return instance_code
