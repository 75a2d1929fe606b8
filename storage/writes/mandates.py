"""Somebody may act for another, or no longer."""

from datetime import date, datetime

from sqlalchemy import insert, update

from storage.database import Connection
from storage.tables import mandates


def insert_mandate(
    connection: Connection,
    municipality_id: int,
    *,
    mandate_id: int,
    agent_id: int,
    principal_id: int,
    services: str,
    from_on: date,
    until_on: date | None,
    document: str,
    checked_by: int | None,
    checked_at: datetime,
) -> None:
    """Somebody may act for another."""
    connection.execute(
        insert(mandates).values(
            municipality_id=municipality_id,
            id=mandate_id,
            agent_id=agent_id,
            principal_id=principal_id,
            services=services,
            from_on=from_on,
            until_on=until_on,
            document=document,
            checked_by=checked_by,
            checked_at=checked_at,
        )
    )


def revoke_mandate(
    connection: Connection, municipality_id: int, mandate_id: int, *, at: datetime, by: int | None
) -> bool:
    """They may no longer; False when it was so already."""
    done = connection.execute(
        update(mandates)
        .where(mandates.c.municipality_id == municipality_id, mandates.c.id == mandate_id)
        .where(mandates.c.revoked_at.is_(None))
        .values(revoked_at=at, revoked_by=by)
    )
    return done.rowcount == 1
