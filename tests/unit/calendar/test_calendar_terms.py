"""Months, years, calendar days, the ends of months, and lengths that no law has."""

from datetime import date

import pytest

from engine.calendar import Calendar, Closure, TermOutOfRange

PERU = Calendar("PE")


def test_calendar_days_that_end_on_a_weekday_end_there() -> None:
    assert PERU.add(date(2026, 3, 27), 4, "calendar") == date(2026, 3, 31)


def test_calendar_days_that_end_on_a_holiday_move_to_the_next_business_day() -> None:
    assert PERU.add(date(2026, 3, 27), 6, "calendar") == date(2026, 4, 6)


def test_months_run_from_date_to_date() -> None:
    assert PERU.add(date(2026, 1, 15), 2, "month") == date(2026, 3, 16)  # 15 March is a Sunday
    assert PERU.add(date(2026, 1, 14), 1, "month") == date(2026, 2, 16)  # 14 February, a Saturday
    assert PERU.add(date(2026, 1, 13), 1, "month") == date(2026, 2, 13)


def test_a_missing_day_ends_on_the_first_business_day_of_the_next_month() -> None:
    assert PERU.add(date(2026, 1, 31), 1, "month") == date(2026, 3, 2)


def test_a_missing_day_ends_on_the_last_day_of_the_month_under_tax_law() -> None:
    end = PERU.add(date(2026, 3, 31), 3, "month", month_end="last_day")
    assert end == date(2026, 6, 30)


def test_the_last_day_of_the_month_moves_on_when_it_is_no_business_day() -> None:
    end = PERU.add(date(2026, 1, 31), 1, "month", month_end="last_day")
    assert end == date(2026, 3, 2)  # 28 February 2026 is a Saturday


def test_years_run_from_date_to_date_and_leap_days_follow_the_policy() -> None:
    assert PERU.add(date(2024, 2, 29), 1, "year") == date(2025, 3, 3)  # 1 March, a Saturday
    assert PERU.add(date(2024, 2, 29), 1, "year", month_end="last_day") == date(2025, 2, 28)
    assert PERU.add(date(2026, 3, 27), 1, "year") == date(2027, 3, 29)  # the 27th, a Saturday


def test_no_days_end_on_the_start_or_on_the_business_day_after_it() -> None:
    assert PERU.add(date(2026, 3, 27), 0, "business") == date(2026, 3, 27)
    assert PERU.add(date(2026, 4, 2), 0, "business") == date(2026, 4, 6)


def test_a_term_may_start_on_a_holiday() -> None:
    assert PERU.add(date(2026, 4, 3), 1, "business") == date(2026, 4, 6)


@pytest.mark.parametrize(
    ("length", "unit"),
    [(-1, "business"), (10_001, "business"), (36_501, "calendar"), (1_201, "month"), (101, "year")],
)
def test_a_length_that_no_law_has_is_refused(length: int, unit: str) -> None:
    with pytest.raises(TermOutOfRange):
        PERU.add(date(2026, 3, 27), length, unit)


@pytest.mark.parametrize("unit", ["business", "calendar", "month", "year"])
def test_a_term_past_the_last_known_year_is_refused(unit: str) -> None:
    with pytest.raises(TermOutOfRange):
        PERU.add(date(2200, 12, 30), 100, unit)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="fortnight"):
        PERU.add(date(2026, 3, 27), 1, "fortnight")


def test_days_between_count_after_the_first_up_to_and_including_the_last() -> None:
    assert PERU.business_days_between(date(2026, 3, 26), date(2026, 3, 30)) == 2
    assert PERU.business_days_between(date(2026, 3, 30), date(2026, 3, 26)) == -2
    assert PERU.business_days_between(date(2026, 3, 26), date(2026, 3, 26)) == 0


def test_a_closure_on_the_last_day_moves_a_term_of_months() -> None:
    calendar = Calendar("PE", closures={date(2026, 2, 13): Closure("Carnaval")})
    assert calendar.add(date(2026, 1, 13), 1, "month") == date(2026, 2, 16)
