"""Parcels as the data of a case knows them: code, area, use, address and owners; and whom a change
of them touches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from engine.cadastre.rights import OWNERSHIP
from storage.database import Connection
from storage.queries.cadastre import HolderRow, ParcelRow, holders_of


def parcels_told(
    connection: Connection, municipality_id: int, rows: Iterable[ParcelRow]
) -> list[dict[str, Any]]:
    """Each with its `code`, `area`, `use`, `address` and `holders`."""
    return [
        {
            "code": row.code,
            "area": row.area,
            "use": row.land_use,
            "address": row.address,
            "holders": named(holders_of(connection, municipality_id, row.ba_unit_id)),
        }
        for row in rows
    ]


def people_touched(
    connection: Connection, municipality_id: int, rows: Iterable[ParcelRow], today: date
) -> list[dict[str, Any]]:
    """Everybody who has something of these parcels, or lost it today, once: `number` of their
    document and `name`."""
    found: dict[str, dict[str, Any]] = {}
    for unit in dict.fromkeys(row.ba_unit_id for row in rows):
        for held in holders_of(connection, municipality_id, unit):
            if held.end_on is None or held.end_on == today:
                who = {"number": held.number, "name": held.name}
                found.setdefault(held.number or held.name, who)
    return list(found.values())


def named(rows: Iterable[HolderRow]) -> str:
    """«Quispe Mamani, Rosa (1/2); …» of those who own it today."""
    owners = [row for row in rows if row.end_on is None and row.kind == OWNERSHIP]
    return "; ".join(
        row.name if row.num == row.den else f"{row.name} ({row.num}/{row.den})" for row in owners
    )
