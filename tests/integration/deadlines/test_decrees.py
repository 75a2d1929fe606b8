"""A day is declared not to be worked: every open term of the municipality follows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine.calendar import Attendance
from engine.cases import Facts
from engine.deadlines.calendars import FRESH
from engine.deadlines.decreeing import Asked, Decreed, Foreseen, decree, foresee, lift
from engine.deadlines.following import follow_decrees
from engine.deadlines.moving import Why, pause
from engine.deadlines.permission import CALENDAR_KEEPER
from engine.history.kinds import EventKind
from engine.refusals import RefusalKind, Refused
from storage.queries.closures import all_closures, moved_by
from storage.queries.deadlines import deadlines_of_case
from storage.queries.history import events_of_case
from tests.integration.deadlines.test_moving_terms import FILED, LICENCE
from tests.town import Town

FEAST = date(2026, 7, 20)
DECREE = Asked(FEAST, "Aniversario del distrito", "Decreto de Alcaldía 004-2026")


@pytest.fixture
def lodged(town: Town) -> int:
    """A licence whose thirty days, from 15 June, run over the feast."""
    town.clock.move(to=FILED)
    town.deploys(LICENCE)
    town.person("ana", "clerk")
    town.person("luis", "boss", CALENDAR_KEEPER)
    return town.open_case("ana", "test", Facts({}))


def due_on(town: Town, case_id: int) -> date:
    [found] = town.reads(lambda c: deadlines_of_case(c, town.municipality_id, case_id))
    return found.due_on


def decrees(town: Town, asked: Asked = DECREE) -> int:
    answer = decree(town.installation, town.people["luis"], asked)
    assert isinstance(answer, Decreed), answer
    follow_decrees(town.installation)
    return answer.closure_id


def test_what_would_move_is_foreseen_and_nothing_moves_yet(town: Town, lodged: int) -> None:
    found = foresee(town.installation, town.people["luis"], DECREE)
    assert not isinstance(found, Refused)
    [one] = found
    assert isinstance(one, Foreseen)
    assert one.touched.number == town.case(lodged).number
    assert (one.touched.deadline.due_on, one.to_on) == (date(2026, 7, 31), date(2026, 8, 3))
    assert due_on(town, lodged) == date(2026, 7, 31)


def test_a_decree_moves_what_was_foreseen_and_tells_it(town: Town, lodged: int) -> None:
    closure_id = decrees(town)
    assert due_on(town, lodged) == date(2026, 8, 3)
    [moved] = town.reads(lambda c: moved_by(c, town.municipality_id, closure_id, limit=9))
    assert (moved.number, moved.from_on, moved.to_on) == (
        town.case(lodged).number,
        date(2026, 7, 31),
        date(2026, 8, 3),
    )
    [event] = [
        event
        for event in town.reads(lambda c: events_of_case(c, town.municipality_id, lodged, limit=9))
        if event.kind == EventKind.DEADLINE_DECREED
    ]
    assert "Decreto de Alcaldía 004-2026" in (event.detail or "")
    assert town.verification().faults == ()


def test_the_law_acts_a_day_later(town: Town, lodged: int) -> None:
    decrees(town)
    town.move_to(date(2026, 8, 3))
    assert town.case(lodged).state == "open"
    town.move_to(date(2026, 8, 4))
    assert town.case(lodged).outcome == "approved"


def test_a_holiday_that_is_worked_brings_the_end_nearer_and_back(town: Town, lodged: int) -> None:
    asked = Asked(date(2026, 7, 23), "Se trabaja", "Decreto 006-2026", Attendance.WHOLE)
    found = foresee(town.installation, town.people["luis"], asked)
    assert not isinstance(found, Refused)
    assert [each.to_on for each in found] == [date(2026, 7, 30)]
    closure_id = decrees(town, asked)
    assert due_on(town, lodged) == date(2026, 7, 30)
    lift(town.installation, town.people["luis"], closure_id)
    follow_decrees(town.installation)
    assert due_on(town, lodged) == date(2026, 7, 31)


def test_doing_it_again_changes_nothing(town: Town, lodged: int) -> None:
    closure_id = decrees(town)
    assert follow_decrees(town.installation) == 0
    town.clock.advance(FRESH)
    assert follow_decrees(town.installation) == 0
    [(row, who, count)] = town.reads(lambda c: all_closures(c, town.municipality_id))
    assert (row.id, row.settled, who, count) == (closure_id, 1, "Luis", 1)


def test_a_term_counted_on_the_calendar_of_a_moment_ago_is_looked_at_again(town: Town) -> None:
    town.clock.move(to=FILED)
    town.deploys(LICENCE)
    town.person("ana", "clerk")
    town.person("luis", "boss", CALENDAR_KEEPER)
    early = town.open_case("ana", "test", Facts({}))  # another process remembers this calendar
    town.reopen()
    decrees(town)
    assert due_on(town, early) == date(2026, 8, 3)
    late = town.open_case("ana", "test", Facts({}))
    town.clock.advance(FRESH + timedelta(seconds=1))
    follow_decrees(town.installation)
    assert due_on(town, late) == date(2026, 8, 3)


def test_a_decree_that_is_taken_back_brings_the_terms_back(town: Town, lodged: int) -> None:
    closure_id = decrees(town)
    town.move_to(date(2026, 7, 1))
    answer = lift(town.installation, town.people["luis"], closure_id)
    assert isinstance(answer, Decreed)
    follow_decrees(town.installation)
    assert due_on(town, lodged) == date(2026, 7, 31)
    again = decrees(town)
    assert again != closure_id
    assert due_on(town, lodged) == date(2026, 8, 3)


def test_a_term_in_pause_does_not_move(town: Town, lodged: int) -> None:
    [row] = town.reads(lambda c: deadlines_of_case(c, town.municipality_id, lodged))
    pause(town.installation, town.people["luis"], row.id, Why("Falta un plano"))
    decrees(town)
    assert due_on(town, lodged) == date(2026, 7, 31)


def test_a_term_that_the_day_does_not_lie_in_does_not_move(town: Town, lodged: int) -> None:
    decrees(town, Asked(date(2026, 8, 3), "Feria", "Decreto 5"))
    assert due_on(town, lodged) == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("asked", "kind", "field"),
    [
        (Asked(date(2026, 6, 14), "Ayer", "Decreto"), RefusalKind.LATE, None),
        (Asked(date(2026, 7, 28), "Feriado", "Decreto"), RefusalKind.INVALID_DATA, "day"),
        (Asked(date(2026, 7, 19), "Domingo", "Decreto"), RefusalKind.INVALID_DATA, "day"),
        (
            Asked(FEAST, "Se trabaja", "Decreto", Attendance.WHOLE),
            RefusalKind.INVALID_DATA,
            "day",
        ),
        (Asked(FEAST, " ", "Decreto"), RefusalKind.INVALID_DATA, "name"),
        (Asked(FEAST, "Feria", " "), RefusalKind.INVALID_DATA, "source"),
    ],
)
def test_what_may_not_be_decreed_says_why(
    town: Town, lodged: int, asked: Asked, kind: RefusalKind, field: str | None
) -> None:
    answer = decree(town.installation, town.people["luis"], asked)
    assert isinstance(answer, Refused)
    assert (answer.kind, answer.details.get("field")) == (kind, field)
    assert foresee(town.installation, town.people["luis"], asked) == answer


def test_a_day_is_closed_once(town: Town, lodged: int) -> None:
    decrees(town)
    answer = decree(town.installation, town.people["luis"], DECREE)
    assert isinstance(answer, Refused)
    assert answer.details == {"field": "day"}


def test_only_who_keeps_the_calendar_decrees(town: Town, lodged: int) -> None:
    answer = decree(town.installation, town.people["ana"], DECREE)
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.NO_ROLE


def test_the_terms_of_another_town_stay_where_they_are(town: Town, lodged: int) -> None:
    # `other` shares the database; its licence runs over the same day.
    other = Town(town.database_url, town.folder, now=FILED)
    other.deploys(LICENCE)
    other.person("eva", "clerk")
    neighbour = other.open_case("eva", "test", Facts({}))
    decrees(town)
    assert due_on(other, neighbour) == date(2026, 7, 31)
    other.close()
