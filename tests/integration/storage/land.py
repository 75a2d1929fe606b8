"""Parcels of Tambo Real that could leak, and every question about the cadastre."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from storage.database import Connection
from storage.queries import cadastre, inspections, land_rights, lineage, roads
from storage.writes.cadastre import (
    hold_parcels,
    insert_ba_units,
    insert_buildings,
    insert_lineage,
    insert_parties,
    insert_rights,
    insert_source,
    insert_spatial_units,
    put_drafts,
    replace_roads,
)

CASE = 1_900_001
UNIT, VERSION, CHILD, PARTY, RIGHT, SOURCE, STOREY, ROAD = range(1_910_000, 1_910_008)
DAY = date(2026, 1, 5)

LAND: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (cadastre.parcel_by_code, {"code": "SECRET-01"}),
    (cadastre.has_parcels, {}),
    (cadastre.known_codes, {"codes": ["SECRET-01"]}),
    (cadastre.parcels_in, {"box": (0, 0, 900, 900)}),
    (cadastre.levels_of, {}),
    (roads.roads_in, {"box": (0, 0, 900, 900)}),
    (cadastre.parcels_found, {"words": "secreta"}),
    (cadastre.holders_of, {"ba_unit_id": UNIT}),
    (cadastre.party_of, {"number": "1"}),
    (land_rights.rights_of, {"ba_unit_id": UNIT}),
    (land_rights.buildings_of, {"ba_unit_id": UNIT}),
    (land_rights.land_sources_of, {"ba_unit_id": UNIT}),
    (cadastre.holds_of, {"codes": ["SECRET-01"]}),
    (cadastre.held_by_case, {"case_id": CASE}),
    (cadastre.drafts_of, {"case_id": CASE}),
    (cadastre.extent_of, {}),
    (inspections.visits_waiting, {"element": "t1"}),
    (lineage.family_of, {"version_id": CHILD}),
    (lineage.versions_by_id, {"ids": [VERSION]}),
    (lineage.versions_of, {"ba_unit_id": UNIT}),
    (lineage.units_of_case, {"case_id": CASE}),
    (lineage.sources_of_case, {"case_id": CASE}),
    (lineage.last_code_like, {"begin": "SECRET-", "length": 9}),
    (lineage.parcels_changed, {"since": DAY, "until": date(2027, 1, 1)}),
]


def fill_land(connection: Connection, case_id: int, at: datetime) -> None:
    """A parcel with its holder, its history, the case that holds it and what that drew."""
    insert_ba_units(connection, 1, [{"id": UNIT, "code": "SECRET-01"}])
    told = {"id": SOURCE, "kind": "administrative", "title": "Escritura secreta", "sha256": ""}
    insert_source(connection, 1, **told, on_day=DAY, case_id=case_id)
    version = {
        "id": VERSION, "ba_unit_id": UNIT, "area": Decimal("9.00"), "land_use": "vivienda",
        "address": "Calle Secreta", "ground": b"", "level": 2, "west": 0, "south": 0, "east": 300,
        "north": 300, "operation": "load", "begin_on": DAY, "end_on": date(2026, 2, 1),
        "source_id": SOURCE, "case_id": case_id, "ended_by": None,
    }  # fmt: skip
    insert_spatial_units(connection, 1, [version, {**version, "id": CHILD, "end_on": None}])
    insert_lineage(connection, 1, [{"child_id": CHILD, "parent_id": VERSION}])
    insert_parties(connection, 1, [{"id": PARTY, "kind": "natural", "name": "S", "number": "1"}])
    right = {
        "id": RIGHT, "ba_unit_id": UNIT, "party_id": PARTY, "family": "right",
        "kind": "ownership", "num": 1, "den": 1, "begin_on": DAY, "end_on": None,
        "source_id": SOURCE, "case_id": case_id, "ended_by": None,
    }  # fmt: skip
    insert_rights(connection, 1, [right])
    storey = {
        "id": STOREY, "ba_unit_id": UNIT, "level": 1, "area": Decimal(9), "built_year": 2020,
        "material": "adobe", "condition": "bueno", "use": "vivienda", "licence": "",
        "begin_on": DAY, "end_on": None, "source_id": SOURCE, "case_id": case_id,
    }  # fmt: skip
    insert_buildings(connection, 1, [storey])
    road = {
        "id": ROAD, "name": "Calle Secreta", "ground": b"", "west": 0, "south": 0, "east": 300,
        "north": 300, "begin_on": DAY, "end_on": None, "source_id": SOURCE,
    }  # fmt: skip
    replace_roads(connection, 1, [road], on=DAY)
    hold_parcels(connection, 1, case_id, [UNIT], at=at)
    drawn = {"place": 1, "parent_id": CHILD, "area": Decimal(4), "ground": b"", "drawn_at": at}
    put_drafts(connection, 1, case_id, [drawn])
