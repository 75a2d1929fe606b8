"""A new parcel on ground that is nobody's in the register: its corners, brought to those of its
neighbours where they are as good as the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from engine.cadastre.checking import (
    lot_faults,
    neighbour_faults,
    outline_faults,
    road_faults,
    town_faults,
)
from engine.cadastre.faults import Fault
from engine.cadastre.ground import Ground, Piece, Way, beside
from engine.cadastre.roads import roads_beside
from engine.cadastre.written import shapes_of
from engine.sentences import N_, Sentence, phrase
from storage.database import Connection

NAME = "Predio nuevo"
REACH = 0.25
"""Metres within which a corner that was drawn is brought to a boundary that is there."""


def pieces_of(
    connection: Connection, municipality_id: int, ground: Ground, way: Way, text: str
) -> tuple[Piece, ...] | Fault | Sentence:
    """The parcel, its corners where those of its neighbours are."""
    del way
    shapes = shapes_of(text, ground.town.plane)
    if isinstance(shapes, Sentence):
        return shapes
    if len(shapes) != 1:
        return phrase(N_("Un predio tiene un solo contorno: quite los renglones vacíos."))
    (shape,) = shapes
    around = beside(connection, municipality_id, shape.envelope)
    return (Piece(NAME, brought(shape, list(around.values()))),)


def faults_of(
    connection: Connection, municipality_id: int, ground: Ground, pieces: tuple[Piece, ...]
) -> Iterator[Fault]:
    """All that is wrong with it."""
    (piece, *_) = pieces
    wrong = outline_faults(piece.shape, piece.name)
    yield from wrong
    if wrong:
        return
    around = beside(connection, municipality_id, piece.shape)
    yield from neighbour_faults(piece.name, piece.shape, around)
    roads = roads_beside(connection, municipality_id, piece.shape)
    yield from road_faults(piece.name, piece.shape, roads)
    lots, others = {piece.name: piece.shape}, list(around.values())
    yield from lot_faults(lots, others, ground.town.rules, roads=roads)
    yield from town_faults(piece.name, piece.shape, ground.town.outline)


def brought(shape: Polygon, around: list[Polygon]) -> Polygon:
    """The shape with each corner on the corner, or else the boundary, that is no further than
    `REACH`."""
    if not around or not shape.is_valid:
        return shape
    corners = shapely.points(shapely.get_coordinates(around))
    edges = shapely.union_all([each.exterior for each in around])
    points = shapely.points(shapely.get_coordinates(shape.exterior)[:-1])
    return Polygon([_brought(at, corners, edges) for at in points])


def _brought(at: Point, corners: Sequence[Point], edges: BaseGeometry) -> tuple[float, float]:
    nearest = min(corners, key=at.distance)
    if at.distance(nearest) <= REACH:
        return nearest.x, nearest.y
    if at.distance(edges) > REACH:
        return at.x, at.y
    on = shapely.get_point(shapely.shortest_line(edges, at), 0)
    return on.x, on.y
