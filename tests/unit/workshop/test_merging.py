"""A shared process and a municipality's own meet: diagrams by element, decisions by rule and
column, forms by field, the sheet by key; what both say differently is told in words and decided."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from engine.definitions.bundle import Bundle
from engine.definitions.checking import check_bundle
from engine.dmn.sheets import sheets_of
from engine.workshop.comparing import compare
from engine.workshop.merging import ConflictKind, Merged, Side, merge, returned
from tests.diagrams import bundle, end, field, flow, form, path, start, user

TERM = '<cauce:deadline title="Revisar" length="{}" unit="business"/>'
DIAGRAM = "test.bpmn"


def model(*steps: str, term: str = "5", more: str = "") -> dict[str, bytes]:
    """A row of tasks, the first with a term."""
    tasks = [user(each, more=TERM.format(term) if each == "write" else "") for each in steps]
    return dict(bundle(start(), *tasks, end(), path("start", *steps, "end"), more).files)


BASE = model("write", "check", "sign")


def open_of(merged: Merged) -> list[tuple[str, ...]]:
    return [
        (each.kind, each.subject, each.label or each.about, each.base, each.ours, each.theirs)
        for each in merged.open
    ]


def works(files: Merged) -> bool:
    return not [fault for fault in check_bundle(Bundle(files.files)) if fault.is_error]


def test_a_side_that_changed_nothing_takes_the_other_as_it_is() -> None:
    other = model("write", "sign")
    assert merge(BASE, BASE, other) == Merged(other, ())
    assert merge(BASE, other, BASE) == Merged(other, ())
    assert merge(BASE, other, other) == Merged(other, ())


def test_the_same_term_said_differently_is_asked_in_words() -> None:
    ours, theirs = (
        model("write", "check", "sign", term="8"),
        model("write", "check", "sign", term="3"),
    )
    merged = merge(BASE, ours, theirs)
    assert open_of(merged) == [("changed", "write", "Duración del plazo", "5", "8", "3")]
    [one] = merged.open
    decided = merge(BASE, ours, theirs, {one.id: Side.THEIRS})
    assert (decided.open, compare(theirs, decided.files)) == ((), ())


def test_what_was_taken_out_here_and_changed_there_is_asked_once_for_it_and_its_flows() -> None:
    ours = model("write", "sign")
    theirs = model("write", "check", "fresh", "sign")
    merged = merge(BASE, ours, theirs)
    assert [each[:2] for each in open_of(merged)] == [(ConflictKind.OURS_GONE, "check")]
    back = merge(BASE, ours, theirs, {merged.open[0].id: Side.THEIRS})
    subjects = {each.subject for each in compare(BASE, back.files) if each.kind == "removed"}
    assert not back.open
    assert works(back)
    assert "check" not in subjects


def test_a_flow_to_what_the_other_side_took_out_is_asked() -> None:
    ours = model("write", "check", "sign")
    ours[DIAGRAM] = ours[DIAGRAM].replace(
        b"</bpmn:process>", flow("write", "sign").encode() + b"</bpmn:process>"
    )
    theirs = model("write", "check")
    merged = merge(BASE, ours, theirs)
    [one] = merged.open
    assert (one.kind, one.subject, one.theirs) == (ConflictKind.THEIRS_GONE, "sign", "")
    assert "write → sign" in one.ours
    gone = merge(BASE, ours, theirs, {one.id: Side.THEIRS})
    assert not compare(theirs, gone.files)


def test_fields_by_their_key_and_a_field_of_its_own() -> None:
    def asks(*fields: dict[str, object]) -> dict[str, bytes]:
        return dict(
            bundle(
                start(form="ask"), end(), path("start", "end"), forms={"ask": form(*fields)}
            ).files
        )

    base = asks(field("asunto"), field("monto"), field("fin"))
    ours = asks(field("asunto", label="Su pedido"), field("propio"), field("monto"), field("fin"))
    theirs = asks(
        field("asunto", label="Pedido", description="Breve"), field("fin"), field("nuevo")
    )
    merged = merge(base, ours, theirs)
    told = json.loads(merged.files["forms/ask.json"])["components"]
    assert [each["key"] for each in told] == ["asunto", "propio", "fin", "nuevo"]
    assert told[0]["description"] == "Breve"
    assert open_of(merged) == [("changed", "Su pedido", "Nombre", "Asunto", "Su pedido", "Pedido")]
    own = returned(base, merged.files, "forms/ask.json", "asunto")
    again = json.loads(own["forms/ask.json"])["components"]
    assert (again[0]["label"], again[1]["key"]) == ("Asunto", "propio")


def test_the_sheet_by_key_with_its_comments() -> None:
    base = {
        "manifest.toml": b'title = "Uno" # fijo\nterm = "5"\nuses = ["a"]\n\n[roles]\nx = "y"\n'
    }
    ours = {
        "manifest.toml": base["manifest.toml"]
        .replace(b'"5"', b'"8"')
        .replace(b'["a"]', b'["a", "b"]')
    }
    theirs = {
        "manifest.toml": b'title = "Uno" # fijo\nterm = "5"\nfee = "0"\nuses = ["a", "c"]\n'
        b'\n[roles]\nx = "z"\n'
    }
    merged = merge(base, ours, theirs)
    assert not merged.open
    back = returned(base, ours, "manifest.toml", "term")
    assert back["manifest.toml"] == ours["manifest.toml"].replace(b'"8"', b'"5"')
    assert merged.files["manifest.toml"].decode() == (
        'title = "Uno" # fijo\nterm = "8"\nuses = ["a", "b", "c"]\nfee = "0"\n\n[roles]\nx = "z"\n'
    )


def test_rows_that_both_sides_rename_stay_in_their_places() -> None:
    def rows(*titles: str) -> dict[str, bytes]:
        told = "\n".join(f'[[stages]]\ntitle = "{each}"\n' for each in titles)
        return {"manifest.toml": told.encode()}

    merged = merge(rows("a", "b", "c"), rows("a", "b", "ours"), rows("a", "theirs", "c"))
    assert merged == Merged(rows("a", "theirs", "ours"), ())


TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"
 namespace="n"><decision id="risk" name="Riesgo"><decisionTable id="t" hitPolicy="FIRST">
<input id="i1" label="Área"><inputExpression id="e1"><text>area</text></inputExpression></input>
{column}<output id="o1" name="riesgo"/>{rules}</decisionTable></decision></definitions>"""


