"""Numbers are decimals with 34 digits: FEEL agrees with Python's decimal, digit for digit."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import compile_expression

REFERENCE = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144)
NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20
).map(REFERENCE.plus)


def value(text: str, **context: object) -> object:
    return compile_expression(text).evaluate(context)


@given(NUMBERS, NUMBERS)
def test_sum_difference_and_product_are_those_of_decimal(a: Decimal, b: Decimal) -> None:
    assert value("[a + b, a - b, a * b]", a=a, b=b) == [
        REFERENCE.add(a, b),
        REFERENCE.subtract(a, b),
        REFERENCE.multiply(a, b),
    ]


@given(NUMBERS, NUMBERS.filter(bool))
def test_a_quotient_is_that_of_decimal(a: Decimal, b: Decimal) -> None:
    assert value("a / b", a=a, b=b) == REFERENCE.divide(a, b)


@given(NUMBERS, NUMBERS)
def test_exactly_one_of_less_equal_and_greater_holds(a: Decimal, b: Decimal) -> None:
    assert value("count([a < b, a = b, a > b][item])", a=a, b=b) == 1


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(-3, 6))
def test_half_up_rounding_is_the_taxpayers_school_rule(n: Decimal, scale: int) -> None:
    with localcontext(prec=60):
        expected = n.quantize(Decimal(1).scaleb(-scale), rounding=ROUND_HALF_UP)
    assert value("round half up(n, scale)", n=n, scale=scale) == expected


@given(st.integers(-(10**12), 10**12), st.integers(-(10**6), 10**6).filter(bool))
def test_modulo_has_the_sign_of_the_divisor(a: int, b: int) -> None:
    assert value("modulo(a, b)", a=a, b=b) == a % b


@pytest.mark.parametrize(
    "text", ["1 / 0", "10 ** 7000", "sqrt(-1)", "log(0)", "1E6144 * 10", "0 ** -1"]
)
def test_what_has_no_result_is_null_with_a_warning(text: str) -> None:
    warnings: list[object] = []
    assert compile_expression(text).evaluate({}, warnings=warnings) is None
    assert len(warnings) == 1


@pytest.mark.parametrize(
    ("text", "shown"), [("1E3", "1000"), ("decimal(12.5, 2)", "12.50"), ("-0.0", "0.0")]
)
def test_a_number_is_written_without_exponent(text: str, shown: str) -> None:
    assert value(f"string({text})") == shown
