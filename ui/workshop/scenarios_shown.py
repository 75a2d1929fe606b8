"""Scenarios of a draft as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.workshop.scenarios import Feature, Outcome, Scenario, read
from engine.workshop.scenarios.running import is_elsewhere
from engine.workshop.scenarios.sentences import (
    SENTENCES,
    keyword,
    known_language,
    said_in,
)
from engine.workshop.trials import Trial
from storage.database import Connection
from ui.parts import Choice, Crumb
from ui.visit import Member
from ui.workshop.present import head_context
from ui.workshop.rehearsing import known
from ui.workshop.scenario_new import OUTLINES, new_in
from ui.workshop.scenario_offer import offer_of
from ui.workshop.scenario_shown import Mark, mark_of
from ui.workshop.scene import Scene

STRANGE = 20
"""Steps that are told as none of the sentences."""


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


def counted(found: Sequence[Outcome | None]) -> Count:
    """How many came to what; None for those that were not run."""
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


def list_context(
    here: Member, connection: Connection, scene: Scene, of_the_house: int
) -> dict[str, Any]:
    """The context of workshop/scenarios.html."""
    at = ("processes", scene.key, "workshop", "scenarios")
    trials = known(here, connection, scene)
    return {
        **head_context(here, scene, "scenarios"),
        **tried_context(here, scene, trials),
        "run_action": here.path(*at, "trying") if trials else "",
        "bring_action": here.path(*at, "bringing") if of_the_house and not trials else "",
        "new_href": here.path(*at, "text"),
        "sandbox_href": here.path("processes", scene.key, "workshop", "sandbox"),
    }


def tried_context(here: Member, scene: Scene, found: Sequence[Trial]) -> dict[str, Any]:
    """What came of all scenarios over exactly the files that the draft has now."""
    groups = [group_of(here, scene, each) for each in found]
    count = counted([outcome for one in found for _scenario, outcome in outcomes(one)])
    return {
        "groups": sorted(groups, key=lambda group: not group.lines),  # what is run here, first
        "count": count,
        "count_words": count_words(here, count),
        "going": going_of(here, scene, found),
    }


def going_of(here: Member, scene: Scene, trials: Sequence[Trial]) -> dict[str, object] | None:
    """How far the worker is; None where nothing is left for it."""
    left = [each for each in trials if each.going]
    if not left:
        return None
    here_only = [outcome for one in trials for _each, outcome in outcomes(one)]
    every = sum(outcome is not Outcome.ELSEWHERE for outcome in here_only)
    done = every - here_only.count(None)
    at = ("processes", scene.key, "workshop", "scenarios")
    said = here.words.gettext("Ensayados %(done)s de %(all)s") % {"done": done, "all": every}
    return {
        "done": done,
        "all": every,
        "said": said,
        "href": here.path(*at, "progress"),
        "again": here.path(*at),
    }


def group_of(here: Member, scene: Scene, trial: Trial) -> FeatureGroup:
    path = trial.path
    feature = read(scene.files[path])
    at = ("processes", scene.key, "workshop", "scenarios")
    broken = ""
    if feature.broken:
        sentence = here.words.gettext("No se entiende desde la línea %(line)s.")
        broken = sentence % {"line": feature.broken}
    lines = [
        (
            ScenarioLine(
                one.title or path,
                here.path(*at, "one", file=path, at=one.line),
                None if outcome is None else mark_of(here, outcome),
            ),
            outcome is Outcome.ELSEWHERE,
        )
        for one, outcome in outcomes(trial)
    ]
    elsewhere = tuple(line for line, apart in lines if apart)
    folded = here.words.ngettext(
        "%(n)s que comprueban los programadores de la casa, no aquí",
        "%(n)s que comprueban los programadores de la casa, no aquí",
        len(elsewhere),
    ) % {"n": len(elsewhere)}
    return FeatureGroup(
        feature.title or path,
        feature.said,
        here.path(*at, "text", file=path),
        tuple(line for line, apart in lines if not apart),
        broken,
        elsewhere,
        folded,
    )


def text_context(here: Member, scene: Scene, file: str, content: str) -> dict[str, Any]:
    """The context of workshop/scenario_text.html."""
    at = ("processes", scene.key, "workshop", "scenarios")
    head = head_context(here, scene, "scenarios")
    content = content or new_in(here, scene)
    feature = read(content.encode())
    language = known_language(feature.language or "es")
    wrong = here.words.gettext("No se entiende desde la línea %(line)s.")
    return {
        **head,
        "crumbs": [*head["crumbs"], Crumb(here.words.gettext("Escenarios"), here.path(*at))],
        "file": file,
        "content": content,
        "over": scene.revisions.get(file, 0),
        "wrong": wrong % {"line": feature.broken} if feature.broken else "",
        "strange": strange_in(feature),
        "offer": offer_of(here, scene, language) if head["may_edit"] else "",
        "keep_href": here.path("processes", scene.key, "workshop", "files"),
        "here_href": here.path(*at, "text", file=file),
        "save_action": here.path(*at),
        "sentences": sentences_of(language),
        "outline": OUTLINES[language],
        "keywords": [
            Choice(word, word)
            for word in (keyword(language, kind) for kind in ("and", "given", "when", "then"))
        ],
    }


def strange_in(feature: Feature) -> list[tuple[int, str]]:
    """The steps that are none of the sentences, by their line: they are not tried here."""
    steps = {step.line: step for one in feature.scenarios for step in one.steps}
    found = [(line, step.text) for line, step in steps.items() if said_in(step) is None]
    return sorted(found)[:STRANGE]


def sentences_of(language: str) -> Sequence[tuple[str, list[str]]]:
    """The sentences that one may use in a file of a language, by the word that they begin with."""
    known = SENTENCES[known_language(language)]
    return [
        (keyword(language, kind), [one.shown for one in known if one.kind == kind])
        for kind in ("given", "when", "then")
    ]


def outcomes(trial: Trial) -> list[tuple[Scenario, Outcome | None]]:
    """Each scenario with what came of it; None where it was not run since the last change."""
    found = [each.outcome for each in trial.found]
    rest = trial.scenarios[len(found) :]
    untried = [Outcome.ELSEWHERE if is_elsewhere(each) else None for each in rest]
    return list(zip(trial.scenarios, [*found, *untried], strict=True))
