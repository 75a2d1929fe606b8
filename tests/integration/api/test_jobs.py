"""Jobs over the API: programs elsewhere take work, do it, and say how it ended."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import uvicorn

from engine.access import Scope
from engine.cases import Facts
from engine.jobs.external import Worker, fetch
from tests.diagrams import boundary, bundle, end, path, service, start, user
from tests.hall import Hall
from tests.programs import Program, issued, program

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "external_worker.py"
INPUTS = (
    '<zeebe:ioMapping><zeebe:input source="=amount" target="amount"/></zeebe:ioMapping>'
    '<zeebe:taskHeaders><zeebe:header key="rate" value="18"/></zeebe:taskHeaders>'
)
TAXES = bundle(
    start(),
    service("tax", "add-tax", retries=2, more=INPUTS),
    boundary("wrong", "tax", '<bpmn:errorEventDefinition errorRef="e"/>'),
    user("pay"),
    user("ask"),
    end("paid"),
    end("asked"),
    path("start", "tax", "pay", "paid"),
    path("wrong", "ask", "asked"),
    key="taxes",
    roots='<bpmn:error id="e" name="wrong" errorCode="NEGATIVE_AMOUNT"/>',
)
LEASE = {"worker": "r1", "kinds": ["add-tax"], "lock_seconds": 60}


@pytest.fixture
def robot(hall: Hall) -> Program:
    return program(hall, scopes=[Scope.JOBS_WORK], name="Robot")


def opens(hall: Hall, amount: str = "100") -> int:
    hall.town.deploys(TAXES)
    hall.town.person("ana", "clerk")
    return hall.town.open_case("ana", "taxes", Facts({"amount": Decimal(amount)}))


def leased(robot: Program, **asked: Any) -> dict[str, Any]:
    answer = robot.posts("jobs/leases", {**LEASE, **asked})
    assert answer.status == 200, answer.text
    (job,) = answer.json["items"]
    return dict(job)


def test_a_job_is_taken_kept_and_completed(hall: Hall, robot: Program) -> None:
    case_id = opens(hall, "1.10")
    answer = robot.posts("jobs/leases", LEASE)
    assert '"variables":{"amount":1.10}' in answer.text
    (job,) = answer.json["items"]
    assert (job["kind"], job["headers"], job["attempt"]) == ("add-tax", {"rate": "18"}, 1)
    kept = robot.asks("PUT", f"jobs/{job['id']}/lease", {"worker": "r1", "lock_seconds": 600})
    assert kept.json["locked_until"] > job["locked_until"]
    done = robot.posts(
        f"jobs/{job['id']}/completion", {"worker": "r1", "variables": {"total": 1.3}}
    )
    assert done.json == {"id": job["id"], "became": "done"}
    assert hall.town.steps(case_id) == ["pay"]


def test_the_same_end_sent_twice_under_its_key_counts_once(hall: Hall, robot: Program) -> None:
    opens(hall)
    job = leased(robot)
    end = f"jobs/{job['id']}/completion"
    first = robot.posts(end, {"worker": "r1"}, key="k1")
    again = robot.posts(end, {"worker": "r1"}, key="k1")
    assert (first.status, again.status, again.json) == (200, 200, first.json)
    assert robot.posts(end, {"worker": "r1"}).kind == "job_done"


def test_nobody_ends_what_another_has(hall: Hall, robot: Program) -> None:
    opens(hall)
    job = leased(robot)
    other = program(hall, scopes=[Scope.JOBS_WORK], name="Otro")
    assert other.posts("jobs/leases", LEASE).json == {"items": []}
    same_name = other.posts(f"jobs/{job['id']}/completion", {"worker": "r1"})
    other_name = robot.posts(f"jobs/{job['id']}/completion", {"worker": "r2"})
    assert [same_name.kind, other_name.kind] == ["job_not_held", "job_not_held"]
    back = robot.asks("DELETE", f"jobs/{job['id']}/lease", params={"worker": "r1"})
    assert back.json == {"id": job["id"]}
    assert leased(other)["attempt"] == 1


def test_failing_leaves_attempts_that_who_may_see_the_case_can_read(
    hall: Hall, robot: Program
) -> None:
    case_id = opens(hall)
    job = leased(robot)
    later = {"worker": "r1", "reason": "closed", "after_seconds": 60}
    assert robot.posts(f"jobs/{job['id']}/failure", later).json["became"] == "retried"
    hall.town.clock.advance(timedelta(minutes=1))
    leased(robot)
    last = {"worker": "r1", "reason": "closed for good", "attempts_left": 0}
    assert robot.posts(f"jobs/{job['id']}/failure", last).json["became"] == "failed"
    desk = program(hall, "clerk")
    found = desk.gets(f"jobs/{job['id']}").json
    assert (found["state"], found["last_error"]) == ("failed", "closed for good")
    assert (found["case"], found["element"]) == (hall.town.case(case_id).number, "tax")
    assert [(each["number"], each["outcome"], each["reason"]) for each in found["tried"]] == [
        (1, "retry", "closed"),
        (2, "failed", "closed for good"),
    ]
    assert program(hall, "feriante").gets(f"jobs/{job['id']}").status == 403


def test_an_error_takes_its_way(hall: Hall, robot: Program) -> None:
    case_id = opens(hall)
    job = leased(robot)
    thrown = {"worker": "r1", "code": "NEGATIVE_AMOUNT"}
    assert robot.posts(f"jobs/{job['id']}/error", thrown).json["became"] == "done"
    assert hall.town.steps(case_id) == ["ask"]


def test_a_token_for_some_kinds_does_no_others(hall: Hall) -> None:
    opens(hall)
    token = issued(hall, scopes=[Scope.JOBS_WORK], job_kinds=["stamp", "seal"]).token
    stamper = Program(hall, token)
    assert stamper.posts("jobs/leases", LEASE).kind == "kind_not_allowed"
    assert stamper.posts("jobs/leases", {**LEASE, "kinds": ["stamp"]}).json == {"items": []}
    everything = program(hall, scopes=[Scope.JOBS_WORK])
    assert (
        everything.posts("jobs/leases", {**LEASE, "kinds": ["cauce:mail"]}).kind
        == "kind_not_allowed"
    )


def test_the_list_holds_the_work_of_the_cases_that_the_token_may_see(hall: Hall) -> None:
    numbers = [hall.town.case(opens(hall)).number for _ in range(3)]
    desk, stranger = program(hall, "clerk"), program(hall, "feriante")
    first = desk.gets("jobs", state="waiting", limit="2").json
    rest = desk.gets("jobs", state="waiting", limit="2", cursor=first["next"]).json
    listed = [each["case"] for each in [*first["items"], *rest["items"]]]
    assert (listed, rest["next"]) == (numbers[::-1], None)
    assert desk.gets("jobs", kind="stamp").json["items"] == []
    assert [each["case"] for each in desk.gets("jobs", case=numbers[0]).json["items"]] == [
        numbers[0]
    ]
    assert stranger.gets("jobs").json["items"] == []


def test_who_waits_gets_the_work_that_comes_meanwhile(hall: Hall, robot: Program) -> None:
    hall.town.deploys(TAXES)
    said: list[Any] = []
    waits = threading.Thread(
        target=lambda: said.append(robot.posts("jobs/leases", {**LEASE, "wait_seconds": 20}))
    )
    waits.start()
    case_id = opens(hall)
    waits.join(20)
    assert not waits.is_alive()
    (job,) = said[0].json["items"]
    done = robot.posts(f"jobs/{job['id']}/completion", {"worker": "r1"})
    assert done.status == 200
    assert hall.town.steps(case_id) == ["pay"]


def test_who_waits_in_vain_is_told_that_nothing_came(hall: Hall, robot: Program) -> None:
    assert robot.posts("jobs/leases", {**LEASE, "wait_seconds": 1}).json == {"items": []}


@contextmanager
def served(hall: Hall) -> Iterator[str]:
    """The hall on a real port of this machine."""
    server = uvicorn.Server(
        uvicorn.Config(hall.app, host="127.0.0.1", port=0, log_level="error", access_log=False)
    )
    ready = threading.Event()
    running = threading.Thread(target=server.run, daemon=True)
    startup = server.startup

    async def tells(*args: Any, **more: Any) -> None:
        await startup(*args, **more)
        ready.set()

    server.startup = tells  # type: ignore[method-assign]
    running.start()
    assert ready.wait(20)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/api/v1/{hall.slug}"
    finally:
        server.should_exit = True
        running.join(20)


@pytest.fixture(scope="module")
def example() -> ModuleType:
    """The example of the documentation, as whoever copies it has it."""
    spec = importlib.util.spec_from_file_location("external_worker", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_example_of_the_documentation_does_its_work(hall: Hall, example: ModuleType) -> None:
    good, negative = opens(hall, "100"), opens(hall, "-1")
    token = issued(hall, scopes=[Scope.JOBS_WORK]).token
    with served(hall) as url:
        cauce = example.Cauce(url, token, "example")
        done = [example.work_once(cauce, example.WORK, wait=0) for _ in range(3)]
        broken = {"add-tax": lambda variables, _headers: {}[variables["amount"]]}
        other = opens(hall)
        assert example.work_once(cauce, broken, wait=0) == 1
    assert done == [1, 1, 0]
    assert hall.town.steps(good) == ["pay"]
    assert hall.town.steps(negative) == ["ask"]
    assert hall.town.steps(other) == []
    robot = Worker(hall.town.person("ana"), "r")
    assert fetch(hall.town.installation, robot, ["add-tax"]) == ()  # it rests


def test_the_example_says_what_was_refused(hall: Hall, example: ModuleType) -> None:
    with served(hall) as url:
        cauce = example.Cauce(url, "cauce_nowhere_" + "0" * 64, "example")
        with pytest.raises(example.Refused) as refused:
            cauce.lease(["add-tax"], wait=0)
    assert refused.value.kind == "unauthenticated"
