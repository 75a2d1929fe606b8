"""What is written into a decision file changes what was changed, and not a byte beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.dmn import parse_model
from engine.dmn.editing import RuleText, TableText, rewritten, texts_of
from engine.dmn.headings import HeadingText
from engine.dmn.sheets import Sheet, sheets_of

ROOT = Path(__file__).parents[3]
FILES = sorted(ROOT.glob("processes/**/*.dmn"))
GUARANTEE = ROOT / "processes" / "procurement" / "garantia.dmn"


def told(sheet: Sheet) -> TableText:
    rules = tuple(
        RuleText(
            place,
            tuple(cell.text for cell in rule.conditions),
            tuple(cell.text for cell in rule.results),
            rule.notes,
        )
        for place, rule in enumerate(sheet.rules)
    )
    inputs, outputs = (
        tuple(
            HeadingText(each.label, each.text, each.type, each.values, each.default)
            for each in kind
        )
        for kind in (sheet.inputs, sheet.outputs)
    )
    about = bool(sheet.notes and not sheet.notes[0])
    return TableText(sheet.policy, inputs, outputs, rules, sheet.notes[about:], about=about)


def test_every_decision_of_the_house_is_written_as_it_came() -> None:
    assert FILES
    for path in FILES:
        xml = path.read_bytes()
        tables = {place: told(sheet) for place, sheet in enumerate(sheets_of(xml))}
        texts = {place: each.text for place, each in enumerate(texts_of(xml))}
        assert rewritten(xml, tables, texts) == xml, path.name


def test_only_the_cell_that_changed_differs() -> None:
    xml = GUARANTEE.read_bytes()
    table = told(sheets_of(xml)[0])
    first = replace(table.rules[0], results=("false", *table.rules[0].results[1:]))
    after = rewritten(xml, {0: replace(table, rules=(first, *table.rules[1:]))}, {})
    pairs = zip(xml.splitlines(), after.splitlines(), strict=True)
    [(old, new)] = [pair for pair in pairs if pair[0] != pair[1]]
    assert (old.strip(), new.strip()) == (b"<text>true</text>", b"<text>false</text>")


def test_rules_move_whole_and_a_new_one_is_like_the_others() -> None:
    xml = GUARANTEE.read_bytes()
    table = told(sheets_of(xml)[0])
    one, two, three = table.rules
    new = RuleText(None, ("-", "-"), ("1", "2", "3", "4"), ("porque sí",))
    after = rewritten(xml, {0: replace(table, policy="COLLECT SUM", rules=(three, new, one))}, {})
    parse_model(after)
    [sheet] = sheets_of(after)
    assert sheet.policy == "COLLECT SUM"
    assert [rule.id for rule in sheet.rules][::2] == ["regla_garantia_3", "regla_garantia_1"]
    assert sheet.rules[1].notes == ("porque sí",)
    assert [cell.text for cell in sheet.rules[1].results] == ["1", "2", "3", "4"]
    assert len(after.splitlines()) == len(xml.splitlines())
    with pytest.raises(ValueError, match="never had"):
        rewritten(xml, {0: replace(table, rules=(replace(two, origin=7),))}, {})


def test_a_column_says_something_else_and_no_other_line_differs() -> None:
    xml = GUARANTEE.read_bytes()
    table = told(sheets_of(xml)[0])
    asked, *others = table.inputs
    asked = replace(asked, label="Tipo", type="Any", values='"a", "b"')
    given, *rest = table.outputs
    given = replace(given, values="true, false", default="false")
    wanted = replace(table, inputs=(asked, *others), outputs=(given, *rest))
    after = rewritten(xml, {0: wanted}, {})
    parse_model(after)
    [sheet] = sheets_of(after)
    assert told(sheet).inputs[0] == asked
    assert told(sheet).outputs[0] == given
    assert told(sheet).rules == table.rules
    back = rewritten(after, {0: table}, {})
    assert told(sheets_of(back)[0]) == table


def test_a_reason_is_changed_where_it_stands() -> None:
    xml = GUARANTEE.read_bytes()
    table = told(sheets_of(xml)[0])
    first = replace(table.rules[0], notes=("otra", *table.rules[0].notes[1:]))
    after = rewritten(xml, {0: replace(table, rules=(first, *table.rules[1:]))}, {})
    assert b"<description>otra</description>" in after or b"<text>otra</text></anno" in after


def test_what_a_writer_of_xml_would_lay_out_anew_stays_as_it_was() -> None:
    xml = GUARANTEE.read_bytes()
    named = b'id="garantia_definiciones"'
    laid = b"\n    id='garantia_definiciones'"
    assert named in xml
    strange = xml.replace(named, laid).replace(b"<definitions", b"<!-- ours -->\n<definitions", 1)
    strange = strange.replace(b"\n", b"\r\n")
    table = told(sheets_of(strange)[0])
    first = replace(table.rules[0], results=("1 < 2", *table.rules[0].results[1:]))
    after = rewritten(strange, {0: replace(table, rules=(first, *table.rules[1:]))}, {})
    pairs = list(zip(strange.split(b"\r\n"), after.split(b"\r\n"), strict=True))
    assert [new.strip() for old, new in pairs if old != new] == [b"<text>1 &lt; 2</text>"]