def rule(own: str, *cells: str) -> str:
    *conditions, result = cells
    inner = "".join(f"<inputEntry><text>{each}</text></inputEntry>" for each in conditions)
    return f'<rule id="{own}">{inner}<outputEntry><text>{result}</text></outputEntry></rule>'


def test_rules_of_one_side_get_the_columns_of_the_other() -> None:
    asked = '<inputExpression id="e2"><text>giro</text></inputExpression>'
    column = f'<input id="i2" label="Giro">{asked}</input>'
    base = TABLE.format(column="", rules=rule("r1", "&gt; 5", '"alto"') + rule("r2", "-", '"bajo"'))
    ours = TABLE.format(
        column="",
        rules=rule("r1", "&gt; 9", '"alto"')
        + rule("r3", "&gt; 4", '"medio"')
        + rule("r2", "-", '"bajo"'),
    )
    theirs = TABLE.format(
        column=column,
        rules=rule("r1", "&gt; 7", '"bar"', '"alto"') + rule("r2", "-", "-", '"leve"'),
    )
    sides = [{"r.dmn": each.encode()} for each in (base, ours, theirs)]
    merged = merge(sides[0], sides[1], sides[2])
    [sheet] = sheets_of(merged.files["r.dmn"])
    assert [[cell.text for cell in (*each.conditions, *each.results)] for each in sheet.rules] == [
        ["> 9", '"bar"', '"alto"'],
        ["> 4", "-", '"medio"'],
        ["-", "-", '"leve"'],
    ]
    assert open_of(merged) == [("changed", "Riesgo, 1", "Área", "> 5", "> 9", "> 7")]


def test_files_of_other_kinds_and_files_that_do_not_read_are_decided_whole() -> None:
    base = {"scenarios/a.feature": b"a", "x.bpmn": b"<a/>"}
    ours = {"scenarios/a.feature": b"b", "x.bpmn": b"<b/>", "new.json": b"{}"}
    theirs = {"x.bpmn": b"<c/>", "new.json": b"[]"}
    merged = merge(base, ours, theirs)
    assert merged.files == ours
    assert [(each.kind, each.file) for each in merged.open] == [
        ("changed", "new.json"), ("theirs_gone", "scenarios/a.feature"), ("changed", "x.bpmn"),
    ]  # fmt: skip
    decided = merge(base, ours, theirs, {each.id: Side.THEIRS for each in merged.open})
    assert decided.files == theirs


@pytest.mark.parametrize("element", ["check", "fresh", "write"])
def test_one_thing_goes_back_to_the_shared_one_and_nothing_else(element: str) -> None:
    ours = model("write", "fresh", "sign", term="8")
    back = returned(BASE, ours, DIAGRAM, element)
    still = {each.element_id for each in compare(BASE, back)}
    assert element not in still
    assert {"check", "fresh", "write"} - {element} <= still


