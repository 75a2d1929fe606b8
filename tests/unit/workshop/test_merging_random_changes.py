"""Whatever two sides change at different places is all there, whichever side comes first; whatever
they change at one place is asked."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.definitions.bundle import Bundle
from engine.definitions.checking import check_bundle
from engine.workshop.comparing import compare
from engine.workshop.merging import Merged, Side, merge
from engine.workshop.merging.diagrams import read_diagram
from engine.workshop.merging.parts import same
from processes.registry import family
from tests.unit.workshop.edits import EDITS, Edit, edited, flows_of

FILE = "anuncio_publicitario.bpmn"
BASE = dict(family("anuncio_publicitario").bundle.files)
FLOWS = flows_of(BASE[FILE])
SOME = st.lists(
    st.tuples(st.sampled_from(FLOWS), st.sampled_from(EDITS), st.booleans()),
    min_size=1, max_size=6, unique_by=lambda each: each[0],
)  # fmt: skip


def drawn(edits: list[tuple[str, Edit]], mark: str) -> dict[str, bytes]:
    return {**BASE, FILE: edited(BASE[FILE], edits, mark)} if edits else BASE


def told(files: dict[str, bytes] | Merged) -> set[object]:
    inner = files.files if isinstance(files, Merged) else files
    return {
        (one.kind, one.element_id, one.label, one.about, one.before, one.after)
        for one in compare(BASE, inner)
    }


@settings(max_examples=15, deadline=None)
@given(SOME)
def test_changes_at_different_places_are_all_there(some: list[tuple[str, Edit, bool]]) -> None:
    ours = drawn([(flow, edit) for flow, edit, own in some if own], "nuestra")
    theirs = drawn([(flow, edit) for flow, edit, own in some if not own], "suya")
    merged, mirrored = merge(BASE, ours, theirs), merge(BASE, theirs, ours)
    assert merged.conflicts == mirrored.conflicts == ()
    assert told(merged) == told(ours) | told(theirs)
    left, right = (read_diagram(each.files[FILE]).part for each in (merged, mirrored))
    assert same(left, right)
    assert not [each for each in check_bundle(Bundle(merged.files)) if each.is_error]


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from(FLOWS), min_size=1, max_size=3, unique=True))
def test_changes_at_one_place_are_asked_and_either_side_can_hold(flows: list[str]) -> None:
    ours, theirs = (
        drawn([(flow, EDITS[0]) for flow in flows], mark) for mark in ("nuestra", "suya")
    )
    merged, mirrored = merge(BASE, ours, theirs), merge(BASE, theirs, ours)
    assert {each.element_id for each in merged.open} == set(flows)
    assert [(each.ours, each.theirs) for each in merged.open] == [
        (each.theirs, each.ours) for each in mirrored.open
    ]
    assert told(merged) == told(ours)
    decided = merge(BASE, ours, theirs, {each.id: Side.THEIRS for each in merged.open})
    assert told(decided) == told(theirs)
    assert [replace(each, decided=None) for each in decided.conflicts] == list(merged.open)
