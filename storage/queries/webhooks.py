"""Webhooks: who is told, of which events, and what became of each delivery."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import cases, deliveries, events, municipalities, webhooks
from storage.tables.webhooks import DeliveryState


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """Who is told; `kinds` are words with spaces between, none for every kind."""

    id: int
    municipality_id: int
    url: str
    kinds: str
    process_key: str | None
    created_at: datetime
    followed_at: datetime
    failing_since: datetime | None
    paused_at: datetime | None
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One event for one subscriber; `status` and `answer` are of the last attempt."""

    id: int
    webhook_id: int
    case_id: int
    seq: int
    kind: str
    state: str
    attempts: int
    created_at: datetime
    tried_at: datetime | None
    status: int | None
    answer: str


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as others may be told it: nothing of it is personal."""

    municipality: str
    case_id: int
    number: str
    process_key: str
    definition_id: int
    case_state: str
    seq: int
    kind: int
    element: int | None
    task_id: int | None
    at: datetime
    data: str
    hash: bytes


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event of which a subscriber has not been told."""

    case_id: int
    seq: int
    kind: int
    at: datetime


_WEBHOOK = select(*(webhooks.c[name] for name in WebhookRow.__dataclass_fields__))
_DELIVERY = select(*(deliveries.c[name] for name in DeliveryRow.__dataclass_fields__))


def webhooks_of(connection: Connection, municipality_id: int) -> tuple[WebhookRow, ...]:
    """Every subscriber of a municipality that was not removed, in the order they came."""
    found = _WEBHOOK.where(
        webhooks.c.municipality_id == municipality_id, webhooks.c.removed_at.is_(None)
    )
    return many(connection, found.order_by(webhooks.c.id), WebhookRow)


def webhook_by_id(
    connection: Connection, municipality_id: int, webhook_id: int
) -> WebhookRow | None:
    """One subscriber, removed or not."""
    found = _WEBHOOK.where(
        webhooks.c.municipality_id == municipality_id, webhooks.c.id == webhook_id
    )
    return one(connection, found, WebhookRow)


def followers(connection: Connection) -> tuple[WebhookRow, ...]:
    """Whoever is to be told, over all municipalities of the transaction."""
    found = _WEBHOOK.where(webhooks.c.removed_at.is_(None), webhooks.c.paused_at.is_(None))
    return many(connection, found.order_by(webhooks.c.municipality_id, webhooks.c.id), WebhookRow)


def events_to_tell(
    connection: Connection,
    municipality_id: int,
    webhook_id: int,
    *,
    after: datetime,
    kinds: Collection[int] = (),
    process_key: str | None = None,
    limit: int = 500,
) -> tuple[NewEvent, ...]:
    """Events since an instant that have no delivery to this subscriber, the oldest first."""
    delivered = select(deliveries.c.id).where(
        deliveries.c.municipality_id == municipality_id,
        deliveries.c.webhook_id == webhook_id,
        deliveries.c.case_id == events.c.case_id,
        deliveries.c.seq == events.c.seq,
    )
    found = (
        select(*(events.c[name] for name in NewEvent.__dataclass_fields__))
        .where(events.c.municipality_id == municipality_id, events.c.at >= after)
        .where(~delivered.exists())
        .order_by(events.c.at, events.c.case_id, events.c.seq)
        .limit(limit)
    )
    if kinds:
        found = found.where(events.c.kind.in_(kinds))
    if process_key is not None:
        found = found.join(cases, joined(events, cases, "case_id")).where(
            cases.c.process_key == process_key
        )
    return many(connection, found, NewEvent)


def event_to_tell(
    connection: Connection, municipality_id: int, case_id: int, seq: int
) -> ToldEvent | None:
    """One event with the case and the municipality it belongs to."""
    found = (
        select(
            municipalities.c.slug,
            events.c.case_id,
            cases.c.number,
            cases.c.process_key,
            cases.c.definition_id,
            cases.c.state,
            *(events.c[name] for name in list(ToldEvent.__dataclass_fields__)[6:]),
        )
        .join(cases, joined(events, cases, "case_id"))
        .join(municipalities, municipalities.c.id == events.c.municipality_id)
        .where(events.c.municipality_id == municipality_id)
        .where(events.c.case_id == case_id, events.c.seq == seq)
    )
    return one(connection, found, ToldEvent)


def delivery_by_id(
    connection: Connection, municipality_id: int, delivery_id: int
) -> DeliveryRow | None:
    """One delivery."""
    found = _DELIVERY.where(
        deliveries.c.municipality_id == municipality_id, deliveries.c.id == delivery_id
    )
    return one(connection, found, DeliveryRow)


def deliveries_of(
    connection: Connection,
    municipality_id: int,
    webhook_id: int,
    *,
    state: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[DeliveryRow, ...]:
    """The log of a subscriber, newest first; the page before delivery `before`."""
    own = and_(
        deliveries.c.municipality_id == municipality_id, deliveries.c.webhook_id == webhook_id
    )
    found = _DELIVERY.where(own).order_by(deliveries.c.id.desc()).limit(limit)
    if state is not None:
        found = found.where(deliveries.c.state == state)
    if before is not None:
        found = found.where(deliveries.c.id < before)
    return many(connection, found, DeliveryRow)


def failed_since(
    connection: Connection,
    municipality_id: int,
    webhook_id: int,
    *,
    since: datetime,
    limit: int = 1_000,
) -> tuple[DeliveryRow, ...]:
    """What was tried since an instant and nobody took, the oldest first."""
    found = (
        _DELIVERY.where(deliveries.c.municipality_id == municipality_id)
        .where(deliveries.c.webhook_id == webhook_id, deliveries.c.state == DeliveryState.FAILED)
        .where(or_(deliveries.c.tried_at >= since, deliveries.c.tried_at.is_(None)))
        .order_by(deliveries.c.id)
        .limit(limit)
    )
    return many(connection, found, DeliveryRow)
