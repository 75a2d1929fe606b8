"""The PIN by which a taxpayer sees their own account."""

from sqlalchemy import select

from storage.database import Connection
from storage.tables import tax_pins


def pin_hash_of(connection: Connection, municipality_id: int, taxpayer_id: int) -> str | None:
    """The hash of a taxpayer's PIN; None where none was given."""
    of = tax_pins.c
    found = select(of.pin_hash).where(
        of.municipality_id == municipality_id, of.taxpayer_id == taxpayer_id
    )
    return connection.execute(found).scalar_one_or_none()
