"""Functions on numbers: rounding, roots, logarithms, remainders."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from fractions import Fraction

from engine.feel.builtins.registry import builtin
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import Refused
from engine.feel.numbers import CONTEXT, is_integer, round_to
from engine.feel.run import Run
from engine.feel.values import Value

_SCALES = (-6111, 6176)
_COST = 200


def _rounded(value: Decimal, scale: Decimal, rounding: str, run: Run) -> Decimal:
    _pay_digits(scale, run)
    if not _SCALES[0] <= scale <= _SCALES[1]:
        raise Refused("the scale must lie between -6111 and 6176")
    places = int(scale)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return value
    return round_to(value, places, rounding)


def _pay_digits(scale: Decimal, run: Run) -> None:
    """Far places take thousands of digits on the way."""
    run.spend(int(min(scale.copy_abs(), Decimal(10_000))) >> 3)


@builtin("decimal(n: number, scale: number)")
def decimal_(run: Run, n: Decimal, scale: Decimal) -> Value:
    """n with that many decimals, half-even."""
    _pay_digits(scale, run)
    if not _SCALES[0] <= scale <= _SCALES[1]:
        raise Refused("the scale must lie between -6111 and 6176")
    return round_to(n, int(scale), ROUND_HALF_EVEN)


@builtin("floor(n: number, scale?: number)")
def floor(run: Run, n: Decimal, *scale: Decimal) -> Value:
    """The greatest number with that scale that is at most n."""
    return _rounded(n, _scale(scale), ROUND_FLOOR, run)


@builtin("ceiling(n: number, scale?: number)")
def ceiling(run: Run, n: Decimal, *scale: Decimal) -> Value:
    """The least number with that scale that is at least n."""
    return _rounded(n, _scale(scale), ROUND_CEILING, run)


def _scale(given: tuple[Decimal, ...]) -> Decimal:
    if not given:
        return Decimal(0)
    if given[0] is None:
        raise Refused("the scale is null")
    return given[0]


@builtin("round up(n: number, scale: number)")
def round_up(run: Run, n: Decimal, scale: Decimal) -> Value:
    """Away from zero."""
    return _rounded(n, scale, ROUND_UP, run)


@builtin("round down(n: number, scale: number)")
def round_down(run: Run, n: Decimal, scale: Decimal) -> Value:
    """Towards zero."""
    return _rounded(n, scale, ROUND_DOWN, run)


@builtin("round half up(n: number, scale: number)")
def round_half_up(run: Run, n: Decimal, scale: Decimal) -> Value:
    """To the nearest; a tie away from zero."""
    return _rounded(n, scale, ROUND_HALF_UP, run)


@builtin("round half down(n: number, scale: number)")
def round_half_down(run: Run, n: Decimal, scale: Decimal) -> Value:
    """To the nearest; a tie towards zero."""
    return _rounded(n, scale, ROUND_HALF_DOWN, run)


@builtin("abs(n: number|years and months duration|days and time duration)")
def abs_(_run: Run, n: Value) -> Value:
    """Without its sign."""
    if isinstance(n, YearsMonthsDuration):
        return YearsMonthsDuration(abs(n.months))
    if isinstance(n, DaysTimeDuration):
        return DaysTimeDuration(abs(n.nanos))
    return n.copy_abs()


@builtin("modulo(dividend: number, divisor: number)")
def modulo(_run: Run, dividend: Decimal, divisor: Decimal) -> Value:
    """dividend - divisor * floor(dividend / divisor): the sign is the divisor's."""
    if divisor.is_zero():
        raise Refused("the divisor is zero")
    if max(abs(dividend.adjusted()), abs(divisor.adjusted())) > 1000:
        raise Refused("the numbers are too far apart")
    whole, part = Fraction(dividend), Fraction(divisor)
    return _exact(whole - part * (whole // part))


def _exact(value: Fraction) -> Decimal:
    return CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))


@builtin("sqrt(number: number)")
def sqrt(run: Run, number: Decimal) -> Value:
    """The square root; null for negative numbers."""
    run.spend(_COST)
    return CONTEXT.sqrt(number)


@builtin("log(number: number)")
def log(run: Run, number: Decimal) -> Value:
    """The natural logarithm; null for zero and below."""
    if number <= 0:
        raise Refused("the number is not positive")
    run.spend(_COST)
    return CONTEXT.ln(number)


@builtin("exp(number: number)")
def exp(run: Run, number: Decimal) -> Value:
    """e to the power of the number."""
    run.spend(_COST)
    return CONTEXT.exp(number)


@builtin("odd(number: number)")
def odd(_run: Run, number: Decimal) -> Value:
    """Whether an integer is odd."""
    return _parity(number) == 1


@builtin("even(number: number)")
def even(_run: Run, number: Decimal) -> Value:
    """Whether an integer is even."""
    return _parity(number) == 0


def _parity(number: Decimal) -> int:
    if not is_integer(number):
        raise Refused("the number is no integer")
    digits, exponent = number.as_tuple().digits, number.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        return 0
    return int(number) % 2 if len(digits) < 100 else 0
