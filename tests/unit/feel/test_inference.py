"""Types are inferred before anything is evaluated, and only what is surely wrong is told."""

import importlib.util
from itertools import product
from pathlib import Path
from random import Random

import pytest

from engine.feel import FeelError, compile_expression, compile_unary_tests
from engine.feel.boundary import inward
from engine.feel.builtins import SIGNATURES
from engine.feel.inference import Known, Mismatch, infer, infer_cell, mismatches
from engine.feel.inference.results import LIKE_ITS_ITEMS, LIKE_ITS_LIST, RESULTS
from engine.feel.printing import type_text
from engine.feel.types import SIMPLE, ContextType, ListType, conforms

NUMBER, STRING, DATE = SIMPLE["number"], SIMPLE["string"], SIMPLE["date"]
KNOWN = Known(
    {
        "n": NUMBER,
        "s": STRING,
        "d": DATE,
        "numbers": ListType("list", NUMBER),
        "bid": ContextType("context", (("amount", NUMBER), ("by", STRING))),
    },
    {"next business day": 1},
)


def told(text: str) -> list[str]:
    return [each.message for each in mismatches(compile_expression(text).node, KNOWN)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('n > "ten"', "a number cannot be ordered against a string"),
        ("n = s", "a number cannot be compared with a string"),
        ("d + 1", "a date + a number has no meaning"),
        ("n + string(n)", "a number + a string has no meaning"),
        ("-s", "a string has no negative"),
        ("if n then 1 else 2", "a number can never be a condition"),
        ("n > 1 and s", "a string can never be a condition"),
        ("not(n)", "a number can never be a condition"),
        ("some x in numbers satisfies x", "a number can never be a condition"),
        ("for x in numbers return x + s", "a number + a string has no meaning"),
        ("numbers[item > s]", "a number cannot be ordered against a string"),
        ("numbers[s]", "a list cannot be filtered by a string"),
        ("bid.amount < bid.by", "a number cannot be ordered against a string"),
        ('bid[amount > "x"]', "a number cannot be ordered against a string"),
        ("d.hours", "a date has no hours"),
        ("n.amount", "a number has no amount"),
        ('n between 1 and "z"', "a number cannot be ordered against a string"),
        ('n in (1, "two")', "a number can never be a string"),
        ('n in [d..@"2027-01-01"]', "a number cannot be ordered against a date"),
        ("[n..s]", "a range cannot reach from number to string"),
        ("n(1)", "n is a number, which cannot be called"),
        ("next business day(d, 1)", "expected 1 arguments, but got 2"),
        ("(function(a) a)(1, 2)", "expected 1 arguments, but got 2"),
        ("(function(a: number) a)(s)", "the function cannot be called with string"),
        ("{a: 1, b: a + s}.b", "a number + a string has no meaning"),
        ("min(numbers) < s", "a number cannot be ordered against a string"),
        ("string length(n)",
         "string length: expected string length(string: string), but got number"),
        ("upper case()", "upper case: expected upper case(string: string), but got nothing"),
        ("floor(m: n)",
         "floor: expected floor(n: number, scale?: number), but got number"),
    ],
)  # fmt: skip
def test_what_can_only_give_null_is_told(text: str, message: str) -> None:
    assert message in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "unknown + s > 3",
        "n + null",
        "n = null",
        'd + @"P1D" > today()',
        "now() - today()",
        'd < @"2026-01-01T00:00:00"',
        "upper case(split(s, s))",
        "count(s)",
        "numbers[1] + 1",
        "numbers[n]",
        "numbers[null]",
        'bid[note = "x" and s > 3]',
        "bid.note + 1",
        '[1, "a"][2] + "b"',
        'get value(bid, "amount") + "x"',
        "(if n > 1 then n else s) + 1",
        "sum(numbers) + n",
        "sort(numbers, function(a, b) a < b)[1] + 1",
        "another function(1, 2)",
        "for x in bid return x.amount + 1",
        "n in (numbers, [1..3], > 5)",
        "string join(numbers[item > 3], s)",
        "{count: function(a) a, r: count(1)}.r",
    ],
)
def test_what_may_give_a_value_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("n * 2", "number"),
        ('@"2026-01-01" - d', "days and time duration"),
        ("for x in numbers return x > 1", "list<boolean>"),
        ("bid.by", "string"),
        ("[bid].amount", "list<number>"),
        ("{a: n, b: {c: s}}", "context<a: number, b: context<c: string>>"),
        ("if n > 1 then 1 else null", "number"),
        ("function(a: string) string length(a)", "function<string> -> number"),
        ("n", "number"),
        ("[1..n]", "range<number>"),
        ("numbers[item > 2]", "list<number>"),
        ("d.year", "number"),
        ("unknown", "Any"),
    ],
)
def test_the_type_of_an_expression_is_known_before_it_is_evaluated(text: str, type_: str) -> None:
    found = infer(compile_expression(text).node, KNOWN, lambda _: None)
    assert type_text(found) == type_


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        ('"ten"', True),
        ('? > "ten"', True),
        ("d", True),
        ('["a".."b"]', True),
        ('not("x")', True),
        ("string length(s) > 3", True),
        ("> 10, [1..3], null", False),
        ("? > 10", False),
        ("n + 1", False),
        ("numbers", False),
        ("unknown", False),
        ("[1, 2][item > 1]", False),
    ],
)
def test_a_cell_is_held_against_its_column(cell: str, wrong: bool) -> None:
    found: list[Mismatch] = []
    infer_cell(compile_unary_tests(cell).node, NUMBER, KNOWN, found.append)
    assert bool(found) is wrong


VALUES = ["1", '"a"', "true", '@"2026-01-01"', '@"10:00:00Z"', '@"2026-01-01T10:00:00Z"', '@"P1Y"',
          '@"P1D"', "[1, 2]", "{a: 1}"]  # fmt: skip


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "**", "=", "!=", "<", ">="])
def test_an_operator_is_told_exactly_where_it_gives_null(operator: str) -> None:
    for left, right in product(VALUES, VALUES):
        text = f"{left} {operator} {right}"
        assert bool(told(text)) is (compile_expression(text).evaluate({}) is None), text


def test_every_function_says_what_it_gives() -> None:
    varied = {"duration", "get value"}
    assert set(RESULTS) | LIKE_ITS_LIST | LIKE_ITS_ITEMS | varied == set(SIGNATURES)


def test_whatever_grows_from_the_grammar_gives_null_or_its_inferred_type() -> None:
    path = Path(__file__).resolve().parents[2] / "fuzz" / "growing.py"
    spec = importlib.util.spec_from_file_location("growing", path)
    assert spec
    assert spec.loader
    growing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(growing)
    dice = Random(5)  # noqa: S311  # chance, no secret
    grower, checked = growing.Grower(dice), 0
    for _ in range(1200):
        text = grower.expression(dice.randint(1, 4))
        try:
            expression = compile_expression(text)
            value = inward(expression.evaluate({"y": [1, None, {"a": 2}], "s": "a"}))
        except FeelError:
            continue
        found = infer(expression.node, Known(), lambda _: None)
        # a place that is null chooses nothing: [] where an item was expected
        assert conforms(value, found) or "[]" in repr(value), (text, value, found)
        checked += value is not None and found.name != "Any"
    assert checked > 150
