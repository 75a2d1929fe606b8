"""A clock that an activity stopped, when its case goes over to another version and comes back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from engine.cases import Facts
from engine.cases.suspending import suspend
from engine.deadlines.decreeing import Asked, Decreed, decree
from engine.deadlines.following import follow_decrees
from engine.deadlines.moving import Why, extend, pause, resume
from engine.definitions.loading import program_of
from engine.history.kinds import EventKind
from engine.migrations import Migrated, Order, Undone, migrate, undo
from engine.tasks import Completed
from storage.queries.cases import where_it_stands
from storage.queries.deadlines import (
    DeadlineRow,
    changes_of_case,
    deadlines_of_case,
    pauses_of_case,
)
from storage.queries.history import history_of
from storage.writes.migrations import Place, image_of
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town

ORDER = Order("test", 1, 2)
TERM = (
    '<cauce:deadline title="Plazo para resolver" length="=8" unit="business" source="Ley 28976"'
    ' effect="positive_silence"/>'
)


def border(name: str) -> str:
    return (
        f'<bpmn:boundaryEvent id="{name}" name="{name}" attachedToRef="evaluation">'
        f"<bpmn:extensionElements>{TERM}</bpmn:extensionElements>"
        "<bpmn:timerEventDefinition/></bpmn:boundaryEvent>"
    )


def clock(term: str = "silence", resumes: str = "going_on") -> str:
    return f'<cauce:clock term="{term}" resumes={quoteattr(resumes)}/>'


def licence(
    *,
    review: str = "",
    correct: str = "",
    terms: tuple[str, ...] = ("silence",),
    more: bool = False,
) -> Any:
    inside = (
        start("s"),
        user("review", more=review),
        user("correct", more=correct),
        user("decide"),
        end("e"),
        path("s", "review", "correct", "decide", "e"),
    )
    body = f'<bpmn:subProcess id="evaluation" name="evaluation">{"".join(inside)}</bpmn:subProcess>'
    return bundle(
        user("further") if more else "",
        start(),
        body,
        *(border(name) for name in terms),
        end("decided"),
        end("approved"),
        path("start", "evaluation", *(["further"] if more else []), "decided"),
        *(path(name, "approved") for name in terms),
        manifest='timekeepers = ["boss"]\noperators = ["boss"]',
    )


STOPS = licence(correct=clock())
RUNS = licence(more=True)
"""Without the clock, and with every element under another number."""


@pytest.fixture
def hall(town: Town) -> Town:
    """Friday 27 March 2026; 2 and 3 April are holidays."""
    town.clock.move(to=datetime(2026, 3, 27, 14, tzinfo=UTC))
    town.person("ana", "clerk")
    town.person("luis", "boss")
    return town


def opened(hall: Town, first: Any, *, until: str = "correct") -> int:
    hall.deploys(first)
    case_id = hall.open_case("ana", "test", Facts({}))
    if until == "correct":
        hall.move_to(date(2026, 3, 31))
        done(hall, case_id, "review")
    return case_id


def done(hall: Town, case_id: int, step: str) -> None:
    answer = hall.complete("ana", hall.open_task(case_id, step), Facts({}))
    assert isinstance(answer, Completed), answer


def goes(hall: Town, case_id: int, order: Order = ORDER) -> None:
    answer = migrate(hall.installation, hall.people["luis"], case_id, order, reason="Nueva ley")
    assert isinstance(answer, Migrated), answer


def comes_back(hall: Town, case_id: int) -> None:
    answer = undo(hall.installation, hall.people["luis"], case_id, reason="Error mío")
    assert isinstance(answer, Undone), answer


def terms(hall: Town, case_id: int) -> dict[str, DeadlineRow]:
    """The open ones, by the element that has them."""
    town, definition_id = hall.municipality_id, hall.case(case_id).definition_id
    drawn = hall.reads(lambda c: program_of(hall.installation, c, town, definition_id)).program
    rows = hall.reads(lambda c: deadlines_of_case(c, town, case_id, open_only=True))
    return {drawn.elements[row.element].id: row for row in rows}


def everything(hall: Town, case_id: int) -> Any:
    """The state of a case, its rows and the pauses of its terms, byte for byte; terms that only
    the migration had opened stay behind, closed."""

    def look(connection: Any) -> Any:
        stand = where_it_stands(connection, hall.municipality_id, case_id)
        assert stand is not None
        image = image_of(connection, Place(hall.municipality_id, case_id, stand.instance_id))
        image["deadlines"] = [row for row in image["deadlines"] if row["state"] == "open"]
        own = {row["id"] for row in image["deadlines"]}
        pauses = pauses_of_case(connection, hall.municipality_id, case_id)
        pauses = tuple(each for each in pauses if each.deadline_id in own)
        return bytes(stand.tokens), stand.scopes, stand.definition_id, image, pauses

    return hall.reads(look)


def told(hall: Town, case_id: int) -> list[EventKind]:
    rows = hall.reads(lambda c: history_of(c, hall.municipality_id, case_id))
    return [EventKind(row.kind) for row in rows]


def test_a_clock_that_the_new_version_does_not_stop_runs_again(hall: Town) -> None:
    case_id = opened(hall, STOPS)
    assert terms(hall, case_id)["silence"].paused_on == date(2026, 3, 31)
    hall.deploys(RUNS)
    hall.move_to(date(2026, 4, 6))
    goes(hall, case_id)
    term = terms(hall, case_id)["silence"]
    # counted: 30 and 31 March; 7, 8, 9, 10, 13 and 14 April
    assert (term.stops, term.paused_on, term.due_on) == (0, None, date(2026, 4, 14))
    assert told(hall, case_id)[-2:] == [EventKind.DEADLINE_RESUMED, EventKind.CASE_MIGRATED]
    changes = hall.reads(lambda c: changes_of_case(c, hall.municipality_id, case_id))
    assert [(each.kind, each.to_on, each.reason) for each in changes] == [
        ("paused", date(2026, 4, 10), "correct"),
        ("resumed", date(2026, 4, 14), "correct"),
    ]
    hall.move_to(date(2026, 4, 14))
    assert hall.steps(case_id) == ["correct"]
    hall.move_to(date(2026, 4, 15))
    assert EventKind.LAW_DECIDED in told(hall, case_id)
    assert hall.verification().faults == ()


def test_nothing_was_corrected_so_the_term_is_not_counted_anew(hall: Town) -> None:
    case_id = opened(hall, licence(correct=clock(resumes="anew")))
    hall.deploys(RUNS)
    hall.move_to(date(2026, 4, 6))
    goes(hall, case_id)
    assert terms(hall, case_id)["silence"].due_on == date(2026, 4, 14)


def test_after_undoing_the_clock_stands_still_as_if_it_had_never_run(hall: Town) -> None:
    case_id = opened(hall, STOPS)
    before = everything(hall, case_id)
    hall.deploys(RUNS)
    hall.move_to(date(2026, 4, 6))
    goes(hall, case_id)
    hall.move_to(date(2026, 4, 8))
    comes_back(hall, case_id)
    assert everything(hall, case_id) == before
    assert told(hall, case_id)[-2:] == [
        EventKind.CASE_MIGRATION_UNDONE,
        EventKind.DEADLINE_PAUSED,
    ]
    hall.move_to(date(2026, 5, 4))
    assert hall.steps(case_id) == ["correct"]
    done(hall, case_id, "correct")
    # counted: 30 and 31 March; six days from 5 May
    assert terms(hall, case_id)["silence"].due_on == date(2026, 5, 12)
    assert hall.verification().faults == ()


def test_an_activity_that_is_under_way_stops_what_the_new_version_lets_it_stop(hall: Town) -> None:
    case_id = opened(hall, RUNS)
    before = everything(hall, case_id)
    hall.deploys(STOPS)
    hall.move_to(date(2026, 4, 6))
    goes(hall, case_id)
    assert terms(hall, case_id)["silence"].paused_on == date(2026, 4, 6)
    assert told(hall, case_id)[-2:] == [EventKind.CASE_MIGRATED, EventKind.DEADLINE_PAUSED]
    comes_back(hall, case_id)
    assert everything(hall, case_id) == before
    assert told(hall, case_id)[-1] is EventKind.DEADLINE_RESUMED
    goes(hall, case_id)
    hall.move_to(date(2026, 4, 20))
    done(hall, case_id, "correct")
    # counted: 30, 31 March, 1 and 6 April; 21, 22, 23 and 24 April
    assert terms(hall, case_id)["silence"].due_on == date(2026, 4, 24)


def test_what_both_versions_stop_keeps_standing_without_a_word(hall: Town) -> None:
    case_id = opened(hall, STOPS)
    hall.deploys(licence(correct=clock(), more=True))
    hall.move_to(date(2026, 4, 6))
    before = terms(hall, case_id)["silence"]
    goes(hall, case_id)
    after = terms(hall, case_id)["silence"]
    assert (after.stops, after.paused_on) == (1, before.paused_on)
    assert told(hall, case_id)[-1] is EventKind.CASE_MIGRATED
    done(hall, case_id, "correct")
    assert terms(hall, case_id)["silence"].due_on == date(2026, 4, 14)


TWO = ("silence", "second")
VERSIONS = {
    "stops": STOPS,
    "runs": RUNS,
    "anew": licence(correct=clock(resumes="anew")),
    "review": licence(review=clock(), more=True),
    "both": licence(review=clock(), correct=clock()),
    "two": licence(correct=clock(), terms=TWO),
    "other": licence(correct=clock("second"), terms=TWO, more=True),
    "none of two": licence(terms=TWO),
}


@pytest.mark.parametrize("suspended", [False, True])
def test_going_over_and_coming_back_gives_the_very_state_of_before(
    hall: Town, *, suspended: bool
) -> None:
    """From every version to every other, whatever step is under way."""
    cases: list[tuple[int, int, str, str]] = []
    for number, version in enumerate(VERSIONS.values(), 1):
        hall.clock.move(to=datetime(2026, 3, 27, 14, tzinfo=UTC))
        hall.deploys(version)
        others = [name for at, name in enumerate(VERSIONS, 1) if at != number]
        steps = product(others, ("review", "correct"))
        of_it = [(hall.open_case("ana", "test", Facts({})), number, *each) for each in steps]
        hall.move_to(date(2026, 3, 31))
        for case_id, _, _, step in of_it:
            if step == "correct":
                done(hall, case_id, "review")
            if suspended:
                suspend(hall.installation, hall.people["luis"], case_id, "Medida cautelar")
        cases += of_it
    before = {case_id: everything(hall, case_id) for case_id, *_ in cases}
    hall.move_to(date(2026, 4, 6))
    numbers = {name: number for number, name in enumerate(VERSIONS, 1)}
    for case_id, number, second, step in cases:
        goes(hall, case_id, Order("test", number, numbers[second]))
        found = terms(hall, case_id)
        stopped = {name for name, row in found.items() if row.paused_on is not None}
        assert stopped == held_by(second, step), (number, second, step)
        assert {row.stops for row in found.values()} <= {0, 1}
    hall.move_to(date(2026, 4, 7))
    for case_id, number, second, step in cases:
        comes_back(hall, case_id)
        assert everything(hall, case_id) == before[case_id], (number, second, step)
    assert hall.verification().faults == ()


def held_by(version: str, step: str) -> set[str]:
    """The terms that a version stops during a step."""
    reviews = {"review": {"silence"}, "both": {"silence"}}
    corrects = {"runs": set[str](), "review": set(), "none of two": set(), "other": {"second"}}
    return reviews.get(version, set()) if step == "review" else corrects.get(version, {"silence"})


def test_what_a_person_stopped_stays_so_over_both_ways(hall: Town) -> None:
    case_id = opened(hall, RUNS)
    luis = hall.people["luis"]
    pause(hall.installation, luis, terms(hall, case_id)["silence"].id, Why("Lo ordena el juez"))
    before = everything(hall, case_id)
    hall.deploys(STOPS)
    goes(hall, case_id)
    assert terms(hall, case_id)["silence"].stops == 0
    comes_back(hall, case_id)
    assert everything(hall, case_id) == before


def test_who_stopped_it_meanwhile_keeps_it_stopped(hall: Town) -> None:
    case_id = opened(hall, STOPS)
    luis = hall.people["luis"]
    hall.deploys(RUNS)
    hall.move_to(date(2026, 4, 6))
    goes(hall, case_id)
    hall.move_to(date(2026, 4, 7))
    pause(hall.installation, luis, terms(hall, case_id)["silence"].id, Why("Lo ordena el juez"))
    comes_back(hall, case_id)
    done(hall, case_id, "correct")
    term = terms(hall, case_id)["silence"]
    assert (term.stops, term.paused_on) == (0, date(2026, 3, 31))
    resume(hall.installation, luis, term.id, Why("El juez levantó la orden"))
    assert terms(hall, case_id)["silence"].due_on == date(2026, 4, 15)


def test_time_that_was_given_meanwhile_stays_given(hall: Town) -> None:
    """Also to a term whose clock the migration did not touch."""
    case_id = opened(hall, licence(correct=clock(), terms=TWO))
    luis = hall.people["luis"]
    hall.deploys(licence(terms=TWO))
    goes(hall, case_id)
    for name in TWO:
        extend(hall.installation, luis, terms(hall, case_id)[name].id, 3, Why("Prórroga"))
    comes_back(hall, case_id)
    found = terms(hall, case_id)
    assert {name: row.extension for name, row in found.items()} == {"silence": 3, "second": 3}
    assert found["second"].due_on == date(2026, 4, 15)
    done(hall, case_id, "correct")
    assert terms(hall, case_id)["silence"].due_on == date(2026, 4, 15)


def test_a_day_that_was_decreed_meanwhile_counts_when_the_clock_goes_on_again(hall: Town) -> None:
    case_id = opened(hall, RUNS)
    hall.person("rita", "calendario")
    hall.deploys(STOPS)
    goes(hall, case_id)
    asked = Asked(date(2026, 4, 8), "Aniversario", "Ordenanza 12")
    assert isinstance(decree(hall.installation, hall.people["rita"], asked), Decreed)
    follow_decrees(hall.installation)
    comes_back(hall, case_id)
    assert terms(hall, case_id)["silence"].due_on == date(2026, 4, 13)
