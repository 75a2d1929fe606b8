"""Decision tables: hit policies, cells, defaults, allowed values, and the trace."""

from collections.abc import Callable

import pytest

from engine.dmn import MatchedRule, Result, evaluate, parse_model

Build = Callable[..., bytes]
THREE = [([">= 10"], ['"a"']), ([">= 20"], ['"b"']), ([">= 30"], ['"c"'])]
NUMBERS = [([">= 10"], ["1"]), ([">= 20"], ["5"]), ([">= 30"], ["3"])]
ORDERED = '<output><outputValues><text>"c","a","b"</text></outputValues></output>'


def decide(xml: bytes, **inputs: object) -> Result:
    return evaluate(parse_model(xml), "out", inputs)


@pytest.mark.parametrize(
    ("policy", "x", "value"),
    [
        ("", 12, "a"),
        ("", 25, None),
        ("", 5, None),
        ('hitPolicy="FIRST"', 35, "a"),
        ('hitPolicy="ANY"', 25, None),
        ('hitPolicy="RULE ORDER"', 25, ["a", "b"]),
        ('hitPolicy="COLLECT"', 35, ["a", "b", "c"]),
        ('hitPolicy="COLLECT"', 5, []),
        ('hitPolicy="COLLECT" aggregation="COUNT"', 25, 2),
        ('hitPolicy="COLLECT" aggregation="COUNT"', 5, 0),
    ],
)
def test_a_hit_policy_says_what_the_matches_come_to(
    table_decision: Build, policy: str, x: int, value: object
) -> None:
    assert decide(table_decision(policy, ["x"], THREE), x=x).value == value


@pytest.mark.parametrize(
    ("policy", "value"),
    [('hitPolicy="PRIORITY"', "c"), ('hitPolicy="OUTPUT ORDER"', ["c", "a", "b"])],
)
def test_the_order_of_the_allowed_values_is_their_priority(
    table_decision: Build, policy: str, value: object
) -> None:
    assert decide(table_decision(policy, ["x"], THREE, outputs=ORDERED), x=35).value == value


@pytest.mark.parametrize(("aggregation", "value"), [("SUM", 9), ("MIN", 1), ("MAX", 5)])
def test_an_aggregator_folds_the_matches(
    table_decision: Build, aggregation: str, value: int
) -> None:
    policy = f'hitPolicy="COLLECT" aggregation="{aggregation}"'
    assert decide(table_decision(policy, ["x"], NUMBERS), x=40).value == value


def test_the_trace_says_which_rules_held_and_on_what(table_decision: Build) -> None:
    result = decide(table_decision('hitPolicy="RULE ORDER"', ["x"], THREE), x=25, y=1)
    (evaluated,) = result.trace
    assert evaluated.rules == (MatchedRule("t", "r1", 1), MatchedRule("t", "r2", 2))
    assert (evaluated.inputs, evaluated.value) == ({"x": 25, "y": 1}, ["a", "b"])


def test_two_matches_under_unique_leave_a_warning(table_decision: Build) -> None:
    result = decide(table_decision("", ["x"], THREE), x=25)
    assert [warning.message for warning in result.warnings] == [
        "t: 2 rules match, but the hit policy is unique"
    ]


def test_several_outputs_make_a_context(table_decision: Build) -> None:
    outputs = '<output name="fee"/><output name="days"/>'
    rules = [(["-"], ["10 * x", "30"])]
    result = decide(table_decision("", ["x"], rules, outputs=outputs), x=2)
    assert result.value == {"fee": 20, "days": 30}


def test_a_default_counts_when_no_rule_holds(table_decision: Build) -> None:
    outputs = '<output><defaultOutputEntry><text>"none"</text></defaultOutputEntry></output>'
    assert decide(table_decision("", ["x"], THREE, outputs=outputs), x=1).value == "none"


@pytest.mark.parametrize(
    ("cell", "x", "holds"),
    [
        ("y", 7, True),
        ("> y", 8, True),
        ("[y..10]", 8, True),
        ("not(y)", 7, False),
        ("? = y or ? > 100", 101, True),
        ("", 1, True),
        ("null", None, True),
        ("not(null)", None, False),
        ("< 5", None, False),
    ],
)
def test_a_cell_may_use_the_input_and_other_names(
    table_decision: Build, cell: str, x: object, holds: bool
) -> None:
    xml = table_decision("", ["x"], [([cell], ["true"])])
    assert decide(xml, x=x, y=7).value is (True if holds else None)


def test_a_value_that_is_not_allowed_counts_as_null(table_decision: Build) -> None:
    column = (
        "<input><inputExpression><text>x</text></inputExpression>"
        '<inputValues><text>"goods","works"</text></inputValues></input>'
    )
    rules = [(["null"], ['"unknown"']), (["not(null)"], ['"known"'])]
    xml = table_decision("", [], rules, inputs_xml=column)
    assert (decide(xml, x="goods").value, decide(xml, x="gods").value) == ("known", "unknown")


def test_the_trace_names_the_cells_that_could_not_be_decided(table_decision: Build) -> None:
    result = decide(table_decision("", ["x"], THREE), x="ten")
    assert result.trace[0].undecided == ("r1c0", "r2c0", "r3c0")
