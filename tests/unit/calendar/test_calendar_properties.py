"""Terms against an independent counter that walks the days one by one."""

from datetime import date, timedelta

import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendar import Calendar, Closure

UNHURRIED = settings(deadline=None)  # the machine may be busy; no test is timed
NATIONAL = holidays.country_holidays("PE", years=range(2019, 2035))
DATES = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CLOSED = st.sets(st.dates(date(2020, 1, 1), date(2032, 12, 31)), max_size=30)


def naive_is_business_day(day: date, closed: set[date]) -> bool:
    return day.isoweekday() <= 5 and day not in NATIONAL and day not in closed


def naive_due(start: date, length: int, closed: set[date]) -> date:
    day, count = start, 0
    while count < length or not naive_is_business_day(day, closed):
        day += timedelta(days=1)
        count += naive_is_business_day(day, closed)
    return day


def peru(closed: set[date]) -> Calendar:
    return Calendar("PE", closures={day: Closure("Cierre") for day in closed})


@UNHURRIED
@given(DATES, st.integers(1, 90), CLOSED)
def test_business_terms_agree_with_a_naive_counter(
    start: date, length: int, closed: set[date]
) -> None:
    assert peru(closed).add(start, length, "business") == naive_due(start, length, closed)


@UNHURRIED
@given(DATES, st.integers(1, 60), CLOSED)
def test_between_undoes_add(start: date, length: int, closed: set[date]) -> None:
    calendar = peru(closed)
    assert calendar.business_days_between(start, calendar.add(start, length, "business")) == length


@UNHURRIED
@given(DATES, st.integers(0, 60), st.sampled_from(["business", "calendar"]), CLOSED)
def test_every_due_date_is_a_business_day_and_not_before_the_start(
    start: date, length: int, unit: str, closed: set[date]
) -> None:
    calendar = peru(closed)
    due = calendar.add(start, length, unit)
    assert naive_is_business_day(due, closed)
    assert due >= start


@UNHURRIED
@given(DATES, st.integers(1, 40), st.sampled_from(["business", "calendar", "month", "year"]))
def test_the_explanation_ends_where_the_term_ends(start: date, length: int, unit: str) -> None:
    calendar = Calendar("PE")
    explanation = calendar.explain(start, length, unit)
    assert explanation.due == calendar.add(start, length, unit)
    assert [day.date for day in explanation.days] == [
        start + timedelta(days=n) for n in range((explanation.due - start).days + 1)
    ]
    if unit in ("business", "calendar"):
        assert len(explanation.counted) == length


@UNHURRIED
@given(DATES, st.integers(0, 60), st.integers(0, 60))
def test_a_longer_term_never_ends_earlier(start: date, one: int, other: int) -> None:
    calendar = Calendar("PE")
    short, long = sorted((one, other))
    for unit in ("business", "calendar", "month"):
        assert calendar.add(start, short, unit) <= calendar.add(start, long, unit)


@UNHURRIED
@given(DATES, DATES)
def test_remaining_agrees_with_a_naive_counter(today: date, due: date) -> None:
    first, last = sorted((today, due))
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    remaining = Calendar("PE").remaining(today, due)
    assert remaining.business_days == sum(naive_is_business_day(day, set()) for day in days)
    assert remaining.late == (today > due)
