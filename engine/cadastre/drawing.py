"""Trying what was drawn for the ground of a case, against every rule; what stands becomes its
draft, and nothing of the register changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import shapely

from engine.cadastre import dividing, joining, rectifying, registering
from engine.cadastre.boxes import shape_of
from engine.cadastre.faults import Fault, rounded
from engine.cadastre.ground import Ground, Piece, Tried, Way
from engine.sentences import Sentence
from storage.database import Connection
from storage.queries.cadastre import DraftRow
from storage.tables.cadastre import LandOperation
from storage.writes.cadastre import put_drafts

Pieces = tuple[Piece, ...] | Fault | Sentence
Drawn = Callable[[Connection, int, Ground, Way, str], Pieces]
Judged = Callable[[Connection, int, Ground, tuple[Piece, ...]], Iterator[Fault]]

_DRAWN: Mapping[LandOperation, tuple[Drawn, Judged]] = {
    LandOperation.SUBDIVISION: (dividing.pieces_of, dividing.faults_of),
    LandOperation.MERGER: (joining.pieces_of, joining.faults_of),
    LandOperation.RECTIFICATION: (rectifying.pieces_of, rectifying.faults_of),
    LandOperation.REGISTRATION: (registering.pieces_of, registering.faults_of),
}


def try_drawing(
    connection: Connection, municipality_id: int, ground: Ground, way: Way, text: str
) -> Tried:
    """What would come of a drawing."""
    pieces_of, _ = _DRAWN[ground.operation]
    pieces = pieces_of(connection, municipality_id, ground, way, text)
    if isinstance(pieces, Sentence):
        return Tried(said=pieces)
    if isinstance(pieces, Fault):
        return Tried(faults=(pieces,))
    return Tried(pieces, faults_of(connection, municipality_id, ground, pieces))


def faults_of(
    connection: Connection, municipality_id: int, ground: Ground, pieces: tuple[Piece, ...]
) -> tuple[Fault, ...]:
    """All that is wrong with pieces, as the register is now."""
    _, judged = _DRAWN[ground.operation]
    return tuple(judged(connection, municipality_id, ground, pieces))


def keep_draft(
    connection: Connection, municipality_id: int, case_id: int, tried: Tried, **drawn: object
) -> None:
    """The draft of a case, in the place of what it drew before; `drawn_by` and `drawn_at`."""
    rows = [
        {
            "place": place,
            "parent_id": piece.of.id if piece.of else None,
            "area": rounded(piece.shape.area),
            "ground": shapely.to_wkb(piece.shape),
            **drawn,
        }
        for place, piece in enumerate(tried.pieces, start=1)
    ]
    put_drafts(connection, municipality_id, case_id, rows)


def kept_pieces(ground: Ground, drafts: tuple[DraftRow, ...]) -> tuple[Piece, ...]:
    """The pieces of a draft; none where a parcel of it is another by now."""
    known = {row.id: row for row in ground.parcels}
    if any(row.parent_id is not None and row.parent_id not in known for row in drafts):
        return ()
    return tuple(
        Piece(
            name_of(ground, row.place, known.get(row.parent_id or 0)),
            shape_of(row.ground),
            known.get(row.parent_id or 0),
        )
        for row in drafts
    )


def name_of(ground: Ground, place: int, parcel: object = None) -> str:
    """What a piece is called until it has a code."""
    match ground.operation:
        case LandOperation.RECTIFICATION:
            return str(getattr(parcel, "code", ""))
        case LandOperation.MERGER:
            return joining.NAME
        case LandOperation.REGISTRATION:
            return registering.NAME
    return dividing.name_of(place)
