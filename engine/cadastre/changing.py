"""What each change does to the register, once it was asked for: the draft of the case is checked as
the register is now, and entered.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.cadastre.boxes import box_of, shape_of
from engine.cadastre.codes import next_codes
from engine.cadastre.drawing import faults_of, kept_pieces
from engine.cadastre.enacting import Change, Changed, Enacting, Unfit
from engine.cadastre.ground import Ground, Piece
from engine.cadastre.holding import ground_of
from engine.cadastre.inscribing import PLANS, inscribe
from engine.cadastre.loading import FileRefused, read_holders
from engine.cadastre.recording import About, Entry, record
from engine.sentences import N_, Sentence, phrase
from storage.queries.cadastre import drafts_of, known_codes, parcels_in
from storage.tables.cadastre import LandOperation

FAR = 200.0
"""Metres in which the block of a new parcel is looked for."""


def change_ground(asked: Enacting) -> Changed | Unfit:
    """The pieces that the case drew become parcels."""
    connection, town_id = asked.connection, asked.municipality_id
    operation = LandOperation(asked.change)
    ground = ground_of(
        asked.scene.installation, connection, town_id, asked.case_id, operation, asked.today
    )
    drafts = drafts_of(connection, town_id, asked.case_id)
    if not drafts:
        return (phrase(N_("El expediente no tiene un dibujo: devuélvalo al dibujo.")),)
    pieces = kept_pieces(ground, drafts)
    if not pieces or not _is_whole(ground):
        return (phrase(N_("El predio cambió desde que se dibujó: devuélvalo al dibujo.")),)
    faults = faults_of(connection, town_id, ground, pieces)
    if faults:
        return tuple(each.said for each in faults)
    return _entered(asked, ground, pieces)


def _is_whole(ground: Ground) -> bool:
    """The case holds what it changes; only a first registration begins from nothing."""
    return bool(ground.parcels) != (ground.operation is LandOperation.REGISTRATION)


def _entered(asked: Enacting, ground: Ground, pieces: tuple[Piece, ...]) -> Changed | Unfit:
    codes = _codes(asked, ground, pieces)
    about = _about(asked)
    for said in (codes, about):
        if isinstance(said, Sentence):
            return (said,)
    assert not isinstance(codes, Sentence)  # noqa: S101  # just looked
    assert not isinstance(about, Sentence)  # noqa: S101
    entry = Entry(
        asked.scene.installation.ids, asked.connection, asked.municipality_id, asked.case_id,
        asked.source, asked.today,
    )  # fmt: skip
    return Changed(ground.parcels, record(entry, ground, pieces, codes, about))


def _codes(asked: Enacting, ground: Ground, pieces: tuple[Piece, ...]) -> list[str] | Sentence:
    """Codes for what is new: in the block of the parcel it was, or of its nearest neighbour."""
    connection, town_id = asked.connection, asked.municipality_id
    if ground.operation is LandOperation.RECTIFICATION:
        return []
    given = str(asked.facts.get("code") or "").strip()
    if given:
        taken = known_codes(connection, town_id, [given])
        return phrase(N_("El código «%(code)s» ya se dio."), code=given) if taken else [given]
    begin = ground.parcels[0].code if ground.parcels else _nearest(asked, pieces[0])
    if not begin:
        return phrase(N_("No hay un predio cerca que diga la manzana: escriba el código."))
    return next_codes(connection, town_id, begin, len(pieces))


def _nearest(asked: Enacting, piece: Piece) -> str:
    box = box_of(piece.shape, wider=FAR)
    rows = parcels_in(asked.connection, asked.municipality_id, box)
    near = min(rows, key=lambda row: shape_of(row.ground).distance(piece.shape), default=None)
    return near.code if near else ""


def _about(asked: Enacting) -> About | Sentence:
    """What the case knows of a parcel that is entered first."""
    told = asked.facts.get("holders")
    try:
        holders = read_holders("", told if isinstance(told, list) else ())
    except FileRefused as fault:
        return fault.args[0] if isinstance(fault.args[0], Sentence) else phrase(str(fault))
    use, address = (str(asked.facts.get(name) or "")[:200] for name in ("use", "address"))
    return About(use, address, holders)


CHANGES: Mapping[str, Change] = {
    **dict.fromkeys(PLANS, inscribe),
    LandOperation.SUBDIVISION: change_ground,
    LandOperation.MERGER: change_ground,
    LandOperation.RECTIFICATION: change_ground,
    LandOperation.REGISTRATION: change_ground,
}
"""By what the manifest calls it."""
