"""The plan of a parcel on paper: to scale, with its corners, sides and neighbours. Pure.

Millimetres of the paper, from the upper left; the scale is the largest usual one at which the
parcel fits.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import shapely
from shapely import Polygon

WIDE, HIGH, EDGE = 150.0, 110.0, 14.0
SCALES = tuple(base * 10**power for power in range(2, 6) for base in (1, 2, 2.5, 5))
FAINT = 0.5
"""Neighbours that show less than this many square millimetres are left out."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Corner:
    """A corner of the parcel: on paper, and where it is on the ground (metres)."""

    name: str
    at: Point
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Side:
    """A side, from one corner to the next: its length in metres, written at its middle."""

    between: str
    length: float
    at: Point


@dataclass(frozen=True, slots=True)
class Beside:
    """A neighbour as far as the paper shows it."""

    code: str
    rings: tuple[tuple[Point, ...], ...]
    at: Point


@dataclass(frozen=True, slots=True)
class Plot:
    """All that is drawn; `bar` is so many metres and as long on paper as `bar_width`."""

    code: str
    scale: int
    wide: float
    high: float
    outline: tuple[Point, ...]
    corners: tuple[Corner, ...]
    sides: tuple[Side, ...]
    neighbours: tuple[Beside, ...]
    bar: int
    bar_width: float


def plot(code: str, shape: Polygon, neighbours: Mapping[str, Polygon]) -> Plot:
    """The plan of a parcel among its neighbours."""
    west, south, east, north = shape.bounds
    scale = _scale(east - west, north - south)
    middle = ((west + east) / 2, (south + north) / 2)

    def place(x: float, y: float) -> Point:
        across = WIDE / 2 + (x - middle[0]) * 1000 / scale
        down = HIGH / 2 - (y - middle[1]) * 1000 / scale
        return round(across, 2), round(down, 2)

    ring = corners_of(shape)
    names = [corner_name(number) for number in range(len(ring))]
    corners = tuple(
        Corner(name, place(*at), *at) for name, at in zip(names, ring, strict=True)
    )  # fmt: skip
    window = shapely.box(
        middle[0] - WIDE / 2 * scale / 1000, middle[1] - HIGH / 2 * scale / 1000,
        middle[0] + WIDE / 2 * scale / 1000, middle[1] + HIGH / 2 * scale / 1000,
    )  # fmt: skip
    seen = {name: other.intersection(window) for name, other in neighbours.items()}
    least = FAINT * (scale / 1000) ** 2
    beside = tuple(
        Beside(name, _rings(part, place), place(*_inside(part)))
        for name, part in sorted(seen.items())
        if part.area > least
    )
    bar = max(1, int(scale * 0.03))
    outline = tuple(place(*at) for at in ring)
    placed = tuple(
        Side(name, length, _inwards(place(*at), place(*from_), place(*to)))
        for (name, length, at), (from_, to) in zip(
            sides_of(names, ring), pairwise([*ring, ring[0]]), strict=True
        )
    )
    return Plot(
        code, scale, WIDE, HIGH, outline, corners, placed, beside, bar, bar * 1000 / scale
    )  # fmt: skip


def corners_of(shape: Polygon) -> list[Point]:
    """The corners, clockwise from the one farthest north-west."""
    ring = list(shapely.remove_repeated_points(shape.exterior).coords)[:-1]
    if shape.exterior.is_ccw:
        ring.reverse()
    first = max(range(len(ring)), key=lambda i: (ring[i][1] - ring[i][0], -i))
    turned = ring[first:] + ring[:first]
    return [(x, y) for x, y, *_ in turned]


def corner_name(number: int) -> str:
    """A to Z, then A1, B1…"""
    turn, letter = divmod(number, len(string.ascii_uppercase))
    return string.ascii_uppercase[letter] + (str(turn) if turn else "")


def sides_of(names: list[str], ring: list[Point]) -> list[tuple[str, float, Point]]:
    """«A-B», its length in metres, and its middle."""
    found = []
    for (name, at), (other, to) in pairwise([*zip(names, ring, strict=True), (names[0], ring[0])]):
        middle = ((at[0] + to[0]) / 2, (at[1] + to[1]) / 2)
        found.append((f"{name}-{other}", shapely.Point(at).distance(shapely.Point(to)), middle))
    return found


def _inwards(at: Point, start: Point, end: Point) -> Point:
    """The middle of a side, moved into the parcel (its corners go clockwise) so far that the
    figure does not lie on the line."""
    along, down = end[0] - start[0], end[1] - start[1]
    long = max((along**2 + down**2) ** 0.5, 0.01)
    away = 2.5 + 3.5 * abs(down) / long
    return round(at[0] - down / long * away, 2), round(at[1] + along / long * away, 2)


def _scale(wide: float, high: float) -> int:
    for scale in SCALES:
        fits = wide * 1000 / scale <= WIDE - 2 * EDGE and high * 1000 / scale <= HIGH - 2 * EDGE
        if fits:
            return int(scale)
    return int(SCALES[-1])


def _rings(part: shapely.Geometry, place: object) -> tuple[tuple[Point, ...], ...]:
    polygons = [each for each in getattr(part, "geoms", [part]) if isinstance(each, Polygon)]
    return tuple(
        tuple(place(x, y) for x, y, *_ in each.exterior.coords[:-1])  # type: ignore[operator]  # of the paper
        for each in polygons
    )


def _inside(part: shapely.Geometry) -> Point:
    point = part.representative_point()
    return point.x, point.y
