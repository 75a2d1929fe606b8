"""The ground that a case works upon: what becomes of it, the parcels that it holds, the town.

A piece is what it draws: a shape, and the parcel upon which it was drawn where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shapely import Polygon

from engine.cadastre.boxes import box_of, shape_of
from engine.cadastre.faults import Fault
from engine.cadastre.town import LandTown
from engine.sentences import Sentence
from storage.database import Connection
from storage.queries.cadastre import ParcelRow, parcels_in
from storage.tables.cadastre import LandOperation

AROUND = 1.0
"""Metres around a parcel in which others are its neighbours."""


class Way(StrEnum):
    """line: where a parcel is cut. parts: the corners of each piece, an empty line between them.
    join: nothing to draw, the parcels become one. moves: corners of shared boundaries that are
    moved, added or removed. outline: the corners of a new parcel."""

    LINE = "line"
    PARTS = "parts"
    JOIN = "join"
    MOVES = "moves"
    OUTLINE = "outline"


WAYS: Mapping[LandOperation, tuple[Way, ...]] = {
    LandOperation.SUBDIVISION: (Way.LINE, Way.PARTS),
    LandOperation.MERGER: (Way.JOIN,),
    LandOperation.RECTIFICATION: (Way.MOVES, Way.PARTS),
    LandOperation.REGISTRATION: (Way.OUTLINE,),
}
"""How each is drawn; the usual way first. What is not here changes no ground."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a case does to which parcels, by code."""

    operation: LandOperation
    parcels: tuple[ParcelRow, ...]
    town: LandTown

    @property
    def shapes(self) -> dict[str, Polygon]:
        """The parcels as they are, by code."""
        return {row.code: shape_of(row.ground) for row in self.parcels}


@dataclass(frozen=True, slots=True)
class Piece:
    """A shape that was drawn, and the parcel that it is a part or the new form of."""

    name: str
    shape: Polygon
    of: ParcelRow | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a drawing: its pieces, and what is wrong with them. `said`: it could not even be
    read."""

    pieces: tuple[Piece, ...] = ()
    faults: tuple[Fault, ...] = ()
    said: Sentence | None = None

    @property
    def stands(self) -> bool:
        """Nothing is wrong with it."""
        return bool(self.pieces) and not self.faults and self.said is None


def beside(
    connection: Connection, municipality_id: int, shape: Polygon, but: tuple[ParcelRow, ...] = ()
) -> dict[str, Polygon]:
    """The parcels at and beside a shape, by their codes, without some."""
    rows = parcels_in(connection, municipality_id, box_of(shape, wider=AROUND))
    left = {row.id for row in but}
    return {row.code: shape_of(row.ground) for row in rows if row.id not in left}
