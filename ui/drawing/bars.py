"""Scores as bars from 0 to 100, a row a subject, one bar a round with the newest first.

Pure geometry in the pixels of a view box; a score that is not known has no bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, LEFT, RIGHT = 380, 4, 58
_NAME, _BAR, _GAP, _AFTER, _FOOT = 18, 13, 4, 12, 20
SPAN = WIDTH - LEFT - RIGHT


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it lies, how long it is, and what is written at its end."""

    y: float
    length: float
    text: str
    text_y: float
    newest: bool


@dataclass(frozen=True, slots=True)
class BarRow:
    """A subject: its name, where that stands, and its bars."""

    name: str
    y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """What the template draws; `ticks` are labelled places."""

    rows: tuple[BarRow, ...]
    ticks: tuple[tuple[int, float], ...]
    height: float
    bottom: float
    width: int = WIDTH
    left: int = LEFT
    thick: int = _BAR
    span: int = SPAN


Told = tuple[Decimal | None, str]
"""A score, and how it is written."""


def bars(subjects: Sequence[tuple[str, Sequence[Told]]]) -> Bars:
    """The picture; each subject with its scores, newest first."""
    rows, y = [], 0.0
    for name, scores in subjects:
        top = y + _NAME
        drawn = []
        for place, (value, text) in enumerate(scores):
            at = top + place * (_BAR + _GAP)
            length = 0.0 if value is None else round(SPAN * float(value) / 100, 1)
            drawn.append(Bar(at, length, text, at + _BAR - 2, place == 0))
        rows.append(BarRow(name, y + _NAME - 5, tuple(drawn)))
        y = top + len(scores) * (_BAR + _GAP) + _AFTER
    ticks = tuple((n, round(LEFT + SPAN * n / 100, 1)) for n in (0, 25, 50, 75, 100))
    return Bars(tuple(rows), ticks, y + _FOOT, y)
