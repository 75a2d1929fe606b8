"""Dividing a parcel: a line that cuts it, or the corners of each part."""

from __future__ import annotations

from collections.abc import Iterator

from shapely import LineString, Polygon

from engine.cadastre.boxes import shape_of
from engine.cadastre.checking import lot_faults, piece_faults, town_faults
from engine.cadastre.cutting import cut
from engine.cadastre.faults import Fault
from engine.cadastre.ground import Ground, Piece, Way, beside
from engine.cadastre.passing import passes
from engine.cadastre.roads import roads_beside
from engine.cadastre.written import line_of, shapes_of
from engine.sentences import N_, Sentence, phrase
from storage.database import Connection

LEAST_PIECES = 2


def name_of(place: int) -> str:
    """What a part is called until it has a code."""
    return f"Parte {place}"


def pieces_of(
    connection: Connection, municipality_id: int, ground: Ground, way: Way, text: str
) -> tuple[Piece, ...] | Fault | Sentence:
    """The parts of the parcel."""
    del connection, municipality_id  # only the parcel itself is asked
    (parcel, *_) = ground.parcels
    shapes = _shapes(shape_of(parcel.ground), ground, way, text)
    if isinstance(shapes, Sentence | Fault):
        return shapes
    numbered = enumerate(shapes, start=1)
    return tuple(Piece(name_of(place), shape, parcel) for place, shape in numbered)


def faults_of(
    connection: Connection, municipality_id: int, ground: Ground, pieces: tuple[Piece, ...]
) -> Iterator[Fault]:
    """All that is wrong with the parts of a parcel; of lots nothing is said while the parts are
    not the parcel."""
    (parcel, *_) = ground.parcels
    parent, town = shape_of(parcel.ground), ground.town
    named = {each.name: each.shape for each in pieces}
    wrong = piece_faults(parent, named, town.rules)
    yield from wrong
    if wrong:
        return
    around = beside(connection, municipality_id, parent, ground.parcels)
    passing = named if passes(connection, municipality_id, parcel) else ()
    roads = roads_beside(connection, municipality_id, parent)
    yield from lot_faults(named, list(around.values()), town.rules, passing, roads)
    for name, piece in named.items():
        yield from town_faults(name, piece, town.outline)


def _shapes(
    shape: Polygon, ground: Ground, way: Way, text: str
) -> tuple[Polygon, ...] | Fault | Sentence:
    plane = ground.town.plane
    if way is Way.LINE:
        line = line_of(text, plane)
        return cut(shape, line) if isinstance(line, LineString) else line
    pieces = shapes_of(text, plane)
    if not isinstance(pieces, Sentence) and len(pieces) < LEAST_PIECES:
        return phrase(N_("Una división tiene dos partes o más: sepárelas con un renglón vacío."))
    return pieces
