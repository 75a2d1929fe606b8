"""Money as people type it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.payments.typed import money_in


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("35", "35"),
        ("35.00", "35.00"),
        ("35,5", "35.5"),
        ("1,250.00", "1250.00"),
        ("1.250,00", "1250.00"),
        ("1 250", "1250"),
        ("1,250", "1250"),
    ],
)
def test_an_amount_is_read(typed: str, amount: str) -> None:
    assert money_in(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["", "-5", "1e3", "NaN", "1.2.3", "1,25,0", "S/ 3", "٣", "1.005,5,5"]
)
def test_whatever_else_is_none(typed: str) -> None:
    assert not money_in(typed).is_finite()


@given(st.text(max_size=12))
def test_no_text_breaks_it(typed: str) -> None:
    amount = money_in(typed)
    assert not amount.is_finite() or amount >= 0
