"""A sandbox that somebody plays by hand: what they did so far is a scenario, done again each time.

Nothing runs between two presses: the list of acts is all that there is, and it can be kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.cases import surroundings_of
from engine.definitions.bundle import Bundle
from engine.forms import FieldView, Form, view
from engine.sentences import N_, Sentence, phrase
from engine.values import Value
from engine.workshop.scenarios.finding import case_of, known_at
from engine.workshop.scenarios.lent import House, Place
from engine.workshop.scenarios.played import Played, form_that_opens, roles_of, waiting_task
from engine.workshop.scenarios.reading import Scenario
from engine.workshop.scenarios.running import (
    SECONDS,
    Outcome,
    first_day,
    stand_of,
    stepped,
)
from engine.workshop.scenarios.sandbox import sandbox
from engine.workshop.scenarios.sentences import said_in

OPENING = "="
"""Asks for the form that opens the case, in the place of a task's name."""


@dataclass(frozen=True, slots=True)
class Open:
    """A task that waits, and for which role."""

    name: str
    role: str
    title: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where it stands after all acts: the day, what waits, how it ended; the form that was asked
    for; `wrong` is what keeps the last act from being done."""

    today: date
    begun: bool
    tasks: tuple[Open, ...]
    ended: str
    views: tuple[FieldView, ...]
    passed: frozenset[str]
    here: frozenset[str]
    roles: Mapping[str, str]
    starters: frozenset[str]
    wrong: Sentence | None = None


def by_hand(
    house: House,
    place: Place,
    bundle: Bundle,
    scenario: Scenario,
    *,
    asked: str = "",
    typed: Mapping[str, Any] | None = None,
) -> Standing | Sentence:
    """Do all acts of a scenario, and look; what is wrong where it cannot even begin. `asked` is the
    task whose form is wanted, `typed` what stands in it. Raises Faulty."""
    day = first_day(scenario.steps)
    if day is None or any(said_in(each) is None for each in scenario.steps):
        return phrase(N_("Escriba un día que exista, por ejemplo: lunes 2 de marzo de 2026."))
    with sandbox(house, place, bundle, day, seconds=SECONDS) as at:
        played = Played(at, language=scenario.steps[0].language)
        done = stepped(played, scenario.steps)
        wrong = next((each.why for each in done if each.outcome is Outcome.FAILED), None)
        return _standing(played, asked, typed, wrong)


def _standing(
    played: Played, asked: str, typed: Mapping[str, Any] | None, wrong: Sentence | None
) -> Standing:
    roles = roles_of(played)
    ended = ""
    if played.case_id:
        case = case_of(played)
        ended = (case.outcome or case.state) if case.state != "open" else ""
    passed, here = stand_of(played)
    return Standing(
        played.at.today(),
        bool(played.case_id),
        tuple(
            Open(one.name, one.role, roles.get(one.role, one.role)) for one in played.open_tasks()
        ),
        ended,
        _views(played, asked, typed),
        passed,
        here,
        roles,
        played.at.definition.manifest.starters,
        wrong,
    )


def _views(played: Played, asked: str, typed: Mapping[str, Any] | None) -> tuple[FieldView, ...]:
    at = played.at
    form: Form | None = None
    known: Mapping[str, Value] = {}
    if asked == OPENING:
        form = form_that_opens(at.definition)
    elif asked:
        task = waiting_task(played, asked)
        form = at.definition.form_of(task.form_key) if task else None
        known = known_at(played, task.token) if task else {}
    if form is None:
        return ()
    around = at.reads(lambda c: surroundings_of(at.installation, c, at.town, at.clock.now()))
    return view(form, typed or None, known, host=around.clocked_host)
