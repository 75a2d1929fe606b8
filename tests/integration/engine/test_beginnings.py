"""Cases that nobody opens by hand: a message, a signal, the clock or a condition begins them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from engine.cases import Facts
from engine.definitions import Bundle, activate
from engine.history.town import TownEventKind
from engine.messages import Published, broadcast, publish
from engine.messages.unopened import Unopened, forget, try_again, unopened_cases
from engine.refusals import BadDefinition, RefusalKind, Refused
from engine.values import loads
from engine.worker.timekeeper import sweep_starts
from storage.queries.starts import starts_of
from storage.queries.town_history import town_events_of
from tests.diagrams import bundle, end, event, message, message_root, path, start, timer, user
from tests.town import MONDAY, Town

SIGNAL = '<bpmn:signalEventDefinition signalRef="flood"/>'
SIGNAL_ROOT = '<bpmn:signal id="flood" name="flood"/>'
ONE = timedelta(days=1)


def beginning(definition: str, *, key: str = "reply", roots: str = "", more: str = "") -> Bundle:
    """A process that only begins by an event."""
    return bundle(
        event("begin", "startEvent", definition, **({"parallelMultiple": "true"} if more else {})),
        user("look"),
        end(),
        path("begin", "look", "end"),
        key=key,
        roots=roots,
    )


BY_MESSAGE = beginning(message("petition"), roots=message_root("petition", "folio"))


def clocked(expression: str, kind: str = "timeCycle", key: str = "reply") -> Bundle:
    """A process that the clock begins."""
    return beginning(timer(expression, kind), key=key)


def steps_of(town: Town, process: str = "reply") -> list[list[str]]:
    return [town.steps(case_id) for case_id in town.cases_of(process)]


def test_a_message_opens_a_case_with_what_it_brings(town: Town) -> None:
    town.deploys(
        bundle(
            event("begin", "startEvent", message("petition")),
            user("look", extra=""),
            end(),
            path("begin", "look", "end"),
            key="reply",
            roots=message_root("petition", "folio"),
            case='<bpmn:extensionElements><cauce:subject expression="=asunto"/>'
            "</bpmn:extensionElements>",
        )
    )
    answer = town.publish("petition", "A-1", {"asunto": "Bache", "monto": Decimal(7)})
    assert answer == Published(0, kept=False, begun=1)
    (case_id,) = town.cases_of("reply")
    assert (town.steps(case_id), town.case(case_id).title) == (["look"], "Bache")
    assert town.verification().faults == ()


def test_a_message_that_a_case_waits_for_opens_no_other(town: Town) -> None:
    town.person("ana", "clerk")
    waits = bundle(
        start(),
        event("heard", "intermediateCatchEvent", message("petition")),
        user("read"),
        end(),
        path("start", "heard", "read", "end"),
        roots=message_root("petition", "folio"),
    )
    town.deploys(waits)
    town.deploys(BY_MESSAGE)
    waiting = town.open_case("ana", "test", Facts({"folio": "A-1"}))
    assert town.publish("petition", "A-1") == Published(1, kept=False)
    assert (town.steps(waiting), town.cases_of("reply")) == (["read"], [])
    assert town.publish("petition", "B-2") == Published(0, kept=False, begun=1)


def test_a_message_sent_again_under_its_key_opens_no_second_case(town: Town) -> None:
    town.deploys(BY_MESSAGE)
    for begun in (1, 0):
        answer = town.publish("petition", "A", sender_key="mail-17")
        assert answer == Published(0, kept=False, begun=begun)
    town.publish("petition", "A", sender_key="mail-18")
    assert steps_of(town) == [["look"], ["look"]]


def test_a_message_delivered_under_its_key_is_not_delivered_again(town: Town) -> None:
    town.person("ana", "clerk")
    town.deploys(
        bundle(
            start(),
            user("work"),
            end(),
            event(
                "more", "boundaryEvent", message("petition"), attachedToRef="work",
                cancelActivity="false",
            ),
            user("read"),
            end("heard"),
            path("start", "work", "end"),
            path("more", "read", "heard"),
            roots=message_root("petition", "folio"),
        )
    )  # fmt: skip
    case_id = town.open_case("ana", "test", Facts({"folio": "A"}))
    assert town.publish("petition", "A", sender_key="mail-1") == Published(1, kept=False)
    assert town.publish("petition", "A", sender_key="mail-1") == Published(0, kept=False)
    assert town.steps(case_id) == ["work", "read"]
    town.publish("petition", "A", sender_key="mail-2")
    assert town.steps(case_id) == ["work", "read", "read"]


def test_a_process_opens_the_case_of_another_by_a_message(town: Town) -> None:
    town.person("ana", "clerk")
    town.deploys(BY_MESSAGE)
    town.deploys(
        bundle(
            start(),
            event("ask", "endEvent", message("petition")),
            path("start", "ask"),
            roots=message_root("petition", "folio"),
        )
    )
    town.open_case("ana", "test", Facts({"folio": "A"}))
    assert town.cases_of("reply") == []
    assert town.works() == 1
    assert steps_of(town) == [["look"]]


def test_a_person_does_not_open_a_process_that_only_begins_by_an_event(town: Town) -> None:
    town.person("ana", "clerk")
    town.deploys(BY_MESSAGE)
    answer = town.start("ana", "reply", Facts({}))
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.NOT_ALLOWED_TO_START


def test_another_version_in_force_begins_in_its_own_ways(town: Town) -> None:
    first = town.deploys(BY_MESSAGE)
    town.deploys(beginning(message("letter"), roots=message_root("letter", "folio")))
    refused = town.publish("petition", "A")
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.NOT_EXPECTED
    assert town.publish("letter", "A") == Published(0, kept=False, begun=1)
    activate(town.installation, town.person("systems"), first.id)
    assert town.publish("petition", "A") == Published(0, kept=False, begun=1)


def test_a_message_whose_first_step_fails_opens_nothing_and_says_why(town: Town) -> None:
    town.deploys(
        bundle(
            event("begin", "startEvent", message("petition")),
            event("later", "intermediateCatchEvent", timer("=cuando", "timeDate")),
            end(),
            path("begin", "later", "end"),
            key="reply",
            roots=message_root("petition", "folio"),
        )
    )
    answer = town.publish("petition", "A", {"cuando": "nunca"}, sender_key="mail-1")
    assert isinstance(answer, Refused)
    assert (answer.kind, answer.details["element"]) == (RefusalKind.STEP_FAILED, "later")
    assert town.cases_of("reply") == []
    good = town.publish("petition", "A", {"cuando": "2026-07-28"}, sender_key="mail-1")
    assert good == Published(0, kept=False, begun=1)


def test_the_clock_opens_a_case_at_each_of_its_moments(town: Town) -> None:
    town.deploys(clocked("R2/P1D"))
    assert town.cases_of("reply") == []
    for expected in (1, 2, 2):
        town.waits(days=1)
        assert len(town.cases_of("reply")) == expected
    assert town.case(town.cases_of("reply")[0]).opened_at == MONDAY + ONE


def test_a_start_that_fell_due_while_nobody_ran_opens_one_case(town: Town) -> None:
    town.deploys(clocked("R/2026-03-03T08:00:00-05:00/P1D"))
    town.waits(days=9)
    assert len(town.cases_of("reply")) == 1
    (row,) = town.reads(lambda c: starts_of(c, town.municipality_id, process_key="reply"))
    assert row.due_at == datetime(2026, 3, 12, 13, tzinfo=UTC)


def test_a_date_that_is_past_when_the_version_comes_into_force_opens_nothing(town: Town) -> None:
    town.deploys(clocked("2026-01-01", "timeDate"))
    town.waits(days=30)
    assert town.cases_of("reply") == []


def test_deploying_the_same_timer_again_does_not_put_it_off(town: Town) -> None:
    town.deploys(clocked("R2/P7D"))
    town.waits(days=5)
    changed = beginning(timer("R2/P7D", "timeCycle") + "<!-- redrawn -->")
    town.deploys(changed)
    town.waits(days=2)
    assert len(town.cases_of("reply")) == 1
    town.waits(days=6)
    town.waits(days=30)
    assert len(town.cases_of("reply")) == 2


def test_two_timekeepers_open_one_case(town: Town) -> None:
    from engine.cases.clock_starts import begin_due
    from storage.database import WHOLE_INSTALLATION
    from storage.queries.starts import due_starts

    town.deploys(clocked("R/P1D"))
    town.clock.advance(ONE)
    with town.installation.database.read(WHOLE_INSTALLATION) as connection:
        found = due_starts(connection, now=town.clock.now(), limit=500)
    mine = [row for row in found if row.municipality_id == town.municipality_id]
    assert begin_due(town.installation, mine[0]) is not None
    assert begin_due(town.installation, mine[0]) is None
    assert len(town.cases_of("reply")) == 1


def test_a_timer_whose_case_cannot_be_opened_keeps_why_and_goes_on(town: Town) -> None:
    broken = bundle(
        event("begin", "startEvent", timer("R/P1D", "timeCycle")),
        event("later", "intermediateCatchEvent", timer('="nunca"', "timeDate")),
        end(),
        path("begin", "later", "end"),
        key="reply",
    )
    town.deploys(broken)
    town.waits(days=1)
    assert town.cases_of("reply") == []
    (row,) = town.reads(lambda c: starts_of(c, town.municipality_id, process_key="reply"))
    assert "El temporizador no sirve" in (row.fault or "")
    assert row.due_at == MONDAY + 2 * ONE


def test_a_timer_that_comes_to_nothing_keeps_the_version_out_of_force(town: Town) -> None:
    from engine.definitions import deploy

    bad = clocked('=if 1 = 2 then "R/P1D" else null')
    answer = deploy(town.installation, town.person("systems"), bad)
    assert isinstance(answer, BadDefinition)
    assert answer.problems[0].element_id == "begin"


def test_a_condition_opens_a_case_each_time_it_becomes_true(town: Town) -> None:
    condition = (
        "<bpmn:conditionalEventDefinition><bpmn:condition>"
        "=day of week(today()) = &quot;Friday&quot;"
        "</bpmn:condition></bpmn:conditionalEventDefinition>"
    )
    town.deploys(beginning(condition))
    counts = []
    for _ in range(12):
        town.waits(days=1)
        counts.append(len(town.cases_of("reply")))
    assert counts == [0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2]


def test_a_signal_opens_one_case_of_each_process_that_begins_with_it(town: Town) -> None:
    town.deploys(beginning(SIGNAL, key="rescue", roots=SIGNAL_ROOT))
    town.deploys(beginning(SIGNAL, key="shelter", roots=SIGNAL_ROOT))
    other = beginning(SIGNAL.replace("flood", "fire"), key="quiet",
                      roots=SIGNAL_ROOT.replace("flood", "fire"))  # fmt: skip
    town.deploys(other)
    systems = town.person("systems")
    for _ in range(2):
        broadcast(town.installation, systems, "flood", {}, sender_key="alarm-1")
    assert town.works() == 1
    found = [len(town.cases_of(key)) for key in ("rescue", "shelter", "quiet")]
    assert found == [1, 1, 0]


def test_the_first_message_of_several_opens_the_case_and_the_others_find_it_by_its_key(
    town: Town,
) -> None:
    """A parallel event gateway begins with all its messages (BPMN 2.0.2, 10.6.6)."""
    town.deploys(
        bundle(
            '<bpmn:eventBasedGateway id="both" instantiate="true" eventGatewayType="Parallel"/>',
            event("form", "intermediateCatchEvent", message("form_sent")),
            event("fee", "intermediateCatchEvent", message("fee_paid")),
            '<bpmn:parallelGateway id="join"/>',
            user("look"),
            end(),
            path("both", "form", "join"),
            path("both", "fee", "join"),
            path("join", "look", "end"),
            key="reply",
            roots=message_root("form_sent", "folio") + message_root("fee_paid", "folio"),
        )
    )
    assert town.publish("fee_paid", "7") == Published(0, kept=False, begun=1)
    assert town.publish("form_sent", "8") == Published(0, kept=False, begun=1)
    assert steps_of(town) == [[], []]
    assert town.publish("form_sent", "7") == Published(1, kept=False)
    assert steps_of(town) == [["look"], []]
    assert town.verification().faults == ()


def test_a_start_that_needs_several_things_waits_for_all_of_them(town: Town) -> None:
    both = message("petition") + SIGNAL
    town.deploys(
        beginning(both, roots=message_root("petition", "folio") + SIGNAL_ROOT, more="parallel")
    )
    publish(town.installation, town.person("systems"), "petition", "A", {})
    assert steps_of(town) == [[]]
    broadcast(town.installation, town.person("systems"), "flood", {})
    town.works()
    assert sorted(steps_of(town)) == [[], ["look"]]  # the flood also opened one of its own


def test_a_start_with_several_definitions_begins_by_any_of_them(town: Town) -> None:
    several = message("petition") + timer("R1/P1D", "timeCycle") + timer("R1/P2D", "timeCycle")
    town.deploys(beginning(several, roots=message_root("petition", "folio")))
    town.publish("petition", "A")
    town.waits(days=1)
    town.waits(days=1)
    assert steps_of(town) == [["look"]] * 3
    assert sweep_starts(town.installation) == 0


def breaks(moment: str, *, begin: str = SIGNAL, roots: str = SIGNAL_ROOT) -> Bundle:
    """A process whose first step reads a moment."""
    return bundle(
        event("begin", "startEvent", begin),
        event("later", "intermediateCatchEvent", timer(moment, "timeDate")),
        user("look"),
        end(),
        path("begin", "later", "look", "end"),
        key="reply",
        roots=roots,
    )


def left_unopened(town: Town) -> tuple[Unopened, ...]:
    return town.reads(lambda c: unopened_cases(c, town.municipality_id))


def test_what_a_signal_could_not_open_waits_for_a_person_and_keeps_no_other_from_opening(
    town: Town,
) -> None:
    town.person("ana", "clerk")
    town.deploys(breaks('="nunca"'))
    town.deploys(beginning(SIGNAL, key="shelter", roots=SIGNAL_ROOT))
    broadcast(town.installation, town.person("systems"), "flood", {"rio": "Rímac"})
    while town.works():
        pass
    assert (len(town.cases_of("reply")), len(town.cases_of("shelter"))) == (0, 1)
    (left,) = left_unopened(town)
    assert (left.process_key, left.kind, left.name) == ("reply", "signal", "flood")
    assert "El temporizador no sirve" in left.reason
    stranger = town.person("bea", "other")
    refused = try_again(town.installation, stranger, left.id)
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.NO_ROLE
    again = try_again(town.installation, town.person("ana"), left.id)
    assert not isinstance(again, Refused)
    assert left_unopened(town) == ()
    town.works()
    assert len(left_unopened(town)) == 1  # nothing was mended
    town.deploys(breaks('="2026-07-28"'))
    try_again(town.installation, town.person("ana"), left.id)
    town.works()
    assert (len(town.cases_of("reply")), len(town.cases_of("shelter"))) == (1, 1)
    assert left_unopened(town) == ()
    gone = try_again(town.installation, town.person("ana"), left.id)
    assert isinstance(gone, Refused)
    assert town.verification().faults == ()


def test_what_nobody_wants_opened_any_more_is_given_up(town: Town) -> None:
    town.person("ana", "clerk")
    town.deploys(breaks('="nunca"'))
    broadcast(town.installation, town.person("systems"), "flood", {})
    while town.works():
        pass
    (left,) = left_unopened(town)
    stranger = forget(town.installation, town.person("bea", "other"), left.id)
    assert isinstance(stranger, Refused)
    ana = town.person("ana")
    forget(town.installation, ana, left.id)
    assert left_unopened(town) == ()
    assert (town.works(), town.cases_of("reply")) == (0, [])
    again = forget(town.installation, ana, left.id)
    assert isinstance(again, Refused)
    kinds = (TownEventKind.CASE_GIVEN_UP,)
    [told] = town.reads(lambda c: town_events_of(c, town.municipality_id, kinds=kinds))
    assert told.person_id == ana.person_id
    assert loads(told.data) == {
        "process": "reply", "title": "Prueba", "by": "signal", "name": "flood",
    }  # fmt: skip
    assert "El temporizador no sirve" in loads(told.detail or "")["failure"]
    assert town.verification().faults == ()


def test_a_message_kept_before_a_version_begins_with_it_opens_a_case_when_it_comes_into_force(
    town: Town,
) -> None:
    kept = town.publish("petition", "A", {"folio": "A"}, keep_for=30 * ONE, sender_key="mail-1")
    assert kept == Published(0, kept=True)
    town.publish("letter", "B", keep_for=30 * ONE)
    for key in ("reply", "file"):
        town.deploys(
            beginning(message("petition"), key=key, roots=message_root("petition", "folio"))
        )
    town.listens()
    assert town.works() == 2
    town.listens()
    assert town.works() == 0
    assert (len(town.cases_of("reply")), len(town.cases_of("file"))) == (1, 1)
    assert town.publish("petition", "A", sender_key="mail-1") == Published(0, kept=False)
    assert town.verification().faults == ()


def test_an_expired_message_and_one_that_a_case_waits_for_open_nothing(town: Town) -> None:
    town.publish("petition", "A", keep_for=ONE)
    town.clock.advance(2 * ONE)
    town.deploys(beginning(message("petition"), roots=message_root("petition", "folio")))
    town.listens()
    assert (town.works(), town.cases_of("reply")) == (0, [])


def test_a_kept_message_whose_case_cannot_be_opened_waits_for_a_person(town: Town) -> None:
    town.publish("petition", "A", keep_for=30 * ONE)
    town.deploys(
        breaks('="nunca"', begin=message("petition"), roots=message_root("petition", "folio"))
    )
    town.listens()
    while town.works():
        pass
    (left,) = left_unopened(town)
    assert (left.kind, left.name, town.cases_of("reply")) == ("message", "petition", [])


FRIDAY = (
    "<bpmn:conditionalEventDefinition><bpmn:condition>"
    "=day of week(today()) = &quot;Friday&quot;"
    "</bpmn:condition></bpmn:conditionalEventDefinition>"
)


def at_a_gateway(kind: str, **ways: str) -> Bundle:
    """A process that begins at an event gateway: each way leads to a task of its name."""
    events = "".join(event(name, "intermediateCatchEvent", ways[name]) for name in ways)
    if kind == "Parallel":
        after = '<bpmn:parallelGateway id="join"/>' + user("look") + path("join", "look", "end")
        after += "".join(path("first", name, "join") for name in ways)
    else:
        after = "".join(user(f"after_{name}") for name in ways)
        after += "".join(path("first", name, f"after_{name}", "end") for name in ways)
    gateway = f'<bpmn:eventBasedGateway id="first" instantiate="true" eventGatewayType="{kind}"/>'
    roots = message_root("petition", "folio") + SIGNAL_ROOT
    return bundle(gateway, events, end(), after, key="reply", roots=roots)


def test_an_event_gateway_begins_a_case_by_whichever_of_its_events_comes(town: Town) -> None:
    """An exclusive one: a message, a date, a signal or a condition (BPMN 2.0.2, 10.6.6)."""
    town.deploys(
        at_a_gateway(
            "Exclusive", letter=message("petition"), late=timer("R1/P2D", "timeCycle"),
            alarm=SIGNAL, friday=FRIDAY,
        )
    )  # fmt: skip
    assert town.publish("petition", "A") == Published(0, kept=False, begun=1)
    broadcast(town.installation, town.person("systems"), "flood", {})
    town.works()
    town.waits(days=2)
    town.waits(days=2)
    begun = sorted(steps_of(town))
    assert begun == [["after_alarm"], ["after_friday"], ["after_late"], ["after_letter"]]
    assert town.publish("petition", "A") == Published(0, kept=False, begun=1)
    assert town.verification().faults == ()


def test_a_parallel_event_gateway_that_a_signal_opened_waits_for_its_timer(town: Town) -> None:
    town.deploys(at_a_gateway("Parallel", alarm=SIGNAL, rest=timer("P3D")))
    broadcast(town.installation, town.person("systems"), "flood", {})
    town.works()
    assert steps_of(town) == [[]]
    town.waits(days=2)
    assert steps_of(town) == [[]]
    town.waits(days=1)
    assert ["look"] in steps_of(town)  # three days after the signal


def test_a_parallel_event_gateway_that_the_clock_opened_waits_for_its_message(town: Town) -> None:
    town.deploys(at_a_gateway("Parallel", late=timer("P1D"), letter=message("petition")))
    town.waits(days=1)
    assert steps_of(town) == [[]]
    town.publish("petition", "")
    assert steps_of(town) == [["look"]]


def test_what_begins_at_a_gateway_knows_no_case_either(town: Town) -> None:
    from engine.definitions import deploy

    reads = at_a_gateway("Exclusive", letter=message("petition"), late=timer("=cuando", "timeDate"))
    answer = deploy(town.installation, town.person("systems"), reads)
    assert isinstance(answer, BadDefinition)
    told = {(fault.element_id, fault.rule) for fault in answer.problems if fault.is_error}
    assert told == {("late", "start")}
