"""External workers: what they fetch is theirs for a while, and ends once, as they say."""

from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal

import pytest

from engine.cases import Facts
from engine.cases.mending import mend
from engine.cases.suspending import resume, suspend
from engine.jobs.applying import Applied
from engine.jobs.external import (
    Ended,
    Fetched,
    Worker,
    complete,
    fail,
    fetch,
    give_back,
    keep,
    throw,
)
from engine.refusals import RefusalKind, Refused
from storage.queries.cases import incidents_of_case
from storage.queries.incidents import attempts_of_job
from tests.diagrams import boundary, bundle, end, flow, path, service, start, user
from tests.town import Town

MINUTE = timedelta(minutes=1)
INPUTS = (
    '<zeebe:ioMapping><zeebe:input source="=ruc" target="ruc"/>'
    '<zeebe:input source="=amount * 2" target="double"/>'
    '<zeebe:output source="=debt" target="debt"/></zeebe:ioMapping>'
    '<zeebe:taskHeaders><zeebe:header key="form" value="A"/></zeebe:taskHeaders>'
)
ASKS = bundle(
    start(),
    service("ask", "sunat-debt", retries=2, more=INPUTS),
    boundary("unknown", "ask", '<bpmn:errorEventDefinition errorRef="e"/>'),
    '<bpmn:exclusiveGateway id="owes"/>',
    user("collect"),
    user("look"),
    end("free"),
    end("one"),
    end("two"),
    path("start", "ask", "owes"),
    flow("owes", "collect", "debt &gt; 0"),
    flow("owes", "free", "debt = 0"),
    path("collect", "one"),
    path("unknown", "look", "two"),
    roots='<bpmn:error id="e" name="unknown" errorCode="UNKNOWN"/>',
)


def opens(town: Town) -> int:
    town.deploys(ASKS)
    town.person("ana", "clerk")
    return town.open_case("ana", "test", Facts({"ruc": "20100", "amount": Decimal("1.10")}))


@pytest.fixture
def case_id(town: Town) -> int:
    return opens(town)


@pytest.fixture
def robot(town: Town) -> Worker:
    return Worker(town.person("robot"), "one")


@pytest.fixture
def other(town: Town) -> Worker:
    return Worker(town.person("robot"), "two")


def fetched(town: Town, worker: Worker, **asked: object) -> Fetched:
    found = fetch(town.installation, worker, ["sunat-debt"], lock_for=MINUTE, **asked)
    assert not isinstance(found, Refused), found
    (job,) = found
    return job


def kind_of(answer: object) -> RefusalKind:
    assert isinstance(answer, Refused), answer
    return answer.kind


def test_a_worker_gets_what_the_step_gives_and_nothing_else(
    town: Town, case_id: int, robot: Worker
) -> None:
    job = fetched(town, robot)
    assert (job.kind, job.case_id, job.attempt, job.attempts_left) == ("sunat-debt", case_id, 1, 1)
    assert job.headers == {"form": "A"}
    assert job.variables == {"ruc": "20100", "double": Decimal("2.20")}
    assert job.locked_until == town.clock.now() + MINUTE


def test_a_worker_gets_only_the_variables_that_it_wants(
    town: Town, case_id: int, robot: Worker
) -> None:
    assert fetched(town, robot, variables=["ruc", "none"]).variables == {"ruc": "20100"}


def test_what_it_brings_back_goes_on_in_the_case_once(
    town: Town, case_id: int, robot: Worker
) -> None:
    job = fetched(town, robot)
    answer = complete(town.installation, robot, job.id, {"debt": Decimal(7)})
    assert answer == Ended(job.id, Applied.DONE)
    assert town.steps(case_id) == ["collect"]
    again = complete(town.installation, robot, job.id, {"debt": Decimal(0)})
    assert kind_of(again) is RefusalKind.JOB_DONE
    assert town.verification().faults == ()


