"""Which days are business days, and how closures change them."""

from datetime import UTC, date, datetime

import pytest

from engine.calendar import Attendance, Calendar, Closure, UnknownPlace

PERU = Calendar("PE")
FEAST = date(2026, 3, 31)


def test_a_holiday_is_no_business_day_and_carries_its_spanish_name() -> None:
    assert not PERU.is_business_day(date(2026, 4, 2))
    assert PERU.name_of(date(2026, 4, 2)) == "Jueves Santo"


def test_a_working_day_has_no_name() -> None:
    assert PERU.is_business_day(FEAST)
    assert PERU.name_of(FEAST) is None


def test_saturday_and_sunday_are_no_business_days() -> None:
    assert [PERU.is_business_day(date(2026, 3, day)) for day in (27, 28, 29, 30)] == [
        True,
        False,
        False,
        True,
    ]


def test_a_closure_moves_a_term_and_lends_its_name() -> None:
    closed = Calendar("PE", closures={FEAST: Closure("Aniversario de Tambo Real")})
    assert closed.name_of(FEAST) == "Aniversario de Tambo Real"
    assert closed.add(date(2026, 3, 27), 5, "business") == date(2026, 4, 8)


def test_a_half_closure_counts_for_administrative_terms_and_not_for_taxes() -> None:
    half = Calendar("PE", closures={FEAST: Closure("Media jornada", Attendance.HALF)})
    assert half.is_business_day(FEAST)
    assert not half.for_taxes().is_business_day(FEAST)


def test_a_half_closure_on_a_holiday_makes_half_a_working_day_of_it() -> None:
    holiday = date(2026, 7, 23)
    worked = Calendar("PE", closures={holiday: Closure("Se trabaja hasta la una", Attendance.HALF)})
    assert worked.is_business_day(holiday)
    assert worked.name_of(holiday) == "Se trabaja hasta la una"


def test_half_a_day_never_opens_a_weekend() -> None:
    sunday = date(2026, 3, 29)
    half = Calendar("PE", closures={sunday: Closure("x", Attendance.HALF)})
    assert not half.is_business_day(sunday)


@pytest.mark.parametrize("day", [date(2026, 7, 23), date(2026, 3, 28), date(2026, 3, 29)])
def test_a_holiday_or_weekend_that_is_worked_counts_as_any_day(day: date) -> None:
    worked = Calendar("PE", closures={day: Closure("Se trabaja", Attendance.WHOLE)})
    assert not PERU.is_business_day(day)
    assert worked.is_business_day(day)
    assert worked.for_taxes().is_business_day(day)


def test_a_holiday_that_is_worked_ends_a_term_earlier_and_is_counted_in_its_explanation() -> None:
    friday = date(2026, 6, 5)
    worked = Closure("No es feriado", Attendance.WHOLE, "Concepto 12")
    colombia = Calendar("CO", closures={date(2026, 7, 13): worked})
    assert Calendar("CO").add(friday, 30, "business") == date(2026, 7, 24)
    explained = colombia.explain(friday, 30, "business")
    assert explained.due == date(2026, 7, 23)
    assert date(2026, 7, 13) in explained.counted


def test_changing_the_mapping_afterwards_does_not_change_the_calendar() -> None:
    closures = {FEAST: Closure("Aniversario")}
    calendar = Calendar("PE", closures=closures)
    closures.clear()
    assert not calendar.is_business_day(FEAST)


def test_a_region_adds_its_own_holidays() -> None:
    assert Calendar("BO", "L").name_of(date(2026, 7, 16)) is not None
    assert Calendar("BO").name_of(date(2026, 7, 16)) is None


def test_an_unknown_country_is_named_in_the_error() -> None:
    with pytest.raises(UnknownPlace, match="'ZZ'"):
        Calendar("ZZ").is_business_day(date(2026, 3, 27))


def test_an_unknown_region_is_named_in_the_error() -> None:
    with pytest.raises(UnknownPlace, match="'BO-XX'"):
        Calendar("BO", "XX").is_business_day(date(2026, 3, 27))


def test_the_day_begins_at_local_midnight() -> None:
    assert PERU.start_of(date(2026, 4, 8)) == datetime(2026, 4, 8, 5, tzinfo=UTC)


def test_an_instant_belongs_to_the_local_day() -> None:
    assert PERU.local_day(datetime(2026, 4, 8, 4, 59, tzinfo=UTC)) == date(2026, 4, 7)
