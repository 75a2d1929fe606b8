"""A case holds its parcels while it is open: a second one is refused, and told which has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.cadastre.ground import Ground
from engine.cadastre.town import land_town
from engine.deadlines.calendars import town_of
from engine.installation import Installation
from storage.database import Connection
from storage.queries.cadastre import (
    HoldRow,
    ParcelRow,
    held_by_case,
    holds_of,
    parcel_by_code,
)
from storage.tables.cadastre import LandOperation
from storage.writes.cadastre import hold_parcels

MOST = 50
"""Parcels that one case holds at most."""


@dataclass(frozen=True, slots=True)
class Unheld:
    """Why nothing is held: codes that name no parcel of today, and parcels of another case."""

    unknown: tuple[str, ...] = ()
    taken: tuple[HoldRow, ...] = ()


def hold(
    installation: Installation, municipality_id: int, case_id: int, codes: Sequence[str]
) -> tuple[ParcelRow, ...] | Unheld:
    """All of these parcels, or none. Holding twice is holding once."""

    def verb(connection: Connection) -> tuple[ParcelRow, ...] | Unheld:
        wanted = list(dict.fromkeys(each.strip() for each in codes if each.strip()))[:MOST]
        rows = [parcel_by_code(connection, municipality_id, code) for code in wanted]
        known = tuple(row for row in rows if row is not None and row.end_on is None)
        missing = tuple(code for code in wanted if code not in {row.code for row in known})
        if missing or not wanted:
            return Unheld(unknown=missing)
        held = holds_of(connection, municipality_id, wanted)
        taken = tuple(row for row in held if row.case_id != case_id)
        if taken:
            return Unheld(taken=taken)
        ids = [row.ba_unit_id for row in known]
        hold_parcels(connection, municipality_id, case_id, ids, at=installation.clock.now())
        return known

    return installation.database.run(verb, municipality=municipality_id)


def ground_of(
    installation: Installation, connection: Connection, municipality_id: int, case_id: int,
    operation: LandOperation, today: date,
) -> Ground:  # fmt: skip
    """What a case works upon: the parcels that it holds, as they are now, by code."""
    held = held_by_case(connection, municipality_id, case_id)
    rows = [parcel_by_code(connection, municipality_id, row.code) for row in held]
    current = tuple(row for row in rows if row is not None and row.end_on is None)
    town = land_town(connection, town_of(installation, connection, municipality_id), today)
    return Ground(operation, current, town)
