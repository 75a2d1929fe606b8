"""Checks find gaps, overlaps, unreachable rules, unknown names and types that do not fit."""

from collections.abc import Callable

import pytest

from engine.dmn import parse_model
from engine.dmn.checks import Severity, check

Build = Callable[..., bytes]
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def found(xml: bytes, **more: object) -> list[tuple[Severity, str]]:
    return [(finding.severity, str(finding)) for finding in check(parse_model(xml), **more)]


def rules(*cells: str) -> list[tuple[list[str], list[str]]]:
    return [([cell], [f'"{number}"']) for number, cell in enumerate(cells)]


@pytest.mark.parametrize(
    ("cells", "gap"),
    [
        (("< 10", "> 20"), "no rule holds for x in [10..20]."),
        (("<= 10", ">= 11"), "no rule holds for x in (10..11)."),
        (("< 10", "> 10"), "no rule holds for x = 10."),
        (("[0..10)", ">= 10"), "no rule holds for x < 0."),
        (('"goods"', '"works"'), "no rule holds for x with any other value."),
        (("true",), "no rule holds for x = false."),
        (('< @"2026-01-01"', '> @"2026-01-01"'), 'no rule holds for x = @"2026-01-01".'),
    ],
)
def test_a_gap_is_named_by_its_inputs(
    table_decision: Build, cells: tuple[str, ...], gap: str
) -> None:
    assert found(table_decision("", ["x"], rules(*cells))) == [(WARNING, f"t: {gap}")]


@pytest.mark.parametrize(
    "cells",
    [
        ("< 10", ">= 10"),
        ("true", "false"),
        ('"goods"', 'not("goods")'),
        ('< date("2026-01-01")', '[date("2026-01-01")..date("2026-06-30")]', '>= @"2026-07-01"'),
        ("<= y", "> y"),
        ("-",),
    ],
)
def test_a_complete_table_is_silent(table_decision: Build, cells: tuple[str, ...]) -> None:
    assert found(table_decision("", ["x"], rules(*cells))) == []


def test_a_gap_in_two_inputs_names_both(table_decision: Build) -> None:
    grid = [(["< 10", "true"], ["1"]), (["< 10", "false"], ["2"]), ([">= 10", "true"], ["3"])]
    xml = table_decision("", ["x", "y"], grid)
    assert found(xml) == [(WARNING, "t: no rule holds for x >= 10 and y = false.")]


def test_two_rules_that_meet_under_unique_are_an_error(table_decision: Build) -> None:
    xml = table_decision("", ["x"], rules("<= 10", ">= 10"))
    assert found(xml) == [(ERROR, "r2: rules 1 and 2 both hold for x = 10.")]


def test_under_any_only_different_outputs_are_an_error(table_decision: Build) -> None:
    same = [(["<= 10"], ["1"]), ([">= 10"], ["1"])]
    different = [(["<= 10"], ["1"]), ([">= 10"], ["2"])]
    assert found(table_decision('hitPolicy="ANY"', ["x"], same)) == []
    assert len(found(table_decision('hitPolicy="ANY"', ["x"], different))) == 1


def test_a_rule_behind_others_is_never_reached(table_decision: Build) -> None:
    xml = table_decision('hitPolicy="FIRST"', ["x"], rules("< 10", ">= 5", "7"))
    assert found(xml) == [
        (WARNING, "r3: rule 3 is never reached: earlier rules hold wherever it does.")
    ]


def test_a_cell_that_nothing_fits_is_an_error(table_decision: Build) -> None:
    xml = table_decision('hitPolicy="FIRST"', ["x"], rules("[10..5]", "-"))
    assert (ERROR, "r1c0: rule 1 can never hold: no x fits.") in found(xml)


def test_a_literal_of_another_kind_is_an_error(table_decision: Build) -> None:
    column = '<input><inputExpression typeRef="number"><text>x</text></inputExpression></input>'
    xml = table_decision("", [], rules('"ten"'), inputs_xml=column)
    assert found(xml) == [(ERROR, "r1c0: expected a number for x, but got a string.")]


def test_an_output_that_is_not_allowed_is_an_error(table_decision: Build) -> None:
    kinds = (
        '<itemDefinition name="tKind"><typeRef>string</typeRef>'
        '<allowedValues><text>"goods"</text></allowedValues></itemDefinition>'
    )
    outputs = '<output typeRef="tKind"/>'
    xml = table_decision("", ["x"], [(["-"], ['"gods"'])], kinds, outputs=outputs)
    assert [severity for severity, _ in found(xml)] == [ERROR]