def test_two_workers_never_have_the_same_job(town: Town, robot: Worker, other: Worker) -> None:
    cases = {opens(town)} | {
        town.open_case("ana", "test", Facts({"ruc": "1", "amount": Decimal(1)})) for _ in range(5)
    }
    got: list[Fetched] = []
    start = threading.Barrier(2)

    def work(worker: Worker) -> None:
        start.wait()
        for _ in range(4):
            found = fetch(town.installation, worker, ["sunat-debt"], most=2, lock_for=MINUTE)
            assert not isinstance(found, Refused)
            got.extend(found)

    threads = [threading.Thread(target=work, args=(each,)) for each in (robot, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(job.case_id for job in got if job.case_id) == sorted(cases)


def test_a_lock_that_ends_gives_the_job_to_another_and_the_slow_one_changes_nothing(
    town: Town, case_id: int, robot: Worker, other: Worker
) -> None:
    slow = fetched(town, robot)
    assert fetch(town.installation, other, ["sunat-debt"]) == ()
    town.clock.advance(MINUTE)
    fast = fetched(town, other)
    assert (fast.id, fast.attempt, fast.idempotency_key) == (slow.id, 2, slow.idempotency_key)
    late = complete(town.installation, robot, slow.id, {"debt": Decimal(9)})
    assert kind_of(late) is RefusalKind.JOB_NOT_HELD
    assert kind_of(keep(town.installation, robot, slow.id, MINUTE)) is RefusalKind.JOB_NOT_HELD
    assert kind_of(give_back(town.installation, robot, slow.id)) is RefusalKind.JOB_NOT_HELD
    assert complete(town.installation, other, fast.id, {"debt": Decimal(0)}) == Ended(
        fast.id, Applied.DONE
    )
    assert town.case(case_id).outcome == "free"


def test_a_lock_that_ended_still_counts_while_nobody_else_has_the_job(
    town: Town, case_id: int, robot: Worker
) -> None:
    job = fetched(town, robot)
    town.clock.advance(10 * MINUTE)
    assert complete(town.installation, robot, job.id, {"debt": Decimal(0)}) == Ended(
        job.id, Applied.DONE
    )


def test_a_worker_keeps_a_job_as_long_as_it_asks(
    town: Town, case_id: int, robot: Worker, other: Worker
) -> None:
    job = fetched(town, robot)
    town.clock.advance(MINUTE / 2)
    until = keep(town.installation, robot, job.id, 10 * MINUTE)
    assert until == town.clock.now() + 10 * MINUTE
    town.clock.advance(9 * MINUTE)
    assert fetch(town.installation, other, ["sunat-debt"]) == ()
    town.clock.advance(MINUTE)
    assert fetched(town, other).id == job.id


def test_a_job_that_is_given_back_is_free_at_once_with_all_its_attempts(
    town: Town, case_id: int, robot: Worker, other: Worker
) -> None:
    job = fetched(town, robot)
    assert give_back(town.installation, robot, job.id) is None
    assert fetched(town, other).attempt == 1


def test_failing_counts_down_and_ends_in_an_incident_with_its_attempts(
    town: Town, case_id: int, robot: Worker
) -> None:
    job = fetched(town, robot)
    first = fail(town.installation, robot, job.id, "sin respuesta")
    assert first == Ended(job.id, Applied.RETRIED)
    town.clock.advance(timedelta(seconds=10))  # the usual rest
    assert fetched(town, robot).attempts_left == 0
    last = fail(town.installation, robot, job.id, "cerrado")
    assert last == Ended(job.id, Applied.FAILED)
    (incident,) = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    assert (incident.message, incident.job_id) == ("cerrado", job.id)
    told = town.reads(lambda c: attempts_of_job(c, town.municipality_id, job.id))
    person = robot.actor.person_id
    assert [(each.worker, each.outcome, each.reason) for each in told] == [
        (f"{person}/one", "retry", "sin respuesta"),
        (f"{person}/one", "failed", "cerrado"),
    ]
    assert not isinstance(mend(town.installation, town.people["ana"], incident.id), Refused)
    assert fetched(town, robot).attempt == 1


def test_a_worker_may_say_how_many_attempts_remain_and_when_the_next_one_is(
    town: Town, case_id: int, robot: Worker
) -> None:
    job = fetched(town, robot)
    fail(town.installation, robot, job.id, "sin respuesta", attempts_left=5, after=60 * MINUTE)
    town.clock.advance(59 * MINUTE)
    assert fetch(town.installation, robot, ["sunat-debt"]) == ()
    town.clock.advance(MINUTE)
    assert fetched(town, robot).attempts_left == 4
    at_once = fail(town.installation, robot, job.id, "no se puede", attempts_left=0)
    assert at_once == Ended(job.id, Applied.FAILED)


def test_an_error_takes_the_way_that_is_drawn_for_it(
    town: Town, case_id: int, robot: Worker
) -> None:
    job = fetched(town, robot)
    assert throw(town.installation, robot, job.id, "UNKNOWN", {}) == Ended(job.id, Applied.DONE)
    assert town.steps(case_id) == ["look"]


def test_a_result_with_which_the_step_cannot_go_on_is_refused_and_told_to_people(
    town: Town, case_id: int, robot: Worker
) -> None:
    job = fetched(town, robot)
    answer = complete(town.installation, robot, job.id, {"debt": "much"})
    assert kind_of(answer) is RefusalKind.STEP_FAILED
    (incident,) = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    assert isinstance(answer, Refused)
    assert answer.details["message"] == incident.message
    assert incident.element_key == "owes"


def test_a_result_that_is_too_large_is_refused_and_the_worker_keeps_the_job(
    town: Town, case_id: int, robot: Worker
) -> None:
    job = fetched(town, robot)
    answer = complete(town.installation, robot, job.id, {"debt": "x" * 100_000})
    assert kind_of(answer) is RefusalKind.INVALID_DATA
    assert complete(town.installation, robot, job.id, {"debt": Decimal(0)}) == Ended(
        job.id, Applied.DONE
    )


def test_a_job_that_was_withdrawn_meanwhile_is_not_open(
    town: Town, case_id: int, robot: Worker
) -> None:
    job = fetched(town, robot)
    town.cancel("ana", case_id, "Ya no")
    answer = complete(town.installation, robot, job.id, {"debt": Decimal(0)})
    assert kind_of(answer) is RefusalKind.JOB_NOT_OPEN


def test_what_is_done_for_a_suspended_case_is_kept_until_it_is_resumed(
    town: Town, case_id: int, robot: Worker
) -> None:
    job = fetched(town, robot)
    chief = town.person("chief", "operador")
    assert not isinstance(suspend(town.installation, chief, case_id, "Pausa"), Refused)
    for _ in range(2):
        answer = complete(town.installation, robot, job.id, {"debt": Decimal(0)})
        assert answer == Ended(job.id, Applied.KEPT)
    late = fail(town.installation, robot, job.id, "No responde")
    assert late == Refused(RefusalKind.JOB_NOT_OPEN, {"state": "kept"})
    assert not isinstance(resume(town.installation, chief, case_id, "Sigue"), Refused)
    assert (town.listens(), town.data_of(case_id)["debt"]) == (1, Decimal(0))
    assert kind_of(complete(town.installation, robot, job.id, {})) is RefusalKind.JOB_DONE


def test_a_failure_for_a_suspended_case_is_kept_and_counts_when_it_is_resumed(
    town: Town, case_id: int, robot: Worker
) -> None:
    job = fetched(town, robot)
    chief = town.person("chief", "operador")
    suspend(town.installation, chief, case_id, "Pausa")
    for _ in range(2):
        answer = fail(town.installation, robot, job.id, "No responde", after=timedelta(hours=2))
        assert answer == Ended(job.id, Applied.KEPT)
    late = complete(town.installation, robot, job.id, {"debt": Decimal(0)})
    assert late == Refused(RefusalKind.JOB_NOT_OPEN, {"state": "kept"})
    failed_at = town.clock.now()
    town.waits(hours=1)
    resume(town.installation, chief, case_id, "Sigue")
    assert (town.listens(), town.listens()) == (1, 0)
    [attempt] = town.reads(lambda c: attempts_of_job(c, town.municipality_id, job.id))
    assert (attempt.outcome, attempt.reason, attempt.ended_at) == (
        "retry", "No responde", failed_at,
    )  # fmt: skip
    assert fetch(town.installation, robot, ["sunat-debt"]) == ()
    town.waits(hours=1)
    again = fetched(town, robot)
    assert (again.id, again.attempt, again.idempotency_key) == (job.id, 2, job.idempotency_key)


def test_a_failure_for_good_becomes_an_incident_when_the_case_is_resumed(
    town: Town, case_id: int, robot: Worker
) -> None:
    job = fetched(town, robot)
    chief = town.person("chief", "operador")
    suspend(town.installation, chief, case_id, "Pausa")
    answer = fail(town.installation, robot, job.id, "Falta la clave", attempts_left=0)
    assert answer == Ended(job.id, Applied.KEPT)
    assert town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id)) == ()
    resume(town.installation, chief, case_id, "Sigue")
    assert (town.listens(), town.listens()) == (1, 0)
    [found] = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    assert found.message == "Falta la clave"
    assert fetch(town.installation, robot, ["sunat-debt"]) == ()


