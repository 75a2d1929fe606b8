"""The last step of a case is taken back, and the case is as it was; unless somebody acted on it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from engine.cases import Facts
from engine.history.kinds import EventKind
from engine.refusals import RefusalKind, Refused
from engine.tasks import Completed, complete
from engine.tasks.undoing import StepUndone, undo_step
from storage.queries.history import history_of
from tests.diagrams import boundary, bundle, end, path, start, timer, user
from tests.town import Town

PROCESS = bundle(
    start(),
    user("file"),
    boundary("late", "file", timer("P9D")),
    user("sign"),
    boundary("slow", "sign", timer("P3D")),
    user("chase"),
    end(),
    path("start", "file", "sign", "end"),
    path("late", "chase", "end"),
    path("slow", "chase"),
)
STATE = (
    "SELECT tokens, scopes, status FROM instances",
    "SELECT id, token, element, state, assignee_id, claimed_at, due_at, closed_at, closed_by"
    " FROM tasks WHERE state = 'open' ORDER BY id",
    "SELECT id, token, element, due_at, state FROM timers ORDER BY id",
    "SELECT state, title, amount, closed_at, outcome FROM cases",
)


@pytest.fixture
def hall(town: Town) -> Town:
    town.person("ana", "clerk")
    town.person("luis", "clerk")
    town.deploys(PROCESS)
    return town


def state(hall: Town) -> list[Any]:
    """Everything that says where the cases stand."""
    town = hall.municipality_id
    return hall.reads(
        lambda c: [
            c.execute(
                text(each.replace(" ORDER", f" AND municipality_id = {town} ORDER", 1))
                if " WHERE " in each
                else text(each.replace(" ORDER", f" WHERE municipality_id = {town} ORDER", 1))
                if " ORDER" in each
                else text(f"{each} WHERE municipality_id = {town}")
            ).all()
            for each in STATE
        ]
    )


def does(hall: Town, who: str, case_id: int, step: str) -> int:
    """The task, completed so that it may be taken back."""
    task_id = hall.open_task(case_id, step, who)
    hall.claim(who, task_id)
    done = complete(hall.installation, hall.people[who], task_id, Facts({"x": "1"}), undoable=True)
    assert isinstance(done, Completed), done
    return task_id


def test_a_step_that_is_taken_back_leaves_the_very_state_of_before(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", Facts({"a": "b"}))
    task_id = hall.open_task(case_id, "file")
    hall.claim("ana", task_id)
    before = state(hall)
    does(hall, "ana", case_id, "file")
    assert state(hall) != before
    undone = undo_step(hall.installation, hall.people["ana"], case_id)
    assert undone == StepUndone(case_id, task_id, hall.case(case_id).number)
    assert state(hall) == before
    events = hall.reads(lambda c: history_of(c, hall.municipality_id, case_id))
    assert events[-1].kind == EventKind.STEP_UNDONE
    does(hall, "ana", case_id, "file")
    assert hall.steps(case_id) == ["sign"]
    hall.waits(days=4)
    assert hall.steps(case_id) == ["chase"]


def test_what_somebody_acted_on_stays_done_and_says_so(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", Facts({}))
    does(hall, "ana", case_id, "file")
    hall.claim("luis", hall.open_task(case_id, "sign"))
    refused = undo_step(hall.installation, hall.people["ana"], case_id)
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.ACTED_ON
    assert hall.steps(case_id) == ["sign"]


def test_only_who_did_it_takes_it_back_once_and_never_the_end_of_a_case(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", Facts({}))
    does(hall, "ana", case_id, "file")
    other = undo_step(hall.installation, hall.people["luis"], case_id)
    assert isinstance(other, Refused)
    assert isinstance(undo_step(hall.installation, hall.people["ana"], case_id), StepUndone)
    again = undo_step(hall.installation, hall.people["ana"], case_id)
    assert isinstance(again, Refused)
    does(hall, "ana", case_id, "file")
    does(hall, "ana", case_id, "sign")
    over = undo_step(hall.installation, hall.people["ana"], case_id)
    assert isinstance(over, Refused)
    assert hall.case(case_id).state == "completed"
