"""Who completes one task after another is remembered at the door, and believed only with proof."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.access import revoke_token
from engine.identity import system_actor
from engine.identity.sessions import hash_of
from storage.counting import counting
from storage.database import Connection
from storage.writes.identity import end_membership, end_session
from tests.diagrams import bundle, end, path, start, user
from tests.hall import Desk, Hall
from tests.programs import Program, issued

STEPS = bundle(
    start(),
    user("ask", "mesa"),
    user("sign", "mesa"),
    end(),
    path("start", "ask", "sign", "end"),
    roles=("mesa",),
)


def _review(hall: Hall) -> int:
    return hall.town.open_task(hall.town.open_case("rosa", "test", {}), "ask")


def _writes(hall: Hall, verb: Callable[[Connection], object]) -> None:
    hall.town.installation.database.run(verb, municipality=hall.town.municipality_id)


def _is_open(hall: Hall, task_id: int) -> bool:
    case_id = hall.town.cases_of("test")[-1]
    return task_id in [task.id for task in hall.town.open_tasks(case_id)]


@pytest.fixture(autouse=True)
def _plain_steps(hall: Hall) -> None:
    hall.town.deploys(STEPS)


@pytest.fixture
def rosa(hall: Hall) -> Desk:
    """Rosa, who has just completed a task."""
    desk = hall.desk("rosa")
    assert desk.sends(f"tasks/{_review(hall)}/completion").status == 303
    return desk


def test_a_session_that_ended_meanwhile_completes_nothing(hall: Hall, rosa: Desk) -> None:
    task, proof = _review(hall), rosa.token()
    hashed = hash_of(rosa.client.cookies["cauce_session"])
    now = hall.town.installation.clock.now()
    town = hall.town.municipality_id
    _writes(hall, lambda c: end_session(c, town, token_hash=hashed, at=now))
    address = f"/{hall.slug}/tasks/{task}/completion"
    answer = rosa.client.post(address, data={"csrf": proof})
    assert answer.status_code == 401
    assert _is_open(hall, task)


def test_a_role_that_was_taken_away_meanwhile_completes_nothing(hall: Hall, rosa: Desk) -> None:
    task, proof = _review(hall), rosa.token()
    person, now = hall.town.people["rosa"].person_id or 0, hall.town.installation.clock.now()
    town = hall.town.municipality_id
    _writes(hall, lambda c: end_membership(c, town, person_id=person, role="mesa", until=now))
    address = f"/{hall.slug}/tasks/{task}/completion"
    answer = rosa.client.post(address, data={"csrf": proof})
    assert answer.status_code != 303
    assert _is_open(hall, task)


def test_a_token_that_was_revoked_meanwhile_completes_nothing(hall: Hall) -> None:
    token = issued(hall, "mesa")
    machine = Program(hall, token.token)
    done = machine.posts(f"tasks/{_review(hall)}/completion", {"data": {}})
    assert done.status == 200, done.text
    task = _review(hall)
    actor = system_actor(hall.town.municipality_id)
    assert revoke_token(hall.town.installation, actor, token.token_id) is None
    refused = machine.posts(f"tasks/{task}/completion", {"data": {}})
    assert (refused.status, refused.kind) == (401, "unauthenticated")
    assert _is_open(hall, task)


def test_the_proof_costs_no_trip_of_its_own(hall: Hall, rosa: Desk) -> None:
    if hall.town.installation.database.dialect == "sqlite":
        pytest.skip("SQLite costs no trips")
    task, proof = _review(hall), rosa.token()
    address = f"/{hall.slug}/tasks/{task}/completion"
    with counting() as count:
        assert rosa.client.post(address, data={"csrf": proof}).status_code == 303
    assert (count.round_trips, count.commits) == (2, 1)
