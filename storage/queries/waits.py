"""What waits and what is due: for the timekeeper, for messages, for whoever fires and delivers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, exists, func, select, text

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import cases, messages, receipts, starts, subscriptions, timers
from storage.tables.cases import CaseState
from storage.tables.waits import StartKind, SubscriptionKind


@dataclass(frozen=True, slots=True)
class DueTimer:
    """An armed timer whose time has come."""

    municipality_id: int
    id: int
    case_id: int
    instance_id: int
    token: int
    element: int
    which: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for a message or signal."""

    id: int
    case_id: int
    instance_id: int
    token: int
    element: int
    which: int
    kind: str
    case_state: str


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message that nobody waited for when it came."""

    id: int
    payload: str
    sent_at: datetime
    expires_at: datetime
    sender_key: str | None


@dataclass(frozen=True, slots=True)
class OpeningMessage:
    """A kept message that begins cases."""

    municipality_id: int
    id: int
    name: str
    correlation_key: str
    payload: str
    sender_key: str | None


@dataclass(frozen=True, slots=True)
class Awaited:
    """A kept message that somebody waits for by now."""

    municipality_id: int
    name: str
    correlation_key: str


def due_timers(connection: Connection, *, now: datetime, limit: int) -> tuple[DueTimer, ...]:
    """The timers due, the longest overdue first, over all municipalities of the transaction.

    Where more are due than that, every municipality gets its turn: one with ten thousand overdue
    timers does not keep the others waiting.
    """
    due = select(*(timers.c[name] for name in DueTimer.__dataclass_fields__)).where(
        text("timers.state = 'armed'"), timers.c.due_at <= now
    )
    found = many(connection, due.order_by(timers.c.due_at).limit(limit), DueTimer)
    if len(found) < limit:
        return found
    turn = func.row_number().over(partition_by=timers.c.municipality_id, order_by=timers.c.due_at)
    ranked = due.add_columns(turn.label("turn")).subquery()
    fair = select(*(ranked.c[name] for name in DueTimer.__dataclass_fields__)).order_by(
        ranked.c.turn, ranked.c.due_at
    )
    return many(connection, fair.limit(limit), DueTimer)


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
    found = (
        _waiting(municipality_id)
        .where(subscriptions.c.name == name, subscriptions.c.correlation_key == correlation_key)
        .where(subscriptions.c.kind == SubscriptionKind.MESSAGE)
        .order_by(subscriptions.c.id)
    )
    return many(connection, found, Waiting)


def waiting_in_case(
    connection: Connection, municipality_id: int, case_id: int, *, name: str
) -> tuple[Waiting, ...]:
    """Where a case waits for a message, whatever its key."""
    found = (
        _waiting(municipality_id)
        .where(subscriptions.c.case_id == case_id, subscriptions.c.name == name)
        .where(subscriptions.c.kind == SubscriptionKind.MESSAGE)
        .order_by(subscriptions.c.id)
    )
    return many(connection, found, Waiting)


def listeners_to(
    connection: Connection, municipality_id: int, *, name: str, after: int, before: int, limit: int
) -> tuple[Waiting, ...]:
    """Who listens to a signal, whoever began first first: those between two ids."""
    found = (
        _waiting(municipality_id)
        .where(subscriptions.c.name == name, subscriptions.c.correlation_key == "")
        .where(subscriptions.c.kind == SubscriptionKind.SIGNAL)
        .where(subscriptions.c.id > after, subscriptions.c.id < before)
        .order_by(subscriptions.c.id)
        .limit(limit)
    )
    return many(connection, found, Waiting)


def subscription_by_id(
    connection: Connection, municipality_id: int, subscription_id: int
) -> Waiting | None:
    """One that still waits."""
    found = _waiting(municipality_id).where(subscriptions.c.id == subscription_id)
    return one(connection, found, Waiting)


def _waiting(municipality_id: int) -> Select[tuple[object, ...]]:
    columns = (subscriptions.c[field] for field in list(Waiting.__dataclass_fields__)[:-1])
    return (
        select(*columns, cases.c.state)
        .join(cases, joined(subscriptions, cases, "case_id"))
        .where(subscriptions.c.municipality_id == municipality_id)
    )


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
        subscriptions.c.kind == SubscriptionKind.MESSAGE,
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


def opening_messages(
    connection: Connection, *, now: datetime, limit: int
) -> tuple[OpeningMessage, ...]:
    """Kept messages for which no case waits and with which cases of a version in force begin,
    over all municipalities of the transaction: the version came later than they did."""
    begins = and_(
        starts.c.municipality_id == messages.c.municipality_id,
        starts.c.kind == StartKind.MESSAGE,
        starts.c.name == messages.c.name,
    )
    waits = and_(
        subscriptions.c.municipality_id == messages.c.municipality_id,
        subscriptions.c.name == messages.c.name,
        subscriptions.c.correlation_key == messages.c.correlation_key,
        subscriptions.c.kind == SubscriptionKind.MESSAGE,
    )
    found = (
        select(*(messages.c[field] for field in OpeningMessage.__dataclass_fields__))
        .where(exists().where(begins), ~exists().where(waits))
        .where(messages.c.expires_at > now)
        .order_by(messages.c.sent_at, messages.c.id)
        .limit(limit)
    )
    return many(connection, found, OpeningMessage)


def awaited_by(
    connection: Connection, municipality_id: int, instance_id: int
) -> tuple[tuple[str, str], ...]:
    """The messages that one instance waits for, by name and correlation key."""
    found = (
        select(subscriptions.c.name, subscriptions.c.correlation_key)
        .where(subscriptions.c.municipality_id == municipality_id)
        .where(subscriptions.c.instance_id == instance_id)
        .where(subscriptions.c.kind == SubscriptionKind.MESSAGE)
        .order_by(subscriptions.c.id)
    )
    return tuple((row[0], row[1]) for row in connection.execute(found))


def receivers_of(
    connection: Connection, municipality_id: int, *, sender_key: str
) -> frozenset[str]:
    """Who has received what was sent under a key."""
    found = select(receipts.c.target).where(
        receipts.c.municipality_id == municipality_id, receipts.c.sender_key == sender_key
    )
    return frozenset(row[0] for row in connection.execute(found))
