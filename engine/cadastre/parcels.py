"""Parcels as the data of a case knows them: code, area, use, address and owners."""

from __future__ import annotations

from collections.abc import Iterable
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


def named(rows: Iterable[HolderRow]) -> str:
    """«Quispe Mamani, Rosa (1/2); …» of those who own it today."""
    owners = [row for row in rows if row.end_on is None and row.kind == OWNERSHIP]
    return "; ".join(
        row.name if row.num == row.den else f"{row.name} ({row.num}/{row.den})" for row in owners
    )
