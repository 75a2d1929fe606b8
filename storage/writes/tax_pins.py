"""The PIN by which a taxpayer sees their own account: kept as a hash, one at a time."""

from datetime import datetime

from sqlalchemy import delete, insert

from storage.database import Connection
from storage.tables import tax_pins


def keep_pin(
    connection: Connection,
    municipality_id: int,
    taxpayer_id: int,
    pin_hash: str,
    *,
    at: datetime,
    person_id: int | None,
) -> None:
    """In the place of the one before."""
    of = tax_pins.c
    own = (of.municipality_id == municipality_id, of.taxpayer_id == taxpayer_id)
    connection.execute(delete(tax_pins).where(*own))
    row = {
        "municipality_id": municipality_id, "taxpayer_id": taxpayer_id, "pin_hash": pin_hash,
        "given_at": at, "person_id": person_id,
    }  # fmt: skip
    connection.execute(insert(tax_pins).values(row))