def test_what_goes_back_takes_its_flows_along() -> None:
    ours = model("write", "check", "fresh", "sign")
    assert returned(BASE, ours, DIAGRAM, "fresh") != ours
    assert compare(BASE, returned(BASE, ours, DIAGRAM, "fresh")) == ()
    less = model("write", "sign")
    back = compare(BASE, returned(BASE, less, DIAGRAM, "check_sign"))
    assert [each.element_id for each in back] == ["write_sign"]


def drawing(*steps: str, at: dict[str, int] | None = None) -> dict[str, bytes]:
    """The row of tasks with its drawing; `at`: where else a task lies."""
    files, places = model(*steps), {each: 200 * n for n, each in enumerate(steps, 1)}
    places |= at or {}
    flows = list(pairwise(("start", *steps, "end")))
    all_ = {"start": 60, **places, "end": 1200}
    shapes = "".join(
        f'<i:BPMNShape id="s_{own}" bpmnElement="{own}"><c:Bounds x="{x}" y="100" width="100"'
        ' height="80"/></i:BPMNShape>'
        for own, x in all_.items()
    )
    lines = "".join(
        f'<i:BPMNEdge id="e_{one}_{two}" bpmnElement="{one}_{two}">'
        f'<d:waypoint x="{all_[one] + 100}" y="140"/>'
        f'<d:waypoint x="{all_[two]}" y="140"/></i:BPMNEdge>'
        for one, two in flows
    )
    sheet = (
        '<i:BPMNDiagram xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" id="dia"'
        ' xmlns:c="http://www.omg.org/spec/DD/20100524/DC"'
        ' xmlns:d="http://www.omg.org/spec/DD/20100524/DI">'
        f'<i:BPMNPlane id="plane" bpmnElement="p_test">{shapes}{lines}</i:BPMNPlane>'
        "</i:BPMNDiagram></bpmn:definitions>"
    )
    files[DIAGRAM] = files[DIAGRAM].replace(b"</bpmn:definitions>", sheet.encode())
    return files


def where(files: Mapping[str, bytes], tag: str, shown: str) -> list[tuple[float, float]]:
    """The corners of a shape, or the points of a line."""
    root = etree.fromstring(files[DIAGRAM])
    [found] = root.xpath(f"//*[local-name()='{tag}'][@bpmnElement='{shown}']")
    return [(float(each.get("x")), float(each.get("y"))) for each in found]


def test_what_comes_later_lies_upon_nothing_and_lines_end_at_what_they_join() -> None:
    base = drawing("write", "sign")
    ours = drawing("write", "mine", "sign", at={"mine": 600, "sign": 800})
    theirs = drawing("early", "write", "sign", at={"early": 620, "write": 200, "sign": 400})
    merged = merge(base, ours, theirs)
    assert not merged.open
    assert where(merged.files, "BPMNShape", "mine") == [(600, 100)]
    [(x, y)] = where(merged.files, "BPMNShape", "early")
    assert (x, y) == (620, 210)
    first, *_, last = where(merged.files, "BPMNEdge", "early_write")
    assert (first, last) == ((720, 250), (200, 140))


def test_what_goes_back_leaves_the_rest_of_our_drawing() -> None:
    ours = drawing("write", "mine", "sign", at={"sign": 900})
    back = returned(drawing("write", "sign"), ours, DIAGRAM, "mine")
    assert where(back, "BPMNShape", "sign") == [(900, 100)]
    assert where(back, "BPMNEdge", "write_sign")[-1] == (900, 140)


def test_drawings_go_with_what_they_show() -> None:
    house = Path(__file__).resolve().parents[3] / "processes/one_stop_shop/queja_demora"
    base = {DIAGRAM: (house / "queja_demora.bpmn").read_bytes()}
    text = base[DIAGRAM].decode()
    x = text.index("<dc:Bounds", text.index("<bpmndi:BPMNShape"))
    end_of = text.index("/>", x) + 2
    ours = {
        DIAGRAM: (
            text[:x] + '<dc:Bounds x="7" y="7" width="70" height="70"/>' + text[end_of:]
        ).encode()
    }
    theirs = {DIAGRAM: text.replace('name="', 'name="Otra ', 1).encode()}
    merged = merge(base, ours, theirs)
    assert not merged.open
    told = merged.files[DIAGRAM].decode()
    assert 'width="70"' in told
    assert told.count("<bpmndi:BPMNShape") == text.count("<bpmndi:BPMNShape")
    assert "Otra " in told
