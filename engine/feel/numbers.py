"""Numbers of FEEL: decimals with 34 digits (IEEE 754 decimal128), half-even unless asked.

One explicit context serves every operation, so that no thread-local state is touched. Overflow,
division by zero and undefined results raise ArithmeticError, which callers turn into null.
"""

from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

DIGITS = 34
CONTEXT = Context(
    prec=DIGITS,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
ADD = CONTEXT.add
SUBTRACT = CONTEXT.subtract
MULTIPLY = CONTEXT.multiply
DIVIDE = CONTEXT.divide
POWER = CONTEXT.power
NEGATE = CONTEXT.minus
ZERO = Decimal(0)
ONE = Decimal(1)
_WIDE = Context(prec=7000, rounding=ROUND_HALF_EVEN, Emin=-20000, Emax=20000)


def parse_number(text: str) -> Decimal:
    """The number that the digits mean, rounded to 34 digits."""
    return CONTEXT.create_decimal(text)


def is_integer(value: Decimal) -> bool:
    """Whether there is nothing after the decimal point."""
    return value == value.to_integral_value()


def round_to(value: Decimal, places: int, rounding: str) -> Decimal:
    """The number with that many places (negative: tens, hundreds) under a rounding rule."""
    if value.is_zero() and places < 0:
        return ZERO
    step = Decimal((0, (1,), -places))
    return CONTEXT.plus(value.quantize(step, rounding=rounding, context=_WIDE))


def plain(value: Decimal) -> str:
    """Digits as a person writes them: no exponent, no sign on zero."""
    if value.is_zero():
        value = abs(value)
    return format(value, "f")
