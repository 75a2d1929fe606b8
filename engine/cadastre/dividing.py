"""A division enters the register: the drawn parts become parcels, the divided one is history.

One transaction, done once: who does it again gets the same answer. Everything is checked anew under
it, for the register may have changed since somebody drew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.cadastre.boxes import ground_columns, shape_of
from engine.cadastre.codes import next_codes
from engine.cadastre.drawing import division_faults, neighbours_of
from engine.cadastre.faults import Fault
from engine.cadastre.town import land_town
from engine.deadlines.calendars import calendar_of, town_of
from engine.history.town import TownEventKind, TownHistory
from engine.identity import system_actor
from engine.installation import Installation
from storage.database import Connection
from storage.queries.cadastre import DraftRow, ParcelRow, drafts_of, held_by_case, holders_of
from storage.queries.lineage import units_of_case, versions_by_id
from storage.tables.cadastre import LandOperation, LandSourceKind
from storage.writes.cadastre import (
    drop_holds,
    end_rights,
    end_spatial_units,
    insert_ba_units,
    insert_lineage,
    insert_rights,
    insert_source,
    insert_spatial_units,
    put_drafts,
)


class Why(StrEnum):
    """nothing_drawn: the case has no draft. not_held: it does not hold the parcel. changed: the
    parcel is another than the one that was drawn upon. faults: the parts break a rule now."""

    NOTHING_DRAWN = "nothing_drawn"
    NOT_HELD = "not_held"
    CHANGED = "changed"
    FAULTS = "faults"


@dataclass(frozen=True, slots=True)
class Undone:
    """Nothing was written."""

    why: Why
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """What a change rests on: a resolution, with the hash of its document where there is one."""

    title: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Divided:
    """The new parcels, and since when they hold."""

    parcels: tuple[ParcelRow, ...]
    on: date

    @property
    def taxed_from(self) -> date:
        """The tax of the running year never changes: it counts from the next 1 January."""
        return date(self.on.year + 1, 1, 1)


def divide(
    installation: Installation, municipality_id: int, case_id: int, title: Title
) -> Divided | Undone:
    """The draft of a case becomes parcels."""

    def verb(connection: Connection) -> Divided | Undone:
        calendar = calendar_of(installation, connection, municipality_id)
        today = calendar.local_day(installation.clock.now())
        done = units_of_case(connection, municipality_id, case_id)
        if done:
            return Divided(done, done[0].begin_on)
        found = _ready(installation, connection, municipality_id, case_id, today)
        if isinstance(found, Undone):
            return found
        parent, drafts = found
        _write(installation, connection, municipality_id, case_id, parent, drafts, title, today)
        return Divided(units_of_case(connection, municipality_id, case_id), today)

    return installation.database.run(verb, municipality=municipality_id)


def _ready(
    installation: Installation, connection: Connection, municipality_id: int, case_id: int,
    today: date,
) -> tuple[ParcelRow, tuple[DraftRow, ...]] | Undone:  # fmt: skip
    """The parcel and its parts, if everything is as it was drawn."""
    drafts = drafts_of(connection, municipality_id, case_id)
    if not drafts:
        return Undone(Why.NOTHING_DRAWN)
    (parent,) = versions_by_id(connection, municipality_id, [drafts[0].parent_id])
    if parent.end_on is not None:
        return Undone(Why.CHANGED)
    held = {row.ba_unit_id for row in held_by_case(connection, municipality_id, case_id)}
    if parent.ba_unit_id not in held:
        return Undone(Why.NOT_HELD)
    town = land_town(connection, town_of(installation, connection, municipality_id), today)
    around = neighbours_of(connection, municipality_id, parent)
    pieces = tuple(shape_of(each.ground) for each in drafts)
    faults = tuple(division_faults(shape_of(parent.ground), pieces, around, town))
    return Undone(Why.FAULTS, faults) if faults else (parent, drafts)


def _write(
    installation: Installation, connection: Connection, municipality_id: int, case_id: int,
    parent: ParcelRow, drafts: Sequence[DraftRow], title: Title, today: date,
) -> None:  # fmt: skip
    new, source = installation.ids.new, installation.ids.new()
    codes = next_codes(connection, municipality_id, parent.code, len(drafts))
    units = [{"id": new(), "code": code} for code in codes]
    versions = [
        {
            "id": new(),
            "ba_unit_id": unit["id"],
            "area": draft.area,
            "land_use": parent.land_use,
            "address": parent.address,
            **ground_columns(shape_of(draft.ground)),
            "operation": LandOperation.SUBDIVISION,
            "begin_on": today,
            "end_on": None,
            "source_id": source,
            "case_id": case_id,
        }
        for unit, draft in zip(units, drafts, strict=True)
    ]
    told = {"kind": LandSourceKind.ADMINISTRATIVE, "title": title.title, "sha256": title.sha256}
    insert_source(connection, municipality_id, id=source, on_day=today, case_id=case_id, **told)
    end_spatial_units(connection, municipality_id, [parent.id], on=today, case_id=case_id)
    insert_ba_units(connection, municipality_id, units)
    insert_spatial_units(connection, municipality_id, versions)
    lines = [{"child_id": each["id"], "parent_id": parent.id} for each in versions]
    insert_lineage(connection, municipality_id, lines)
    rights = _carried(installation, connection, municipality_id, parent, [u["id"] for u in units])
    fresh = {"begin_on": today, "end_on": None, "source_id": source, "case_id": case_id}
    end_rights(connection, municipality_id, [parent.ba_unit_id], on=today, case_id=case_id)
    insert_rights(connection, municipality_id, [{**each, **fresh} for each in rights])
    history = TownHistory(installation, connection, system_actor(municipality_id))
    (held, *_) = held_by_case(connection, municipality_id, case_id)
    data = {"operation": "subdivision", "from": parent.code, "to": ", ".join(codes)}
    history.add(TownEventKind.PARCELS_CHANGED, data={**data, "number": held.number})
    history.write()
    put_drafts(connection, municipality_id, case_id, [])
    drop_holds(connection, municipality_id, [parent.ba_unit_id])


def _carried(
    installation: Installation, connection: Connection, municipality_id: int, parent: ParcelRow,
    units: Sequence[object],
) -> list[dict[str, object]]:  # fmt: skip
    """What anybody has of the whole, they have of each part."""
    rows = holders_of(connection, municipality_id, parent.ba_unit_id)
    return [
        {
            "id": installation.ids.new(),
            "ba_unit_id": unit,
            "party_id": row.party_id,
            "family": row.family,
            "kind": row.kind,
            "num": row.num,
            "den": row.den,
        }
        for unit in units
        for row in rows
        if row.end_on is None
    ]
