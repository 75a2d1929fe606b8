"""Closures of tests: the right side of `in`, and the cells of decision tables.

A test is a function of (value, scope, run). In a cell `?` stands for the value, and an expression
that uses it is the answer itself; any other expression is a value, a list or a range to match.
"""

import operator as operators
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from engine.feel.compile.core import Code, Source, compile_node, compiles
from engine.feel.equality import contains, equal, order
from engine.feel.nodes import (
    Literal,
    Name,
    Negation,
    Node,
    RangeLiteral,
    UnaryRange,
    UnaryTests,
)
from engine.feel.run import Run
from engine.feel.values import Range, Scope, Value
from engine.feel.walk import children

Test: TypeAlias = Callable[[Value, Scope, Run], bool | None]
_ORDERS: dict[str, Callable[[Value, Value], bool]] = {
    "<": operators.lt, "<=": operators.le, ">": operators.gt, ">=": operators.ge,
}  # fmt: skip


def compile_test(node: Node, source: Source, *, cell: bool) -> Test:
    """The test of one node."""
    if isinstance(node, UnaryRange):
        return _comparison(node, source)
    if isinstance(node, Literal) and node.value.__class__ in (str, Decimal):
        return _same_as(node.value)
    number = _number(node)
    if number is not None:
        return _same_as(number)
    if isinstance(node, RangeLiteral):
        span = _number_range(node)
        if span:
            return span
    if cell and _mentions_value(node):
        return _answer(node, source)
    return _match(node, source)


def _number(node: Node) -> Decimal | None:
    if isinstance(node, Negation):
        inner = _number(node.operand)
        return None if inner is None else -inner
    if isinstance(node, Literal) and isinstance(node.value, Decimal):
        return node.value
    return None


def _same_as(wanted: Value) -> Test:
    kind = wanted.__class__

    def same_test(value: Value, _scope: Scope, run: Run) -> bool | None:
        if value.__class__ is kind:
            return bool(value == wanted)
        return _matches(value, wanted, run)

    return same_test


def _comparison(node: UnaryRange, source: Source) -> Test:
    if node.operator in ("=", "!="):
        return _equality(node, source)
    compare, operand = _ORDERS[node.operator], compile_node(node.operand, source)
    number = _number(node.operand)

    def comparison_test(value: Value, scope: Scope, run: Run) -> bool | None:
        found = order(value, operand(scope, run))
        return None if found is None else compare(found, 0)

    if number is None:
        return comparison_test

    def number_test(value: Value, _scope: Scope, _run: Run) -> bool | None:
        if value.__class__ is Decimal:
            return compare(value, number)
        return None

    return number_test


def _equality(node: UnaryRange, source: Source) -> Test:
    operand, negated = compile_node(node.operand, source), node.operator == "!="

    def equality_test(value: Value, scope: Scope, run: Run) -> bool | None:
        same = equal(value, operand(scope, run), run)
        return None if same is None else same is not negated

    return equality_test


def _number_range(node: RangeLiteral) -> Test | None:
    """A range between two numeric literals needs no range at all."""
    low, high = _number(node.low), _number(node.high)
    if low is None or high is None:
        return None
    above = operators.ge if node.low_closed else operators.gt
    below = operators.le if node.high_closed else operators.lt
    span = Range(low, high, node.low_closed, node.high_closed)

    def range_test(value: Value, _scope: Scope, run: Run) -> bool | None:
        if value.__class__ is Decimal:
            return bool(above(value, low) and below(value, high))
        return contains(span, value, run)

    return range_test


def _mentions_value(node: Node) -> bool:
    if isinstance(node, Name):
        return node.name == "?"
    return any(_mentions_value(child) for child in children(node))


def _answer(node: Node, source: Source) -> Test:
    code = compile_node(node, source)

    def answer_test(value: Value, scope: Scope, run: Run) -> bool | None:
        found = code(scope, run)
        if found is True or found is False or found is None:
            return found
        return _matches(value, found, run)

    return answer_test


def _match(node: Node, source: Source) -> Test:
    code = compile_node(node, source)

    def match_test(value: Value, scope: Scope, run: Run) -> bool | None:
        return _matches(value, code(scope, run), run)

    return match_test


def _matches(value: Value, wanted: Value, run: Run) -> bool | None:
    """Whether a value is in a range, or equals a value, or equals or is in a member of a list."""
    if isinstance(wanted, Range):
        return contains(wanted, value, run)
    if isinstance(wanted, list):
        run.spend(len(wanted))
        if isinstance(value, list) and equal(value, wanted, run) is True:
            return True
        return any(_member(value, item, run) for item in wanted)
    return equal(value, wanted, run)


def _member(value: Value, item: Value, run: Run) -> bool:
    if isinstance(item, Range) and not isinstance(value, Range):
        return contains(item, value, run) is True
    return equal(value, item, run) is True


def compile_tests(node: UnaryTests, source: Source) -> Test:
    """The test of a whole cell."""
    tests = [compile_test(test, source, cell=True) for test in node.tests]
    if not tests:
        return lambda _value, _scope, _run: True
    if len(tests) == 1 and not node.negated:
        return tests[0]
    any_test = _one_of(node) or _any(tests)
    return _negated(any_test) if node.negated else any_test


def _one_of(node: UnaryTests) -> Test | None:
    """Texts only, the commonest cell after a single value: one look-up."""
    texts = [part.value for part in node.tests if isinstance(part, Literal)]
    if len(texts) < len(node.tests) or any(text.__class__ is not str for text in texts):
        return None
    wanted = frozenset(texts)

    def one_of_test(value: Value, _scope: Scope, _run: Run) -> bool | None:
        if value.__class__ is str:
            return value in wanted
        return False if value is None else None

    return one_of_test


def _any(tests: list[Test]) -> Test:
    def any_test(value: Value, scope: Scope, run: Run) -> bool | None:
        result: bool | None = False
        for test in tests:
            found = test(value, scope, run)
            if found is True:
                return True
            if found is None:
                result = None
        return result

    return any_test


def _negated(inner: Test) -> Test:
    def negated_test(value: Value, scope: Scope, run: Run) -> bool | None:
        found = inner(value, scope, run)
        return None if found is None else not found

    return negated_test


@compiles(UnaryTests)
def unary_tests(node: UnaryTests, source: Source) -> Code:
    """A cell as an expression: the value is `?` in the scope."""
    test = compile_tests(node, source)

    def unary_tests_code(scope: Scope, run: Run) -> Value:
        return test(scope.get("?"), scope, run)

    return unary_tests_code
