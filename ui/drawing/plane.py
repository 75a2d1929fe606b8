"""The plane of a diagnostic: two figures from 0 to 100, nested bands, rounds joined by the channel.

A band holds what is at least its lower bound on both axes, so bands are squares one within another.
Pure geometry in the pixels of a view box; words come from whoever draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import hypot

LEFT, TOP, SIDE, BELOW = 58, 14, 380, 62
WIDTH, HEIGHT = LEFT + SIDE + 12, TOP + SIDE + BELOW
_ARROW, _RING = 13.0, 9.0


@dataclass(frozen=True, slots=True)
class PlaneBand:
    """A band: its key, its name and the square it fills."""

    key: str
    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A round at its place, with what is written at it: above or below, begun from a side."""

    x: float
    y: float
    name: str
    values: str
    text_x: float
    name_y: float
    values_y: float
    anchor: str
    last: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """The way from one round to the next: its course, and the head of the arrow."""

    path: str
    head: str


@dataclass(frozen=True, slots=True)
class Plane:
    """What the template draws; `ticks` are labelled places on both axes."""

    bands: tuple[PlaneBand, ...]
    ticks: tuple[tuple[int, float, float], ...]
    reaches: tuple[Reach, ...]
    marks: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    top: int = TOP
    right: int = LEFT + SIDE
    bottom: int = TOP + SIDE


@dataclass(frozen=True, slots=True)
class Point:
    """A round: what it is called, its figures, and how these are written."""

    name: str
    x: Decimal
    y: Decimal
    values: str


def plane(bands: Sequence[tuple[str, str, Decimal]], points: Sequence[Point]) -> Plane:
    """The plane; `bands` as key, name and lower bound, lowest first; `points` oldest first."""
    places = [(_across(each.x), _up(each.y)) for each in points]
    return Plane(
        bands=tuple(_band(*each) for each in bands),
        ticks=tuple((n, _across(Decimal(n)), _up(Decimal(n))) for n in (0, 25, 50, 75, 100)),
        reaches=tuple(_reach(a, b) for a, b in pairwise(places) if a != b),
        marks=tuple(
            _mark(point, *place, last=n == len(points))
            for n, (point, place) in enumerate(zip(points, places, strict=True), start=1)
        ),
    )


def _band(key: str, name: str, lower: Decimal) -> PlaneBand:
    x, side = _across(lower), SIDE * (100 - float(lower)) / 100
    return PlaneBand(key, name, x, TOP, round(side, 1), round(side, 1))


def _mark(point: Point, x: float, y: float, *, last: bool) -> Mark:
    """The last round is written above, those before it below; at an edge the other way round."""
    above = (last and y - TOP > 46) or TOP + SIDE - y < 46
    first = y - 32 if above else y + 26
    anchor = "start" if x - LEFT < 60 else "end" if LEFT + SIDE - x < 60 else "middle"
    shift = {"start": -_RING, "middle": 0.0, "end": _RING}[anchor]
    return Mark(
        x, y, point.name, point.values, round(x + shift, 1), round(first, 1), round(first + 17, 1),
        anchor, last,
    )  # fmt: skip


def _reach(start: tuple[float, float], end: tuple[float, float]) -> Reach:
    """A course that leaves sideways and comes in at a slant, up to the ring of the next round."""
    (x1, y1), (x2, y2) = start, end
    c1, c2 = (x1 + (x2 - x1) * 0.45, y1), (x2 - (x2 - x1) * 0.4, y2 + (y1 - y2) * 0.45)
    dx, dy = x2 - c2[0], y2 - c2[1]
    far = hypot(dx, dy) or 1.0
    ux, uy = dx / far, dy / far
    tip = (x2 - ux * (_RING + 2), y2 - uy * (_RING + 2))
    foot = (tip[0] - ux * _ARROW, tip[1] - uy * _ARROW)
    sides = [(foot[0] - uy * s, foot[1] + ux * s) for s in (5.5, -5.5)]
    course = f"M{x1:.1f} {y1:.1f}C{_xy(c1)} {_xy(c2)} {_xy(foot)}"
    return Reach(course, f"M{_xy(tip)}L{_xy(sides[0])}L{_xy(sides[1])}Z")


def _xy(place: tuple[float, float]) -> str:
    return f"{place[0]:.1f} {place[1]:.1f}"


def _across(value: Decimal) -> float:
    return round(LEFT + SIDE * float(value) / 100, 1)


def _up(value: Decimal) -> float:
    return round(TOP + SIDE * (100 - float(value)) / 100, 1)
