"""Running scenarios against the files of a draft: each step passes, fails with what was otherwise,
is not reached, or belongs to the house's own tests. Nothing that is unknown is ever passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.bpmn import Snapshot, StepFailed, visited
from engine.definitions.bundle import Bundle
from engine.sentences import N_, Sentence, phrase
from engine.workshop.scenarios.acting import ACTS, act
from engine.workshop.scenarios.days import day_in
from engine.workshop.scenarios.lent import House, Place
from engine.workshop.scenarios.played import Played
from engine.workshop.scenarios.reading import Scenario, Step
from engine.workshop.scenarios.sandbox import Sandbox, TooLong, sandbox
from engine.workshop.scenarios.seeing import look
from engine.workshop.scenarios.sentences import said_in
from storage.database import Connection
from storage.queries.cases import where_it_stands

SECONDS = 10.0
"""That one scenario may take."""
MOST_STEPS = 120


class Outcome(StrEnum):
    """What came of a step or of a scenario. `elsewhere`: the house's own tests check it."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Stepped:
    """A step, what came of it, why where it failed, and where the tokens stood after it: the ids
    of what was entered, and of where it waits."""

    step: Step
    outcome: Outcome
    why: Sentence | None = None
    passed: frozenset[str] = frozenset()
    here: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ran:
    """A scenario after it was run."""

    scenario: Scenario
    steps: tuple[Stepped, ...]
    day: date | None = None

    @property
    def outcome(self) -> Outcome:
        """Failed where a step failed; else elsewhere where not every step could be checked here."""
        found = {each.outcome for each in self.steps}
        if Outcome.FAILED in found:
            return Outcome.FAILED
        known = bool(found) and found == {Outcome.PASSED}
        return Outcome.PASSED if known else Outcome.ELSEWHERE


def run(
    house: House,
    place: Place,
    bundle: Bundle,
    scenario: Scenario,
    *,
    seconds: float = SECONDS,
    before: Bundle | None = None,
) -> Ran:
    """One scenario; `before` is the version in force. Where a step is not of the vocabulary nothing
    is run: what comes after it could not be told true from false. Raises Faulty."""
    steps = scenario.steps
    if is_elsewhere(scenario):
        return Ran(scenario, tuple(Stepped(each, _unrun(each)) for each in steps))
    if len(steps) > MOST_STEPS:
        why = phrase(N_("Son demasiados pasos para un ensayo: hasta %(most)s."), most=MOST_STEPS)
        return _all_but_first(scenario, why)
    day = first_day(steps)
    if day is None:
        why = phrase(N_("Empiece con el día: «Dado que hoy es lunes 2 de marzo de 2026»."))
        return _all_but_first(scenario, why)
    with sandbox(house, place, bundle, day, seconds=seconds, before=before) as at:
        played = Played(at, language=steps[0].language)
        return Ran(scenario, stepped(played, steps), at.today())


def is_elsewhere(scenario: Scenario) -> bool:
    """Whether a step is not of the vocabulary: the house's own tests check it."""
    return any(said_in(each) is None for each in scenario.steps)


def first_day(steps: Sequence[Step]) -> date | None:
    """The day on which a scenario begins, as its first sentence with a day says."""
    for each in steps:
        said = said_in(each)
        if said is not None and said.wording.key == "today":
            return day_in(said.parts["day"])
    return None


def _unrun(step: Step) -> Outcome:
    return Outcome.ELSEWHERE if said_in(step) is None else Outcome.SKIPPED


def _all_but_first(scenario: Scenario, why: Sentence) -> Ran:
    first, *rest = scenario.steps or (Step(scenario.line, "", "given", ""),)
    skipped = (Stepped(each, Outcome.SKIPPED) for each in rest)
    return Ran(scenario, (Stepped(first, Outcome.FAILED, why), *skipped))


def stepped(played: Played, steps: Sequence[Step]) -> tuple[Stepped, ...]:
    """Each step in its turn, until one fails."""
    found: list[Stepped] = []
    failed = False
    for step in steps:
        if failed:
            found.append(Stepped(step, Outcome.SKIPPED))
            continue
        why = _one(played, step)
        failed = why is not None
        passed, here = stand_of(played)
        outcome = Outcome.FAILED if failed else Outcome.PASSED
        found.append(Stepped(step, outcome, why, passed, here))
    return tuple(found)


def _one(played: Played, step: Step) -> Sentence | None:
    said = said_in(step)
    if said is None:
        return phrase(N_("Este paso lo comprueban los programadores de la casa, no aquí."))
    try:
        played.at.in_time()
        return act(played, said, step) if said.wording.key in ACTS else look(played, said, step)
    except TooLong:
        return phrase(N_("El ensayo tardó demasiado y se detuvo."))
    except StepFailed as failure:
        return failure.sentence


def stand_of(played: Played) -> tuple[frozenset[str], frozenset[str]]:
    """What of the diagrams has been entered, and where it waits."""
    at: Sandbox = played.at
    if not played.case_id:
        return frozenset(), frozenset()

    def look_at(connection: Connection) -> tuple[frozenset[str], frozenset[str]]:
        stand = where_it_stands(connection, at.town, played.case_id)
        if stand is None:
            return frozenset(), frozenset()
        seen = visited(at.definition.program, Snapshot(stand.tokens, stand.scopes))
        return seen.elements | seen.flows, frozenset(seen.here)

    return at.reads(look_at)
