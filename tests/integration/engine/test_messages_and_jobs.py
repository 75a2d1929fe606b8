"""Messages meet whoever waits; jobs are done at least once, retried, and end as incidents."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from engine.cases import Facts
from engine.cases.mending import mend
from engine.jobs.messages import message_handlers
from engine.jobs.results import BusinessError, Done, Incident, Result, Retry, Work
from engine.messages import Published
from engine.refusals import RefusalKind, Refused
from engine.worker import dispatcher
from engine.worker.dispatcher import LEASE, run_due
from engine.worker.rescuer import rescue
from storage.queries.cases import incidents_of_case
from tests.diagrams import (
    boundary,
    bundle,
    catch,
    end,
    event,
    flow,
    message,
    message_root,
    path,
    service,
    start,
    user,
)
from tests.town import Town

WAITS = bundle(
    start(),
    catch("paid", message("payment")),
    user("check"),
    end(),
    path("start", "paid", "check", "end"),
    roots=message_root("payment", "folio"),
)
WORKS = bundle(
    start(),
    service("send", "mail", retries=2),
    boundary("bounced", "send", '<bpmn:errorEventDefinition errorRef="e_bounced"/>'),
    user("call"),
    end("sent"),
    end("called"),
    path("start", "send", "sent"),
    path("bounced", "call", "called"),
    roots='<bpmn:error id="e_bounced" name="bounced" errorCode="BOUNCED"/>',
)


def opened(town: Town, **facts: object) -> int:
    town.person("ana", "clerk")
    return town.open_case("ana", "test", Facts(facts))


def test_a_message_reaches_the_case_with_its_key(town: Town) -> None:
    town.deploys(WAITS)
    one, other = opened(town, folio="A"), opened(town, folio="B")
    assert town.publish("payment", "B", {"amount": Decimal(3)}) == Published(1, kept=False)
    assert (town.steps(one), town.steps(other)) == ([], ["check"])
    assert town.verification().faults == ()


def test_a_message_nobody_expects_is_refused(town: Town) -> None:
    answer = town.publish("payment", "A")
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.NOT_EXPECTED


def test_a_message_is_kept_for_who_comes_later(town: Town) -> None:
    town.deploys(WAITS)
    assert town.publish("payment", "A", keep_for=timedelta(days=2)) == Published(0, kept=True)
    first, second = opened(town, folio="A"), opened(town, folio="A")
    assert (town.steps(first), town.steps(second)) == (["check"], [])


def test_a_kept_message_expires(town: Town) -> None:
    town.deploys(WAITS)
    town.publish("payment", "A", keep_for=timedelta(days=2))
    town.waits(days=2)
    assert town.steps(opened(town, folio="A")) == []


def test_a_message_is_delivered_once(town: Town) -> None:
    town.deploys(WAITS)
    case_id = opened(town, folio="A")
    town.publish("payment", "A")
    again = town.publish("payment", "A")
    assert isinstance(again, Refused)
    assert town.steps(case_id) == ["check"]


def test_a_message_left_behind_by_a_dead_process_is_found_by_the_sweep(town: Town) -> None:
    from engine.messages import publishing

    town.deploys(WAITS)
    case_id = opened(town, folio="A")
    message = publishing._Message("payment", "A", {}, "{}", None)
    publishing._keep(town.installation, town.person("systems"), message, timedelta(days=1))
    assert town.listens() == 1
    assert town.steps(case_id) == ["check"]


def test_a_thrown_message_is_published_after_the_commit(town: Town) -> None:
    town.deploys(WAITS)
    waiting = opened(town, folio="A")
    thrown(town)
    assert town.steps(waiting) == []
    assert town.works() == 1
    assert town.steps(waiting) == ["check"]


def test_a_job_advances_its_case_when_it_is_done(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town)
    seen: list[Work] = []

    def handler(work: Work) -> Result:
        seen.append(work)
        return Done()

    assert town.works({"mail": handler}) == 1
    assert town.case(case_id).outcome == "sent"
    assert (seen[0].case_id, seen[0].attempt) == (case_id, 1)
    assert town.works({"mail": handler}) == 0
    assert town.verification().faults == ()


def test_a_job_that_fails_is_tried_again_later_under_the_same_key(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town)
    keys: list[str] = []

    def handler(work: Work) -> Result:
        keys.append(work.idempotency_key)
        if work.attempt == 1:
            raise OSError("the post is closed")
        return Done()

    town.works({"mail": handler})
    assert town.works({"mail": handler}) == 0
    town.clock.advance(timedelta(minutes=5))
    assert town.works({"mail": handler}) == 1
    assert town.case(case_id).outcome == "sent"
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_a_job_without_attempts_left_becomes_an_incident_and_can_be_mended(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town)
    for _ in range(2):
        town.works({"mail": lambda _: Retry("closed")})
        town.clock.advance(timedelta(minutes=20))
    (incident,) = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    assert (incident.element_key, incident.message) == ("send", "closed")
    assert town.works({"mail": lambda _: Done()}) == 0
    assert not isinstance(mend(town.installation, town.people["ana"], incident.id), Refused)
    assert town.works({"mail": lambda _: Done()}) == 1
    assert town.case(case_id).outcome == "sent"
    assert town.verification().faults == ()


def test_a_business_error_takes_the_way_that_is_drawn_for_it(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town)
    town.works({"mail": lambda _: BusinessError("BOUNCED")})
    assert town.steps(case_id) == ["call"]


def test_work_of_an_unknown_kind_waits_for_an_external_worker_and_then_for_a_person(
    town: Town,
) -> None:
    town.deploys(WORKS)
    case_id = opened(town)
    assert town.works({}) == 0
    town.clock.advance(timedelta(hours=23))
    assert rescue(town.installation, ["stamp"]) == 0
    town.clock.advance(timedelta(hours=1))
    assert rescue(town.installation, ["mail"]) == 0
    assert rescue(town.installation, ["stamp"]) == 1
    assert rescue(town.installation, ["stamp"]) == 0
    (incident,) = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    assert incident.message == (
        "Ningún trabajador externo ha tomado el trabajo «mail» en 24 horas: "
        "póngalo en marcha, o corrija el tipo en el diagrama, y reintente."
    )
    assert not isinstance(mend(town.installation, town.people["ana"], incident.id), Refused)
    assert town.works({"mail": lambda _: Done()}) == 1


def test_a_job_rests_as_its_step_says(town: Town) -> None:
    headers = (
        '<zeebe:taskHeaders><zeebe:header key="retryBackoff" value="PT1M, PT2H"/>'
        "</zeebe:taskHeaders>"
    )
    town.deploys(
        bundle(
            start(),
            service("send", "mail", retries=4, more=headers),
            end(),
            path("start", "send", "end"),
        )
    )
    opened(town)
    tried: list[int] = []
    for minutes in (0, 0.9, 0.1, 119, 1, 119, 1):
        town.clock.advance(timedelta(minutes=minutes))
        tried.append(town.works({"mail": lambda _: Retry("closed")}))
    assert tried == [1, 0, 1, 0, 1, 0, 1]


def test_a_job_that_would_carry_too_much_is_an_incident_that_names_its_step(town: Town) -> None:
    inputs = '<zeebe:ioMapping><zeebe:input source="=text" target="text"/></zeebe:ioMapping>'
    town.deploys(
        bundle(
            start(),
            service("send", "mail", more=inputs),
            end(),
            path("start", "send", "end"),
        )
    )
    town.person("ana", "clerk")
    answer = town.start("ana", "test", Facts({"text": "x" * 100_000}))
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.STEP_FAILED
    assert answer.details["element"] == "send"
    assert "el límite es 100000" in answer.details["message"]


def test_a_handler_that_brings_too_much_back_makes_an_incident(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town)
    town.works({"mail": lambda _: Done({"text": "x" * 100_000})})
    (incident,) = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    assert incident.message == (
        "El trabajo devolvió 100011 caracteres de datos y el límite es 100000."
    )
    assert town.case(case_id).state == "open"


def test_an_attempt_that_was_overtaken_does_not_advance_the_case(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town)

    def overtaken(_: Work) -> Result:
        town.clock.advance(LEASE)
        assert town.works({"mail": lambda _: Retry("closed")}) == 1
        return Done()

    assert town.works({"mail": overtaken}) == 1
    assert town.case(case_id).state == "open"
    town.clock.advance(timedelta(minutes=20))
    assert town.works({"mail": lambda _: Done()}) == 0


def test_an_incident_of_a_handler_says_why(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town)
    town.works({"mail": lambda _: Incident("La dirección no existe")})
    (incident,) = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    assert incident.message == "La dirección no existe"


def test_a_job_of_a_cancelled_case_is_withdrawn(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town)
    assert not isinstance(town.cancel("ana", case_id, "Ya no"), Refused)
    assert town.works({"mail": lambda _: Done()}) == 0


def test_a_kept_message_whose_step_fails_makes_one_incident_however_often_it_is_tried(
    town: Town,
) -> None:
    fragile = bundle(
        start(),
        catch("paid", message("payment")),
        '<bpmn:exclusiveGateway id="which"/>',
        end("much"),
        end("little"),
        path("start", "paid", "which"),
        flow("which", "much", "amount &gt; 10"),
        flow("which", "little", "amount &lt;= 10"),
        roots=message_root("payment", "folio"),
    )
    town.deploys(fragile)
    case_id = opened(town, folio="A")
    kept = town.publish("payment", "A", {}, keep_for=timedelta(days=1))
    assert kept == Published(0, kept=True)
    for _ in range(3):
        assert town.listens() == 0
    found = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    assert [incident.element_key for incident in found] == ["which"]
    assert town.verification().faults == ()


def thrown(town: Town) -> None:
    """A case that throws `payment` for folio A has done so; the message is on its way."""
    throws = bundle(
        start(),
        event("tell", "intermediateThrowEvent", message("payment")),
        user("rest"),
        end(),
        path("start", "tell", "rest", "end"),
        key="other",
        roots=message_root("payment", "folio"),
    )
    town.deploys(throws)
    town.open_case("ana", "other", Facts({"folio": "A"}))


def test_a_message_whose_bringer_died_after_bringing_it_is_not_brought_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.deploys(WAITS)
    first = opened(town, folio="A")
    thrown(town)
    with monkeypatch.context() as killed:
        killed.setattr(dispatcher, "apply_result", lambda *_: None)
        assert town.works() == 1
    second = opened(town, folio="A")
    town.clock.advance(timedelta(hours=1))
    town.works()
    town.listens()
    assert (town.steps(first), town.steps(second)) == (["check"], [])


def test_a_kept_message_whose_bringer_died_is_kept_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.deploys(WAITS)
    town.person("ana", "clerk")
    thrown(town)
    with monkeypatch.context() as killed:
        killed.setattr(dispatcher, "apply_result", lambda *_: None)
        assert town.works() == 1
    town.clock.advance(timedelta(hours=1))
    town.works()
    first, second = opened(town, folio="A"), opened(town, folio="A")
    town.listens()
    assert (town.steps(first), town.steps(second)) == (["check"], [])


def test_a_thrown_message_reaches_all_who_wait_each_by_a_job_of_its_own(town: Town) -> None:
    town.deploys(WAITS)
    waiting = [opened(town, folio="A") for _ in range(3)]
    thrown(town)
    assert town.works() == 4
    assert [town.steps(case_id) for case_id in waiting] == [["check"]] * 3
    assert town.works() == 0
    later = opened(town, folio="A")
    town.listens()
    assert town.steps(later) == []


def test_one_of_several_who_waits_no_more_keeps_nothing_back(town: Town) -> None:
    town.deploys(WAITS)
    one, other = opened(town, folio="A"), opened(town, folio="A")
    thrown(town)
    assert run_due(town.installation, message_handlers(town.installation), limit=1) == 1
    town.cancel("ana", one, "Ya no")
    town.works()
    assert (town.steps(one), town.steps(other)) == ([], ["check"])
    later = opened(town, folio="A")
    town.listens()
    assert town.steps(later) == []
