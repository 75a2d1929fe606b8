"""A sample is drawn as the law says, and anybody draws the same again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.control.drawing import draw

NUMBERS = st.sets(st.text("0123456789-LIC", min_size=1, max_size=12), max_size=200)


@pytest.mark.parametrize(
    ("size", "drawn"),
    [(0, 0), (1, 1), (10, 1), (11, 2), (99, 10), (1_490, 149), (1_500, 150), (3_000, 150)],
)
def test_a_tenth_is_drawn_and_at_most_one_hundred_and_fifty(size: int, drawn: int) -> None:
    numbers = [f"LIC-2026-{n:04d}" for n in range(size)]
    assert len(draw(numbers, "semilla", percent=Decimal(10), most=150).sample) == drawn


@given(NUMBERS, st.text(max_size=9))
def test_the_order_in_which_cases_are_found_changes_nothing(numbers: set[str], seed: str) -> None:
    one = draw(sorted(numbers), seed, percent=Decimal(10), most=150)
    assert one == draw(sorted(numbers, reverse=True), seed, percent=Decimal(10), most=150)
    assert set(one.sample) <= numbers


def test_another_seed_draws_others_of_the_same_population() -> None:
    numbers = [f"LIC-2026-{n:04d}" for n in range(200)]
    one, other = (draw(numbers, seed, percent=Decimal(10), most=150) for seed in ("a", "b"))
    assert one.population == other.population
    assert one.sample != other.sample
