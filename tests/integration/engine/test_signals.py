"""A signal reaches every case of the municipality that listens, once each."""

from __future__ import annotations

from engine.cases import Facts
from engine.cases.mending import mend
from engine.messages import broadcast, broadcasting
from storage.queries.cases import incidents_of_case
from tests.diagrams import boundary, bundle, catch, end, event, path, script, start, timer, user
from tests.town import Town

SIGNAL = '<bpmn:signalEventDefinition signalRef="flood"/>'
ROOT = '<bpmn:signal id="flood" name="flood"/>'
LISTENS = bundle(
    start(), catch("heard", SIGNAL), user("act"), end(), path("start", "heard", "act", "end"),
    roots=ROOT, manifest='operators = ["boss"]',
)  # fmt: skip
WORKS = bundle(
    start(), user("work"), end(),
    boundary("alarm", "work", SIGNAL, interrupts=False), user("act"), end("over"),
    path("start", "work", "end"), path("alarm", "act", "over"), roots=ROOT, key="works",
)  # fmt: skip
THROWS = bundle(
    start(), event("warn", "endEvent", SIGNAL), path("start", "warn"), roots=ROOT, key="warns",
)  # fmt: skip


def opened(town: Town, process: str = "test", **facts: object) -> int:
    town.person("ana", "clerk")
    return town.open_case("ana", process, Facts(facts))


def alarm(town: Town, key: str | None = None) -> None:
    broadcast(town.installation, town.person("systems"), "flood", {}, sender_key=key)
    while town.works():
        pass


def test_a_signal_of_one_case_reaches_those_that_listen_after_the_commit(town: Town) -> None:
    for process in (LISTENS, WORKS, THROWS):
        town.deploys(process)
    one, other, third = opened(town), opened(town), opened(town, "works")
    opened(town, "warns")
    assert [town.steps(case_id) for case_id in (one, other, third)] == [[], [], ["work"]]
    assert town.works() == 1
    reached = [town.steps(case_id) for case_id in (one, other, third)]
    assert reached == [["act"], ["act"], ["work", "act"]]
    assert town.verification().faults == ()


def test_who_begins_to_listen_after_the_signal_does_not_hear_it(town: Town) -> None:
    town.deploys(LISTENS)
    town.deploys(THROWS)
    opened(town, "warns")
    late = opened(town)
    town.works()
    assert town.steps(late) == []


def test_a_signal_is_heard_once_however_often_it_is_sent_under_its_key(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town, "works")
    alarm(town, "alarm-1")
    alarm(town, "alarm-1")
    assert town.steps(case_id) == ["work", "act"]
    alarm(town, "alarm-2")
    assert town.steps(case_id) == ["work", "act", "act"]


def test_a_batch_that_is_done_again_is_heard_by_nobody_twice(town: Town) -> None:
    """At least once, exactly once for each listener: a worker died before its job was done."""
    from datetime import timedelta

    from engine.worker import dispatcher

    town.deploys(WORKS)
    case_id = opened(town, "works")
    broadcast(town.installation, town.person("systems"), "flood", {})
    applied = dispatcher.apply_result
    dispatcher.apply_result = lambda *_: None  # the worker dies here
    try:
        assert town.works() == 1
    finally:
        dispatcher.apply_result = applied
    assert town.steps(case_id) == ["work", "act"]
    town.clock.advance(timedelta(minutes=11))
    assert town.works() == 1
    assert town.steps(case_id) == ["work", "act"]


def test_many_listeners_are_reached_batch_by_batch(town: Town) -> None:
    town.deploys(LISTENS)
    found = [opened(town) for _ in range(5)]
    whole, broadcasting.BATCH = broadcasting.BATCH, 2
    try:
        broadcast(town.installation, town.person("systems"), "flood", {})
        batches = town.works()
    finally:
        broadcasting.BATCH = whole
    assert batches == 3
    assert [town.steps(case_id) for case_id in found] == [["act"]] * 5


def test_a_listener_whose_step_fails_keeps_nobody_else_from_hearing_and_can_be_mended(
    town: Town,
) -> None:
    breaks = bundle(
        start(), catch("heard", SIGNAL), script("half", "mitad(monto)", "m"),
        event("later", "intermediateCatchEvent", timer("=m", "timeDate")), end(),
        path("start", "heard", "half", "later", "end"), roots=ROOT, key="breaks",
    )  # fmt: skip
    town.deploys(breaks)
    town.deploys(LISTENS)
    broken, well = opened(town, "breaks"), opened(town)
    alarm(town)
    assert town.steps(well) == ["act"]
    (incident,) = town.reads(lambda c: incidents_of_case(c, town.municipality_id, broken))
    assert incident.job_id is not None
    mend(town.installation, town.person("ana"), incident.id)
    assert town.works() == 1
    assert len(town.reads(lambda c: incidents_of_case(c, town.municipality_id, broken))) == 1


def test_a_case_that_is_over_listens_no_more(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town, "works")
    town.does("ana", case_id, "work")
    alarm(town)
    assert town.case(case_id).state == "completed"
    assert town.verification().faults == ()


def test_an_event_gateway_and_a_handler_listen_to_signals(town: Town) -> None:
    handled = bundle(
        start(),
        '<bpmn:eventBasedGateway id="first"/>',
        catch("heard", SIGNAL), catch("late", timer("P3D")), user("act"), user("close"), end(),
        '<bpmn:subProcess id="beside" triggeredByEvent="true">'
        f'<bpmn:startEvent id="hs" isInterrupting="false">{SIGNAL}</bpmn:startEvent>'
        + user("note") + '<bpmn:endEvent id="he"/>' + path("hs", "note", "he")
        + "</bpmn:subProcess>",
        path("start", "first", "heard", "act", "end"), path("first", "late", "close", "end"),
        roots=ROOT,
    )  # fmt: skip
    town.deploys(handled)
    case_id = opened(town)
    alarm(town)
    assert sorted(town.steps(case_id)) == ["act", "note"]
    alarm(town)
    assert sorted(town.steps(case_id)) == ["act", "note", "note"]


def test_a_suspended_case_hears_the_signal_when_it_is_resumed(town: Town) -> None:
    from engine.cases.suspending import resume, suspend

    town.deploys(LISTENS)
    town.deploys(WORKS)
    asleep, awake = opened(town), opened(town)
    luis = town.person("luis", "boss")
    suspend(town.installation, luis, asleep, "Falta un informe")
    alarm(town)
    assert [town.steps(case_id) for case_id in (asleep, awake)] == [[], ["act"]]
    resume(town.installation, luis, asleep, "Llegó el informe")
    town.waits(hours=1)
    town.works()
    assert town.steps(asleep) == ["act"]
