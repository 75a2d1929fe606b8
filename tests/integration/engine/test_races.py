"""Two people at once: somebody wins, somebody is told so, no token is lost, nothing is raised."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from engine.cases import Facts
from engine.refusals import RefusalKind, Refused
from engine.tasks import Claimed, Completed
from tests.diagrams import boundary, bundle, end, path, start, timer, user
from tests.rivals import together
from tests.town import Town

BOTH = bundle(
    start(),
    '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>',
    user("left"),
    user("right"),
    user("last"),
    end(),
    path("start", "split", "left", "join", "last", "end"),
    path("split", "right", "join"),
)
TERM = bundle(
    start(),
    user("file"),
    boundary("late", "file", timer("P3D")),
    user("chase"),
    end(),
    path("start", "file", "end"),
    path("late", "chase", "end"),
)
ROUNDS = 5


@pytest.fixture
def hall(town: Town) -> Town:
    town.person("ana", "clerk")
    town.person("bea", "clerk")
    return town


def test_of_two_who_complete_the_same_task_one_wins(hall: Town) -> None:
    hall.deploys(BOTH)
    for _ in range(ROUNDS):
        case_id = hall.open_case("ana", "test", Facts({}))
        task_id = hall.open_task(case_id, "left")
        answers = together(
            partial(hall.complete, "ana", task_id, Facts({})),
            partial(hall.complete, "bea", task_id, Facts({})),
        )
        won = [answer for answer in answers if isinstance(answer, Completed)]
        lost = [answer.kind for answer in answers if isinstance(answer, Refused)]
        assert (len(won), lost) == (1, [RefusalKind.ALREADY_COMPLETED])
        assert hall.steps(case_id) == ["right"]
    assert hall.verification().faults == ()


def test_two_branches_completed_at_once_join_once(hall: Town) -> None:
    hall.deploys(BOTH)
    for _ in range(ROUNDS):
        case_id = hall.open_case("ana", "test", Facts({}))
        left, right = hall.open_task(case_id, "left"), hall.open_task(case_id, "right")
        answers = together(
            lambda left=left: hall.complete("ana", left, Facts({})),
            lambda right=right: hall.complete("bea", right, Facts({})),
        )
        assert [type(answer) for answer in answers] == [Completed, Completed]
        assert hall.steps(case_id) == ["last"]
    assert hall.verification().faults == ()


def test_completing_against_claiming_leaves_one_truth(hall: Town) -> None:
    hall.deploys(BOTH)
    for _ in range(ROUNDS):
        case_id = hall.open_case("ana", "test", Facts({}))
        task_id = hall.open_task(case_id, "left")
        completed, claimed = together(
            lambda task_id=task_id: hall.complete("ana", task_id, Facts({})),
            lambda task_id=task_id: hall.claim("bea", task_id),
        )
        if isinstance(completed, Completed):
            assert isinstance(claimed, Refused)
            assert claimed.kind is RefusalKind.ALREADY_COMPLETED
            assert hall.steps(case_id) == ["right"]
        else:
            assert isinstance(claimed, Claimed)
            assert isinstance(completed, Refused)
            assert completed.kind is RefusalKind.HELD_BY_OTHER
    assert hall.verification().faults == ()


def test_a_task_against_its_timer_goes_one_way(hall: Town) -> None:
    hall.deploys(TERM)
    for _ in range(ROUNDS):
        case_id = hall.open_case("ana", "test", Facts({}))
        task_id = hall.open_task(case_id, "file")
        hall.clock.advance(timedelta(days=3))
        together(
            lambda task_id=task_id: hall.complete("ana", task_id, Facts({})),
            hall.listens,
            hall.listens,
        )
        assert hall.steps(case_id) == ["chase"]
    assert hall.verification().faults == ()


def test_numbers_given_at_once_are_gapless(hall: Town) -> None:
    hall.deploys(BOTH)
    cases = together(*[lambda: hall.open_case("ana", "test", Facts({})) for _ in range(8)])
    numbers = sorted(hall.case(int(str(case_id))).number for case_id in cases)
    assert numbers == [f"TEST-2026-{n:04d}" for n in range(1, 9)]
