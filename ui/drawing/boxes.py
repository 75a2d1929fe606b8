"""Groups of figures as boxes on one scale, a row a group: the middle half, the median, and the span
from the tenth to the ninetieth of a hundred. Pure geometry in the pixels of a view box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.drawing.columns import step_up

WIDTH, LEFT, RIGHT = 560, 10, 14
_NAME, _BOX, _AFTER, _FOOT = 22, 22, 14, 24
LINES = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A group: where its name and its box lie; None where too few are in it."""

    name: str
    text: str
    name_y: float
    y: float
    low: float | None
    lower: float
    median: float
    upper: float
    high: float


@dataclass(frozen=True, slots=True)
class Boxes:
    """What the template draws; `ticks` are labelled places."""

    boxes: tuple[Box, ...]
    ticks: tuple[tuple[str, float], ...]
    height: float
    bottom: float
    thick: int = _BOX
    width: int = WIDTH


Five = tuple[float, float, float, float, float]
"""The tenth, the quarter, the half, three quarters and the ninetieth."""


def boxes(groups: Sequence[tuple[str, str, Five | None]]) -> Boxes:
    """The picture of groups with their name, what they say in words, and their five numbers."""
    known = [each for _, _, five in groups if five is not None for each in five]
    top = step_up(max([*known, 0.0]))
    least = min([*known, 0.0])
    base = -step_up(-least) if least < 0 else 0.0

    def at(value: float) -> float:
        span = WIDTH - LEFT - RIGHT
        return round(LEFT + (value - base) / ((top - base) or 1) * span, 1)

    drawn, y = [], 0.0
    for name, text, five in groups:
        places = (0.0,) * 5 if five is None else tuple(at(each) for each in five)
        low, lower, median, upper, high = places
        drawn.append(
            Box(
                name, text, y + _NAME - 7, y + _NAME, None if five is None else low, lower, median,
                upper, high,
            )
        )  # fmt: skip
        y += _NAME + _BOX + _AFTER
    step = (top - base) / LINES
    ticks = tuple((f"{base + step * each:g}", at(base + step * each)) for each in range(LINES + 1))
    return Boxes(tuple(drawn), ticks, y + _FOOT, y)
