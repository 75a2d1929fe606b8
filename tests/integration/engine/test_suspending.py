"""While a case is suspended nothing moves in it; resumed, it goes on where it stood."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from engine.cases import CaseMoved, Facts, Order, cancel, move, resume, suspend
from engine.cases.suspending import Resumed, Suspended
from engine.history.kinds import EventKind
from engine.jobs.applying import Applied, apply_result
from engine.jobs.results import BusinessError, Done, Incident, Result, Retry, Work
from engine.messages import Published
from engine.refusals import RefusalKind, Refused
from engine.tasks import Completed
from storage.jobs import kept_jobs
from storage.queries.cases import incidents_of_case
from storage.queries.history import history_of
from tests.diagrams import (
    boundary,
    bundle,
    catch,
    end,
    message,
    message_root,
    path,
    service,
    start,
    timer,
    user,
)
from tests.rivals import together
from tests.town import Town

ASKS = bundle(
    start(),
    user("write"),
    boundary("late", "write", timer("P3D")),
    user("remind"),
    end(),
    end("reminded"),
    path("start", "write", "end"),
    path("late", "remind", "reminded"),
    manifest='operators = ["boss"]',
)
WAITS = bundle(
    start(),
    catch("paid", message("payment")),
    user("check"),
    end(),
    path("start", "paid", "check", "end"),
    roots=message_root("payment", "folio"),
    manifest='operators = ["boss"]',
)
BRINGS = '<zeebe:ioMapping><zeebe:output source="=debt" target="debt"/></zeebe:ioMapping>'
WORKS = bundle(
    start(),
    service("send", "mail", more=BRINGS),
    user("check"),
    end(),
    path("start", "send", "check", "end"),
    manifest='operators = ["boss"]',
)


ERRS = bundle(
    start(),
    service("send", "mail"),
    boundary("unknown", "send", '<bpmn:errorEventDefinition errorRef="e"/>'),
    user("check"),
    user("mend"),
    end(),
    end("mended"),
    path("start", "send", "check", "end"),
    path("unknown", "mend", "mended"),
    roots='<bpmn:error id="e" name="unknown" errorCode="UNKNOWN"/>',
    manifest='operators = ["boss"]',
)


def kept_by(town: Town, work: Work) -> Result:
    """Done, while the operator suspends the case."""
    assert work.case_id is not None
    stop(town, work.case_id)
    return Done({})


def opened(town: Town, **facts: object) -> int:
    town.person("ana", "clerk")
    town.person("luis", "boss")
    return town.open_case("ana", "test", Facts(facts))


def stop(town: Town, case_id: int, who: str = "luis") -> object:
    return suspend(town.installation, town.people[who], case_id, "Orden judicial")


def go_on(town: Town, case_id: int, who: str = "luis") -> object:
    return resume(town.installation, town.people[who], case_id, "Se levantó la orden")


def test_a_task_of_a_suspended_case_is_refused_and_what_was_typed_is_kept(town: Town) -> None:
    town.deploys(ASKS)
    case_id = opened(town)
    task_id = town.open_task(case_id, "write")
    stop(town, case_id)
    answers = [town.claim("ana", task_id), town.complete("ana", task_id, Facts({"a": "b"}))]
    assert [answer.kind for answer in answers if isinstance(answer, Refused)] == [
        RefusalKind.SUSPENDED
    ] * 2
    assert town.steps(case_id) == ["write"]
    go_on(town, case_id)
    assert isinstance(town.complete("ana", task_id, Facts({})), Completed)


def test_a_timer_that_falls_due_meanwhile_fires_when_the_case_goes_on(town: Town) -> None:
    town.deploys(ASKS)
    case_id, other = opened(town), opened(town)
    stop(town, case_id)
    town.waits(days=4)
    assert (town.steps(case_id), town.steps(other)) == (["write"], ["remind"])
    go_on(town, case_id)
    town.listens()
    assert town.steps(case_id) == ["remind"]


def test_a_message_for_a_suspended_case_is_kept_for_it(town: Town) -> None:
    town.deploys(WAITS)
    case_id = opened(town, folio="A")
    stop(town, case_id)
    assert town.publish("payment", "A") == Published(0, kept=True)
    town.listens()
    assert town.steps(case_id) == []
    go_on(town, case_id)
    assert town.steps(case_id) == ["check"]


def test_work_that_ends_meanwhile_is_kept_and_applied_once_when_the_case_goes_on(
    town: Town,
) -> None:
    town.deploys(WORKS)
    case_id = opened(town)
    seen: list[str] = []

    def while_suspending(work: Work) -> Result:
        seen.append(work.idempotency_key)
        stop(town, case_id)
        return Done({"debt": Decimal("12.50")})

    town.works({"mail": while_suspending})
    town.waits(hours=1)
    assert (town.steps(case_id), town.data_of(case_id)) == ([], {})
    go_on(town, case_id)
    assert (town.listens(), town.steps(case_id)) == (1, ["check"])
    assert town.data_of(case_id) == {"debt": Decimal("12.50")}
    town.waits(hours=1)
    assert (town.works({"mail": while_suspending}), len(seen)) == (0, 1)
    assert town.verification().faults == ()


def test_what_failed_meanwhile_is_tried_again_under_its_key(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town)
    seen: list[str] = []

    def failing(work: Work) -> Result:
        seen.append(work.idempotency_key)
        stop(town, case_id)
        return Retry("No atendió.")

    def plain(work: Work) -> Result:
        seen.append(work.idempotency_key)
        return Done({})

    town.works({"mail": failing})
    town.waits(hours=1)
    assert (town.works({"mail": plain}), town.steps(case_id)) == (0, [])
    go_on(town, case_id)
    assert town.listens() == 1
    assert (town.works({"mail": plain}), town.steps(case_id)) == (1, ["check"])
    assert (len(seen), len(set(seen))) == (2, 1)


def test_a_failure_that_is_kept_waits_on_when_the_case_is_suspended_again(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town)

    def while_suspending(_: Work) -> Result:
        stop(town, case_id)
        return Incident("Falta la clave.")

    town.works({"mail": while_suspending})
    go_on(town, case_id)
    [job] = town.reads(lambda connection: kept_jobs(connection, limit=5))
    stop(town, case_id)
    answers = [apply_result(town.installation, job, each) for each in (Incident("x"), Retry("x"))]
    assert answers == [Applied.KEPT] * 2
    go_on(town, case_id)
    assert town.listens() == 1
    [found] = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    assert found.message == "Falta la clave."


def test_a_result_that_is_kept_waits_on_when_the_case_is_suspended_again(town: Town) -> None:
    town.deploys(WORKS)
    case_id = opened(town)

    def while_suspending(_: Work) -> Result:
        stop(town, case_id)
        return Done({})

    town.works({"mail": while_suspending})
    go_on(town, case_id)
    found = town.reads(lambda connection: kept_jobs(connection, limit=5))
    stop(town, case_id)
    assert [apply_result(town.installation, job, Done({})) for job in found] == [Applied.KEPT]
    assert (town.listens(), town.steps(case_id)) == (0, [])
    go_on(town, case_id)
    assert (town.listens(), town.steps(case_id)) == (1, ["check"])


def test_an_error_that_the_process_knows_is_kept_too(town: Town) -> None:
    town.deploys(ERRS)
    case_id = opened(town)

    def while_suspending(_: Work) -> Result:
        stop(town, case_id)
        return BusinessError("UNKNOWN")

    town.works({"mail": while_suspending})
    go_on(town, case_id)
    assert (town.listens(), town.steps(case_id)) == (1, ["mend"])


def test_a_kept_result_is_dropped_when_the_case_is_cancelled_or_moved(town: Town) -> None:
    town.deploys(WORKS)
    cases = [opened(town), town.open_case("ana", "test", Facts({}))]
    town.works({"mail": partial(kept_by, town)})
    cancel(town.installation, town.people["luis"], cases[0], "Desistió")
    moved = move(town.installation, town.people["luis"], cases[1], Order("check"), "Fue en mano")
    assert isinstance(moved, CaseMoved)
    go_on(town, cases[1])
    assert (town.listens(), town.steps(cases[1])) == (0, ["check"])
    assert town.reads(lambda connection: kept_jobs(connection, limit=5)) == ()
    assert town.verification().faults == ()


def test_suspending_and_resuming_twice_succeeds_and_is_written_once(town: Town) -> None:
    town.deploys(ASKS)
    case_id = opened(town)
    answers = [stop(town, case_id), stop(town, case_id), go_on(town, case_id), go_on(town, case_id)]
    assert [type(answer) for answer in answers] == [Suspended, Suspended, Resumed, Resumed]
    events = town.reads(lambda c: history_of(c, town.municipality_id, case_id))
    told = [event.kind for event in events if event.kind in (5, 6)]
    assert sorted(told) == [EventKind.CASE_SUSPENDED, EventKind.CASE_RESUMED]
    assert town.verification().faults == ()


def test_who_does_not_operate_the_process_is_refused(town: Town) -> None:
    town.deploys(ASKS)
    case_id = opened(town)
    answer = stop(town, case_id, "ana")
    assert isinstance(answer, Refused)
    assert (answer.kind, town.case(case_id).state) == (RefusalKind.NO_ROLE, "open")


def test_a_reason_is_needed(town: Town) -> None:
    town.deploys(ASKS)
    case_id = opened(town)
    answer = suspend(town.installation, town.people["luis"], case_id, "  ")
    assert isinstance(answer, Refused)
    assert answer.details == {"field": "reason"}


def test_a_suspended_case_can_be_cancelled_and_then_goes_on_no_more(town: Town) -> None:
    town.deploys(ASKS)
    case_id = opened(town)
    stop(town, case_id)
    cancel(town.installation, town.people["luis"], case_id, "Desistimiento")
    answer = go_on(town, case_id)
    assert isinstance(answer, Refused)
    assert (answer.kind, town.case(case_id).state) == (RefusalKind.CASE_NOT_OPEN, "cancelled")


@pytest.mark.parametrize("act", [suspend, cancel])
def test_an_operator_against_who_completes_loses_no_token(town: Town, act: object) -> None:
    """Either the step was done before, or it is refused in words; never half of each."""
    town.deploys(ASKS)
    for _ in range(12):
        case_id = opened(town)
        task_id = town.open_task(case_id, "write")
        done, stopped = together(
            partial(town.complete, "ana", task_id, Facts({})),
            partial(act, town.installation, town.people["luis"], case_id, "Orden"),  # type: ignore[arg-type]
        )
        state = town.case(case_id).state
        if isinstance(done, Completed):
            assert isinstance(stopped, Refused)
            assert (stopped.kind, state) == (RefusalKind.CASE_NOT_OPEN, "completed")
        else:
            assert done.kind in (RefusalKind.SUSPENDED, RefusalKind.NOT_OPEN)
            assert state in ("suspended", "cancelled")
            assert town.steps(case_id) == (["write"] if state == "suspended" else [])
    assert town.verification().faults == ()
