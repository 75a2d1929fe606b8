"""Dates, times and durations: their laws, and agreement with Python where Python reaches."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import DaysTimeDuration, YearsMonthsDuration, compile_expression
from engine.feel.dates import Date, date_of_day, day_number, parse_date
from engine.feel.durations import parse_duration
from engine.feel.times import DateTime, Time, parse_date_time, parse_time

DATES = st.dates()
LONG_AGO_AND_FAR = st.integers(-300_000_000_000, 300_000_000_000)


def value(text: str, **context: object) -> object:
    return compile_expression(text).evaluate(context)


@given(LONG_AGO_AND_FAR)
def test_a_day_number_and_its_date_are_the_same_day(number: int) -> None:
    day = date_of_day(number)
    assert day is not None
    assert day_number(day) == number
    assert parse_date(str(day)) == day


@given(DATES)
def test_weekday_and_week_are_those_of_the_iso_calendar(day: date) -> None:
    found = value("[d.weekday, week of year(d), day of year(d)]", d=day)
    assert found == [day.isoweekday(), day.isocalendar().week, day.timetuple().tm_yday]


@given(DATES, st.integers(-100_000, 100_000))
def test_adding_days_and_taking_them_away_comes_back(day: date, days: int) -> None:
    length = timedelta(days=days)
    assert value("d + n - n = d", d=day, n=length) is True


@given(DATES, DATES)
def test_the_distance_of_two_dates_is_that_of_python(a: date, b: date) -> None:
    days = (a - b).days
    assert value("a - b", a=a, b=b) == DaysTimeDuration(days * 86_400_000_000_000)


@given(DATES, st.integers(-2000, 2000))
def test_adding_months_never_leaves_the_month(day: date, months: int) -> None:
    found = value("d + n", d=Date(day.year, day.month, day.day), n=YearsMonthsDuration(months))
    year, month = found.year, found.month
    assert year * 12 + month == day.year * 12 + day.month + months
    assert found.day == day.day or found.day < day.day


@given(st.integers(-(10**15), 10**15))
def test_a_duration_is_printed_and_parsed_without_loss(nanos: int) -> None:
    assert parse_duration(str(DaysTimeDuration(nanos))) == DaysTimeDuration(nanos)


@given(st.integers(-(10**6), 10**6))
def test_months_are_printed_and_parsed_without_loss(months: int) -> None:
    assert parse_duration(str(YearsMonthsDuration(months))) == YearsMonthsDuration(months)


@given(st.datetimes(timezones=st.none() | st.just(UTC) | st.just(ZoneInfo("America/Lima"))))
def test_a_moment_of_python_comes_back_as_it_was(moment: datetime) -> None:
    found = value("m", m=moment)
    assert (found, found.tzinfo) == (moment, moment.tzinfo) or found == moment


def test_a_year_beyond_9999_stays_exact() -> None:
    assert value('date("99999-12-31") + duration("P1D")') == Date(100000, 1, 1)
    assert value('string(date("-0001-01-01"))') == "-0001-01-01"


def test_a_zone_counts_with_the_offset_of_its_day() -> None:
    summer = '@"2026-07-01T12:00:00@Europe/Paris" = @"2026-07-01T10:00:00Z"'
    winter = '@"2026-01-01T12:00:00@Europe/Paris" = @"2026-01-01T11:00:00Z"'
    assert (value(summer), value(winter)) == (True, True)


def test_times_come_out_as_times_of_python() -> None:
    assert value('time("10:30:00-05:00")') == time(10, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert value('@"10:30:00.123456789"') == Time(10, 30, 0, 123456789)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13-01", "998-12-31", "26-01-01", "+2026-01-01"]
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text", ["24:00:01", "23:60:00", "7:00:00", "10:00:00+19:00", "10:00:00@No/Where"]
)
def test_a_time_that_does_not_exist_is_refused(text: str) -> None:
    assert parse_time(text) is None


def test_midnight_may_be_written_as_24() -> None:
    assert parse_date_time("2026-12-31T24:00:00") == DateTime(Date(2027, 1, 1), Time(0, 0, 0))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2013-08-24", "2017-12-15", 51),
        ("2016-01-31", "2015-01-21", -12),
        ("2016-01-31", "2016-02-29", 0),
        ("2016-02-29", "2017-02-28", 11),
    ],
)
def test_years_and_months_between_counts_whole_months(start: str, end: str, months: int) -> None:
    found = value(f'years and months duration(date("{start}"), date("{end}"))')
    assert found == YearsMonthsDuration(months)
