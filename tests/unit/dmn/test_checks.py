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
