"""Regular expressions are those of XPath; on what both know they agree with Python's."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import compile_expression
from engine.feel.errors import Refused
from engine.feel.regex import compile_pattern
from engine.feel.run import Run

ATOMS = st.sampled_from(
    ["a", "b", ".", "[ab]", "[^a]", "(a)", "(?:ab|b)", "(a|ab)", r"\d", "^", "$"]
)
PIECES = st.tuples(ATOMS, st.sampled_from(["", "", "*", "+", "?", "*?", "{1,2}"])).map(
    lambda piece: piece[0] if piece[0] in "^$" else "".join(piece)
)
PATTERNS = st.lists(PIECES, min_size=1, max_size=5).map("".join)
TEXTS = st.text(alphabet="ab1", max_size=8)


@given(PATTERNS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_a_match_lies_where_python_finds_it(pattern: str, text: str) -> None:
    expected = re.search(pattern, text)
    found = compile_pattern(pattern).search(text, 0, Run())
    spans = (expected.span() if expected else None, (found.start, found.end) if found else None)
    assert spans[0] == spans[1]


@pytest.mark.parametrize(
    "pattern", ["(", ")", "[a", "a{2,1}", "*a", r"\q", r"\p{Nope}", "(?=a)", r"(a)\2", "[z-a]"]
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(Refused):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('matches("20123456789", "^(10|20)\\d{9}$")', True),
        ('matches("ÑANDÚ", "ñandú", "i")', True),
        ('matches("b", "[a-z-[aeiou]]")', True),
        ('matches("e", "[a-z-[aeiou]]")', False),
        ('replace("2026-11-24", "(\\d+)-(\\d+)-(\\d+)", "$3/$2/$1")', "24/11/2026"),
        ('replace("a.b", ".", "-", "q")', "a-b"),
        ('split("a; b;c", ";\\s*")', ["a", "b", "c"]),
        ('replace("abc", "x*", "-")', None),
    ],
)
def test_patterns_in_expressions(text: str, value: object) -> None:
    assert compile_expression(text).evaluate({}) == value
