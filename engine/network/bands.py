"""What the municipalities of a band of size come to: median, quartiles, the span. Pure.

Of fewer than so many nothing is told: a median of two would say whose it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from engine.indicators.comparing import FEWEST, quantile


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Of `n` figures in order, in millionths; the 10th and the 90th of a hundred at both ends."""

    n: int
    low: int
    lower: int
    median: int
    upper: int
    high: int


def quartiles_of(values: Sequence[int], *, least: int = FEWEST + 1) -> Quartiles | None:
    """Of figures in order; None where there are too few."""
    if len(values) < least:
        return None
    ordered = [Fraction(each) for each in values]
    shares = (Fraction(1, 10), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(9, 10))
    low, lower, median, upper, high = (round(quantile(ordered, each)) for each in shares)
    return Quartiles(len(values), low, lower, median, upper, high)
