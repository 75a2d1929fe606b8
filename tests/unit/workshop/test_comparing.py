"""What two versions say differently is told in words, and nothing goes unseen."""

from __future__ import annotations

from engine.bpmn.migration import differences
from engine.workshop.changes import Change, ChangeKind
from engine.workshop.comparing import compare
from engine.workshop.outlining import outline_of
from processes.registry import family
from tests.diagrams import bundle, end, field, flow, form, path, start, user

TERM = '<cauce:deadline title="Revisar" length="{}" unit="business"/>'
OLD = bundle(
    start(form="ask"),
    user("write", more=TERM.format("5")),
    user("gone"),
    end(),
    path("start", "write", "gone", "end"),
    forms={"ask": form(field("asunto"))},
)
NEW = bundle(
    start(form="ask"),
    user("write", more=TERM.format("8")),
    user("fresh"),
    end(),
    path("start", "write"),
    flow("write", "fresh", "monto > 3"),
    flow("fresh", "end"),
    forms={"ask": form(field("asunto", required=False), field("folio"))},
    manifest='operators = ["boss"]',
)
RISK = "one_stop_shop/licencia_funcionamiento"


def told(changes: tuple[Change, ...], file: str) -> list[tuple[str, ...]]:
    return [
        (str(one.kind), one.subject, one.label or one.about, one.before, one.after)
        for one in changes
        if one.file == file
    ]


def test_terms_tasks_and_ways_are_told() -> None:
    assert told(compare(OLD.files, NEW.files), "test.bpmn") == [
        ("changed", "write", "Duración del plazo", "5", "8"),
        ("added", "fresh", "", "", ""),
        ("added", "write → fresh", "", "", ""),
        ("added", "fresh → end", "", "", ""),
        ("removed", "gone", "", "", ""),
        ("removed", "write → gone", "", "", ""),
        ("removed", "gone → end", "", "", ""),
    ]


def test_fields_and_the_sheet_are_told() -> None:
    changes = compare(OLD.files, NEW.files)
    assert told(changes, "forms/ask.json") == [
        ("changed", "Asunto", "Es obligatorio", "true", "false"),
        ("added", "Folio", "", "", ""),
    ]
    assert told(changes, "manifest.toml") == [
        ("added", "manifest.toml", "Quién lo opera", "", "boss")
    ]


def test_a_rule_of_a_table_is_told_with_its_column() -> None:
    files = family(RISK).bundle.files
    content = files["riesgo.dmn"]
    old = content[content.index(b"<text>", content.index(b"outputEntry")) :].split(b"</text>")[0]
    changed = content.replace(old + b"</text>", b'<text>"otro"</text>', 1)
    found = compare(files, {**files, "riesgo.dmn": changed})
    assert {change.kind for change in found} == {ChangeKind.CHANGED}
    assert '"otro"' in {change.after for change in found}
    assert {change.file for change in found} == {"riesgo.dmn"}


def test_the_same_files_differ_in_nothing_however_they_are_written() -> None:
    files = dict(OLD.files)
    drawn = files["test.bpmn"].replace(b"<bpmn:", b"<b:").replace(b"</bpmn:", b"</b:")
    drawn = drawn.replace(b"xmlns:bpmn=", b"xmlns:b=")
    assert compare(files, {**files, "test.bpmn": drawn}) == ()
    differ = differences({"a": files["test.bpmn"]}, {"a": drawn})
    assert not differ.added | differ.removed | differ.changed


def test_what_a_process_says_of_itself_is_told() -> None:
    said = b'<bpmn:extensionElements><cauce:subject expression="=asunto"/></bpmn:extensionElements>'
    drawn = OLD.files["test.bpmn"].replace(b'isExecutable="true">', b'isExecutable="true">' + said)
    found = compare(OLD.files, {**OLD.files, "test.bpmn": drawn})
    assert told(found, "test.bpmn") == [("changed", "Prueba", "", "", "")]


def test_files_that_come_and_go_and_what_cannot_be_read_are_told_whole() -> None:
    found = compare({"a.dmn": b"x", "forms/b.json": b"{"}, {"forms/b.json": b"[", "c.feature": b""})
    assert told(found, "a.dmn") == [("removed", "a.dmn", "", "", "")]
    assert told(found, "forms/b.json") == [("changed", "forms/b.json", "", "", "")]
    assert told(found, "c.feature") == [("added", "c.feature", "", "", "")]


def test_every_element_of_a_process_is_in_its_outline_once() -> None:
    [(process, lines)] = outline_of(family(RISK).bundle.files["licencia_funcionamiento.bpmn"])
    assert process == "licencia_funcionamiento"
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert len({line.element.id for line in lines}) == len(lines)
    assert lines[0].element.name == "Solicitud"