def test_a_name_without_a_value_is_an_error(
    definitions: Build, literal: Callable[..., str], needs: Callable[..., str]
) -> None:
    required = needs("d_a", kind="requiredDecision")
    xml = definitions(
        literal("a", "[{b: 1}][b > 0]")
        + literal("c", "a + d + nope + calendar days after(1)", needs=required)
        + literal("d", "1")
    )
    assert found(xml, functions=["calendar days after"]) == [
        (ERROR, "d_c: the name d has no value here: it is in the model, but not required here."),
        (ERROR, "d_c: the name nope has no value here: unknown."),
    ]


def test_findings_speak_spanish_to_people(table_decision: Build) -> None:
    xml = table_decision("", ["x"], rules('"goods"', '"goods"'))
    assert [finding.spanish for finding in check(parse_model(xml))] == [
        'las reglas 1 y 2 se cruzan en x = "goods".',
        "ninguna regla cubre x con cualquier otro valor.",
    ]


TYPES = (
    '<itemDefinition name="tBid"><itemComponent name="amount"><typeRef>number</typeRef>'
    '</itemComponent><itemComponent name="by"><typeRef>string</typeRef></itemComponent>'
    '</itemDefinition><itemDefinition name="tBids" isCollection="true"><typeRef>tBid</typeRef>'
    "</itemDefinition>"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bids.amount + 1", "a list + a number has no meaning."),
        ("bids[1].amount + bids[1].by", "a number + a string has no meaning."),
        ("bids[amount > by]", "a number cannot be ordered against a string."),
        ("for b in bids return b.amount = b.by", "a number cannot be compared with a string."),
        ("if bids[1].by then 1 else 2", "a string can never be a condition."),
        ("double(1, 2)", "expected 1 arguments, but got 2."),
        ("double(bids[1].by)", "the function cannot be called with string."),
        ("table.rate + table.why", "a number + a string has no meaning."),
        ("other + 1", "a boolean + a number has no meaning."),
        ("business days after(1)", "expected 2 arguments, but got 1."),
        ("bids[1].by", "the value is a string that does not fit; expected a number."),
        ("double(bids[1].amount) + count(bids)", ""),
        ("bids[1].note", ""),
    ],
)
def test_types_of_the_model_are_followed_into_every_text(
    definitions: Build, literal: Callable[..., str], input_data: Callable[..., str],
    needs: Callable[..., str], text: str, message: str
) -> None:  # fmt: skip
    required = needs("i_bids") + needs("d_table", "d_other", kind="requiredDecision")
    required += needs("b", kind="requiredKnowledge")
    body = (
        f"{TYPES}{input_data('bids', 'tBids')}"
        '<decision id="d_table" name="table"><decisionTable><input><inputExpression><text>1</text>'
        '</inputExpression></input><output name="rate" typeRef="number"/><output name="why"'
        ' typeRef="string"/><rule><inputEntry><text>-</text></inputEntry><outputEntry>'
        '<text>1</text></outputEntry><outputEntry><text>"x"</text></outputEntry></rule>'
        "</decisionTable></decision>"
        '<businessKnowledgeModel id="b" name="double"><variable name="double" typeRef="number"/>'
        '<encapsulatedLogic><formalParameter name="n" typeRef="number"/><literalExpression>'
        "<text>n * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>"
        + literal("other", "1 > 2")
        + literal("out", text, needs=required).replace(
            "<literalExpression>", '<literalExpression id="e" typeRef="number">'
        )
    )
    wanted = [(ERROR, f"e: {message}")] if message else []
    names = {"business days after": 2}
    assert [one for one in found(definitions(body), functions=names) if one[0] is ERROR] == wanted


def test_a_column_without_a_type_has_that_of_its_expression(table_decision: Build) -> None:
    xml = table_decision("", ["string length(x)"], rules("> 3", '<= "3"'))
    assert found(xml) == [(ERROR, "r2c0: a number cannot be ordered against a string.")]


def test_an_output_that_computes_another_type_is_an_error(table_decision: Build) -> None:
    outputs = '<output typeRef="number"/>'
    xml = table_decision("", ["x"], [(["-"], ["string(x)"])], outputs=outputs)
    model = parse_model(xml)
    assert [(one.message, one.rules) for one in check(model)] == [
        ("the value is a string that does not fit; expected a number.", (1,))
    ]


def test_parameters_and_entries_hide_what_is_around_them(
    definitions: Build, input_data: Callable[..., str], needs: Callable[..., str]
) -> None:
    body = (
        f'{input_data("x", "number")}<decision id="d" name="out">{needs("i_x")}<context>'
        '<contextEntry><variable name="x" typeRef="string"/><literalExpression id="e"><text>"a"'
        '</text></literalExpression></contextEntry><contextEntry><literalExpression id="f">'
        '<text>x + "b"</text></literalExpression></contextEntry></context></decision>'
    )
    assert found(definitions(body)) == []
