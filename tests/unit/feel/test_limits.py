"""Hostile and runaway expressions end with our own error; nothing hangs and nothing crashes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import FeelError, FeelLimitError, FeelSyntaxError, compile_expression
from engine.feel.expression import compile_unary_tests

DOUBLING = ", ".join(f"b{i + 1}: [b{i}, b{i}]" for i in range(40))
RUNAWAYS = {
    "a loop without end": "for i in 1..1000000000 return i",
    "loops in loops": "for i in 1..9999, j in 1..9999, k in 1..9999 return i",
    "a search without end": "some i in 1..1000000000 satisfies i < 0",
    "powers": "for i in 1..1000000 return 1.0001 ** (i / 3.3)",
    "a call of itself": "{f: function(n) f(n + 1), r: f(0)}.r",
    "a tree that doubles": f"{{b0: [1], {DOUBLING}, r: b40}}.r",
    "its text": f"{{b0: [1], {DOUBLING}, r: string(b40)}}.r",
    "its comparison": f"{{b0: [1], {DOUBLING}, r: b40 = [b39, b39]}}.r",
    "its flattening": f"{{b0: [1], {DOUBLING}, r: flatten(b40)}}.r",
    "a list in a list in a list": "for i in 1..100000 return [partial[-1]]",
    "a text that doubles": '{b0: "xxxxxxxxxxxxxxxx", '
    + ", ".join(f"b{i + 1}: b{i} + b{i}" for i in range(40))
    + "}",
    "a pattern that looks back": 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+\\\\1$")',
    "many patterns": 'for i in 1..100000 return matches("aaaaaaaaaaaaaaab", "a*a*a*a*c")',
    "all days to come": 'for d in @"2020-01-01"..@"999999999-01-01" return d',
}
MONSTERS = {
    "parentheses": "(" * 5000,
    "brackets": "[" * 5000,
    "ranges": "(>" * 500,
    "tests in tests": "x in (f(" * 500,
    "minus signs": "-" * 5000 + "1",
    "comparisons": "=".join(["1"] * 2000),
    "calls": "f" + "()" * 2000,
    "filters": "a" + "[1]" * 1500,
    "conditions": "if a then " * 1500,
    "too many words": "a + " * 50_000,
    "too many letters": "a" * 200_000,
    "a text without end": '"' + "\\" * 5000,
    "a comment without end": "/*" * 5000,
}


@pytest.mark.parametrize("text", RUNAWAYS.values(), ids=RUNAWAYS.keys())
def test_a_runaway_is_stopped(text: str) -> None:
    with pytest.raises(FeelLimitError):
        compile_expression(text).evaluate({}, warnings=[])


@pytest.mark.parametrize("text", MONSTERS.values(), ids=MONSTERS.keys())
def test_a_monster_does_not_parse(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        compile_expression(text)


@pytest.mark.parametrize("text", ["+".join(["1"] * 2000), " and ".join(["true"] * 2000)])
def test_a_long_but_flat_expression_is_welcome(text: str) -> None:
    assert compile_expression(text).evaluate({}) in (2000, True)


def test_a_pattern_that_would_hang_elsewhere_is_decided() -> None:
    text = 'matches("' + "a" * 40 + '!", "^(a|aa)+$")'
    assert compile_expression(text).evaluate({}) is False


def test_a_python_attribute_is_out_of_reach() -> None:
    hostile = ["x.__class__", "x.real", '"".join', "max.call", "{a: 1}.keys", "[1].append"]
    found = [compile_expression(text).evaluate({"x": 1}) for text in hostile]
    assert found == [None, None, None, None, None, [None]]


WORDS = """1 2.5 "a" x y.z ( ) [ ] { } , : .. . + - * / ** = != < > in between and or not( if then
else for some every return satisfies instance of function( date( @"P1D" null true ? list contains(
sum( matches( string( [1..3] x[ item partial range( sort("""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=14).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_heap_of_tokens_gives_a_value_or_our_own_error(text: str) -> None:
    for build in (compile_expression, compile_unary_tests):
        try:
            build(text).evaluate({"x": [1, {"z": 2}], "y": {"z": "a"}, "?": 3}, warnings=[])
        except FeelError:
            continue


@given(st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_value_or_our_own_error(text: str) -> None:
    try:
        compile_expression(text).evaluate({}, warnings=[])
    except FeelError:
        return
