"""What running cases wait for: timers, messages and signals; what begins cases by itself; and the
messages that nobody waited for yet.

A row exists only while it waits: what is disarmed, fired or received is deleted. `which` tells
apart the definitions of one event that waits for several things.
"""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, Small


class SubscriptionKind(StrEnum):
    """message: one by name and correlation key; signal: a broadcast in the municipality."""

    MESSAGE = "message"
    SIGNAL = "signal"


class StartKind(StrEnum):
    """What begins a case by itself.

    message, signal: when one of that name comes; timer: when it is due; conditional: when it has
    become true, looked at when it is due.
    """

    MESSAGE = "message"
    SIGNAL = "signal"
    TIMER = "timer"
    CONDITIONAL = "conditional"


class TimerState(StrEnum):
    """armed: fires when due; held: its case is suspended, it fires when that is resumed; failed:
    firing raised an incident and waits for a person."""

    ARMED = "armed"
    HELD = "held"
    FAILED = "failed"


timers = table(
    "timers",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("instance_id", Id, nullable=False),
    Column("token", Id, nullable=False),
    Column("element", Small, nullable=False),
    Column("which", Small, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    one_of("state", TimerState),
    inside("instances", "instance_id"),  # and through it the case
    Index(None, "municipality_id", "instance_id", "token"),  # disarming by token
    Index(  # the sweep: what is due, over all municipalities
        "ix_timers_due",
        "due_at",
        sqlite_where=text("state = 'armed'"),
        postgresql_where=text("state = 'armed'"),
    ),
    clustered=True,
)

subscriptions = table(
    "subscriptions",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("instance_id", Id, nullable=False),
    Column("token", Id, nullable=False),
    Column("element", Small, nullable=False),
    Column("which", Small, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("correlation_key", Text, nullable=False),
    one_of("kind", SubscriptionKind),
    inside("instances", "instance_id"),  # and through it the case
    Index(None, "municipality_id", "instance_id", "token"),  # dropping by token
    Index(None, "municipality_id", "name", "correlation_key"),  # who waits for this message
    clustered=True,
)

starts = table(
    "starts",
    municipality_key(),
    identity(),
    Column("definition_id", Id, nullable=False),
    Column("process_key", Text, nullable=False),
    Column("element_key", Text, nullable=False),
    Column("which", Small, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("expression", Text, nullable=False),
    Column("due_at", Instant),
    Column("remaining", Integer, nullable=False),  # firings left, -1 without end; 1: was true
    Column("fault", Text),  # why the last case could not be opened
    Column("said", Text),  # the same sentence with its parts, as JSON, to be told in any language
    one_of("kind", StartKind),
    inside("definitions", "definition_id"),
    Index(None, "municipality_id", "process_key"),  # another version comes into force
    Index(None, "municipality_id", "kind", "name"),  # what this message or signal begins
    Index(None, "due_at"),  # the sweep, over all municipalities
)

messages = table(
    "messages",
    municipality_key(root=True),
    identity(),
    Column("name", Text, nullable=False),
    Column("correlation_key", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("sender_key", Text),
    Column("copy", Small, nullable=False),  # one for each suspended case
    UniqueConstraint("municipality_id", "sender_key", "copy"),  # the same message is kept once
    Index(None, "municipality_id", "name", "correlation_key"),  # was it sent before I waited?
    Index(None, "expires_at"),  # the pruner
)

receipts = table(
    "receipts",
    municipality_key(root=True),
    Column("sender_key", Text, primary_key=True),
    Column("target", Text, primary_key=True),
    Column("received_at", Instant, nullable=False),
    Index(None, "received_at"),  # the pruner
)
"""Who has received a message or signal that its sender may send again: `target` is a subscription
or a process that began with it."""
