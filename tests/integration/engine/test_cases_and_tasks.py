"""Opening a case, taking, handing over and completing its tasks: who may, and what remains."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from engine.cases import Facts
from engine.refusals import InvalidData, RefusalKind, Refused
from engine.tasks import assign, read_draft, release
from storage.queries.cases import submissions_of_case
from storage.queries.history import events_of_case
from tests.diagrams import bundle, end, field, flow, form, path, start, user
from tests.town import Town

REQUEST = form(field("asunto"), field("monto", "number"))
DECISION = form(field("decision", required=True))
APPROVAL = bundle(
    start(form="request"),
    user("register"),
    user("decide", "boss", form="decision"),
    end("approved"),
    end("rejected"),
    '<bpmn:exclusiveGateway id="which" default="which_rejected"/>',
    path("start", "register", "decide", "which"),
    flow("which", "approved", "decision = &quot;si&quot;"),
    flow("which", "rejected"),
    forms={"request": REQUEST, "decision": DECISION},
    case='<bpmn:extensionElements><cauce:subject expression="=asunto"/>'
    '<cauce:amount expression="=monto"/></bpmn:extensionElements>',
)
ASKED = {"asunto": "Compra de bombas", "monto": "1500.50"}


@pytest.fixture
def hall(town: Town) -> Town:
    town.deploys(APPROVAL)
    town.person("ana", "clerk")
    town.person("bea", "clerk")
    town.person("luis", "boss")
    return town


def kind_of(answer: object) -> RefusalKind | None:
    return answer.kind if isinstance(answer, Refused) else None


def test_a_case_gets_its_number_title_amount_and_first_task(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", ASKED)
    case = hall.case(case_id)
    assert (case.number, case.title, case.amount) == (
        "TEST-2026-0001",
        "Compra de bombas",
        Decimal("1500.50"),
    )
    assert (case.currency, case.state, case.opened_by_name) == ("PEN", "open", "Ana")
    assert hall.steps(case_id) == ["register"]


def test_numbers_have_no_gap_after_a_refusal(hall: Town) -> None:
    hall.open_case("ana", "test", ASKED)
    assert kind_of(hall.start("ana", "test", {"asunto": ""})) is RefusalKind.INVALID_DATA
    assert hall.case(hall.open_case("ana", "test", ASKED)).number == "TEST-2026-0002"


def test_a_case_is_refused_to_whoever_may_not_start_it(hall: Town) -> None:
    assert kind_of(hall.start("luis", "test", ASKED)) is RefusalKind.NOT_ALLOWED_TO_START
    assert kind_of(hall.start("ana", "other", ASKED)) is RefusalKind.NOT_ACTIVE


def test_a_missing_field_is_named(hall: Town) -> None:
    answer = hall.start("ana", "test", {"asunto": "", "monto": "mucho"})
    assert isinstance(answer, InvalidData)
    assert [error.key for error in answer.errors] == ["asunto", "monto"]


def test_a_case_runs_to_its_end(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", ASKED)
    first = hall.does("ana", case_id, "register")
    assert [(task.element_id, task.role) for task in first.opened] == [("decide", "boss")]
    last = hall.does("luis", case_id, "decide", {"decision": "si"})
    assert last.finished
    case = hall.case(case_id)
    assert (case.state, case.outcome) == ("completed", "approved")
    assert hall.steps(case_id) == []
    assert hall.verification().faults == ()


def test_what_was_entered_is_kept_whole_and_only_what_is_read_enters_the_process(
    hall: Town,
) -> None:
    case_id = hall.open_case("ana", "test", ASKED)
    rows = hall.reads(lambda c: submissions_of_case(c, hall.municipality_id, case_id))
    assert [row.data for row in rows] == ['{"asunto":"Compra de bombas","monto":1500.50}']
    hall.does("ana", case_id, "register", Facts({"unread": "x"}))
    assert "unread" not in hall.data_of(case_id)


def test_raw_data_of_a_step_without_a_form_goes_nowhere(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", ASKED)
    hall.does("ana", case_id, "register", {"monto": "0", "decision": "si"})
    assert hall.data_of(case_id)["monto"] == Decimal("1500.50")
    assert "decision" not in hall.data_of(case_id)


def test_claiming_what_one_holds_succeeds_and_writes_nothing(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", ASKED)
    task_id = hall.open_task(case_id, "register")
    hall.claim("ana", task_id)
    before = hall.reads(lambda c: events_of_case(c, hall.municipality_id, case_id))
    assert not isinstance(hall.claim("ana", task_id), Refused)
    assert hall.reads(lambda c: events_of_case(c, hall.municipality_id, case_id)) == before


def test_claim_is_refused_when_another_clerk_holds_it(hall: Town) -> None:
    task_id = hall.open_task(hall.open_case("ana", "test", ASKED), "register")
    hall.claim("ana", task_id)
    answer = hall.claim("bea", task_id)
    assert answer == Refused(
        RefusalKind.HELD_BY_OTHER, {"holder_id": str(hall.people["ana"].person_id)}
    )


def test_claim_is_refused_without_the_role(hall: Town) -> None:
    task_id = hall.open_task(hall.open_case("ana", "test", ASKED), "register")
    assert kind_of(hall.claim("luis", task_id)) is RefusalKind.NO_ROLE


def test_a_task_of_another_town_is_not_there(hall: Town) -> None:
    assert kind_of(hall.claim("ana", 12345)) is RefusalKind.NOT_FOUND


def test_a_released_task_is_free_for_the_others(hall: Town) -> None:
    task_id = hall.open_task(hall.open_case("ana", "test", ASKED), "register")
    hall.claim("ana", task_id)
    assert kind_of(release(hall.installation, hall.people["bea"], task_id)) is RefusalKind.NOT_HELD
    assert not isinstance(release(hall.installation, hall.people["ana"], task_id), Refused)
    assert not isinstance(hall.claim("bea", task_id), Refused)


def test_a_task_is_handed_only_to_who_has_its_role(hall: Town) -> None:
    task_id = hall.open_task(hall.open_case("ana", "test", ASKED), "register")
    ana, bea, luis = (hall.people[key] for key in ("ana", "bea", "luis"))
    assert luis.person_id is not None
    assert bea.person_id is not None
    refused = assign(hall.installation, ana, task_id, luis.person_id)
    assert kind_of(refused) is RefusalKind.NO_ROLE
    assert not isinstance(assign(hall.installation, ana, task_id, bea.person_id), Refused)
    assert kind_of(hall.complete("ana", task_id, {})) is RefusalKind.HELD_BY_OTHER
    assert not isinstance(hall.complete("bea", task_id, {}), Refused)


def test_completing_is_refused_without_the_role(hall: Town) -> None:
    task_id = hall.open_task(hall.open_case("ana", "test", ASKED), "register")
    assert kind_of(hall.complete("luis", task_id, {})) is RefusalKind.NO_ROLE


def test_a_task_completed_twice_says_who_did_it(hall: Town) -> None:
    task_id = hall.open_task(hall.open_case("ana", "test", ASKED), "register")
    hall.complete("ana", task_id, {})
    answer = hall.complete("bea", task_id, {"nota": "mi trabajo"})
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.ALREADY_COMPLETED
    assert answer.details["person_id"] == str(hall.people["ana"].person_id)


def test_what_was_typed_is_kept_when_somebody_else_was_faster(hall: Town) -> None:
    task_id = hall.open_task(hall.open_case("ana", "test", ASKED), "register")
    hall.complete("ana", task_id, {})
    hall.complete("bea", task_id, {"nota": "mi trabajo"})
    bea = hall.people["bea"].person_id
    assert bea is not None
    kept = hall.reads(lambda c: read_draft(c, hall.municipality_id, task_id, bea))
    assert kept == {"nota": "mi trabajo"}


def test_invalid_data_leaves_the_task_as_it_was(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", ASKED)
    hall.does("ana", case_id, "register")
    task_id = hall.open_task(case_id, "decide", "luis")
    answer = hall.complete("luis", task_id, {"decision": ""})
    assert isinstance(answer, InvalidData)
    assert [error.key for error in answer.errors] == ["decision"]
    assert hall.steps(case_id) == ["decide"]


def test_a_cancelled_case_waits_for_nobody_and_keeps_the_reason(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", ASKED)
    task_id = hall.open_task(case_id, "register")
    assert kind_of(hall.cancel("luis", case_id, "no")) is RefusalKind.NO_ROLE
    assert kind_of(hall.cancel("ana", case_id, " ")) is RefusalKind.INVALID_DATA
    assert not isinstance(hall.cancel("ana", case_id, "Duplicado"), Refused)
    assert (hall.case(case_id).state, hall.steps(case_id)) == ("cancelled", [])
    assert kind_of(hall.complete("ana", task_id, {})) is RefusalKind.NOT_OPEN
    assert kind_of(hall.cancel("ana", case_id, "otra vez")) is RefusalKind.CASE_NOT_OPEN
    told = hall.reads(lambda c: events_of_case(c, hall.municipality_id, case_id))
    assert '{"reason":"Duplicado"}' in [event.detail for event in told]
    assert hall.verification().faults == ()


def test_a_case_goes_on_after_a_restart(hall: Town) -> None:
    case_id = hall.open_case("ana", "test", ASKED)
    hall.reopen()
    hall.does("ana", case_id, "register")
    hall.reopen()
    assert hall.does("luis", case_id, "decide", {"decision": "no"}).finished
    assert hall.case(case_id).outcome == "rejected"


@pytest.mark.parametrize(("country", "typed"), [("PE", "1500.50"), ("BO", "1500,50")])
def test_decimals_are_read_as_the_country_writes_them(
    database_url: str, tmp_path: Path, country: str, typed: str
) -> None:
    hall = Town(database_url, tmp_path / "documents", country=country)
    hall.deploys(APPROVAL)
    hall.person("ana", "clerk")
    case_id = hall.open_case("ana", "test", {"asunto": "Bombas", "monto": typed})
    assert hall.case(case_id).amount == Decimal("1500.50")
    hall.close()
