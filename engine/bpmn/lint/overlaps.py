"""Exclusive conditions that can be true at once, shown by a case in which they are.

The conditions are evaluated with values around the constants that stand in them; what is told is a
case that was found, so there is no alarm without one. Nothing is told when none was found.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations, islice, pairwise, product

from engine.bpmn.formula import formula
from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import Node, child, identity, title, words
from engine.feel import Expression, FeelError, FeelSyntaxError
from engine.sentences import N_
from engine.values import Value

MOST_CASES = 400
MOST_NAMES = 4
_NUMBER = re.compile(r"(?<![\w.\"])\d+(?:\.\d+)?(?![\w\"])")
_TEXT = re.compile(r'"([^"\\]*)"')


def check_overlaps(found: Findings) -> None:
    """Each exclusive gateway."""
    for node in found.nodes("exclusiveGateway"):
        ways = found.outgoing.get(identity(node), [])
        _look(found, [(way, test) for way in ways for test in _tests(way)])


def _tests(way: Node) -> Iterator[Expression]:
    try:
        expression = formula(words(child(way, "conditionExpression"))).expression
    except FeelSyntaxError:
        return
    if expression is not None:
        yield expression


def _look(found: Findings, ways: list[tuple[Node, Expression]]) -> None:
    for (one, test), (other, second) in combinations(ways, 2):
        if test.text == second.text:
            continue  # the rule of conditions says so
        case = next(_both(test, second), None)
        if case is not None:
            found.warn(
                "condition", other,
                N_("Se cumple a la vez que «%(other)s», por ejemplo con %(case)s: gana esa."),
                N_("Si no es lo que quiere, haga que una excluya a la otra."),
                other=title(one) or identity(one), case=_shown(case),
            )  # fmt: skip


def _both(one: Expression, other: Expression) -> Iterator[Mapping[str, Value]]:
    names = sorted(one.names | other.names)
    if not 0 < len(names) <= MOST_NAMES:
        return
    values = _values(f"{one.text} {other.text}")
    for chosen in islice(product(values, repeat=len(names)), MOST_CASES):
        case = dict(zip(names, chosen, strict=True))
        if _holds(one, case) and _holds(other, case):
            yield case


def _values(text: str) -> list[Value]:
    """True, false, and what lies at and around the constants."""
    numbers = sorted({Decimal(number) for number in _NUMBER.findall(_TEXT.sub("", text))})
    around = {number + step for number in numbers for step in (-1, 0, 1)}
    between = {(a + b) / 2 for a, b in pairwise(numbers)}
    return [*sorted({*_TEXT.findall(text)}), *sorted(around | between), True, False]


def _holds(test: Expression, case: Mapping[str, Value]) -> bool:
    try:
        return test.evaluate(case) is True
    except (FeelError, TypeError, ArithmeticError):
        return False


def _shown(case: Mapping[str, Value]) -> str:
    return ", ".join(f"{name} = {_word(value)}" for name, value in case.items())


def _word(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else f"{value}"
