"""One scenario as its page shows it: each step in the words of people, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from engine.workshop.drawn import drawn_in
from engine.workshop.scenarios import Outcome, Ran, Stepped
from engine.workshop.scenarios.cells import Row, worded
from engine.workshop.scenarios.fields import BETWEEN, OWN_WORDS
from engine.workshop.scenarios.forms import StepForms
from ui.parts import Crumb
from ui.visit import Member
from ui.workshop.present import head_context, stages_in
from ui.workshop.scene import Scene

KINDS = {Outcome.PASSED: "ok", Outcome.FAILED: "late", Outcome.SKIPPED: "pause"}
SIGNS = {Outcome.ELSEWHERE: "users", Outcome.SKIPPED: "circle-pause"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What came of a step or a scenario: kind of state, word, symbol."""

    kind: str
    word: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the table of a step: the words over the field, the answers, and the name of the
    field where the table writes it so."""

    words: str
    answers: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as text, what came of it and why, its table, and the address that shows where the
    case stood after it."""

    keyword: str
    text: str
    rows: tuple[RowLine, ...]
    mark: Mark
    why: str
    href: str
    chosen: bool


def one_context(here: Member, scene: Scene, file: str, ran: Ran, step: int) -> dict[str, Any]:
    """The context of workshop/scenario.html: the step that was asked for, else the one that failed,
    else the last one that was done."""
    chosen = chosen_in(ran, step)
    shown = ran.steps[chosen]
    at = ("processes", scene.key, "workshop", "scenarios")
    diagram = diagram_with(scene, shown.here)
    head = head_context(here, scene, "scenarios")
    forms = StepForms(scene.files, scene.ending(".bpmn"))
    lines = [
        step_line(
            here,
            each,
            worded(forms.of(each.step), each.step.rows, partial(place_name, here)),
            here.path(*at, "one", file=file, at=ran.scenario.line, step=number + 1),
            chosen=number == chosen,
        )
        for number, each in enumerate(ran.steps)
    ]
    return {
        **head,
        "crumbs": [*head["crumbs"], Crumb(here.words.gettext("Escenarios"), here.path(*at))],
        "scenario": ran.scenario.title,
        "mark": mark_of(here, ran.outcome),
        "steps": lines,
        "after": f"{shown.step.keyword} {shown.step.text}",
        "edit_href": here.path(*at, "text", file=file),
        "diagram_file": diagram,
        "source": here.path("processes", scene.key, "workshop", "source", file=diagram),
        "stages": stages_in(scene.files.get(diagram, b"")),
        "passed": sorted(shown.passed),
        "standing": sorted(shown.here),
    }


def chosen_in(ran: Ran, step: int) -> int:
    """The place of the step that is shown."""
    if 0 < step <= len(ran.steps):
        return step - 1
    done = [
        at for at, each in enumerate(ran.steps) if each.outcome in (Outcome.PASSED, Outcome.FAILED)
    ]
    return done[-1] if done else 0


def diagram_with(scene: Scene, standing: Collection[str]) -> str:
    """The diagram in which the case stands; of several the one that is called by the others."""
    diagrams = scene.ending(".bpmn")
    within = [
        path
        for path in diagrams
        if any(each.id in standing for each in drawn_in(scene.files[path]))
    ]
    return (within or diagrams or [""])[-1 if within else 0]


def step_line(
    here: Member, one: Stepped, table: Sequence[Row], href: str, *, chosen: bool
) -> StepLine:
    step = one.step
    mark = mark_of(here, one.outcome)
    why = one.why.told(here.words.gettext) if one.why else ""
    if one.outcome is Outcome.ELSEWHERE:
        why = here.words.gettext("Este paso lo comprueban los programadores de la casa, no aquí.")
    rows = tuple(row_line(here, each) for each in table)
    return StepLine(step.keyword, step.text, rows, mark, why, href, chosen)


def place_name(here: Member, code: str) -> str:
    territory = here.installation.territories(here.municipality.country)
    place = territory.places.get(code) if territory else None
    return place.name if place else code


def row_line(here: Member, row: Row) -> RowLine:
    def told(text: str) -> str:
        return here.words.gettext(text) if text in OWN_WORDS else text

    return RowLine(BETWEEN.join(map(told, row.words)), tuple(map(told, row.answers)), row.name)


def mark_of(here: Member, outcome: Outcome) -> Mark:
    _ = here.words.gettext
    words = {
        Outcome.PASSED: _("Pasa"),
        Outcome.FAILED: _("No pasa"),
        Outcome.SKIPPED: _("No se llegó"),
        Outcome.ELSEWHERE: _("No se ensaya aquí"),
    }
    return Mark(KINDS.get(outcome, "pause"), words[outcome], SIGNS.get(outcome, ""))
