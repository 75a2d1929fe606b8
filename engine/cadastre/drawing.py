"""Drawing the division of a parcel: a line that cuts it, or the corners of each part.

What is drawn is tried against every rule, and kept as the draft of its case when nothing is wrong
with it; nothing of the register changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import shapely
from shapely import LineString, Polygon

from engine.cadastre.boxes import box_of, shape_of
from engine.cadastre.checking import lot_faults, piece_faults, town_faults
from engine.cadastre.cutting import cut
from engine.cadastre.faults import Fault, rounded
from engine.cadastre.town import LandTown
from engine.cadastre.written import line_of, shapes_of
from engine.sentences import N_, Sentence, phrase
from storage.database import Connection
from storage.queries.cadastre import ParcelRow, parcels_in
from storage.writes.cadastre import put_drafts

AROUND = 1.0
"""Metres around a parcel in which others are its neighbours."""
LEAST_PIECES = 2


class Way(StrEnum):
    """line: where it is cut; parts: the corners of each part, an empty line between them."""

    LINE = "line"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a drawing: its parts, and what is wrong with them. `said`: it could not even be
    read."""

    pieces: tuple[Polygon, ...] = ()
    faults: tuple[Fault, ...] = ()
    said: Sentence | None = None

    @property
    def stands(self) -> bool:
        """Nothing is wrong with it."""
        return bool(self.pieces) and not self.faults and self.said is None


def name_of(place: int) -> str:
    """What a part is called until it has a code."""
    return f"Parte {place}"


def try_division(
    connection: Connection, municipality_id: int, town: LandTown, parcel: ParcelRow, way: Way,
    text: str,
) -> Tried:  # fmt: skip
    """What would come of a drawing."""
    shape = shape_of(parcel.ground)
    pieces = _pieces(shape, town, way, text)
    if isinstance(pieces, Sentence):
        return Tried(said=pieces)
    if isinstance(pieces, Fault):
        return Tried(faults=(pieces,))
    around = neighbours_of(connection, municipality_id, parcel)
    faults = tuple(division_faults(shape, pieces, around, town))
    return Tried(pieces, faults)


def division_faults(
    parent: Polygon, pieces: tuple[Polygon, ...], around: dict[str, Polygon], town: LandTown
) -> Iterator[Fault]:
    """All that is wrong with the parts of a parcel; of lots nothing is said while the parts are
    not the parcel."""
    named = {name_of(place): piece for place, piece in enumerate(pieces, start=1)}
    wrong = piece_faults(parent, named, town.rules)
    yield from wrong
    if wrong:
        return
    yield from lot_faults(named, list(around.values()), town.rules)
    for name, piece in named.items():
        yield from town_faults(name, piece, town.outline)


def neighbours_of(
    connection: Connection, municipality_id: int, parcel: ParcelRow
) -> dict[str, Polygon]:
    """The parcels beside one, by their codes."""
    box = box_of(shape_of(parcel.ground), wider=AROUND)
    rows = parcels_in(connection, municipality_id, box)
    return {row.code: shape_of(row.ground) for row in rows if row.id != parcel.id}


def keep_draft(
    connection: Connection, municipality_id: int, case_id: int, parcel: ParcelRow, tried: Tried,
    **drawn: object,
) -> None:  # fmt: skip
    """The draft of a case, in the place of what it drew before; `drawn_by` and `drawn_at`."""
    rows = [
        {
            "place": place,
            "parent_id": parcel.id,
            "area": rounded(piece.area),
            "ground": shapely.to_wkb(piece),
            **drawn,
        }
        for place, piece in enumerate(tried.pieces, start=1)
    ]
    put_drafts(connection, municipality_id, case_id, rows)


def _pieces(
    shape: Polygon, town: LandTown, way: Way, text: str
) -> tuple[Polygon, ...] | Fault | Sentence:
    if way is Way.LINE:
        line = line_of(text, town.plane)
        return cut(shape, line) if isinstance(line, LineString) else line
    pieces = shapes_of(text, town.plane)
    if not isinstance(pieces, Sentence) and len(pieces) < LEAST_PIECES:
        return phrase(N_("Una división tiene dos partes o más: sepárelas con un renglón vacío."))
    return pieces
