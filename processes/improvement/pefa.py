"""Scores of PEFA (framework of 2016): letters D to A, and an indicator from its dimensions. Pure.

A is 4 and D is 1, «+» is a half. Method M1: the weakest link; M2: the mean, to the nearest half,
and the lower one where it lies between two (the framework's table for two to four dimensions).
A figure of 0 to 100 is for showing beside other figures, and is no PEFA score.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

LETTERS = ("D", "D+", "C", "C+", "B", "B+", "A")
_PLAIN = ("D", "C", "B", "A")
CENT = Decimal("0.01")


def points(letter: str) -> Decimal:
    """1 (D) to 4 (A), in halves."""
    return 1 + Decimal(LETTERS.index(letter)) / 2


def weakest_link(dimensions: Sequence[str]) -> str:
    """M1: the lowest score of the dimensions, with «+» if any other is higher. Raises ValueError
    for none, or for what is no score of a dimension."""
    places = [_PLAIN.index(each) for each in dimensions]
    if not places:
        raise ValueError("an indicator has at least one dimension")
    lowest = min(places)
    return _PLAIN[lowest] + ("+" if max(places) > lowest else "")


def averaged(dimensions: Sequence[str]) -> str:
    """M2: the mean of the dimensions as a letter, the nearest half. Raises ValueError as
    `weakest_link` does."""
    places = [Decimal(1 + _PLAIN.index(each)) for each in dimensions]
    if not places:
        raise ValueError("an indicator has at least one dimension")
    mean = sum(places, Decimal(0)) / len(places)
    return LETTERS[int(((mean - 1) * 2).to_integral_value(ROUND_HALF_DOWN))]


def shown(letter: str) -> Decimal:
    """0 to 100, to stand beside other figures."""
    return ((points(letter) - 1) / 3 * 100).quantize(CENT, ROUND_HALF_UP)
