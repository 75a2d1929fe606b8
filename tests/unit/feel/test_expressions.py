"""Everyday expressions: what a manager writes in a gateway, a mapping or a table."""

from datetime import date
from decimal import Decimal

import pytest

from engine.feel import FeelSyntaxError, compile_expression, compile_unary_tests

CONTEXT = {
    "amount": 40000,
    "kind": "goods",
    "Monthly income": 5,
    "xs": [1, 2, 3],
    "filed": date(2026, 3, 31),
    "person": {"name": "Ana", "age": 40},
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ('amount > 36000 and kind = "goods"', True),
        ("Monthly income + 1", 6),
        ("for x in xs return x * 2", [2, 4, 6]),
        ("for i in 3..1 return i", [3, 2, 1]),
        ("some x in xs satisfies x > 2", True),
        ("every x in xs satisfies x > 2", False),
        ("xs[item > 1]", [2, 3]),
        ("xs[-1]", 3),
        ("{a: 1, b: a + 1}.b", 2),
        ('if amount in [1..50000) then "low" else "high"', "low"),
        ("person.name", "Ana"),
        ('filed + duration("P1M")', date(2026, 4, 30)),
        ("sort(xs, function(a, b) a > b)", [3, 2, 1]),
        ("string(1.50)", "1.50"),
        ("0.1 + 0.2 = 0.3", True),
        ('1 = "1"', None),
    ],
)
def test_an_expression_gives_its_value(text: str, value: object) -> None:
    assert compile_expression(text).evaluate(CONTEXT) == value


def test_an_integer_of_python_is_a_decimal_inside() -> None:
    assert type(compile_expression("amount").evaluate(CONTEXT)) is Decimal


def test_a_float_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="float; use Decimal"):
        compile_expression("x").evaluate({"x": 1.5})


def test_an_expression_names_what_it_reads() -> None:
    found = compile_expression("for x in xs return x + f(y) + sum(z.a)")
    assert found.names == frozenset({"xs", "f", "y", "z"})


def test_a_syntax_error_says_where_and_what_was_expected() -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile_expression("1 +\n  )")
    assert (caught.value.line, caught.value.column) == (2, 3)
    assert str(caught.value) == "Line 2, column 3: expected a value, but got )."


def test_a_missing_name_is_null_with_a_warning() -> None:
    warnings = []
    assert compile_expression("nope").evaluate({}, warnings=warnings) is None
    assert [str(warning) for warning in warnings] == ["Line 1, column 1: there is no nope"]


@pytest.mark.parametrize(
    ("cell", "value", "holds"),
    [
        ("> 10", 11, True),
        ("[1..5], 7", 7, True),
        ('not("a", "b")', "a", False),
        ("-", None, True),
        ('starts with(?, "x")', "xy", True),
    ],
)
def test_a_cell_tests_its_value(cell: str, value: object, holds: bool) -> None:
    assert compile_unary_tests(cell).evaluate({"?": value}) is holds
