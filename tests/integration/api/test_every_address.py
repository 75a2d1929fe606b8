"""What holds for every address of the API, also for those that are added tomorrow."""

from datetime import timedelta

import pytest

from engine.access import Scope, revoke_token
from engine.cases.permission import OPERATOR
from engine.identity import system_actor
from engine.identity.house import COUNTER
from engine.retention.rules import ARCHIVIST
from storage.writes.identity import deactivate_person
from tests.hall import Hall
from tests.programs import (
    ALL,
    BODIES,
    SECRETS,
    Program,
    addresses_of,
    furnished,
    issued,
    program,
)
from ui.attempts import MOST, WITHIN

OPEN_TO_ANY_TOKEN = ["GET /token"]
UPLOADS_OF_OTHERS = [
    "GET /uploads/{upload}",
    "PATCH /uploads/{upload}",
    "DELETE /uploads/{upload}",
]
"""An upload is its beginner's alone: for everybody else there is none."""
NEEDS_NO_ROLE = [
    "GET /definitions",
    "GET /definitions/{definition_id}",
    "GET /definitions/{definition_id}/files/{path:path}",
    "GET /definitions/{definition_id}/form",
    "GET /services",
    "GET /services.jsonld",
    "GET /services/{service}",
    "GET /services/{service}/jsonld",
    "GET /calendar",
    "GET /parameters",
    "POST /uploads",
    *UPLOADS_OF_OTHERS,
    "GET /closures",
    "GET /token",
    "PUT /definitions/{definition_id}/activation",
    "POST /definitions",
    "POST /definitions/check",
    "POST /definitions/mending",
    "POST /messages",
    "POST /tasks/completions",
    "POST /jobs/leases",
    "PUT /jobs/{job_id}/lease",
    "DELETE /jobs/{job_id}/lease",
    "POST /jobs/{job_id}/completion",
    "POST /jobs/{job_id}/failure",
    "POST /jobs/{job_id}/error",
    "GET /webhooks",
    "POST /webhooks",
    "DELETE /webhooks/{webhook_id}",
    "DELETE /webhooks/{webhook_id}/pause",
    "GET /webhooks/{webhook_id}/deliveries",
    "POST /deliveries/{delivery_id}/retry",
]
"""Processes, services, days and numbers of the law are nobody's work; publishing, sending, doing
the work of the token's kinds and telling others is what the scope itself is for. Of many tasks each
tells for itself that it is not there (`test_together.py`)."""


def test_only_the_token_itself_is_open_to_a_token_without_scope(hall: Hall) -> None:
    assert [str(each) for each in addresses_of(hall) if each.scope is None] == OPEN_TO_ANY_TOKEN


def test_every_scope_opens_something(hall: Hall) -> None:
    assert {each.scope for each in addresses_of(hall)} - {None} == {str(each) for each in Scope}


def test_every_address_that_changes_something_is_tried(hall: Hall) -> None:
    writing = {(each.method, each.path) for each in addresses_of(hall) if each.method != "GET"}
    assert writing == set(BODIES)


def test_without_a_token_no_address_answers(hall: Hall) -> None:
    ids = furnished(hall)
    nobody = Program(hall, "")
    answers = {str(each): each.asked_by(nobody, ids) for each in addresses_of(hall)}
    assert {name: each.status for name, each in answers.items()} == dict.fromkeys(answers, 401)
    assert {each.kind for each in answers.values()} == {"unauthenticated"}
    assert all("Bearer" in each.headers["www-authenticate"] for each in answers.values())


def test_without_its_scope_no_address_answers(hall: Hall) -> None:
    ids = furnished(hall)
    for each in addresses_of(hall):
        if each.scope is None:
            continue
        others = [scope for scope in ALL if scope != each.scope]
        answer = each.asked_by(program(hall, "mesa", "auditor", scopes=others), ids)
        assert (str(each), answer.status, answer.kind) == (str(each), 403, "missing_scope")
        assert answer.json["facts"] == {"scope": each.scope}


def test_without_a_role_nothing_of_a_case_is_seen_or_done(hall: Hall) -> None:
    ids = furnished(hall)
    nobody = program(hall)
    for each in addresses_of(hall):
        if str(each) in NEEDS_NO_ROLE:
            continue
        answer = each.asked_by(nobody, ids)
        assert [secret for secret in SECRETS if secret in answer.text] == [], str(each)
        if each.method == "GET" and not each.names_something:
            assert (str(each), answer.status, answer.json["items"]) == (str(each), 200, [])
        else:
            assert (str(each), answer.status) == (str(each), 403)
            assert answer.kind in ("no_role", "not_allowed_to_start")


