"""Webhooks and their deliveries: wished for, tried, paused, removed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import deliveries, webhooks
from storage.tables.types import Instant
from storage.tables.webhooks import DeliveryState


def insert_webhook(
    connection: Connection,
    municipality_id: int,
    *,
    webhook_id: int,
    url: str,
    kinds: str,
    process_key: str | None,
    created_at: datetime,
    created_by: int | None,
) -> None:
    """A subscriber, to be told of what happens from now on."""
    connection.execute(
        insert(webhooks).values(
            municipality_id=municipality_id,
            id=webhook_id,
            url=url,
            kinds=kinds,
            process_key=process_key,
            created_at=created_at,
            created_by=created_by,
            followed_at=created_at,
        )
    )


def remove_webhook(
    connection: Connection, municipality_id: int, webhook_id: int, *, at: datetime
) -> bool:
    """Nobody is told any more; the log stays. False when there is no such subscriber."""
    return _change(
        connection,
        municipality_id,
        webhook_id,
        removed_at=func.coalesce(webhooks.c.removed_at, literal(at, Instant())),
    )


def follow_up_to(
    connection: Connection, municipality_id: int, webhook_id: int, *, at: datetime
) -> None:
    """What happened before that instant has its deliveries."""
    _change(connection, municipality_id, webhook_id, followed_at=at)


def note_success(connection: Connection, municipality_id: int, webhook_id: int) -> None:
    """The subscriber answers."""
    _change(connection, municipality_id, webhook_id, failing_since=None)


def note_failure(
    connection: Connection,
    municipality_id: int,
    webhook_id: int,
    *,
    since: datetime,
    paused_at: datetime | None,
) -> None:
    """It does not answer, since then; `paused_at` when it is told no more for now."""
    _change(
        connection,
        municipality_id,
        webhook_id,
        failing_since=since,
        paused_at=func.coalesce(webhooks.c.paused_at, literal(paused_at, Instant())),
    )


def resume_webhook(connection: Connection, municipality_id: int, webhook_id: int) -> bool:
    """It is told again, from where it was left; False when there is no such subscriber."""
    return _change(connection, municipality_id, webhook_id, failing_since=None, paused_at=None)


def insert_deliveries(
    connection: Connection,
    municipality_id: int,
    webhook_id: int,
    *,
    rows: Sequence[tuple[int, int, int, str]],
    at: datetime,
) -> tuple[int, ...]:
    """Deliveries as (id, case, seq, kind); the ids of those that another had not made before."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    values = [
        {
            "municipality_id": municipality_id,
            "id": delivery_id,
            "webhook_id": webhook_id,
            "case_id": case_id,
            "seq": seq,
            "kind": kind,
            "state": DeliveryState.WAITING,
            "attempts": 0,
            "created_at": at,
            "answer": "",
        }
        for delivery_id, case_id, seq, kind in rows
    ]
    keys = ["municipality_id", "webhook_id", "case_id", "seq"]
    made = upsert(deliveries).values(values).on_conflict_do_nothing(index_elements=keys)
    return tuple(connection.scalars(made.returning(deliveries.c.id)).all())


def note_attempt(
    connection: Connection,
    municipality_id: int,
    delivery_id: int,
    *,
    state: DeliveryState,
    at: datetime,
    status: int | None,
    answer: str,
) -> None:
    """What came of an attempt."""
    connection.execute(
        update(deliveries)
        .where(deliveries.c.municipality_id == municipality_id, deliveries.c.id == delivery_id)
        .values(
            state=state,
            attempts=deliveries.c.attempts + 1,
            tried_at=at,
            status=status,
            answer=answer,
        )
    )


def close_delivery(
    connection: Connection, municipality_id: int, delivery_id: int, *, answer: str
) -> None:
    """It is not tried any more; `answer` says why."""
    _set_delivery(connection, municipality_id, delivery_id, DeliveryState.FAILED, answer=answer)


def reopen_delivery(connection: Connection, municipality_id: int, delivery_id: int) -> None:
    """It is tried again."""
    _set_delivery(connection, municipality_id, delivery_id, DeliveryState.WAITING)


def prune_deliveries(connection: Connection, *, before: datetime, limit: int) -> int:
    """Forgets deliveries that were taken before an instant, over all municipalities of the
    transaction; how many."""
    found = (
        select(deliveries.c.municipality_id, deliveries.c.id)
        .where(deliveries.c.state == DeliveryState.DELIVERED, deliveries.c.tried_at < before)
        .limit(limit)
    )
    keys = [tuple(row) for row in connection.execute(found)]
    if not keys:
        return 0
    own = tuple_(deliveries.c.municipality_id, deliveries.c.id)
    return connection.execute(delete(deliveries).where(own.in_(keys))).rowcount


def _set_delivery(
    connection: Connection,
    municipality_id: int,
    delivery_id: int,
    state: DeliveryState,
    **values: str,
) -> None:
    connection.execute(
        update(deliveries)
        .where(deliveries.c.municipality_id == municipality_id, deliveries.c.id == delivery_id)
        .values(state=state, **values)
    )


def _change(connection: Connection, municipality_id: int, webhook_id: int, **values: Any) -> bool:
    done = connection.execute(
        update(webhooks)
        .where(webhooks.c.municipality_id == municipality_id, webhooks.c.id == webhook_id)
        .values(**values)
    )
    return done.rowcount == 1
