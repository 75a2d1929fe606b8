"""A step that cannot be run as drawn: nothing of it stays, a person is told, nothing is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.cases import Facts
from engine.history.kinds import EventKind
from engine.refusals import RefusalKind, Refused
from engine.tasks import read_draft
from storage.queries.cases import incidents_of_case, submissions_of_case
from storage.queries.history import events_of_case
from tests.diagrams import bundle, end, event, field, flow, form, path, start, user
from tests.town import Town

BROKEN = bundle(
    start(),
    user("weigh", form="weight"),
    '<bpmn:exclusiveGateway id="which"/>',
    user("go"),
    end(),
    path("start", "weigh", "which"),
    flow("which", "go", "peso &gt; limite"),
    flow("which", "end", "peso &lt;= limite"),
    path("go", "end"),
    forms={"weight": form(field("peso", "number"))},
)
UNCAUGHT = bundle(
    start(),
    user("try"),
    event("broke", "endEvent", '<bpmn:errorEventDefinition errorRef="e"/>'),
    path("start", "try", "broke"),
    roots='<bpmn:error id="e" name="e" errorCode="NO_FUNDS"/>',
)


@pytest.fixture
def broken(town: Town) -> int:
    town.deploys(BROKEN)
    town.person("ana", "clerk")
    return town.open_case("ana", "test", Facts({}))  # nobody says what the limit is


def test_the_person_learns_which_step_failed_and_why(town: Town, broken: int) -> None:
    answer = town.complete("ana", town.open_task(broken, "weigh"), {"peso": "3"})
    assert isinstance(answer, Refused)
    assert (answer.kind, answer.details["element"]) == (RefusalKind.STEP_FAILED, "which")
    assert "peso > limite" in answer.details["message"]


def test_nothing_of_a_failed_step_stays_but_the_incident_and_its_event(
    town: Town, broken: int
) -> None:
    task_id = town.open_task(broken, "weigh")
    town.complete("ana", task_id, {"peso": "3"})
    assert town.steps(broken) == ["weigh"]
    (start_only,) = town.reads(lambda c: submissions_of_case(c, town.municipality_id, broken))
    assert start_only.task_id is None
    (incident,) = town.reads(lambda c: incidents_of_case(c, town.municipality_id, broken))
    assert (incident.task_id, incident.element_key) == (task_id, "which")
    told = town.reads(lambda c: events_of_case(c, town.municipality_id, broken))
    assert told[0].kind == EventKind.INCIDENT_RAISED
    assert town.verification().faults == ()


def test_the_same_failure_again_is_no_second_incident(town: Town, broken: int) -> None:
    task_id = town.open_task(broken, "weigh")
    for _ in range(3):
        answer = town.complete("ana", task_id, {"peso": "3"})
        assert isinstance(answer, Refused)
        assert answer.kind is RefusalKind.STEP_FAILED
    assert len(town.reads(lambda c: incidents_of_case(c, town.municipality_id, broken))) == 1


def test_what_was_typed_is_kept_as_a_draft(town: Town, broken: int) -> None:
    task_id = town.open_task(broken, "weigh")
    town.complete("ana", task_id, {"peso": "3"})
    ana = town.people["ana"].person_id
    assert ana is not None
    kept = town.reads(lambda c: read_draft(c, town.municipality_id, task_id, ana))
    assert kept == {"peso": "3"}


def test_completing_again_with_better_data_closes_the_incident(town: Town) -> None:
    careful = bundle(
        start(),
        user("weigh", form="weight"),
        '<bpmn:exclusiveGateway id="which"/>',
        user("go"),
        end(),
        path("start", "weigh", "which"),
        flow("which", "go", "peso &gt; 1"),
        flow("which", "end", "peso &lt;= 1"),
        path("go", "end"),
        forms={"weight": form(field("peso", "number", required=False))},
    )
    town.deploys(careful)
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", Facts({}))
    task_id = town.open_task(case_id, "weigh")
    failed = town.complete("ana", task_id, {"peso": ""})
    assert isinstance(failed, Refused)
    assert failed.kind is RefusalKind.STEP_FAILED
    town.does("ana", case_id, "weigh", {"peso": "3"})
    assert town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id)) == ()
    assert town.verification().faults == ()


def test_a_failed_start_gives_its_number_back(town: Town) -> None:
    stuck = bundle(
        start(),
        '<bpmn:exclusiveGateway id="which"/>',
        user("go"),
        end(),
        path("start", "which"),
        flow("which", "go", "peso &gt; 1"),
        flow("which", "end", "peso &lt;= 1"),
        path("go", "end"),
    )
    town.deploys(stuck)
    town.person("ana", "clerk")
    answer = town.start("ana", "test", Facts({}))
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.STEP_FAILED
    case_id = town.open_case("ana", "test", Facts({"peso": Decimal(3)}))
    assert town.case(case_id).number == "TEST-2026-0001"


def test_an_error_that_nobody_catches_ends_the_case_as_failed(town: Town) -> None:
    town.deploys(UNCAUGHT)
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", Facts({}))
    assert town.does("ana", case_id, "try").finished
    assert town.case(case_id).state == "failed"
    (incident,) = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    assert (incident.element_key, incident.detail) == ("broke", "NO_FUNDS")
    assert town.verification().faults == ()
