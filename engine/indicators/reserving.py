"""Which figures are told to nobody outside, because people could be known by them. Pure."""

from __future__ import annotations

from engine.indicators.counting import Figure
from engine.indicators.definition import How, Indicator

LEAST = 5
"""Fewer people behind a figure could be known by it."""


def withheld(one: Indicator, found: Figure) -> bool:
    """Fewer than five people stand behind a figure, or in or out of its numerator. What the law has
    published anyway (purchases, registers, accounts) is no such figure."""
    of_people = one.parts == "process" or one.key == "appeal_reversal"
    if not of_people or not found.n:
        return False
    rest = found.denominator - found.numerator
    parts = () if one.how is How.MEDIAN else (found.numerator, rest)
    return found.n < LEAST or any(0 < each < LEAST for each in parts)
