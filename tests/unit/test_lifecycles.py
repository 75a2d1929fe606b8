"""One table for each lifecycle, complete: every state and every verb is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from engine.cases import lifecycle as cases
from engine.identity import Actor
from engine.jobs.backoff import LONGEST, rest_after
from engine.tasks import lifecycle as tasks
from engine.tasks.permission import may_assign, may_claim, may_complete, may_release

ANA = Actor(1, 10, "Ana", frozenset({"clerk"}))
BEA = Actor(1, 11, "Bea", frozenset({"clerk"}))
LUIS = Actor(1, 12, "Luis", frozenset({"boss"}))
NOBODY = Actor(1, None, "", frozenset())


@dataclass(frozen=True)
class Work:
    state: str = "open"
    role: str = "clerk"
    assignee_id: int | None = None
    case_id: int = 1


def test_every_state_of_a_task_is_in_the_table() -> None:
    assert set(tasks.NEXT) == set(tasks.TaskState)
    assert set(tasks.NEXT[tasks.TaskState.OPEN]) == set(tasks.TaskVerb)


def test_nothing_follows_a_task_that_is_over() -> None:
    over = (tasks.TaskState.COMPLETED, tasks.TaskState.CANCELLED)
    answers = {tasks.next_state(state, verb) for state in over for verb in tasks.TaskVerb}
    assert answers == {None}


def test_every_state_of_a_case_is_in_the_table() -> None:
    assert set(cases.NEXT) == set(cases.CaseState)
    over = set(cases.CaseState) - {cases.CaseState.OPEN, cases.CaseState.SUSPENDED}
    answers = {cases.next_state(state, verb) for state in over for verb in cases.CaseVerb}
    assert answers == {None}


def test_a_suspended_case_only_goes_on_is_moved_or_migrated_or_is_cancelled() -> None:
    suspended = cases.NEXT[cases.CaseState.SUSPENDED]
    verbs = cases.CaseVerb
    assert set(suspended) == {verbs.RESUME, verbs.MOVE, verbs.MIGRATE, verbs.CANCEL}


@pytest.mark.parametrize(
    ("actor", "work", "claim", "release", "assign", "complete"),
    [
        (ANA, Work(), True, False, True, True),
        (ANA, Work(assignee_id=10), True, True, True, True),
        (BEA, Work(assignee_id=10), False, False, False, False),
        (LUIS, Work(), False, False, False, False),
        (LUIS, Work(assignee_id=12), True, True, True, True),
        (NOBODY, Work(), False, False, False, False),
        (ANA, Work(state="completed", assignee_id=10), False, False, False, False),
        (ANA, Work(state="cancelled"), False, False, False, False),
    ],
)
def test_who_may_do_what_with_a_task(
    actor: Actor, work: Work, claim: bool, release: bool, assign: bool, complete: bool
) -> None:
    assert (
        may_claim(actor, work),
        may_release(actor, work),
        may_assign(actor, work),
        may_complete(actor, work),
    ) == (claim, release, assign, complete)


def test_a_job_rests_longer_after_each_failure_but_never_for_hours() -> None:
    rests = [rest_after(attempt) for attempt in range(1, 30)]
    assert rests[:3] == [timedelta(seconds=10), timedelta(seconds=30), timedelta(seconds=90)]
    assert rests == sorted(rests)
    assert rests[-1] == LONGEST
