"""Verifications of history: what was asked to be verified, how far it is, what was found, and the
seal under which the result was given. A worker does one in slices, so that it goes on where it
stood when the worker was killed.
"""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, text

from storage.tables.catalogue import identity, municipality_key, one_of, table
from storage.tables.types import Id, Instant


class Scope(StrEnum):
    """case: one case; period: the cases in which anything was written in it; all: every case, the
    series, the municipality's own history and every signed root; daily: what is new since the last
    daily one that was sealed."""

    CASE = "case"
    PERIOD = "period"
    ALL = "all"
    DAILY = "daily"


class RunState(StrEnum):
    """running: a worker goes on with it; completed: its result is sealed."""

    RUNNING = "running"
    COMPLETED = "completed"


verifications = table(
    "verifications",
    municipality_key(root=True),
    identity(),
    Column("scope", Text, nullable=False),
    Column("case_id", Id),  # no foreign key: a result stays
    Column("case_number", Text, nullable=False),
    Column("since", Instant),
    Column("until", Instant),  # not included
    Column("asked_at", Instant, nullable=False),
    Column("asked_by", Id),  # NULL: the house, every day
    Column("state", Text, nullable=False),
    Column("place", Id, nullable=False),  # the last case that was looked at
    Column("total", Integer, nullable=False),  # cases that are to be looked at, as far as known
    Column("checked", Integer, nullable=False),
    Column("events", Id, nullable=False),
    Column("trail", LargeBinary, nullable=False),  # over where each history stood, in order
    Column("faults", Text, nullable=False),  # as JSON: number, place, kind, sentence
    Column("locked_until", Instant),
    Column("ended_at", Instant),
    Column("statement", Text),  # what was sealed, as it was sealed
    Column("hash", Text),
    Column("public_key", Text),
    Column("signature", Text),
    one_of("scope", Scope),
    one_of("state", RunState),
    Index(None, "municipality_id", "scope", "asked_at"),  # the last daily one; the list
    Index(None, "municipality_id", "hash"),  # the seal that somebody holds
    Index(  # the worker: what is to be done, over all municipalities
        "ix_verifications_running",
        "asked_at",
        sqlite_where=text("state = 'running'"),
        postgresql_where=text("state = 'running'"),
    ),
)
