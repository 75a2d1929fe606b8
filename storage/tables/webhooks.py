"""Webhooks: who is told of what happens, and the log of every delivery.

Nothing of what was sent lies here, only which event it was: the text is made anew for each attempt.
"""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, Small


class DeliveryState(StrEnum):
    """waiting: it is being tried; delivered: the other side answered with 2xx; failed: nobody took
    it, and it is tried again when somebody asks."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


webhooks = table(
    "webhooks",
    municipality_key(root=True),
    identity(),
    Column("url", Text, nullable=False),
    Column("kinds", Text, nullable=False),  # words with spaces between; empty: every kind
    Column("process_key", Text),
    Column("created_at", Instant, nullable=False),
    Column("created_by", Id),
    Column("followed_at", Instant, nullable=False),  # events up to here have their deliveries
    Column("failing_since", Instant),
    Column("paused_at", Instant),
    Column("removed_at", Instant),
    inside("persons", "created_by"),
)

deliveries = table(
    "deliveries",
    municipality_key(),
    identity(),
    Column("webhook_id", Id, nullable=False),
    Column("case_id", Id, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("tried_at", Instant),
    Column("status", Small),  # of the last answer
    Column("answer", Text, nullable=False),  # its beginning, or why there was none
    one_of("state", DeliveryState),
    inside("webhooks", "webhook_id"),
    inside("cases", "case_id"),
    # Looking at the same events again makes no second delivery.
    UniqueConstraint("municipality_id", "webhook_id", "case_id", "seq"),
    Index(None, "municipality_id", "webhook_id", "id"),  # the log, newest first
)
