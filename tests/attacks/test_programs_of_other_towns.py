"""A program with every scope and every role of one town, and every id of another, reaches nothing
there, over any address; nor where PostgreSQL keeps no wall between their rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cases.permission import OPERATOR
from engine.identity.house import COUNTER, TREASURER
from engine.retention.rules import ARCHIVIST
from storage.queries.history import events_of_case
from tests.attacking import tear_down
from tests.hall import PERMIT, Hall
from tests.programs import SECRETS, Program, addresses_of, furnished, program
from tests.town import Town
from ui.settings import Settings

EVERY_ROLE = (
    "mesa",
    "tecnico",
    "feriante",
    "auditor",
    OPERATOR,
    ARCHIVIST,
    "calendario",
    "administrador",
    TREASURER,
    COUNTER,
)
WITHOUT_THING = {
    "POST /definitions": (422, "bad_definition"),
    "POST /cases": (409, "not_active"),
    "POST /applications": (409, "not_active"),
    "POST /mandates": (422, "invalid_data"),
    "POST /messages": (409, "not_expected"),
    "POST /migrations": (404, "not_found"),
    "POST /migrations/trial": (404, "not_found"),
    "POST /batches": (404, "not_found"),
    "POST /archive/holds": (404, "not_found"),
    "POST /archive/disposals": (404, "not_found"),
    "POST /webhooks": (422, "invalid_data"),
}
"""What has no id to be wrong, and is refused for what is not there in the other town."""


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgres", marks=pytest.mark.postgres),
        pytest.param("no walls", marks=pytest.mark.postgres),
    ]
)
def database_url(request: pytest.FixtureRequest) -> str:
    """Both kinds, and PostgreSQL where the filters of the application stand alone."""
    if request.param != "no walls":
        return str(request.getfixturevalue(f"{request.param}_url"))
    url = str(request.getfixturevalue("postgres_url"))
    tear_down(url)
    return url


@pytest.fixture
def neighbour(database_url: str, tmp_path: Path, hall: Hall) -> Iterator[Hall]:
    """A second town on the same database, in the same application, without any process."""
    town = Town(database_url, tmp_path / "documents")
    yield Hall(town, Settings(upload_limit_mb=1))
    town.close()


def events(hall: Hall, number: str) -> int:
    town = hall.town
    case = next(c for c in (town.case(i) for i in case_ids(hall)) if c.number == number)
    return len(town.reads(lambda c: events_of_case(c, town.municipality_id, case.id)))


def case_ids(hall: Hall) -> list[int]:
    rows = program(hall, "auditor").gets("cases").json["items"]
    return [int(row["id"]) for row in rows]


def test_at_the_address_of_another_town_every_door_is_closed(hall: Hall, neighbour: Hall) -> None:
    ids = furnished(hall)
    token = program(neighbour, *EVERY_ROLE).token
    intruder = Program(neighbour, token, slug=hall.slug)
    before = events(hall, ids["number"])
    for each in addresses_of(hall):
        answer = each.asked_by(intruder, ids)
        assert (str(each), answer.status, answer.kind) == (str(each), 404, "not_found")
        assert answer.json["detail"] == "No encontramos lo que busca."
    assert events(hall, ids["number"]) == before


def test_an_unknown_town_is_answered_as_another_one(hall: Hall, neighbour: Hall) -> None:
    token = program(neighbour, *EVERY_ROLE).token
    there, nowhere = (
        Program(neighbour, token, slug=slug).gets("cases").json for slug in (hall.slug, "atlantis")
    )
    assert {**there, "instance": ""} == {**nowhere, "instance": ""}


def test_at_home_the_ids_of_another_town_lead_nowhere(hall: Hall, neighbour: Hall) -> None:
    ids = furnished(hall)
    intruder = program(neighbour, *EVERY_ROLE)
    before = events(hall, ids["number"])
    for each in addresses_of(hall):
        answer = each.asked_by(intruder, ids)
        assert [secret for secret in SECRETS if secret in answer.text] == [], str(each)
        if each.names_something:
            assert (str(each), answer.status, answer.kind) == (str(each), 404, "not_found")
        elif str(each) in WITHOUT_THING:
            assert (answer.status, answer.kind) == WITHOUT_THING[str(each)]
        else:
            expected = 201 if str(each) == "POST /uploads" else 200
            assert (str(each), answer.status) == (str(each), expected)
            assert not [value for value in ids.values() if len(value) > 9 and value in answer.text]
    assert events(hall, ids["number"]) == before


def test_the_same_addresses_open_to_a_program_of_the_town(hall: Hall) -> None:
    """What is asked above is really there: every read finds it."""
    ids = furnished(hall)
    own = program(hall, *EVERY_ROLE)
    reads = [each for each in addresses_of(hall) if each.method == "GET"]
    reads = [each for each in reads if each.path != "/uploads/{upload}"]  # its beginner's alone
    assert {each.asked_by(own, ids).status for each in reads} == {200}
    told = " ".join(each.asked_by(own, ids).text for each in reads)
    assert [secret for secret in SECRETS if secret not in told] == []


def test_a_cursor_of_another_town_shows_only_ones_own_rows(hall: Hall, neighbour: Hall) -> None:
    neighbour.town.person("eva", "mesa")
    neighbour.town.deploys(PERMIT)
    for each, who in ((hall, "rosa"), (neighbour, "eva")):
        for _ in range(3):
            each.town.open_case(who, "permit", {"motivo": who, "garantia": "1.00"})
    cursor = program(hall, "mesa").gets("cases", limit=1).json["next"]
    found = program(neighbour, "mesa").gets("cases", cursor=cursor).json["items"]
    assert {row["title"] for row in found} <= {"eva"}
