"""Rectifying shared boundaries: corners are moved, added or removed in every parcel with them.

A line of the text is a step: four numbers move a corner (from, to), `+` and two numbers add a
corner on a boundary, `-` and two remove one. Or the corners of every parcel are written anew.
Whoever has a corner that changes is in the case: no boundary is moved behind somebody's back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from engine.cadastre.checking import (
    SNAP,
    STRIP,
    front_of,
    lot_faults,
    neighbour_faults,
    outline_faults,
    overlaps_among,
    road_faults,
    strip_faults,
    town_faults,
)
from engine.cadastre.cutting import moved, with_corner, without_corner
from engine.cadastre.faults import Fault, FaultKind, fault, rounded
from engine.cadastre.ground import Ground, Piece, Way, beside
from engine.cadastre.roads import roads_beside
from engine.cadastre.written import Step, shapes_of, steps_of
from engine.sentences import N_, Sentence, phrase
from storage.database import Connection

NEAR = 0.25
"""Metres within which a written corner is that of a parcel."""
BETWEEN = 0.75
"""The part of its outline with which ground between parcels touches them."""


def pieces_of(
    connection: Connection, municipality_id: int, ground: Ground, way: Way, text: str
) -> tuple[Piece, ...] | Fault | Sentence:
    """The new form of each parcel."""
    shapes = (
        _written(ground, text)
        if way is Way.PARTS
        else _stepped(connection, municipality_id, ground, text)
    )
    if isinstance(shapes, Sentence | Fault):
        return shapes
    pairs = zip(ground.parcels, shapes, strict=True)
    return tuple(Piece(row.code, shape, row) for row, shape in pairs)


def faults_of(
    connection: Connection, municipality_id: int, ground: Ground, pieces: tuple[Piece, ...]
) -> Iterator[Fault]:
    """All that is wrong with the new boundaries. A lot that was below the least one before may stay
    so, and not become smaller; one that had no way out gets none by this."""
    named = {each.name: each.shape for each in pieces}
    wrong = [each for name, shape in named.items() for each in outline_faults(shape, name)]
    wrong = wrong or list(overlaps_among(named))
    yield from wrong
    if wrong:
        return
    whole = shapely.union_all([*named.values(), *ground.shapes.values()])
    around = beside(connection, municipality_id, whole.envelope, ground.parcels)
    pairs = list(named.items())
    for index, (name, shape) in enumerate(pairs):
        yield from neighbour_faults(name, shape, around, gaps=False)
        yield from strip_faults(name, shape, {**around, **dict(pairs[index + 1 :])})
        yield from town_faults(name, shape, ground.town.outline)
    yield from _left_between(ground, [*named.values(), *around.values()])
    before = ground.shapes
    smaller = {n: s for n, s in pairs if rounded(s.area) < rounded(before[n].area)}
    beyond = [*around.values(), *(s for n, s in pairs if n not in smaller)]
    roads = roads_beside(connection, municipality_id, whole)
    for name, shape in pairs:
        yield from road_faults(name, shape - before[name], roads)
    streets = list(roads.values())
    inner = [n for n in smaller if front_of(before[n], _others(before, n, around), streets) < STRIP]
    yield from lot_faults(smaller, beyond, ground.town.rules, inner, roads)


def _others(before: dict[str, Polygon], name: str, around: dict[str, Polygon]) -> list[Polygon]:
    return [*around.values(), *(shape for other, shape in before.items() if other != name)]


def _left_between(ground: Ground, now: Sequence[Polygon]) -> Iterator[Fault]:
    """Ground that was of the parcels and lies between parcels still, of nobody: what the street
    takes touches parcels with half of its outline, what is left between them with nearly all."""
    parcels = shapely.union_all(list(now))
    for part in shapely.get_parts(shapely.union_all(list(ground.shapes.values())) - parcels):
        touched = part.boundary.intersection(parcels.buffer(SNAP)).length
        wide = not part.buffer(-STRIP / 2).is_empty
        if wide and touched > BETWEEN * part.length:
            said = N_(
                "Queda un vacío de %(amount)s m² sin parte: lleve los linderos hasta unirlos."
            )
            yield fault(FaultKind.GAP, said, part, part.area)


def _written(ground: Ground, text: str) -> tuple[Polygon, ...] | Sentence:
    shapes = shapes_of(text, ground.town.plane)
    if isinstance(shapes, Sentence) or len(shapes) == len(ground.parcels):
        return shapes
    said = N_("Son %(wanted)s predios y se escribieron %(found)s: uno tras otro, en su orden.")
    return phrase(said, wanted=len(ground.parcels), found=len(shapes))


def _stepped(
    connection: Connection, municipality_id: int, ground: Ground, text: str
) -> tuple[Polygon, ...] | Fault | Sentence:
    steps = steps_of(text, ground.town.plane)
    if isinstance(steps, Sentence):
        return steps
    shapes = tuple(ground.shapes.values())
    whole = shapely.union_all(shapes)
    others = beside(connection, municipality_id, whole.envelope, ground.parcels)
    for step in steps:
        after = _after(shapes, others, step)
        if isinstance(after, Fault):
            return after
        shapes = after
    return shapes


def _after(
    shapes: tuple[Polygon, ...], others: dict[str, Polygon], step: Step
) -> tuple[Polygon, ...] | Fault:
    if step.start is None:
        assert step.end is not None  # noqa: S101  # a step has one of them
        return _added(shapes, step.end)
    corner = _corner(shapes, step.start)
    if corner is None:
        said = N_("En %(at)s no hay un vértice de los predios del expediente: acérquelo.")
        return fault(FaultKind.UNCUT, said, step.start, at=_told(step.start))
    stranger = _stranger(others, corner)
    if stranger:
        return _not_in_case(corner, stranger)
    if step.end is None:
        return without_corner(shapes, corner)
    return moved(shapes, corner, step.end)


def _added(shapes: tuple[Polygon, ...], at: Point) -> tuple[Polygon, ...] | Fault:
    edges = [each.exterior for each in shapes if each.exterior.distance(at) <= NEAR]
    if not edges:
        said = N_("%(at)s no está en un lindero de los predios del expediente: acérquelo.")
        return fault(FaultKind.UNCUT, said, at, at=_told(at))
    on = edges[0].interpolate(edges[0].project(at))
    placed = Point(round(on.x, 3), round(on.y, 3))
    return with_corner(shapes, placed)


def _corner(shapes: Sequence[Polygon], near: Point) -> Point | None:
    """The corner that is meant: the nearest one within `NEAR`."""
    corners = shapely.points(shapely.get_coordinates(list(shapes)))
    nearest = min(corners, key=near.distance)
    return nearest if near.distance(nearest) <= NEAR else None


def _stranger(others: dict[str, Polygon], corner: BaseGeometry) -> str:
    """A parcel that is not in the case and has the corner."""
    for code, shape in others.items():
        if shape.exterior.distance(corner) <= NEAR / 10:
            return code
    return ""


def _not_in_case(corner: Point, code: str) -> Fault:
    said = N_(
        "El vértice %(at)s también es de %(other)s, que no está en el expediente: incorpórelo."
    )
    return fault(FaultKind.OVERLAP, said, corner, at=_told(corner), other=code)


def _told(point: Point) -> str:
    return f"{point.x:.2f} {point.y:.2f}"
