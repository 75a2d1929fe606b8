"""The code of a coupon says what it pays, and a slip of the hand is noticed."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from processes.taxes.account import What
from processes.taxes.coupons import Coupon, choice_of, coupon_code, pays_first, read_coupon

COUPON = Coupon("000123", 2026, 1)


def test_a_code_is_read_back() -> None:
    assert coupon_code(COUPON).startswith("000123-2026-1-")
    assert read_coupon(f" {coupon_code(COUPON)} ") == COUPON
    assert read_coupon("hola") is None
    assert read_coupon(coupon_code(COUPON).replace("-", "")) == COUPON
    assert read_coupon(coupon_code(COUPON).replace("-", "'")) == COUPON
    assert pays_first(coupon_code(Coupon("000123", 2026, 0))) == {("emision", 2026, 0)}
    assert pays_first("hola") == frozenset()
    chosen = [What(date(2026, 2, 27), 2026, each, 1) for each in ("predial", "fraccionamiento F-1")]
    named = {(each.concept, each.year, each.instalment) for each in chosen}
    assert pays_first(choice_of(chosen)) == named


@given(st.integers(1, 999_999), st.integers(2000, 2100), st.integers(0, 4), st.integers(0, 11))
def test_one_wrong_digit_is_no_coupon(taxpayer: int, year: int, instalment: int, at: int) -> None:
    code = coupon_code(Coupon(f"{taxpayer:06d}", year, instalment))
    places = [place for place, sign in enumerate(code) if sign.isdigit()]
    place = places[at % len(places)]
    wrong = code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1 :]
    assert read_coupon(wrong) is None
