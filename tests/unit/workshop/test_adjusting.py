"""What is set without drawing changes that alone, and the process still runs."""

from __future__ import annotations

import pytest

from engine.definitions.bundle import Bundle
from engine.definitions.checking import check_bundle
from engine.workshop.adjusting import CALL, SHEET, TERM, called_in, knobs_of, replaced, turned
from engine.workshop.comparing import compare
from engine.workshop.merging import merge
from processes.registry import family
from tests.diagrams import HEAD, end, path, start, user

BUNDLE = family("licencia_funcionamiento").bundle
FILES = dict(BUNDLE.files)
MAIN = "licencia_funcionamiento.bpmn"


def own(process_id: str = "lo_nuestro") -> bytes:
    """A procedure of ours: one task."""
    body = "".join((start("entra"), user("atender"), end("sale"), path("entra", "atender", "sale")))
    process = (
        f'<bpmn:process id="{process_id}" name="Nuestro" isExecutable="true">{body}</bpmn:process>'
    )
    return f"{HEAD}{process}</bpmn:definitions>".encode()


@pytest.mark.parametrize("sort", [TERM, SHEET])
def test_one_value_changes_and_nothing_else(sort: str) -> None:
    one = next(each for each in knobs_of(FILES) if each.sort == sort)
    changed = compare(FILES, turned(FILES, {one.id: "12"}))
    assert [(each.file, each.element_id, each.after) for each in changed] == [
        (one.file, one.element_id, "12")
    ]
    assert turned(FILES, {each.id: each.value for each in knobs_of(FILES)}) == FILES


def test_an_expression_stays_an_expression() -> None:
    one = next(each for each in knobs_of(FILES) if each.sort == TERM)
    text = 'legal parameter("licencia.previa", today())'
    after = turned(FILES, {one.id: text})
    assert b"=legal parameter(" in after[one.file]
    assert [each.value for each in knobs_of(after) if each.id == one.id] == [text]


def test_a_step_calls_another_procedure_of_the_process() -> None:
    one = next(each for each in knobs_of(FILES) if each.sort == CALL)
    other = next(own for own, _name in one.choices if own != one.value)
    after = turned(FILES, {one.id: other})
    assert [each.value for each in knobs_of(after) if each.id == one.id] == [other]


def test_a_procedure_of_ours_takes_the_place_of_a_called_one() -> None:
    assert "pago" in called_in(FILES)
    after = replaced(FILES, "pago", own())
    assert after is not None
    assert [path for path in FILES if after[path] != FILES[path]] == ["pago.bpmn"]
    faults = [fault for fault in check_bundle(Bundle(after)) if fault.is_error]
    assert [(each.file, each.element_id) for each in faults] == [("manifest.toml", "pago_esperar")]
    for wrong in (
        b"",
        b"<a/>",
        own().replace(b"</bpmn:definitions>", b'<bpmn:process id="x"/></bpmn:definitions>'),
    ):
        assert replaced(FILES, "pago", wrong) is None
    assert replaced(FILES, "licencia_funcionamiento", own()) is None


def test_a_drawing_of_ours_that_has_nothing_of_the_shared_one_is_decided_whole() -> None:
    ours = replaced(FILES, "pago", own())
    assert ours is not None
    theirs = {**FILES, "pago.bpmn": FILES["pago.bpmn"].replace(b'name="', b'name="X ', 1)}
    [one] = merge(FILES, ours, theirs).open
    assert (one.file, one.element_id) == ("pago.bpmn", "")
