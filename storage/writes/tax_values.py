"""Official values come in, and deliveries are written down."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert

from storage.database import Connection
from storage.queries.tax_values import DeliveryRow, ValueRow
from storage.tables import tax_deliveries, tax_values


def replace_values(
    connection: Connection,
    municipality_id: int,
    kind: str,
    valid_from: date,
    rows: Sequence[ValueRow],
) -> None:
    """The whole table of a kind that holds from a day on, in place of that of the same day."""
    of = tax_values.c
    there = (of.municipality_id == municipality_id, of.kind == kind, of.valid_from == valid_from)
    connection.execute(delete(tax_values).where(*there))
    connection.execute(insert(tax_values), [_plain(municipality_id, row) for row in rows])


def insert_delivery(connection: Connection, municipality_id: int, row: DeliveryRow) -> None:
    """One attempt."""
    connection.execute(insert(tax_deliveries), _plain(municipality_id, row))


def _plain(municipality_id: int, row: ValueRow | DeliveryRow) -> dict[str, Any]:
    named = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return {"municipality_id": municipality_id, **named}
