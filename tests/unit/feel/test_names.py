"""Names with spaces, signs and reserved words in them."""

import pytest

from engine.feel import compile_expression


@pytest.mark.parametrize(
    ("text", "names", "context", "value"),
    [
        ("Monthly income * 12", (), {"Monthly income": 2}, 24),
        ("Monthly   income * 12", (), {"Monthly income": 2}, 24),
        ("profit and loss + 1", ("profit and loss",), {"profit and loss": 2}, 3),
        ("a-b", ("a-b",), {"a-b": 5, "a": 1, "b": 1}, 5),
        ("a-b", (), {"a-b": 5, "a": 3, "b": 1}, 2),
        ("Level 3 approval", (), {"Level 3 approval": True}, True),
        ("applicant.date of birth", (), {"applicant": {"date of birth": 7}}, 7),
        ("if in stock then 1 else 2", ("in stock",), {"in stock": True}, 1),
        ("número de habitantes > 8000", (), {"número de habitantes": 9000}, True),
        ("{max price: 3, r: max price + 1}.r", (), {}, 4),
        ("(function(unit price) unit price * 2)(4)", (), {}, 8),
    ],
)
def test_a_name_is_as_long_as_it_can_be(
    text: str, names: tuple[str, ...], context: dict[str, object], value: object
) -> None:
    assert compile_expression(text, names=names).evaluate(context) == value


def test_the_names_of_an_expression_are_whole() -> None:
    found = compile_expression("Monthly income > limit and list contains(kinds, kind)").names
    assert found == frozenset({"Monthly income", "limit", "kinds", "kind"})


def test_a_declared_name_may_hide_a_built_in() -> None:
    expression = compile_expression("count(3)", names=["count"])
    inner = compile_expression("function(n) n + 1").evaluate({})
    assert expression.evaluate({"count": inner}) == 4
    assert expression.evaluate({}) == 1


def test_a_variable_that_is_no_function_does_not_hide_one() -> None:
    expression = compile_expression('date > date("2026-01-01")', names=["date"])
    assert expression.evaluate({"date": compile_expression('@"2026-02-01"').evaluate({})}) is True
    assert compile_expression("for sum in [1, 2] return sum([sum, sum])").evaluate({}) == [2, 4]
