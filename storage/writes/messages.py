"""Keeping messages that nobody waits for yet, taking them, and forgetting the expired."""

from datetime import datetime

from sqlalchemy import delete, insert

from storage.database import Connection
from storage.tables import messages


def keep_message(
    connection: Connection,
    municipality_id: int,
    *,
    message_id: int,
    name: str,
    correlation_key: str,
    payload: str,
    sent_at: datetime,
    expires_at: datetime,
) -> None:
    """Keeps a message until somebody waits for it or it expires."""
    connection.execute(
        insert(messages).values(
            municipality_id=municipality_id,
            id=message_id,
            name=name,
            correlation_key=correlation_key,
            payload=payload,
            sent_at=sent_at,
            expires_at=expires_at,
        )
    )


def take_message(connection: Connection, municipality_id: int, message_id: int) -> bool:
    """Takes a kept message out; whether it was still there."""
    gone = connection.execute(
        delete(messages).where(
            messages.c.municipality_id == municipality_id, messages.c.id == message_id
        )
    )
    return gone.rowcount == 1


def prune_messages(connection: Connection, *, now: datetime) -> int:
    """Forgets expired messages of all municipalities of the transaction; how many."""
    return connection.execute(delete(messages).where(messages.c.expires_at <= now)).rowcount