def test_a_worker_does_only_the_kinds_that_are_its_own(
    town: Town, case_id: int, robot: Worker
) -> None:
    stamp = Worker(robot.actor, "one", frozenset({"stamp"}))
    answer = fetch(town.installation, stamp, ["sunat-debt", "stamp"])
    assert kind_of(answer) is RefusalKind.KIND_NOT_ALLOWED
    assert fetch(town.installation, stamp, ["stamp"]) == ()
    job = fetched(town, robot)
    answer = complete(town.installation, stamp, job.id, {"debt": Decimal(0)})
    assert kind_of(answer) is RefusalKind.KIND_NOT_ALLOWED


def test_the_houses_own_work_is_not_given_out(town: Town, robot: Worker) -> None:
    assert kind_of(fetch(town.installation, robot, ["cauce:mail"])) is RefusalKind.KIND_NOT_ALLOWED


def test_the_job_of_another_municipality_is_not_there(
    town: Town, case_id: int, robot: Worker
) -> None:
    from dataclasses import replace

    stranger = Worker(replace(robot.actor, municipality_id=town.municipality_id + 1), "one")
    assert fetch(town.installation, stranger, ["sunat-debt"]) == ()
    job = fetched(town, robot)
    answer = complete(town.installation, stranger, job.id, {"debt": Decimal(0)})
    assert kind_of(answer) is RefusalKind.NOT_FOUND
    assert town.steps(case_id) == []


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"most": 0}, "most"),
        ({"most": 101}, "most"),
        ({"lock_for": timedelta(0)}, "lock_for"),
        ({"lock_for": timedelta(days=2)}, "lock_for"),
        ({"kinds": []}, "kinds"),
    ],
)
def test_a_request_that_makes_no_sense_names_what_is_wrong(
    town: Town, robot: Worker, asked: dict[str, object], field: str
) -> None:
    answer = fetch(town.installation, robot, **{"kinds": ["sunat-debt"], **asked})
    assert answer == Refused(RefusalKind.INVALID_DATA, {"field": field})
