"""Whether the people of a parcel may pass to the street over ground that is no street: by an
easement that lies on the parcel itself, and so on each of its parts, or in their favour on one
beside it.
"""

from __future__ import annotations

from engine.cadastre.boxes import box_of, shape_of
from engine.cadastre.certifying import borders
from engine.cadastre.ground import AROUND
from engine.cadastre.rights import OWNERSHIP
from storage.database import Connection
from storage.queries.cadastre import HolderRow, ParcelRow, holders_of, parcels_in

EASEMENT = "easement"


def passes(connection: Connection, municipality_id: int, parcel: ParcelRow) -> bool:
    """An easement leads from the parcel, or over it, today."""
    own = _today(connection, municipality_id, parcel.ba_unit_id)
    if any(row.kind == EASEMENT for row in own):
        return True
    owners = {row.party_id for row in own if row.kind == OWNERSHIP}
    shape = shape_of(parcel.ground)
    for row in parcels_in(connection, municipality_id, box_of(shape, wider=AROUND)):
        if row.id == parcel.id or not borders(shape, shape_of(row.ground)):
            continue
        for right in _today(connection, municipality_id, row.ba_unit_id):
            if right.kind == EASEMENT and right.party_id in owners:
                return True
    return False


def _today(connection: Connection, municipality_id: int, unit_id: int) -> list[HolderRow]:
    rows = holders_of(connection, municipality_id, unit_id)
    return [row for row in rows if row.end_on is None]
