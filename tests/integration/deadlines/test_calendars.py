"""The calendar of a municipality comes from its row and its closures."""

from datetime import date, timedelta

from engine.calendar import Attendance, Calendar
from engine.deadlines.calendars import FRESH, calendar_of, forget_calendar
from storage.database import Connection
from storage.queries.closures import ClosureRow
from storage.writes.closures import insert_closure
from tests.town import Town

FEAST = date(2026, 3, 31)


def calendar(town: Town) -> Calendar:
    with town.installation.database.read(town.municipality_id) as connection:
        return calendar_of(town.installation, connection, town.municipality_id)


def closes(town: Town, day: date, attendance: Attendance = Attendance.NONE) -> None:
    ids, now = town.installation.ids, town.clock.now()
    row = ClosureRow(ids.new(), day, attendance, "Aniversario", "Acuerdo 12", now)

    def verb(connection: Connection) -> None:
        insert_closure(connection, town.municipality_id, row)

    town.installation.database.run(verb, municipality=town.municipality_id)


def test_a_decreed_closure_counts_once_it_is_known(town: Town) -> None:
    assert calendar(town).add(date(2026, 3, 27), 5, "business") == date(2026, 4, 7)
    closes(town, FEAST)
    forget_calendar(town.installation, town.municipality_id)
    assert calendar(town).name_of(FEAST) == "Aniversario"
    assert calendar(town).add(date(2026, 3, 27), 5, "business") == date(2026, 4, 8)


def test_another_process_learns_of_a_closure_soon(town: Town) -> None:
    assert calendar(town).is_business_day(FEAST)
    closes(town, FEAST)
    town.clock.advance(FRESH + timedelta(seconds=1))
    assert not calendar(town).is_business_day(FEAST)


def test_a_half_day_is_kept_as_half(town: Town) -> None:
    closes(town, FEAST, Attendance.HALF)
    assert calendar(town).is_business_day(FEAST)
    assert not calendar(town).for_taxes().is_business_day(FEAST)


def test_a_holiday_that_is_worked_is_kept_as_such(town: Town) -> None:
    holiday = date(2026, 4, 2)
    assert not calendar(town).is_business_day(holiday)
    closes(town, holiday, Attendance.WHOLE)
    forget_calendar(town.installation, town.municipality_id)
    assert calendar(town).for_taxes().is_business_day(holiday)
