"""A verification is asked for, goes on and ends."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update

from storage.database import Connection
from storage.queries.verifications import VerificationRow
from storage.tables import verifications


def insert_verification(connection: Connection, row: VerificationRow) -> None:
    """Asked for."""
    connection.execute(insert(verifications).values(**asdict(row)))


def take_verification(
    connection: Connection,
    municipality_id: int,
    verification_id: int,
    *,
    now: datetime,
    until: datetime,
) -> bool:
    """One worker has it for a while; False where another was faster."""
    of = verifications.c
    question = (
        update(verifications)
        .where(of.municipality_id == municipality_id, of.id == verification_id)
        .where(of.state == "running", of.locked_until.is_(None) | (of.locked_until < now))
        .values(locked_until=until)
    )
    return connection.execute(question).rowcount == 1


def change_verification(
    connection: Connection, municipality_id: int, verification_id: int, values: Mapping[str, Any]
) -> None:
    """It is farther, or it has ended; another worker may go on."""
    of = verifications.c
    connection.execute(
        update(verifications)
        .where(of.municipality_id == municipality_id, of.id == verification_id)
        .values(locked_until=None, **values)
    )
