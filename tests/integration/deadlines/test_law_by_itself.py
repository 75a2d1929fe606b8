"""The law acts by itself: terms stand still while a filing is corrected, people are warned, and
silence decides."""

from __future__ import annotations

from datetime import UTC, date, datetime
from xml.sax.saxutils import quoteattr

import pytest

from engine.cases import Facts
from engine.deadlines.moving import Why, pause, resume
from engine.deadlines.warning import warn_of_terms
from engine.history.kinds import EventKind
from engine.history.verify import verify_case
from engine.tasks import Completed
from storage.queries.deadlines import DeadlineRow, changes_of_case, deadlines_of_case
from storage.queries.history import events_of_case
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town

SILENCE = (
    '<bpmn:boundaryEvent id="silence" name="silence" attachedToRef="evaluation">'
    '<bpmn:extensionElements><cauce:deadline title="Plazo para resolver" length="=8"'
    ' unit="business" source="Ley 28976, art. 8" effect="positive_silence"/>'
    "</bpmn:extensionElements><bpmn:timerEventDefinition/></bpmn:boundaryEvent>"
)


def licence(resumes: str, *, first: str = "review") -> object:
    clock = f'<cauce:clock term="silence" resumes={quoteattr(resumes)}/>'
    inside = (
        start("s"),
        user("review"),
        user("correct", more=clock),
        user("decide"),
        end("e"),
        path("s", "review", "correct", "decide", "e")
        if first == "review"
        else path("s", "correct", "review", "decide", "e"),
    )
    body = f'<bpmn:subProcess id="evaluation" name="evaluation">{"".join(inside)}</bpmn:subProcess>'
    return bundle(
        start(),
        body,
        SILENCE,
        end("decided"),
        end("approved"),
        path("start", "evaluation", "decided"),
        path("silence", "approved"),
        manifest='timekeepers = ["boss"]',
    )


def opened(town: Town, resumes: str, *, first: str = "review") -> int:
    """Filed on Friday 27 March 2026; 2 and 3 April are holidays."""
    town.clock.move(to=datetime(2026, 3, 27, 14, tzinfo=UTC))
    town.deploys(licence(resumes, first=first))
    town.person("ana", "clerk")
    town.person("luis", "boss")
    return town.open_case("ana", "test", Facts({}))


def done(town: Town, case_id: int, step: str) -> None:
    answer = town.complete("ana", town.open_task(case_id, step), Facts({}))
    assert isinstance(answer, Completed), answer


def term(town: Town, case_id: int) -> DeadlineRow:
    [found] = town.reads(lambda c: deadlines_of_case(c, town.municipality_id, case_id))
    return found


def kinds(town: Town, case_id: int) -> list[EventKind]:
    rows = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id))
    return [EventKind(row.kind) for row in rows]


@pytest.mark.parametrize(
    ("resumes", "due"),
    [
        ("going_on", date(2026, 4, 13)),
        ("anew", date(2026, 4, 15)),
        ('="anew"', date(2026, 4, 15)),
    ],
)
def test_a_term_stands_still_while_the_filing_is_corrected(
    town: Town, resumes: str, due: date
) -> None:
    case_id = opened(town, resumes)
    assert term(town, case_id).due_on == date(2026, 4, 10)
    town.move_to(date(2026, 3, 31))
    done(town, case_id, "review")
    assert term(town, case_id).paused_on == date(2026, 3, 31)
    town.move_to(date(2026, 4, 1))
    done(town, case_id, "correct")
    assert (term(town, case_id).paused_on, term(town, case_id).due_on) == (None, due)
    changes = town.reads(lambda c: changes_of_case(c, town.municipality_id, case_id))
    assert [(each.kind, each.reason) for each in changes] == [
        ("paused", "correct"),
        ("restarted" if "anew" in resumes else "resumed", "correct"),
    ]
    told = verify_case(town.installation, town.municipality_id, case_id)
    assert told is not None
    assert told.faults == ()


def test_a_term_that_begins_with_its_first_correction_stands_still_from_its_first_day(
    town: Town,
) -> None:
    case_id = opened(town, "anew", first="correct")
    assert term(town, case_id).paused_on == date(2026, 3, 27)
    town.move_to(date(2026, 5, 4))
    done(town, case_id, "correct")
    assert term(town, case_id).due_on == date(2026, 5, 14)


