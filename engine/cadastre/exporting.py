"""The parcels of today as GeoJSON, as a load reads them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.cadastre.boxes import shape_of
from engine.cadastre.town import land_town
from engine.deadlines.calendars import calendar_of, town_of
from engine.installation import Installation
from storage.database import Connection
from storage.queries.cadastre import HolderRow, ParcelRow, holders_of, parcels_found

PAGE = 500
Collection = dict[str, Any]


def collection_of(installation: Installation, municipality_id: int) -> Collection:
    """Every current parcel as a feature, in the order of the codes."""
    with installation.database.read(municipality_id) as connection:
        today = calendar_of(installation, connection, municipality_id).local_day(
            installation.clock.now()
        )
        town = town_of(installation, connection, municipality_id)
        plane = land_town(connection, town, today).plane
        features: list[Mapping[str, Any]] = []
        after = ""
        while rows := parcels_found(connection, municipality_id, "", after=after, limit=PAGE):
            for row in rows:
                shape = plane.geojson(shape_of(row.ground))
                told = _properties(connection, municipality_id, row)
                features.append({"type": "Feature", "geometry": shape, "properties": told})
            after = rows[-1].code
    return {"type": "FeatureCollection", "features": features}


def _properties(connection: Connection, municipality_id: int, row: ParcelRow) -> dict[str, Any]:
    holders = holders_of(connection, municipality_id, row.ba_unit_id)
    return {
        "code": row.code,
        "area": f"{row.area:f}",
        "use": row.land_use,
        "address": row.address,
        "since": row.begin_on.isoformat(),
        "holders": [_holder(each) for each in holders if each.end_on is None],
    }


def _holder(row: HolderRow) -> dict[str, str]:
    share = f"{row.num}/{row.den}"
    return {"name": row.name, "number": row.number, "kind": row.kind, "share": share}
