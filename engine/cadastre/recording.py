"""A change of ground enters the register: versions begin and end, with their lineage and what they
rest on. The caller's transaction holds it all; nothing is checked here.

What anybody has of a parcel they have of each of its parts, of parcels that become one they have it
of that one; a rectified parcel stays the same unit, with its rights as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.cadastre.boxes import ground_columns
from engine.cadastre.faults import rounded
from engine.cadastre.ground import Ground, Piece
from engine.cadastre.loading import Holder
from engine.cadastre.rights import OWNERSHIP
from engine.ids import Ids
from storage.database import Connection
from storage.queries.cadastre import HolderRow, ParcelRow, holders_of, party_of
from storage.queries.lineage import units_of_case
from storage.tables.cadastre import LandOperation, LandSourceKind
from storage.writes.cadastre import (
    drop_holds,
    end_rights,
    end_spatial_units,
    insert_ba_units,
    insert_lineage,
    insert_parties,
    insert_rights,
    insert_source,
    insert_spatial_units,
    put_drafts,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """What a change rests on: its name, and the hash of its document where there is one."""

    title: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where and when a change is written, and for which case."""

    ids: Ids
    connection: Connection
    municipality_id: int
    case_id: int
    source: Source
    today: date


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a parcel that no other one tells: its use, address and holders."""

    use: str = ""
    address: str = ""
    holders: tuple[Holder, ...] = ()


def record(
    entry: Entry, ground: Ground, pieces: Sequence[Piece], codes: Sequence[str], about: About
) -> tuple[ParcelRow, ...]:
    """The pieces become parcels, with `codes` where they are new: the versions that began."""
    connection, town, source = entry.connection, entry.municipality_id, entry.ids.new()
    kept = ground.operation is LandOperation.RECTIFICATION
    units = [] if kept else [{"id": entry.ids.new(), "code": code} for code in codes]
    ids = [each.of.ba_unit_id for each in pieces if each.of] if kept else [u["id"] for u in units]
    told_of = {
        "kind": LandSourceKind.ADMINISTRATIVE,
        "title": entry.source.title,
        "sha256": entry.source.sha256,
    }
    insert_source(connection, town, id=source, on_day=entry.today, case_id=entry.case_id, **told_of)
    ended = [row.id for row in ground.parcels]
    end_spatial_units(connection, town, ended, on=entry.today, case_id=entry.case_id)
    insert_ba_units(connection, town, units)
    fresh = {
        "begin_on": entry.today, "end_on": None, "source_id": source, "case_id": entry.case_id
    }  # fmt: skip
    pairs = list(zip(ids, pieces, strict=True))
    versions = [{**_version(entry, ground, unit, piece, about), **fresh} for unit, piece in pairs]
    insert_spatial_units(connection, town, versions)
    insert_lineage(connection, town, _lines(ground, versions, pieces))
    old = [row.ba_unit_id for row in ground.parcels]
    if not ground.parcels:
        insert_rights(connection, town, _first_rights(entry, about.holders, ids, fresh))
    elif not kept:
        rights = _carried(entry, ground, ids)
        end_rights(connection, town, old, on=entry.today, case_id=entry.case_id)
        insert_rights(connection, town, [{**each, **fresh} for each in rights])
    put_drafts(connection, town, entry.case_id, [])
    drop_holds(connection, town, old)
    return units_of_case(connection, town, entry.case_id)


def _version(entry: Entry, ground: Ground, unit: object, piece: Piece, about: About) -> Row:
    of = piece.of
    return {
        "id": entry.ids.new(),
        "ba_unit_id": unit,
        "area": rounded(piece.shape.area),
        "land_use": of.land_use if of else about.use,
        "address": of.address if of else about.address,
        **ground_columns(piece.shape),
        "operation": ground.operation,
    }


def _lines(ground: Ground, versions: Sequence[Row], pieces: Sequence[Piece]) -> list[Row]:
    """Which version came of which: a joined parcel of all, any other of its own."""
    every = ground.operation is LandOperation.MERGER
    return [
        {"child_id": version["id"], "parent_id": parent.id}
        for version, piece in zip(versions, pieces, strict=True)
        for parent in (ground.parcels if every else [piece.of] if piece.of else [])
    ]


def _carried(entry: Entry, ground: Ground, units: Sequence[object]) -> list[Row]:
    """What anybody has of the old parcels, once, of each of the new ones; the owners of joined
    parcels are the same, as was seen before."""
    first, *others = ground.parcels
    held = [*_held(entry, first)]
    held += [row for each in others for row in _held(entry, each) if row.kind != OWNERSHIP]
    once = {(row.party_id, row.family, row.kind, row.num, row.den): row for row in held}
    return [_right(entry, unit, row) for unit in units for row in once.values()]


def _held(entry: Entry, parcel: ParcelRow) -> list[HolderRow]:
    rows = holders_of(entry.connection, entry.municipality_id, parcel.ba_unit_id)
    return [row for row in rows if row.end_on is None]


def _right(entry: Entry, unit: object, row: HolderRow) -> Row:
    return {
        "id": entry.ids.new(),
        "ba_unit_id": unit,
        "party_id": row.party_id,
        "family": row.family,
        "kind": row.kind,
        "num": row.num,
        "den": row.den,
    }


def _first_rights(
    entry: Entry, holders: Sequence[Holder], units: Sequence[object], fresh: Row
) -> list[Row]:
    """Whoever a parcel is entered for; somebody with a document is who had it before."""
    connection, town = entry.connection, entry.municipality_id
    found = []
    for holder in holders:
        known = party_of(connection, town, holder.number) if holder.number else None
        party = known or entry.ids.new()
        if known is None:
            insert_parties(connection, town, [{"id": party, **holder.party()}])
        share = {"num": holder.share.numerator, "den": holder.share.denominator}
        told = {"party_id": party, "family": "right", "kind": holder.kind, **share, **fresh}
        found += [{"id": entry.ids.new(), "ba_unit_id": unit, **told} for unit in units]
    return found
