"""What waits and what is due: for the timekeeper, for messages, for whoever fires and delivers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select, text

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import cases, messages, subscriptions, timers
from storage.tables.cases import CaseState


@dataclass(frozen=True, slots=True)
class DueTimer:
    """An armed timer whose time has come."""

    municipality_id: int
    id: int
    case_id: int
    instance_id: int
    token: int
    element: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for a message."""

    id: int
    case_id: int
    instance_id: int
    token: int
    element: int
    case_state: str


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message that nobody waited for when it came."""

    id: int
    payload: str
    sent_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Awaited:
    """A kept message that somebody waits for by now."""

    municipality_id: int
    name: str
    correlation_key: str


def due_timers(connection: Connection, *, now: datetime, limit: int) -> tuple[DueTimer, ...]:
    """The timers due, the longest overdue first, over all municipalities of the transaction."""
    found = (
        select(*(timers.c[name] for name in DueTimer.__dataclass_fields__))
        .where(text("timers.state = 'armed'"), timers.c.due_at <= now)
        .order_by(timers.c.due_at)
        .limit(limit)
    )
    return many(connection, found, DueTimer)


def due_timers_of(
    connection: Connection, municipality_id: int, instance_id: int, *, now: datetime
) -> tuple[DueTimer, ...]:
    """The timers of one instance that are due, the longest overdue first."""
    found = (
        select(*(timers.c[name] for name in DueTimer.__dataclass_fields__))
        .where(timers.c.municipality_id == municipality_id, timers.c.instance_id == instance_id)
        .where(text("timers.state = 'armed'"), timers.c.due_at <= now)
        .order_by(timers.c.due_at, timers.c.id)
    )
    return many(connection, found, DueTimer)


def timer_by_id(connection: Connection, municipality_id: int, timer_id: int) -> DueTimer | None:
    """One timer, armed or failed; None when it was disarmed or fired."""
    found = select(*(timers.c[name] for name in DueTimer.__dataclass_fields__)).where(
        timers.c.municipality_id == municipality_id, timers.c.id == timer_id
    )
    return one(connection, found, DueTimer)


def subscriptions_for(
    connection: Connection, municipality_id: int, *, name: str, correlation_key: str
) -> tuple[Waiting, ...]:
    """Who waits for a message, whoever waited first first; a suspended case waits too, but
    nothing is delivered to it until it is resumed."""
    columns = (subscriptions.c[field] for field in list(Waiting.__dataclass_fields__)[:-1])
    found = (
        select(*columns, cases.c.state)
        .join(cases, joined(subscriptions, cases, "case_id"))
        .where(subscriptions.c.municipality_id == municipality_id, subscriptions.c.name == name)
        .where(subscriptions.c.correlation_key == correlation_key)
        .order_by(subscriptions.c.id)
    )
    return many(connection, found, Waiting)


def kept_message(
    connection: Connection,
    municipality_id: int,
    *,
    name: str,
    correlation_key: str,
    now: datetime,
) -> KeptMessage | None:
    """The oldest kept message of this name and key that has not expired."""
    found = (
        select(*(messages.c[field] for field in KeptMessage.__dataclass_fields__))
        .where(messages.c.municipality_id == municipality_id, messages.c.name == name)
        .where(messages.c.correlation_key == correlation_key, messages.c.expires_at > now)
        .order_by(messages.c.sent_at, messages.c.id)
        .limit(1)
    )
    return one(connection, found, KeptMessage)


def awaited_messages(connection: Connection, *, now: datetime, limit: int) -> tuple[Awaited, ...]:
    """Kept messages that somebody waits for whose case goes on, over all municipalities of the
    transaction: a process that died between keeping and delivering leaves them behind."""
    waits = and_(
        subscriptions.c.municipality_id == messages.c.municipality_id,
        subscriptions.c.name == messages.c.name,
        subscriptions.c.correlation_key == messages.c.correlation_key,
    )
    found = (
        select(messages.c.municipality_id, messages.c.name, messages.c.correlation_key)
        .join(subscriptions, waits)
        .join(cases, joined(subscriptions, cases, "case_id"))
        .where(cases.c.state == CaseState.OPEN)
        .where(messages.c.expires_at > now)
        .distinct()
        .limit(limit)
    )
    return many(connection, found, Awaited)


def awaited_by(
    connection: Connection, municipality_id: int, instance_id: int
) -> tuple[tuple[str, str], ...]:
    """The messages that one instance waits for, by name and correlation key."""
    found = (
        select(subscriptions.c.name, subscriptions.c.correlation_key)
        .where(subscriptions.c.municipality_id == municipality_id)
        .where(subscriptions.c.instance_id == instance_id)
        .order_by(subscriptions.c.id)
    )
    return tuple((row[0], row[1]) for row in connection.execute(found))
