"""The items of the procurement plan of a year, for models and forms: `plan items(year)` in FEEL.

Read as they are committed at the moment of the step; a purchase is not in its own way.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from engine.calendar.feel_functions import Plans
from engine.installation import Installation
from storage.database import Connection
from storage.queries.plans import PlannedItem, items_of_plan


def plans_in(
    installation: Installation, connection: Connection, municipality_id: int, but: int | None
) -> Plans:
    """Those of a municipality; what the case with that id runs itself is open to it. A form may be
    looked at again when its transaction is over: it is asked in one of its own then."""

    def _found(year: int) -> list[Mapping[str, object]]:
        if not connection.closed:
            rows = items_of_plan(connection, municipality_id, year, but=but)
        else:
            with installation.database.read(municipality_id) as other:
                rows = items_of_plan(other, municipality_id, year, but=but)
        return [_told(row) for row in rows]

    return _found


def _told(row: PlannedItem) -> Mapping[str, object]:
    item = row.item
    return {
        "clave": item.key,
        "numero": Decimal(item.number),
        "descripcion": item.description,
        "objeto": item.object,
        "codigo": item.code,
        "cantidad": item.quantity,
        "unidad": item.unit,
        "monto": item.amount,
        "mes": Decimal(item.month),
        "trimestre": Decimal(item.quarter),
        "fuente": item.funds,
        "area": item.area,
        "metodo": item.method,
        "estado": str(row.state),
        "abierto": row.is_open,
    }
