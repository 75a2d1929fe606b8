"""Figures are exact; several months together are what all of their cases give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from statistics import median as plain_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.indicators.counting import Fact, Material, added, figure, median, merged, score_of
from engine.indicators.definition import BadDefinition, How, read_definitions
from engine.indicators.periods import Period, between, month_of, named
from processes.indicators.catalogue import AREAS, DIMENSIONS, by_key, indicators

DAY = date(2026, 3, 2)


def fact(numerator: int, denominator: int = 1, days: int | None = None, on: date = DAY) -> Fact:
    return Fact("x", f"{on}{numerator}{days}", on, 1, numerator, denominator, days)


def test_the_twenty_eight_indicators_are_defined_within_the_cells_of_the_diagnostic() -> None:
    assert {each.number for each in indicators()} == set(range(1, 29))
    cells = {cell for each in indicators() for cell in each.cells}
    assert cells <= {(area, dimension) for area in AREAS for dimension in DIMENSIONS}


def test_a_share_is_told_in_percent_and_the_other_way_round() -> None:
    material = added(How.SHARE, [fact(1), fact(0), fact(0), *[fact(1)] * 9])
    shares = figure(by_key()["deserted_rate"], material)
    assert (shares.numerator, shares.denominator, shares.value) == (10, 12, Fraction(250, 3))
    other = figure(by_key()["award_rate"], material)
    assert (other.numerator, other.value) == (2, Fraction(50, 3))
    assert shares.value is not None
    assert other.value is not None
    assert shares.value + other.value == 100


def test_fewer_than_ten_are_insufficient_and_have_no_score() -> None:
    nine, ten = (figure(by_key()["on_time_cases"], Material(n, n, n)) for n in (9, 10))
    assert (nine.insufficient, nine.score, nine.value) == (True, None, 100)
    assert (ten.insufficient, ten.score) == (False, 100)
    nothing = figure(by_key()["budget_execution"], Material())
    assert (nothing.insufficient, nothing.value) == (True, None)


def test_a_score_lies_between_the_worst_and_the_best() -> None:
    days = by_key()["days_to_award"]  # 60 is the worst, 20 the best
    assert [score_of(days, Fraction(n)) for n in (70, 60, 50, 30, 20, 5)] == [
        0, 0, 25, 75, 100, 100,
    ]  # fmt: skip


@given(st.lists(st.lists(st.integers(0, 400), max_size=9), max_size=5))
def test_the_median_of_months_is_that_of_all_their_cases(months: list[list[int]]) -> None:
    materials = [added(How.MEDIAN, [fact(d, 1, d) for d in days]) for days in months]
    whole = [each for days in months for each in days]
    found = merged(How.MEDIAN, materials)
    assert found.n == len(whole)
    assert median(found.days) == (Fraction(plain_median(whole)) if whole else None)


@given(
    st.lists(st.tuples(st.integers(-9, 99), st.integers(0, 99)), max_size=12), st.integers(0, 12)
)
def test_sums_of_parts_are_the_sum(rows: Sequence[tuple[int, int]], cut: int) -> None:
    facts = [fact(*row) for row in rows]
    parts = [added(How.RATIO, facts[:cut]), added(How.RATIO, facts[cut:])]
    assert merged(How.RATIO, parts) == added(How.RATIO, facts)


def test_of_what_does_not_add_up_the_last_counts() -> None:
    later = date(2026, 3, 30)
    assert added(How.LATEST, [fact(9, 10), fact(7, 10, on=later)]).numerator == 7
    months = [Material(1, 5, 10), Material(1, 6, 10), Material()]
    assert merged(How.LATEST, months) == Material(1, 6, 10)


@pytest.mark.parametrize(
    ("name", "begins", "ends"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-T1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-T4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-01-05..2026-02-10", date(2026, 1, 5), date(2026, 2, 10)),
    ],
)
def test_an_address_names_a_period_and_is_named_by_it(name: str, begins: date, ends: date) -> None:
    period = named(name)
    assert period == Period(begins, ends)
    assert period.name == name


@pytest.mark.parametrize("text", ["", "2026-13", "2026-T5", "99999", "2026-02-30..2026-03-01", "x"])
def test_what_names_no_period_is_none(text: str) -> None:
    assert named(text) is None


def test_the_time_before_is_as_long() -> None:
    assert month_of(date(2026, 3, 9)).before() == month_of(date(2026, 2, 1))
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert year.before().name == "2025"
    ten = between("2026-01-11", "2026-01-20")
    assert ten is not None
    assert ten.before() == between("2026-01-01", "2026-01-10")
    assert between("2026-02-01", "2026-01-01") is None


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"best": 0}, "no scale"),
        ({"title": ""}, "title is missing"),
        ({"how": "mean"}, "mean"),
        ({"colour": "red"}, "unknown colour"),
        ({"complement_of": "nobody"}, "nobody defines"),
    ],
)
def test_a_definition_that_cannot_be_is_refused(change: dict[str, object], fault: str) -> None:
    told: dict[str, object] = {
        "number": 1, "key": "k", "title": "t", "definition": "d", "formula": "f",
        "numerator": "n", "denominator": "d", "unit": "%", "how": "share", "better": "more",
        "worst": 0, "best": 100, "sources": ["s"], "basis": "b",
    }  # fmt: skip
    told |= change
    lines = [f"{name} = {value!r}" for name, value in told.items()]
    cells = 'cells = [{ area = "compras", dimension = "vision" }]'
    with pytest.raises(BadDefinition, match=fault):
        read_definitions([("f.toml", "\n".join(["[[indicators]]", *lines, cells]))])
