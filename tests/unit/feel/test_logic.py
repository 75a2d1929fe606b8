"""Three-valued logic: the tables of the standard, and its laws."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import compile_expression

TRUTH = [True, False, None]
AND = {(True, True): True, (True, False): False, (True, None): None, (False, None): False,
       (None, None): None, (False, False): False}  # fmt: skip
OR = {(True, True): True, (True, False): True, (True, None): True, (False, None): None,
      (None, None): None, (False, False): False}  # fmt: skip


def value(text: str, **context: object) -> object:
    return compile_expression(text).evaluate(context)


@pytest.mark.parametrize(("a", "b"), list(itertools.product(TRUTH, TRUTH)))
def test_and_and_or_follow_the_tables(a: bool | None, b: bool | None) -> None:
    expected = AND.get((a, b), AND.get((b, a))), OR.get((a, b), OR.get((b, a)))
    assert (value("a and b", a=a, b=b), value("a or b", a=a, b=b)) == expected


@given(st.sampled_from(TRUTH), st.sampled_from(TRUTH))
def test_de_morgan_holds_with_nulls(a: bool | None, b: bool | None) -> None:
    assert value("not(a and b)", a=a, b=b) == value("not(a) or not(b)", a=a, b=b)


@given(st.lists(st.sampled_from(TRUTH), max_size=6))
def test_some_and_every_are_each_others_mirror(items: list[bool | None]) -> None:
    some = value("some x in items satisfies not(x)", items=items)
    all_hold = value("every x in items satisfies x", items=items)
    assert some == value("not(a)", a=all_hold)


@given(st.lists(st.sampled_from(TRUTH), max_size=6))
def test_all_is_a_chain_of_and(items: list[bool | None]) -> None:
    chain = " and ".join(["true", *(str(item).lower().replace("none", "null") for item in items)])
    assert value("all(items)", items=items) is value(chain)


def test_a_word_in_place_of_a_truth_value_counts_as_unknown() -> None:
    assert value('"yes" and true') is None
    assert value('"yes" and false') is False
