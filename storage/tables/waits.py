"""What running cases wait for: timers and messages; and the messages that nobody waited for yet.

A row exists only while it waits: what is disarmed, fired or received is deleted.
"""

from enum import StrEnum

from sqlalchemy import Column, Index, Text, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, Small


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
    Column("name", Text, nullable=False),
    Column("correlation_key", Text, nullable=False),
    inside("instances", "instance_id"),  # and through it the case
    Index(None, "municipality_id", "instance_id", "token"),  # dropping by token
    Index(None, "municipality_id", "name", "correlation_key"),  # who waits for this message
    clustered=True,
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
    Index(None, "municipality_id", "name", "correlation_key"),  # was it sent before I waited?
    Index(None, "expires_at"),  # the pruner
)
