"""The clock of a legal term is stopped, set going again, set back and given more time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from engine.cases import Facts
from engine.deadlines.moving import Moved, Why, extend, pause, resume
from engine.history.kinds import EventKind
from engine.refusals import RefusalKind, Refused
from storage.queries.deadlines import ChangeRow, DeadlineRow, changes_of_case, deadlines_of_case
from storage.queries.history import events_of_case
from tests.diagrams import boundary, bundle, end, path, start, timer, user
from tests.town import Town

TERM = (
    '<cauce:deadline title="Plazo para resolver" length="=30" unit="business"'
    ' source="LPAG, art. 39" effect="positive_silence"/>'
)
SILENCE = (
    '<bpmn:boundaryEvent id="silence" name="silence" attachedToRef="evaluate">'
    f"<bpmn:extensionElements>{TERM}</bpmn:extensionElements>"
    "<bpmn:timerEventDefinition/></bpmn:boundaryEvent>"
)
LICENCE = bundle(
    start(),
    user("evaluate"),
    SILENCE,
    end("decided"),
    end("approved"),
    path("start", "evaluate", "decided"),
    path("silence", "approved"),
    manifest='timekeepers = ["boss"]',
)
REPORT = bundle(
    start(),
    user("write", more=TERM.replace("positive_silence", "escalate")),
    boundary("never", "write", timer("P900D")),
    end("written"),
    end("given_up"),
    path("start", "write", "written"),
    path("never", "given_up"),
    manifest='timekeepers = ["boss"]',
)
FILED = datetime(2026, 6, 15, 14, tzinfo=UTC)
WHY = Why("Se pidió corregir el plano.")


@pytest.fixture
def lodged(town: Town) -> int:
    """A licence that was filed on Monday 15 June 2026."""
    town.clock.move(to=FILED)
    town.deploys(LICENCE)
    town.person("ana", "clerk")
    town.person("luis", "boss")
    return town.open_case("ana", "test", Facts({}))


def term(town: Town, case_id: int) -> DeadlineRow:
    [found] = town.reads(lambda c: deadlines_of_case(c, town.municipality_id, case_id))
    return found


def changes(town: Town, case_id: int) -> list[ChangeRow]:
    return list(town.reads(lambda c: changes_of_case(c, town.municipality_id, case_id)))


def stops(town: Town, case_id: int, who: str = "luis") -> Moved | Refused:
    return pause(town.installation, town.people[who], term(town, case_id).id, WHY)


def goes_on(town: Town, case_id: int, *, anew: bool = False) -> Moved | Refused:
    return resume(town.installation, town.people["luis"], term(town, case_id).id, WHY, anew=anew)


def test_a_term_in_pause_goes_on_where_it_stood(town: Town, lodged: int) -> None:
    assert term(town, lodged).due_on == date(2026, 7, 31)
    town.move_to(date(2026, 6, 16))
    assert isinstance(stops(town, lodged), Moved)
    town.move_to(date(2026, 6, 18))
    answer = goes_on(town, lodged)
    assert isinstance(answer, Moved)
    assert (answer.from_on, answer.due_on) == (date(2026, 7, 31), date(2026, 8, 4))
    assert term(town, lodged).due_on == date(2026, 8, 4)
    assert town.verification().faults == ()


def test_a_term_that_starts_anew_is_counted_from_the_correction(town: Town, lodged: int) -> None:
    town.move_to(date(2026, 6, 16))
    stops(town, lodged)
    town.move_to(date(2026, 6, 18))
    assert isinstance(goes_on(town, lodged, anew=True), Moved)
    found = term(town, lodged)
    assert (found.start_on, found.anew_on) == (date(2026, 6, 15), date(2026, 6, 18))
    assert found.due_on == date(2026, 8, 5)


def test_nothing_acts_while_the_clock_stands_still(town: Town, lodged: int) -> None:
    town.move_to(date(2026, 7, 30))
    stops(town, lodged)
    town.move_to(date(2026, 9, 1))
    assert town.steps(lodged) == ["evaluate"]
    goes_on(town, lodged)
    town.move_to(date(2026, 9, 2))
    assert town.steps(lodged) == ["evaluate"]
    town.move_to(date(2026, 9, 4))
    assert town.case(lodged).outcome == "approved"


def test_the_law_acts_on_the_business_day_after_the_moved_end(town: Town, lodged: int) -> None:
    town.move_to(date(2026, 6, 16))
    stops(town, lodged)
    town.move_to(date(2026, 6, 18))
    goes_on(town, lodged)
    town.move_to(date(2026, 8, 4))
    assert town.case(lodged).state == "open"
    town.move_to(date(2026, 8, 5))
    assert (town.case(lodged).state, town.case(lodged).outcome) == ("completed", "approved")


def test_more_time_is_given_with_its_reason(town: Town, lodged: int) -> None:
    town.move_to(date(2026, 6, 22))
    answer = extend(
        town.installation, town.people["luis"], term(town, lodged).id, 5, Why(" Obra compleja ")
    )
    assert isinstance(answer, Moved)
    assert answer.due_on == date(2026, 8, 10)
    [change] = changes(town, lodged)
    assert (change.kind, change.reason, change.person_name) == ("extended", "Obra compleja", "Luis")
    assert (change.from_on, change.to_on) == (date(2026, 7, 31), date(2026, 8, 10))


def test_more_time_given_in_a_pause_counts_when_the_clock_goes_on(town: Town, lodged: int) -> None:
    town.move_to(date(2026, 6, 16))
    stops(town, lodged)
    extend(town.installation, town.people["luis"], term(town, lodged).id, 5, WHY)
    assert term(town, lodged).due_on == date(2026, 7, 31)
    town.move_to(date(2026, 6, 18))
    goes_on(town, lodged)
    assert term(town, lodged).due_on == date(2026, 8, 12)


def test_two_pauses_add_up(town: Town, lodged: int) -> None:
    for stopped, going in ((16, 17), (22, 23)):
        town.move_to(date(2026, 6, stopped))
        stops(town, lodged)
        town.move_to(date(2026, 6, going))
        goes_on(town, lodged)
    assert term(town, lodged).due_on == date(2026, 8, 4)
    assert [change.kind for change in changes(town, lodged)] == [
        "paused",
        "resumed",
        "paused",
        "resumed",
    ]


def test_the_task_of_a_term_is_not_due_while_it_stands_still(town: Town) -> None:
    town.clock.move(to=FILED)
    town.deploys(REPORT)
    town.person("ana", "clerk")
    town.person("luis", "boss")
    case_id = town.open_case("ana", "test", Facts({}))
    [task] = town.open_tasks(case_id)
    assert task.due_at == datetime(2026, 8, 1, 4, 59, 59, tzinfo=UTC)
    town.move_to(date(2026, 6, 16))
    stops(town, case_id)
    assert town.open_tasks(case_id)[0].due_at is None
    town.move_to(date(2026, 6, 18))
    goes_on(town, case_id)
    assert town.open_tasks(case_id)[0].due_at == datetime(2026, 8, 5, 4, 59, 59, tzinfo=UTC)


def test_each_act_is_told_with_who_and_why(town: Town, lodged: int) -> None:
    town.move_to(date(2026, 6, 16))
    stops(town, lodged)
    town.move_to(date(2026, 6, 18))
    goes_on(town, lodged, anew=True)
    told = town.reads(lambda c: events_of_case(c, town.municipality_id, lodged, limit=9))
    newest, before = told[0], told[1]
    assert (newest.kind, before.kind) == (
        EventKind.DEADLINE_RESTARTED,
        EventKind.DEADLINE_PAUSED,
    )
    assert newest.person_name == "Luis"
    assert "corregir el plano" in (newest.detail or "")
    assert "corregir el plano" not in newest.data
    assert town.verification().faults == ()


def test_what_may_not_be_done_says_why(town: Town, lodged: int) -> None:
    deadline_id = term(town, lodged).id
    luis, ana = town.people["luis"], town.people["ana"]

    def kind(answer: Moved | Refused) -> RefusalKind | None:
        return answer.kind if isinstance(answer, Refused) else None

    assert kind(pause(town.installation, ana, deadline_id, WHY)) is RefusalKind.NO_ROLE
    assert kind(pause(town.installation, luis, 1, WHY)) is RefusalKind.NOT_FOUND
    assert kind(pause(town.installation, luis, deadline_id, Why("  "))) is RefusalKind.INVALID_DATA
    assert kind(resume(town.installation, luis, deadline_id, WHY)) is RefusalKind.NOT_OPEN
    assert kind(extend(town.installation, luis, deadline_id, 0, WHY)) is RefusalKind.INVALID_DATA
    assert (
        kind(extend(town.installation, luis, deadline_id, 99_999, WHY)) is RefusalKind.INVALID_DATA
    )
    assert (
        kind(pause(town.installation, luis, deadline_id, Why("x", document_id=7)))
        is RefusalKind.INVALID_DATA
    )
    assert kind(stops(town, lodged)) is None
    assert kind(stops(town, lodged)) is RefusalKind.NOT_OPEN
    assert len(changes(town, lodged)) == 1


def test_what_is_over_cannot_be_extended(town: Town) -> None:
    town.clock.move(to=FILED)
    town.deploys(REPORT)
    town.person("ana", "clerk")
    town.person("luis", "boss")
    case_id = town.open_case("ana", "test", Facts({}))
    town.move_to(date(2026, 8, 3))
    answer = extend(town.installation, town.people["luis"], term(town, case_id).id, 5, WHY)
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.LATE


def test_a_document_of_another_case_is_no_reason(town: Town, lodged: int) -> None:
    other = town.open_case("ana", "test", Facts({}))
    attached = town.attach("luis", other)
    assert not isinstance(attached, Refused), attached
    answer = pause(
        town.installation,
        town.people["luis"],
        term(town, lodged).id,
        Why("Con oficio", document_id=attached.document_id),
    )
    assert isinstance(answer, Refused)
    assert answer.details == {"field": "document"}