def test_with_the_role_every_address_does_its_work(hall: Hall) -> None:
    """The other half of the tests above: it is not a wrong address that they are refused at."""
    ids = furnished(hall)
    desk = program(
        hall, "mesa", COUNTER, "calendario", "administrador", "tesoreria", ARCHIVIST, OPERATOR
    )
    completion = "POST /tasks/{task_id}/completion"
    last = [
        "DELETE /cases/{number}/people/{party_id}",
        "POST /cases/{number}/moves",
        completion,
        "POST /cases/{number}/cancellation",
    ]
    refused = {
        "POST /definitions": 422,
        "POST /messages": 409,
        completion: 409,
        "PUT /tasks/{task_id}/postponement": 409,
        "PUT /tasks/{task_id}/due": 409,  # the law says until when
        "POST /tasks/{task_id}/undoing": 404,  # no act of this token
        "POST /tasks/{task_id}/look-ups": 404,  # its form takes of no register
        "POST /definitions/{definition_id}/look-ups": 404,
    }
    refused["POST /tracking/{code}/corrections"] = 404  # nothing was observed
    refused["POST /webhooks"] = 422  # the installation allows no host
    ends = ("completion", "failure", "error")  # of a job that was given back before
    refused |= {f"POST /jobs/{{job_id}}/{end}": 409 for end in ends}
    refused["POST /migrations/{migration_id}/undoing"] = 409
    given = "/incidents/{incident_id}/assignment"  # of what was mended before
    refused |= {f"POST {given}": 409, f"DELETE {given}": 409}
    refused |= dict.fromkeys(UPLOADS_OF_OTHERS, 404)
    letter = "/letters/{letter_id}"  # it was signed before
    refused |= dict.fromkeys((f"PUT {letter}", f"DELETE {letter}", f"POST {letter}/signature"), 409)
    refused["POST /archive/disposals"] = 409  # it is not over
    refused["DELETE /unopened/{unopened_id}"] = 404  # it was tried again before
    found = {str(each): each for each in addresses_of(hall)}
    for each in [*(found[name] for name in found if name not in last), *map(found.get, last)]:
        assert each is not None
        answer = each.asked_by(desk, ids)
        expected = refused.get(str(each)) or (answer.status if answer.status < 300 else 200)
        assert (str(each), answer.status) == (str(each), expected), answer.text


@pytest.mark.parametrize("gone", ["revoked", "over", "of_nobody"])
def test_a_token_that_no_longer_counts_opens_nothing(hall: Hall, gone: str) -> None:
    town = hall.town
    ends = town.clock.now() + timedelta(hours=1)
    token = issued(hall, "mesa", expires_at=ends)
    caller = Program(hall, token.token)
    assert caller.gets("token").status == 200
    if gone == "revoked":
        revoke_token(town.installation, system_actor(town.municipality_id), token.token_id)
    elif gone == "over":
        town.clock.advance(timedelta(hours=1))
    else:
        town.installation.database.run(
            lambda connection: deactivate_person(
                connection, town.municipality_id, token.person_id, until=town.clock.now()
            ),
            municipality=town.municipality_id,
        )
    assert caller.gets("token").kind == "unauthenticated"


def test_who_guesses_tokens_is_made_to_wait_and_who_has_one_is_not(hall: Hall) -> None:
    good = program(hall, "mesa")
    assert good.gets("token").status == 200
    guesser = Program(hall, f"cauce_{hall.slug}_{'0' * 64}")
    assert {guesser.gets("token").status for _ in range(MOST)} == {401}
    waiting = guesser.gets("token")
    assert (waiting.status, waiting.kind) == (429, "too_many_attempts")
    assert 0 < int(waiting.headers["retry-after"]) <= WITHIN.total_seconds() + 1
    assert good.gets("token").status == 200
    hall.town.clock.advance(WITHIN)
    assert guesser.gets("token").status == 401


def test_a_cookie_of_the_pages_opens_nothing_here(hall: Hall) -> None:
    ids = furnished(hall)
    desk = hall.desk("rosa")
    answer = desk.opens(f"/api/v1/{hall.slug}/cases/{ids['number']}")
    assert answer.status == 401