def test_an_activity_stops_several_terms_and_each_goes_on_as_it_says(town: Town) -> None:
    clocks = (
        '<cauce:clock term="silence" resumes="anew"/><cauce:clock term="late" resumes="going_on"/>'
    )
    late = SILENCE.replace("silence", "late").replace('"=8"', '"=5"')
    late = late.replace("positive_late", "none").replace(
        'attachedToRef="evaluation"', 'attachedToRef="evaluation" cancelActivity="false"'
    )
    inside = (
        start("s"), user("review"), user("correct", more=clocks), user("decide"), end("e"),
        path("s", "review", "correct", "decide", "e"),
    )  # fmt: skip
    body = f'<bpmn:subProcess id="evaluation" name="evaluation">{"".join(inside)}</bpmn:subProcess>'
    town.clock.move(to=datetime(2026, 3, 27, 14, tzinfo=UTC))
    town.deploys(
        bundle(
            start(), body, SILENCE, late, end("decided"), end("approved"), end("told"),
            path("start", "evaluation", "decided"), path("silence", "approved"),
            path("late", "told"),
        )
    )  # fmt: skip
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", Facts({}))
    town.move_to(date(2026, 3, 31))
    done(town, case_id, "review")
    town.move_to(date(2026, 4, 1))
    done(town, case_id, "correct")
    found = town.reads(lambda c: deadlines_of_case(c, town.municipality_id, case_id))
    assert {one.effect: one.due_on for one in found} == {
        "positive_silence": date(2026, 4, 15),  # anew: eight days from the correction
        "none": date(2026, 4, 8),  # five days from the filing, of which one stood still
    }


def test_what_a_person_stopped_goes_on_when_a_person_says_so(town: Town) -> None:
    case_id = opened(town, "going_on")
    deadline_id = term(town, case_id).id
    pause(town.installation, town.people["luis"], deadline_id, Why("Lo ordena el juez."))
    done(town, case_id, "review")
    done(town, case_id, "correct")
    assert term(town, case_id).paused_on == date(2026, 3, 27)
    resume(town.installation, town.people["luis"], deadline_id, Why("El juez levantó la orden."))
    assert term(town, case_id).paused_on is None


def test_a_term_that_is_over_is_not_set_going_by_what_ends_with_it(town: Town) -> None:
    case_id = opened(town, "going_on")
    done(town, case_id, "review")
    resume(town.installation, town.people["luis"], term(town, case_id).id, Why("Ya respondió."))
    town.move_to(date(2026, 4, 14))
    assert term(town, case_id).state == "expired"
    assert town.steps(case_id) == []


def test_silence_decides_by_itself_and_the_history_says_so(town: Town) -> None:
    case_id = opened(town, "anew")
    town.move_to(date(2026, 4, 10))
    assert EventKind.LAW_DECIDED not in kinds(town, case_id)
    town.move_to(date(2026, 4, 13))
    told = kinds(town, case_id)
    assert told.count(EventKind.LAW_DECIDED) == 1
    assert told[0] is EventKind.CASE_COMPLETED


def test_people_are_warned_once_at_each_share_of_a_term(town: Town) -> None:
    case_id = opened(town, "anew")
    told = []
    for day in (27, 28, 29, 30, 31, 32, 35, 37, 38, 39, 40, 41, 42):
        town.move_to(date.fromordinal(date(2026, 3, 1).toordinal() + day - 1))
        warn_of_terms(town.installation)
        assert warn_of_terms(town.installation) == 0
        told.append(kinds(town, case_id).count(EventKind.DEADLINE_WARNED))
    # counted: 30, 31 March, 1, 6, 7, 8 (75 %), 9 (87 %), 10 April (100 %, and 90 % with it)
    assert told == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2]


def test_nobody_is_warned_of_a_term_that_stands_still(town: Town) -> None:
    case_id = opened(town, "anew")
    done(town, case_id, "review")
    town.move_to(date(2026, 4, 10))
    assert warn_of_terms(town.installation) == 0
    done(town, case_id, "correct")
    assert warn_of_terms(town.installation) == 1
    assert EventKind.DEADLINE_WARNED not in kinds(town, case_id)
