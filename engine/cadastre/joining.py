"""Joining parcels into one: they touch along a boundary, and the same people have the same shares
of each."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import shapely

from engine.cadastre.checking import SNAP, neighbour_faults, outline_faults, town_faults
from engine.cadastre.cutting import merged
from engine.cadastre.faults import Fault, FaultKind, fault
from engine.cadastre.ground import Ground, Piece, Way, beside
from engine.cadastre.rights import OWNERSHIP
from engine.sentences import N_, Sentence, phrase
from storage.database import Connection
from storage.queries.cadastre import ParcelRow, holders_of

NAME = "Predio unido"
LEAST_PARCELS = 2


def pieces_of(
    connection: Connection, municipality_id: int, ground: Ground, way: Way, text: str
) -> tuple[Piece, ...] | Fault | Sentence:
    """The one parcel; nothing is drawn for it."""
    del connection, municipality_id, way, text
    if len(ground.parcels) < LEAST_PARCELS:
        return phrase(N_("Una acumulación une dos predios o más: el expediente tiene uno."))
    whole = merged(list(ground.shapes.values()))
    return whole if isinstance(whole, Fault) else (Piece(NAME, whole, ground.parcels[0]),)


def faults_of(
    connection: Connection, municipality_id: int, ground: Ground, pieces: tuple[Piece, ...]
) -> Iterator[Fault]:
    """Whether it is still all of the parcels and nothing else, and of the same people."""
    yield from _holder_faults(connection, municipality_id, ground)
    (piece, *_) = pieces
    wrong = outline_faults(piece.shape, piece.name)
    whole = shapely.union_all(list(ground.shapes.values()))
    if not wrong and piece.shape.symmetric_difference(whole).buffer(-SNAP).area > SNAP:
        said = N_("Los predios cambiaron desde que se unieron: vuelva a unirlos.")
        wrong = [fault(FaultKind.AREA, said, whole)]
    yield from wrong
    if not wrong:
        around = beside(connection, municipality_id, piece.shape, ground.parcels)
        yield from neighbour_faults(piece.name, piece.shape, around, gaps=False)
        yield from town_faults(piece.name, piece.shape, ground.town.outline)


def _holder_faults(connection: Connection, municipality_id: int, ground: Ground) -> Iterator[Fault]:
    first, *others = ground.parcels
    own = owners_of(connection, municipality_id, first)
    for row in others:
        if owners_of(connection, municipality_id, row) != own:
            said = N_("%(name)s y %(other)s no son de los mismos titulares en iguales cuotas.")
            place = ground.shapes[row.code]
            yield fault(FaultKind.HOLDERS, said, place, name=first.code, other=row.code)


def owners_of(
    connection: Connection, municipality_id: int, parcel: ParcelRow
) -> dict[str, Fraction]:
    """Who owns which share of a parcel today: by the number of their document, or their name."""
    found: dict[str, Fraction] = {}
    for row in holders_of(connection, municipality_id, parcel.ba_unit_id):
        if row.end_on is None and row.kind == OWNERSHIP:
            who = row.number or row.name
            found[who] = found.get(who, Fraction(0)) + Fraction(row.num, row.den)
    return found
