"""Scores of PEFA (framework of 2016): letters D to A, and an indicator from its dimensions. Pure.

A is 4 and D is 1, «+» is a half. Method M1: the weakest link. Method M2: the framework's table for
two to four dimensions, which goes by their sum and is no plain mean: with three dimensions from a
mean of 2.67 on, and with four from 2.25 on, it is the higher letter. The table was put together
from secondary sources: who publishes a score compares it with the framework's own.
A figure of 0 to 100 is for showing beside other figures, and is no PEFA score.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

LETTERS = ("D", "D+", "C", "C+", "B", "B+", "A")
_PLAIN = ("D", "C", "B", "A")
CENT = Decimal("0.01")
_AVERAGES = {
    1: "D C B A",
    2: "D D+ C C+ B B+ A",
    3: "D D+ D+ C C+ B B B+ A A",
    4: "D D D+ D+ C C+ C+ B B B+ B+ A A",
}
"""By the number of dimensions: the letter of each sum, from that of all D to that of all A."""


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
    """M2: what the table says. Raises ValueError for none, for more than four, or for what is no
    score of a dimension."""
    places = [_PLAIN.index(each) for each in dimensions]
    if len(places) not in _AVERAGES:
        raise ValueError("an indicator by averages has one to four dimensions")
    return _AVERAGES[len(places)].split()[sum(places)]


def scored(dimensions: Sequence[str], method: str) -> str:
    """By M1 or M2; empty for what these cannot score, such as five dimensions by averages."""
    try:
        return averaged(dimensions) if method == "M2" else weakest_link(dimensions)
    except ValueError:
        return ""


def shown(letter: str) -> Decimal:
    """0 to 100, to stand beside other figures."""
    return ((points(letter) - 1) / 3 * 100).quantize(CENT, ROUND_HALF_UP)
