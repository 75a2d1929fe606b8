"""Numbers as clerks type them: read exactly, or refused in words, never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.forms.numbers import Misread, NumberFault, read_number, write_number


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("180,000.00", "180000.00"),
        ("180000.5", "180000.5"),
        ("180000", "180000"),
        ("1'200,000.00", "1200000.00"),
        ("180 000.00", "180000.00"),
        ("180\u00a0000.00", "180000.00"),
        ("S/ 180,000.00", "180000.00"),
        ("S/. 180,000", "180000"),
        ("S/180", "180"),
        ("0.10", "0.10"),
        ("  12.50 ", "12.50"),
        ("-12.50", "-12.50"),
        ("1,500.000", "1500.00"),
    ],
)
def test_peruvian_habits_are_read_as_meant(typed: str, amount: str) -> None:
    read = read_number(typed, digits=2, money=True)
    assert read == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("180.000", NumberFault.AMBIGUOUS),
        ("1.500", NumberFault.AMBIGUOUS),
        ("180.000,00", NumberFault.DECIMAL_MARK),
        ("1.234.567", NumberFault.DECIMAL_MARK),
        ("180,5", NumberFault.DECIMAL_MARK),
        ("180000,50", NumberFault.DECIMAL_MARK),
        ("1,80,000", NumberFault.GROUPS),
        ("18,0000", NumberFault.GROUPS),
        ("12.345678", NumberFault.TOO_MANY_DECIMALS),
        ("180000.555", NumberFault.TOO_MANY_DECIMALS),
        ("ciento ochenta", NumberFault.NOT_A_NUMBER),
        ("1e5", NumberFault.NOT_A_NUMBER),
        ("١٢٣", NumberFault.NOT_A_NUMBER),
        ("--5", NumberFault.NOT_A_NUMBER),
        ("NaN", NumberFault.NOT_A_NUMBER),
        ("0x10", NumberFault.NOT_A_NUMBER),
        ("9" * 41, NumberFault.TOO_LONG),
        ("9" * 31, NumberFault.TOO_LONG),
    ],
)
def test_what_could_be_two_numbers_or_none_is_refused(typed: str, fault: NumberFault) -> None:
    read = read_number(typed, digits=2, money=True)
    assert isinstance(read, Misread)
    assert read.fault is fault


def test_an_ambiguous_amount_offers_both_readings() -> None:
    read = read_number("180.000", digits=2, money=True)
    assert read == Misread(NumberFault.AMBIGUOUS, (Decimal(180000), Decimal("180.000")))


def test_where_the_comma_separates_decimals_the_marks_are_exchanged() -> None:
    assert read_number("180.000,50", digits=2, money=True, point=",") == Decimal("180000.50")


def test_a_quantity_may_have_three_decimals_when_its_field_says_so() -> None:
    assert read_number("1.500", digits=3) == Decimal("1.500")
    assert read_number("1.500") == Decimal("1.500")


NUMBERS = st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(NUMBERS, st.sampled_from([".", ","]))
def test_a_written_amount_is_read_back_the_same(number: Decimal, point: str) -> None:
    text = write_number(number, digits=2, point=point)
    assert read_number(text, digits=2, money=True, point=point) == number


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from([".", ","]))
def test_any_text_gives_a_number_or_a_fault(text: str, point: str) -> None:
    assert isinstance(read_number(text, digits=2, money=True, point=point), Decimal | Misread)
