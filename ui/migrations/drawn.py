"""Two versions side by side: what differs, as pictures and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.bpmn import Element
from engine.bpmn.migration import (
    Differences,
)
from engine.definitions.loading import Definition
from engine.migrations import Planned
from ui.parts import Pair, Stage
from ui.processes.present import drawing_of
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class Sketch:
    """One drawing of a version, with what is new, other or gone in it."""

    id: str
    title: str
    source: str
    stages: list[Stage]
    added: list[str]
    changed: list[str]
    removed: list[str]
    counts: str = ""

    @property
    def matters(self) -> bool:
        """Something waits in it, or differs."""
        return bool(self.stages)


def label_of(element: Element) -> str:
    return element.name or element.id


def pair_rows(
    here: Member, found: Planned, differs: Differences, counted: Mapping[str, int]
) -> list[tuple[Sketch | None, Sketch | None]]:
    """The drawings of both versions side by side, by process: the whole way first, then the called
    processes in which something waits or differs."""
    plan = found.plan
    own = plan.old.process_id
    old_ids = dict.fromkeys([own, *(each.process_id for each in plan.old.elements)])
    rows: list[tuple[Sketch | None, Sketch | None]] = []
    for process_id in old_ids:
        other_id = plan.new.process_id if process_id == own else plan.scopes.get(process_id, "")
        old = sketch(here, found.old, process_id, differs, counted)
        new = sketch(here, found.new, other_id, differs, {}) if other_id else None
        if process_id == own or old.matters or (new is not None and new.matters):
            rows.append((old, new))
    paired = {plan.new.process_id, *plan.scopes.values()}
    new_ids = dict.fromkeys(each.process_id for each in plan.new.elements)
    fresh = [each for each in new_ids if each not in paired]
    return rows + [(None, sketch(here, found.new, each, differs, {})) for each in fresh]


def sketch(
    here: Member,
    definition: Definition,
    process_id: str,
    differs: Differences,
    counted: Mapping[str, int],
) -> Sketch:
    """A drawing of a version with its marks and counts, and the same as a list in words; the old
    version is the one that has counts, or whose elements are removed."""
    drawn = drawing_of(here, definition, process_id)
    inside = [each for each in definition.program.elements if each.process_id == process_id]
    marks = marks_of(here, differs)
    stages = [
        Stage(label_of(each), "", " · ".join(words))
        for each in inside
        if (words := stage_words(here, counted.get(each.id, 0), marks.get(each.id, "")))
    ]
    return Sketch(
        f"{drawn.id}-{definition.version}",
        drawn.title,
        drawn.source,
        stages,
        sorted(differs.added),
        sorted(differs.changed),
        sorted(differs.removed),
        " ".join(f"{each.id}={counted[each.id]}" for each in inside if counted.get(each.id)),
    )


def stage_words(here: Member, cases: int, mark: str) -> list[str]:
    """«3 expedientes», «cambia»."""
    pattern = here.words.ngettext("%(n)s expediente", "%(n)s expedientes", cases)
    return [*([pattern % {"n": cases}] if cases else []), *([mark] if mark else [])]


def marks_of(here: Member, differs: Differences) -> dict[str, str]:
    """What is said of an element that differs."""
    _ = here.words.gettext
    return {
        **dict.fromkeys(differs.changed, _("cambia")),
        **dict.fromkeys(differs.removed, _("se quita")),
        **dict.fromkeys(differs.added, _("es nuevo")),
    }


def differences_words(here: Member, found: Planned, differs: Differences) -> list[Pair]:
    """What was added, removed and changed, by name; flows are told by the drawing alone."""
    _ = here.words.gettext
    old, new = found.old.program, found.new.program
    return [
        Pair(_("Nuevo"), names_among(differs.added, new.elements)),
        Pair(_("Cambia"), names_among(differs.changed, new.elements)),
        Pair(_("Se quita"), names_among(differs.removed, old.elements)),
    ]


def names_among(ids: frozenset[str], elements: Sequence[Element]) -> str:
    return ", ".join(label_of(each) for each in elements if each.id in ids) or "—"
