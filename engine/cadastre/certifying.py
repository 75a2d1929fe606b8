"""What the cadastre states of a parcel: its data and its plan, as a certificate says them.

Names of people are apart (`holders`): the process says to whom they are told.
"""

from __future__ import annotations

from typing import Any

from shapely import Polygon

from engine.cadastre.boxes import box_of, shape_of
from engine.cadastre.plotting import Plot, corner_name, corners_of, plot, sides_of
from engine.cadastre.rights import OWNERSHIP
from engine.cadastre.transferring import KIND_WORDS
from storage.database import Connection
from storage.queries.cadastre import ParcelRow, parcel_by_code, parcels_in
from storage.queries.land_rights import buildings_of, rights_of
from storage.tables.cadastre import LandRightFamily

BESIDE = 1.0
TOUCHING = 0.5
"""Metres between two parcels that lie side by side, and along which they do at least."""
AROUND = 80.0
"""Metres in which neighbours are named, and drawn."""


def facts_of(connection: Connection, municipality_id: int, code: str) -> dict[str, Any] | None:
    """What is stated of the parcel with this code; None where there is none today."""
    parcel = parcel_by_code(connection, municipality_id, code)
    if parcel is None or parcel.end_on is not None:
        return None
    shape = shape_of(parcel.ground)
    ring = corners_of(shape)
    names = [corner_name(number) for number in range(len(ring))]
    rights = [
        row
        for row in rights_of(connection, municipality_id, parcel.ba_unit_id)
        if row.end_on is None
    ]
    standing = [
        row
        for row in buildings_of(connection, municipality_id, parcel.ba_unit_id)
        if row.end_on is None
    ]
    corners = zip(names, ring, strict=True)
    near = _around(connection, municipality_id, parcel, BESIDE)
    beside = [code for code, other in near.items() if borders(shape, other)]
    return {
        "codigo": parcel.code,
        "area": f"{parcel.area:,.2f}",
        "perimetro": f"{shape.length:,.2f}",
        "uso": parcel.land_use or "sin uso registrado",
        "direccion": parcel.address or "sin dirección registrada",
        "desde": parcel.begin_on,
        "vertices": "; ".join(f"{name} ({x:.2f} E, {y:.2f} N)" for name, (x, y) in corners),
        "lados": "; ".join(f"{side} {long:.2f} m" for side, long, _at in sides_of(names, ring)),
        "colindantes": ", ".join(sorted(beside)) or "ninguno registrado",
        "construcciones": "; ".join(
            f"piso {row.level}, {row.area:.2f} m², {row.material}, {row.built_year}"
            for row in standing
        )
        or "ninguna registrada",
        "cargas": ", ".join(
            KIND_WORDS.get(row.kind, row.kind)
            for row in rights
            if row.family != LandRightFamily.RIGHT
        )
        or "ninguna registrada",
        "titulares": "; ".join(
            f"{row.name}, {row.num}/{row.den}" if row.den > 1 else f"{row.name}, el total"
            for row in rights
            if row.kind == OWNERSHIP
        ),
    }


def borders(shape: Polygon, other: Polygon) -> bool:
    """They share a side, and not only a corner."""
    return bool(shape.exterior.intersection(other.buffer(TOUCHING)).length > 3 * TOUCHING)


def plot_of(connection: Connection, municipality_id: int, code: str) -> Plot | None:
    """The plan of the parcel with this code; None where there is none today."""
    parcel = parcel_by_code(connection, municipality_id, code)
    if parcel is None or parcel.end_on is not None:
        return None
    around = _around(connection, municipality_id, parcel, AROUND)
    return plot(parcel.code, shape_of(parcel.ground), around)


def _around(
    connection: Connection, municipality_id: int, parcel: ParcelRow, wider: float
) -> dict[str, Any]:
    box = box_of(shape_of(parcel.ground), wider=wider)
    rows = parcels_in(connection, municipality_id, box)
    return {row.code: shape_of(row.ground) for row in rows if row.id != parcel.id}
