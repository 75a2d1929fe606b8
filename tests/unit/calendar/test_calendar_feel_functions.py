"""The functions that a model may call, as FEEL calls them: by position, with Python values."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.calendar import Calendar
from engine.calendar.feel_functions import functions

AWARD = date(2026, 3, 27)


def one_parameter(key: str, on: date) -> Decimal | str:
    if (key, on) == ("uit", AWARD):
        return Decimal(5500)
    raise LookupError(f"there is no {key} on {on}")


CALLS = {function.name: function.call for function in functions(Calendar("PE"), one_parameter)}


def test_the_functions_have_the_documented_names_and_parameters() -> None:
    assert [(f.name, f.parameters) for f in functions(Calendar("PE"), one_parameter)] == [
        ("business days after", ("from", "n")),
        ("business days between", ("from", "to")),
        ("is business day", ("day",)),
        ("next business day", ("day",)),
        ("legal parameter", ("key", "on")),
        ("legal fee", ("key", "on")),
        ("similar cases", ("process", "fact", "value", "on")),
        ("case number", ()),
        ("supplier standing", ("number",)),
        ("plan items", ("year",)),
    ]


def test_the_appeal_window_ends_five_business_days_after_the_award() -> None:
    assert CALLS["business days after"](AWARD, Decimal(5)) == date(2026, 4, 7)


def test_business_days_between_two_dates_are_a_number() -> None:
    days = CALLS["business days between"](AWARD, date(2026, 4, 7))
    assert days == Decimal(5)
    assert isinstance(days, Decimal)


def test_a_day_is_asked_about() -> None:
    assert CALLS["is business day"](date(2026, 4, 2)) is False
    assert CALLS["next business day"](date(2026, 4, 1)) == date(2026, 4, 6)


def test_an_instant_counts_as_its_local_day() -> None:
    late_evening_in_lima = datetime(2026, 4, 2, 4, 30, tzinfo=UTC)
    assert CALLS["is business day"](late_evening_in_lima) is True


def test_a_legal_parameter_is_read_by_the_date_of_the_fact() -> None:
    assert CALLS["legal parameter"]("uit", AWARD) == Decimal(5500)


def test_a_legal_parameter_without_a_value_on_that_date_says_so() -> None:
    with pytest.raises(ValueError, match="there is no uit on 2020-01-01"):
        CALLS["legal parameter"]("uit", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("business days after", (None, Decimal(1))),
        ("business days after", (AWARD, None)),
        ("business days between", (None, AWARD)),
        ("is business day", (None,)),
        ("next business day", (None,)),
        ("legal parameter", ("uit", None)),
        ("similar cases", ("compra", "Clase", None, AWARD)),
    ],
)
def test_null_gives_null(name: str, arguments: tuple[object, ...]) -> None:
    assert CALLS[name](*arguments) is None


@pytest.mark.parametrize("days", [Decimal("1.5"), "5", True, AWARD, Decimal("NaN")])
def test_only_whole_numbers_of_days_are_counted(days: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        CALLS["business days after"](AWARD, days)


@pytest.mark.parametrize("day", ["2026-03-27", Decimal(5), date(9999, 1, 1), date(1, 1, 1)])
def test_what_is_no_date_that_the_calendar_knows_is_refused(day: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        CALLS["is business day"](day)


def test_similar_cases_are_asked_for_by_the_year_of_the_date() -> None:
    asked: list[tuple[str, str, str, int]] = []

    def alike(*found: object) -> list[dict[str, object]]:
        asked.append(found)  # type: ignore[arg-type]  # its four words
        return [{"numero": "CON-2026-0001"}]

    calls = {f.name: f.call for f in functions(Calendar("PE"), one_parameter, alike=alike)}  # type: ignore[arg-type]  # a list of contexts
    answer = calls["similar cases"]("compra", "Clase", "301116", AWARD)
    assert (answer, asked) == ([{"numero": "CON-2026-0001"}], [("compra", "Clase", "301116", 2026)])


def test_similar_cases_are_asked_for_with_texts() -> None:
    with pytest.raises(TypeError, match="as text"):
        CALLS["similar cases"]("compra", "Clase", Decimal(301116), AWARD)


def test_where_there_are_no_cases_none_is_similar() -> None:
    assert CALLS["similar cases"]("compra", "Clase", "301116", AWARD) == []
