"""Keeping messages that nobody waits for yet, taking them, and forgetting the expired."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import messages, receipts


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
    sender_key: str | None = None,
    copy: int = 0,
) -> None:
    """Keeps a message until somebody waits for it or it expires; the same copy of one with the
    same sender's key is kept already."""
    connection.execute(
        _insert(connection, messages)
        .values(
            municipality_id=municipality_id,
            id=message_id,
            name=name,
            correlation_key=correlation_key,
            payload=payload,
            sent_at=sent_at,
            expires_at=expires_at,
            sender_key=sender_key,
            copy=copy,
        )
        .on_conflict_do_nothing(index_elements=["municipality_id", "sender_key", "copy"])
    )


def receive(
    connection: Connection, municipality_id: int, *, sender_key: str, target: str, at: datetime
) -> bool:
    """Records that somebody receives what was sent under a key; False when they have already."""
    done = connection.execute(
        _insert(connection, receipts)
        .values(
            municipality_id=municipality_id, sender_key=sender_key, target=target, received_at=at
        )
        .on_conflict_do_nothing()
        .returning(receipts.c.target)
    )
    return done.first() is not None


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


def prune_receipts(connection: Connection, *, before: datetime) -> int:
    """Forgets who received what so long ago that nobody sends it again; how many."""
    return connection.execute(delete(receipts).where(receipts.c.received_at < before)).rowcount


def _insert(connection: Connection, into: Table) -> Any:
    """Both databases know ON CONFLICT, each in its own class."""
    kind = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return kind(into)
