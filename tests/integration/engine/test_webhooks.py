"""Webhooks: every event told, signed, at least once, with nothing personal; paused and resumed."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from engine.bpmn.backoff import rests_of
from engine.cases import Facts
from engine.jobs.results import Handler
from engine.outside import Caller, Hosts
from engine.refusals import RefusalKind, Refused
from engine.webhooks import (
    Subscribed,
    add,
    deliveries,
    redeliver,
    remove,
    resume,
    subscribers,
)
from engine.webhooks.delivering import RESTS, webhook_handlers
from engine.webhooks.following import follow
from engine.worker.pruner import prune
from storage.queries.webhooks import DeliveryRow
from tests.diagrams import bundle, end, path, start, user
from tests.servers import Reply, Web, web
from tests.town import Town

ASKS = bundle(
    start(),
    user("read"),
    end(),
    path("start", "read", "end"),
)
NAME = "Rosa Quispe, DNI 41203377"


@pytest.fixture
def site() -> Iterator[Web]:
    with web(Reply(204, b"")) as running:
        yield running


@pytest.fixture
def caller(site: Web) -> Caller:
    return Caller(
        hosts=Hosts.of(f"http://hooks.example:{site.port}"),
        timeout=5,
        resolve=lambda _host, _port: ["127.0.0.1"],
        allows=lambda _address: True,
    )


@pytest.fixture
def handlers(town: Town, caller: Caller) -> dict[str, Handler]:
    return webhook_handlers(town.installation, caller)


def subscribes(town: Town, caller: Caller, site: Web, **asked: object) -> Subscribed:
    answer = add(
        town.installation,
        town.person("systems"),
        caller,
        url=f"http://hooks.example:{site.port}/cauce",
        **asked,
    )
    assert isinstance(answer, Subscribed), answer
    return answer


def opens(town: Town) -> int:
    town.deploys(ASKS)
    town.person("ana", "clerk")
    return town.open_case("ana", "test", Facts({"applicant": NAME}))


def log(town: Town, webhook_id: int) -> list[DeliveryRow]:
    """The deliveries in the order in which they were wished for."""
    found = deliveries(town.installation, town.person("systems"), webhook_id)
    assert not isinstance(found, Refused)
    return list(reversed(found))


def types(site: Web) -> list[str]:
    return [json.loads(request.body)["type"] for request in site.requests]


def test_what_happens_is_told_in_order_as_cloud_events(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler]
) -> None:
    hook = subscribes(town, caller, site)
    case_id = opens(town)
    town.does("ana", case_id, "read")
    assert follow(town.installation) == 5
    assert town.works(handlers) == 5
    assert types(site) == [
        "cauce.case_started",
        "cauce.task_opened",
        "cauce.task_completed",
        "cauce.passed",
        "cauce.case_completed",
    ]
    told = json.loads(site.requests[1].body)
    case = town.case(case_id)
    slug = told["data"]["municipality"]
    assert slug.startswith("tambo-real-")
    hashed, task = told["data"].pop("hash"), told["data"].pop("task")
    assert (len(hashed), task.isdecimal()) == (64, True)
    assert told == {
        "specversion": "1.0",
        "id": f"{case_id}-2",
        "source": f"/{slug}/cases/{case.number}",
        "type": "cauce.task_opened",
        "subject": case.number,
        "time": "2026-03-02T14:00:00.000000Z",
        "datacontenttype": "application/json",
        "data": {
            "municipality": slug,
            "case": {
                "id": str(case_id),
                "number": case.number,
                "process": "test",
                "state": "completed",
            },
            "seq": 2,
            "element": "read",
            "facts": {},
        },
    }
    assert [(each.state, each.status, each.attempts) for each in log(town, hook.webhook_id)] == [
        ("delivered", 204, 1)
    ] * 5


def test_the_signature_is_that_of_standard_webhooks(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler]
) -> None:
    hook = subscribes(town, caller, site)
    opens(town)
    follow(town.installation)
    town.works(handlers)
    request = site.requests[0]
    headers = {name.lower(): value for name, value in request.headers.items()}
    assert headers["content-type"] == "application/cloudevents+json"
    assert headers["webhook-id"] == json.loads(request.body)["id"]
    assert headers["webhook-timestamp"] == str(int(town.clock.now().timestamp()))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + request.body
    key = base64.b64decode(hook.secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, content, sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    other = subscribes(town, caller, site)
    assert other.secret != hook.secret


def test_nothing_personal_is_told(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler], tmp_path: Path
) -> None:
    subscribes(town, caller, site)
    case_id = opens(town)
    town.attach("ana", case_id, title=f"Carta de {NAME}", filename=f"{NAME}.pdf")
    town.cancel("ana", case_id, f"Lo pidió {NAME}")
    follow(town.installation)
    assert town.works(handlers) >= 4
    assert "cauce.document_added" in types(site)
    everything = b"".join(request.body for request in site.requests).decode()
    for secret in ("Rosa", "41203377", "Ana", "Carta"):
        assert secret not in everything


def test_looking_again_wishes_for_nothing_twice(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler]
) -> None:
    subscribes(town, caller, site)
    case_id = opens(town)
    assert [follow(town.installation) for _ in range(3)] == [2, 0, 0]
    town.clock.advance(timedelta(minutes=10))
    assert follow(town.installation) == 0
    town.does("ana", case_id, "read")
    assert [follow(town.installation) for _ in range(2)] == [3, 0]
    assert town.works(handlers) == 5


def test_many_events_are_followed_in_batches_and_none_is_left_out(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler]
) -> None:
    subscribes(town, caller, site)
    for _ in range(5):
        opens(town)
    assert [follow(town.installation, limit=4) for _ in range(4)] == [4, 4, 2, 0]


def test_an_event_whose_clock_was_behind_is_told_too(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler]
) -> None:
    subscribes(town, caller, site)
    town.clock.advance(timedelta(minutes=10))
    follow(town.installation)
    town.clock.move(to=town.clock.now() - timedelta(minutes=4))
    opens(town)
    town.clock.advance(timedelta(minutes=4))
    assert follow(town.installation) == 2


def test_what_happened_before_the_subscription_is_not_told(
    town: Town, caller: Caller, site: Web
) -> None:
    opens(town)
    town.clock.advance(timedelta(seconds=1))
    subscribes(town, caller, site)
    assert follow(town.installation) == 0


def test_only_the_kinds_and_the_process_that_were_asked_for_are_told(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler]
) -> None:
    town.deploys(bundle(start(), user("other"), end(), path("start", "other", "end"), key="other"))
    subscribes(town, caller, site, kinds=["cauce.case_started"], process_key="other")
    opens(town)
    other = town.open_case("ana", "other", Facts({}))
    follow(town.installation)
    town.works(handlers)
    assert [json.loads(request.body)["id"] for request in site.requests] == [f"{other}-1"]


def test_a_subscriber_is_told_nothing_of_another_municipality(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler], tmp_path: Path
) -> None:
    hook = subscribes(town, caller, site)
    other = Town(town.installation.database.url, tmp_path / "other")
    opens(other)
    assert follow(town.installation) == 0
    asked = deliveries(other.installation, other.person("systems"), hook.webhook_id)
    assert asked == Refused(RefusalKind.NOT_FOUND)
    gone = remove(other.installation, other.person("systems"), hook.webhook_id)
    assert gone == Refused(RefusalKind.NOT_FOUND)
    assert subscribers(other.installation, other.person("systems")) == ()
    other.close()


def test_an_event_that_is_not_taken_is_told_again_with_the_same_id_until_it_is(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler]
) -> None:
    site.replies[:] = [Reply(500, b"broken"), Reply(302, b"", {"Location": "/x"}), Reply(200)]
    hook = subscribes(town, caller, site, kinds=["cauce.case_started"])
    opens(town)
    follow(town.installation)
    assert town.works(handlers) == 1
    (waiting,) = log(town, hook.webhook_id)
    assert (waiting.state, waiting.status, waiting.answer) == ("waiting", 500, "broken")
    assert town.works(handlers) == 0
    town.clock.advance(timedelta(seconds=10))
    assert town.works(handlers) == 1
    town.clock.advance(timedelta(minutes=1))
    assert town.works(handlers) == 1
    (taken,) = log(town, hook.webhook_id)
    assert (taken.state, taken.status, taken.attempts) == ("delivered", 200, 3)
    assert len({json.loads(request.body)["id"] for request in site.requests}) == 1
    (row,) = subscribers(town.installation, town.person("systems"))
    assert row.failing_since is None


def test_after_its_last_attempt_a_delivery_has_failed_and_can_be_sent_again(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler]
) -> None:
    site.replies[:] = [Reply(503)] * 9 + [Reply(200)]
    hook = subscribes(town, caller, site, kinds=["cauce.case_started"])
    opens(town)
    follow(town.installation)
    for rest in rests_of(RESTS) or ():
        assert town.works(handlers) == 1
        town.clock.advance(rest)
    assert town.works(handlers) == 1
    town.clock.advance(timedelta(hours=1))
    assert town.works(handlers) == 0
    (failed,) = log(town, hook.webhook_id)
    assert (failed.state, failed.attempts) == ("failed", 9)
    systems = town.person("systems")
    assert redeliver(town.installation, systems, failed.id) is None
    assert town.works(handlers) == 1
    (taken,) = log(town, hook.webhook_id)
    assert (taken.state, taken.attempts) == ("delivered", 10)


def test_who_does_not_answer_for_three_days_is_paused_and_later_misses_nothing(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler]
) -> None:
    site.replies[:] = [Reply(503)]
    hook = subscribes(town, caller, site)
    case_id = opens(town)
    follow(town.installation)
    town.works(handlers)
    town.clock.advance(timedelta(days=3))
    town.works(handlers)
    systems = town.person("systems")
    (row,) = subscribers(town.installation, systems)
    assert row.paused_at == town.clock.now()
    town.does("ana", case_id, "read")
    assert follow(town.installation) == 0
    assert {each.state for each in log(town, hook.webhook_id)} == {"failed"}
    site.replies[:] = [Reply(200)]
    site.requests.clear()
    assert resume(town.installation, systems, hook.webhook_id) is None
    assert follow(town.installation) == 3
    town.works(handlers)
    assert {json.loads(request.body)["id"] for request in site.requests} == {
        f"{case_id}-{seq}" for seq in range(1, 6)
    }
    assert {each.state for each in log(town, hook.webhook_id)} == {"delivered"}


def test_who_says_that_it_is_gone_is_paused_at_once(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler]
) -> None:
    site.replies[:] = [Reply(410)]
    subscribes(town, caller, site)
    opens(town)
    follow(town.installation)
    town.works(handlers)
    (row,) = subscribers(town.installation, town.person("systems"))
    assert row.paused_at is not None
    assert len(site.requests) == 1


def test_who_was_removed_is_told_no_more(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler]
) -> None:
    hook = subscribes(town, caller, site)
    case_id = opens(town)
    follow(town.installation)
    systems = town.person("systems")
    assert [remove(town.installation, systems, hook.webhook_id) for _ in range(2)] == [None, None]
    town.does("ana", case_id, "read")
    assert follow(town.installation) == 0
    town.works(handlers)
    assert site.requests == []
    assert subscribers(town.installation, systems) == ()
    (first, _) = log(town, hook.webhook_id)
    assert (first.state, first.answer) == ("failed", "removed")
    assert resume(town.installation, systems, hook.webhook_id) == Refused(RefusalKind.NOT_FOUND)
    assert redeliver(town.installation, systems, first.id) == Refused(RefusalKind.NOT_FOUND)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"url": "https://other.example/"}, "url"),
        ({"url": "hooks.example"}, "url"),
        ({"kinds": ["cauce.case_started", "cauce.nothing"]}, "kinds"),
        ({"process_key": "nothing"}, "process"),
    ],
)
def test_a_subscription_that_could_never_be_told_is_refused(
    town: Town, caller: Caller, site: Web, asked: dict[str, object], field: str
) -> None:
    good = {"url": f"http://hooks.example:{site.port}/"}
    answer = add(town.installation, town.person("systems"), caller, **{**good, **asked})
    assert isinstance(answer, Refused)
    assert answer.details["field"] == field


def test_what_was_taken_is_forgotten_after_a_month_and_what_failed_is_not(
    town: Town, caller: Caller, site: Web, handlers: dict[str, Handler]
) -> None:
    site.replies[:] = [Reply(200), Reply(410)]
    hook = subscribes(town, caller, site)
    opens(town)
    follow(town.installation)
    town.works(handlers)
    town.clock.advance(timedelta(days=30))
    assert prune(town.installation) == 0
    town.clock.advance(timedelta(hours=1))
    assert prune(town.installation) == 3  # two jobs and one delivery
    assert [each.state for each in log(town, hook.webhook_id)] == ["failed"]


def test_the_secret_lies_nowhere(town: Town, caller: Caller, site: Web) -> None:
    hook = subscribes(town, caller, site)
    key = hook.secret.removeprefix("whsec_")
    (row,) = subscribers(town.installation, town.person("systems"))
    assert key not in repr(row) + repr(hook)
