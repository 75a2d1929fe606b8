"""Scenarios of a draft as their pages show them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from engine.workshop.drawn import drawn_in
from engine.workshop.scenarios import Outcome, Ran, Scenario, Stepped, read
from engine.workshop.scenarios.sentences import SENTENCES
from ui.parts import Choice, Crumb
from ui.visit import Member
from ui.workshop.present import head_context, stages_in
from ui.workshop.rehearsing import remembered
from ui.workshop.scene import Scene

NEW = """# language: es
Característica: {title}

  Escenario: Lo que debe pasar
    Dado que hoy es lunes 2 de marzo de 2026
"""
KINDS = {Outcome.PASSED: "ok", Outcome.FAILED: "late", Outcome.SKIPPED: "pause"}
SIGNS = {Outcome.ELSEWHERE: "users", Outcome.SKIPPED: "circle-pause"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What came of a step or a scenario: kind of state, word, symbol."""

    kind: str
    word: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """One scenario in the list."""

    title: str
    href: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class FeatureGroup:
    """A file of scenarios; `broken`: a sentence that says which line cannot be read."""

    title: str
    said: str
    edit: str
    lines: tuple[ScenarioLine, ...]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as text, what came of it and why, its table, and the address that shows where the
    case stood after it."""

    keyword: str
    text: str
    rows: tuple[tuple[str, ...], ...]
    mark: Mark
    why: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many scenarios pass, of how many that are run here; `unrun` were not run since the last
    change, `elsewhere` belong to the house's own tests."""

    passed: int = 0
    failed: int = 0
    unrun: int = 0
    elsewhere: int = 0

    @property
    def here(self) -> int:
        return self.passed + self.failed + self.unrun


def count_of(here: Member, scene: Scene) -> Count:
    """What is known of all scenarios of a draft."""
    found = [mark for path in scene.ending(".feature") for _one, mark in _known(here, scene, path)]
    return Count(
        passed=found.count(Outcome.PASSED),
        failed=found.count(Outcome.FAILED),
        unrun=found.count(None),
        elsewhere=found.count(Outcome.ELSEWHERE),
    )


def count_words(here: Member, count: Count) -> str:
    """«12 de 12 pasan»; empty where there are none to run."""
    _, n_ = here.words.gettext, here.words.ngettext
    if not count.here:
        return ""
    facts = {"passed": count.passed, "all": count.here, "n": count.unrun}
    told = _("%(passed)s de %(all)s pasan") % facts
    if not count.unrun:
        return told
    return told + " · " + n_("%(n)s sin ensayar", "%(n)s sin ensayar", count.unrun) % facts


def list_context(here: Member, scene: Scene, of_the_house: int) -> dict[str, Any]:
    """The context of workshop/scenarios.html."""
    at = ("processes", scene.key, "workshop", "scenarios")
    files = scene.ending(".feature")
    count = count_of(here, scene)
    return {
        **head_context(here, scene, "scenarios"),
        "groups": [group_of(here, scene, path) for path in files],
        "count": count,
        "count_words": count_words(here, count),
        "run_href": here.path(*at, run="all") if files else "",
        "bring_action": here.path(*at, "bringing") if of_the_house and not files else "",
        "new_href": here.path(*at, "text"),
        "sandbox_href": here.path("processes", scene.key, "workshop", "sandbox"),
    }


def group_of(here: Member, scene: Scene, path: str) -> FeatureGroup:
    feature = read(scene.files[path])
    at = ("processes", scene.key, "workshop", "scenarios")
    broken = ""
    if feature.broken:
        sentence = here.words.gettext("No se entiende desde la línea %(line)s.")
        broken = sentence % {"line": feature.broken}
    lines = tuple(
        ScenarioLine(
            one.title or path,
            here.path(*at, "one", file=path, at=one.line),
            None if outcome is None else mark_of(here, outcome),
        )
        for one, outcome in _known(here, scene, path)
    )
    return FeatureGroup(
        feature.title or path, feature.said, here.path(*at, "text", file=path), lines, broken
    )


def one_context(here: Member, scene: Scene, file: str, ran: Ran, step: int) -> dict[str, Any]:
    """The context of workshop/scenario.html: the step that was asked for, else the one that failed,
    else the last one that was done."""
    chosen = chosen_in(ran, step)
    shown = ran.steps[chosen]
    at = ("processes", scene.key, "workshop", "scenarios")
    diagram = diagram_with(scene, shown.here)
    head = head_context(here, scene, "scenarios")
    lines = [
        step_line(
            here,
            each,
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


def step_line(here: Member, one: Stepped, href: str, *, chosen: bool) -> StepLine:
    step = one.step
    mark = mark_of(here, one.outcome)
    why = one.why.told(here.words.gettext) if one.why else ""
    if one.outcome is Outcome.ELSEWHERE:
        why = here.words.gettext("Este paso lo comprueban los programadores de la casa, no aquí.")
    return StepLine(step.keyword, step.text, step.rows, mark, why, href, chosen)


def mark_of(here: Member, outcome: Outcome) -> Mark:
    _ = here.words.gettext
    words = {
        Outcome.PASSED: _("Pasa"),
        Outcome.FAILED: _("No pasa"),
        Outcome.SKIPPED: _("No se llegó"),
        Outcome.ELSEWHERE: _("No se ensaya aquí"),
    }
    return Mark(KINDS.get(outcome, "pause"), words[outcome], SIGNS.get(outcome, ""))


def text_context(here: Member, scene: Scene, file: str, content: str) -> dict[str, Any]:
    """The context of workshop/scenario_text.html."""
    at = ("processes", scene.key, "workshop", "scenarios")
    head = head_context(here, scene, "scenarios")
    feature = read(content.encode())
    wrong = here.words.gettext("No se entiende desde la línea %(line)s.")
    return {
        **head,
        "crumbs": [*head["crumbs"], Crumb(here.words.gettext("Escenarios"), here.path(*at))],
        "file": file,
        "content": content or NEW.format(title=scene.row.title),
        "over": scene.revisions.get(file, 0),
        "wrong": wrong % {"line": feature.broken} if feature.broken else "",
        "save_action": here.path(*at),
        "sentences": sentences_of(),
        "keywords": [Choice(each, each) for each in ("Y", "Dado", "Cuando", "Entonces")],
    }


def sentences_of() -> Sequence[tuple[str, list[str]]]:
    """The sentences that one may use, by the word that they begin with."""
    kinds = (("given", "Dado"), ("when", "Cuando"), ("then", "Entonces"))
    return [(word, [one.shown for one in SENTENCES if one.kind == kind]) for kind, word in kinds]


def _known(here: Member, scene: Scene, path: str) -> list[tuple[Scenario, Outcome | None]]:
    found = remembered(here, scene.files, path)
    if found is not None:
        return [(each.scenario, each.outcome) for each in found]
    return [(each, None) for each in read(scene.files[path]).scenarios]
