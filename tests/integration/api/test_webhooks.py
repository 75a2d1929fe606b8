"""Webhooks over the API: subscribed, looked at, sent again, resumed and removed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.outside import Caller
from engine.webhooks.delivering import webhook_handlers
from engine.webhooks.following import follow
from tests.hall import PERMIT_ASKED, Hall
from tests.programs import Program, program
from tests.town import Town
from ui.settings import Settings

URL = "https://hooks.example/cauce"


@pytest.fixture
def hall(hall: Hall) -> Hall:
    """A hall whose installation allows a host to be told."""
    return Hall(hall.town, Settings(upload_limit_mb=1, outside_hosts="hooks.example"))


@pytest.fixture
def manager(hall: Hall) -> Program:
    return program(hall)


def subscribes(manager: Program, **asked: object) -> str:
    answer = manager.posts("webhooks", {"url": URL, **asked})
    assert answer.status == 201, answer.text
    assert answer.json["secret"].startswith("whsec_")
    assert answer.headers["location"].endswith(f"/webhooks/{answer.json['id']}")
    return str(answer.json["id"])


def nobody_takes(town: Town) -> int:
    """What is to be told goes to nobody, and fails for good."""
    follow(town.installation)
    return town.works(webhook_handlers(town.installation, Caller()))


def test_who_is_told_is_listed_without_its_secret(hall: Hall, manager: Program) -> None:
    number = subscribes(manager, kinds=["cauce.case_started"], process="permit")
    answer = manager.gets("webhooks")
    assert "whsec_" not in answer.text
    assert answer.json["items"] == [
        {
            "id": number,
            "url": URL,
            "kinds": ["cauce.case_started"],
            "process": "permit",
            "created_at": hall.town.clock.now().isoformat(),
            "state": "active",
            "failing_since": None,
        }
    ]


def test_who_asks_twice_is_subscribed_once_and_told_the_secret_once(
    hall: Hall, manager: Program
) -> None:
    first = manager.posts("webhooks", {"url": URL}, key="k1")
    second = manager.posts("webhooks", {"url": URL}, key="k1")
    assert first.json["secret"].startswith("whsec_")
    assert (second.status, second.json) == (201, {"id": first.json["id"], "secret": None})
    assert second.headers["location"] == first.headers["location"]
    assert len(manager.gets("webhooks").json["items"]) == 1
    other = manager.posts("webhooks", {"url": URL, "process": "permit"}, key="k1")
    assert other.kind == "key_used_otherwise"


@pytest.mark.parametrize(
    ("asked", "language", "message"),
    [
        (
            {"url": "https://other.example/"},
            "en",
            "“https://other.example:443” is not on the list of services that are allowed.",
        ),
        ({"url": "ftp://hooks.example/"}, "pt", "O endereço não é um endereço https completo."),
        ({"url": URL, "kinds": ["cauce.x"]}, "en", "“cauce.x” is not a kind of event."),
    ],
)
def test_why_nobody_can_be_told_is_said_in_the_language_of_who_asks(
    manager: Program, asked: dict[str, object], language: str, message: str
) -> None:
    answer = manager.asks("POST", "webhooks", asked, headers={"accept-language": language})
    assert answer.status == 422
    assert answer.json["errors"][0]["message"].startswith(message)


def test_the_log_is_paged_and_a_delivery_sent_again(hall: Hall, manager: Program) -> None:
    number = subscribes(manager)
    hall.town.clock.advance(timedelta(seconds=1))
    case_id = hall.town.open_case("rosa", "permit", PERMIT_ASKED)
    wished = nobody_takes(hall.town)
    found, cursor = [], None
    while True:
        query = {"limit": "1", **({"cursor": cursor} if cursor else {})}
        page = manager.gets(f"webhooks/{number}/deliveries", **query).json
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(found) == wished
    assert {each["event"] for each in found} == {f"{case_id}-{n + 1}" for n in range(wished)}
    assert {each["state"] for each in found} == {"failed"}
    assert manager.posts(f"deliveries/{found[0]['id']}/retry").json == {"id": found[0]["id"]}
    waiting = manager.gets(f"webhooks/{number}/deliveries", state="waiting").json["items"]
    assert [each["id"] for each in waiting] == [found[0]["id"]]


def test_who_was_removed_is_told_no_more_and_its_log_stays(hall: Hall, manager: Program) -> None:
    number = subscribes(manager)
    assert manager.asks("DELETE", f"webhooks/{number}/pause").json == {"id": number}
    assert manager.asks("DELETE", f"webhooks/{number}").json == {"id": number}
    assert manager.gets("webhooks").json == {"items": []}
    assert manager.gets(f"webhooks/{number}/deliveries").status == 200
    assert manager.asks("DELETE", f"webhooks/{number}/pause").kind == "not_found"


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ({"url": "https://other.example/"}, "invalid_data"),
        ({"url": "http://hooks.example/"}, "invalid_data"),
        ({"url": URL, "kinds": ["cauce.nothing"]}, "invalid_data"),
        ({"url": URL, "process": "nothing"}, "not_active"),
        ({"url": URL, "secret": "mine"}, "invalid_request"),
    ],
)
def test_what_could_never_be_told_is_refused(
    hall: Hall, manager: Program, asked: dict[str, object], kind: str
) -> None:
    answer = manager.posts("webhooks", asked)
    assert answer.kind == kind
    assert manager.gets("webhooks").json == {"items": []}
