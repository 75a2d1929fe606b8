"""Dividing, joining and moving boundaries. No square metre is lost or made.

A cut is a line from boundary to boundary; an end that falls short by no more than `REACH` is
brought to it. Pieces come in a stable order: from the south, then from the west.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

from engine.cadastre.checking import SNAP
from engine.cadastre.faults import Fault, FaultKind, fault
from engine.sentences import N_

Corner = tuple[float, float]
REACH = 1.0
"""Metres by which a line drawn by hand may fall short of the boundary."""


def cut(parent: Polygon, line: LineString) -> tuple[Polygon, ...] | Fault:
    """The pieces of a parcel; the fault of a line that does not divide it."""
    pieces = shapely.get_parts(split(parent, reaching(parent, line)))
    found = [each for each in pieces if each.area > SNAP]
    if len(found) < 2:
        said = N_("La línea no divide el predio: llévela de un lindero a otro.")
        return fault(FaultKind.UNCUT, said, line)
    return tuple(sorted(found, key=_place))


def merged(shapes: Sequence[Polygon]) -> Polygon | Fault:
    """One parcel of several that touch along a boundary; shared corners within `SNAP` are one."""
    first, *rest = shapes
    close = [first, *(shapely.snap(each, first, SNAP) for each in rest)]
    whole = shapely.union_all(close)
    if not isinstance(whole, Polygon):
        said = N_("Los predios no colindan: solo se unen los que comparten un lindero.")
        return fault(FaultKind.GAP, said, shapely.shortest_line(first, shapely.union_all(rest)))
    return Polygon(_straight(whole.exterior), [_straight(each) for each in whole.interiors])


def moved(shapes: Sequence[Polygon], corner: Point, to: Point) -> tuple[Polygon, ...]:
    """Every shape that has the corner gets it where it is now: shared boundaries stay shared."""

    def there(points: BaseGeometry) -> BaseGeometry:
        return [(to.x, to.y) if corner.distance(Point(each)) <= SNAP else each for each in points]

    return tuple(shapely.transform(each, there) for each in shapes)


def with_corner(shapes: Sequence[Polygon], at: Point) -> tuple[Polygon, ...]:
    """A corner more in every shape whose boundary passes there."""
    return tuple(
        _split_at(each, at) if each.exterior.distance(at) <= SNAP else each for each in shapes
    )


def without_corner(shapes: Sequence[Polygon], corner: Point) -> tuple[Polygon, ...]:
    """Every shape without this corner; a triangle keeps it."""
    return tuple(_bare_of(each, corner) for each in shapes)


def shared_edge(one: Polygon, other: Polygon) -> float:
    """How many metres of boundary two parcels share."""
    return float(one.intersection(other).length)


def reaching(parent: Polygon, line: LineString) -> LineString:
    """The line with its ends on the boundary, where they fall short of it by no more than
    `REACH`."""
    corners = [tuple(each) for each in shapely.get_coordinates(line)]
    for end, before in ((0, 1), (-1, -2)):
        tip = Point(corners[end])
        if parent.contains(tip) and parent.exterior.distance(tip) <= REACH:
            corners[end] = _further(corners[before], corners[end])
    return LineString(corners)


def _split_at(shape: Polygon, at: Point) -> Polygon:
    """The same outline, with a corner where it passes nearest."""
    corners = [(float(x), float(y)) for x, y in shapely.get_coordinates(shape.exterior)]
    edges = [LineString(pair) for pair in pairwise(corners)]
    place = min(range(len(edges)), key=lambda each: edges[each].distance(at))
    if any(at.distance(Point(each)) <= SNAP for each in corners):
        return shape
    corners.insert(place + 1, (at.x, at.y))
    return Polygon(corners, [ring.coords for ring in shape.interiors])


def _bare_of(shape: Polygon, corner: Point) -> Polygon:
    corners = [(float(x), float(y)) for x, y in shapely.get_coordinates(shape.exterior)[:-1]]
    left = [each for each in corners if corner.distance(Point(each)) > SNAP]
    if len(left) < 3:
        return shape
    return Polygon(left, [ring.coords for ring in shape.interiors])


def _further(start: tuple[float, ...], tip: tuple[float, ...]) -> tuple[float, float]:
    """A point behind the tip, far enough to pass the boundary at a shallow angle too."""
    across, up = tip[0] - start[0], tip[1] - start[1]
    length = (across**2 + up**2) ** 0.5 or 1.0
    return tip[0] + across / length * 3 * REACH, tip[1] + up / length * 3 * REACH


def _straight(ring: BaseGeometry) -> list[Corner]:
    """A ring without the corners that lie on a straight boundary: what was a common end. Of corners
    that are one within measuring, the last stays."""
    corners = [(float(x), float(y)) for x, y in shapely.get_coordinates(ring)[:-1]]
    left: list[Corner] = []
    for index, here in enumerate(corners):
        before = left[-1] if left else corners[-1]
        after = corners[index + 1] if index + 1 < len(corners) else left[0]
        if LineString([before, after]).distance(Point(here)) > SNAP / 10:
            left.append(here)
    return left


def _place(piece: Polygon) -> tuple[float, float]:
    centre = piece.centroid
    return round(centre.y, 2), round(centre.x, 2)
