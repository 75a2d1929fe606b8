"""Scenarios of a draft as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.workshop.scenarios import Outcome, Scenario, read
from engine.workshop.scenarios.running import is_elsewhere
from engine.workshop.scenarios.sentences import SENTENCES
from ui.parts import Choice, Crumb
from ui.visit import Member
from ui.workshop.present import head_context
from ui.workshop.rehearsing import remembered
from ui.workshop.scenario_shown import Mark, mark_of
from ui.workshop.scene import Scene

NEW = """# language: es
Característica: {title}

  Escenario: Lo que debe pasar
    Dado que hoy es lunes 2 de marzo de 2026
"""


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """One scenario in the list."""

    title: str
    href: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class FeatureGroup:
    """A file of scenarios; `broken`: a sentence that says which line cannot be read; `elsewhere`
    are those that the house's own tests check, `folded` how many they are in words."""

    title: str
    said: str
    edit: str
    lines: tuple[ScenarioLine, ...]
    broken: str = ""
    elsewhere: tuple[ScenarioLine, ...] = ()
    folded: str = ""


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
    groups = [group_of(here, scene, path) for path in files]
    return {
        **head_context(here, scene, "scenarios"),
        "groups": sorted(groups, key=lambda group: not group.lines),  # what is run here, first
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
    known = [
        (
            ScenarioLine(
                one.title or path,
                here.path(*at, "one", file=path, at=one.line),
                None if outcome is None else mark_of(here, outcome),
            ),
            outcome is Outcome.ELSEWHERE,
        )
        for one, outcome in _known(here, scene, path)
    ]
    elsewhere = tuple(line for line, apart in known if apart)
    folded = here.words.ngettext(
        "%(n)s que comprueban los programadores de la casa, no aquí",
        "%(n)s que comprueban los programadores de la casa, no aquí",
        len(elsewhere),
    ) % {"n": len(elsewhere)}
    return FeatureGroup(
        feature.title or path,
        feature.said,
        here.path(*at, "text", file=path),
        tuple(line for line, apart in known if not apart),
        broken,
        elsewhere,
        folded,
    )


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
    untried = read(scene.files[path]).scenarios
    return [(each, Outcome.ELSEWHERE if is_elsewhere(each) else None) for each in untried]
