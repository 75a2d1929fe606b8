"""Acts upon many cases at once: the batch, and each thing it is done to with what came of it.

A worker does the items in small transactions; the outcome of an item is written in the very commit
of its act, so that a batch that was killed goes on where it stood and does nothing twice.
"""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, Text, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant


class BatchState(StrEnum):
    """running: a worker does its items; paused: a person told it to wait; cancelled: a person told
    it to stop, what was done stays; completed: every item has its outcome."""

    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    COMPLETED = "completed"


class ItemState(StrEnum):
    """waiting: its turn has not come; done: the act succeeded; refused: the act may not be done,
    its outcome says why; failed: something broke, its outcome names the error."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


batches = table(
    "batches",
    municipality_key(root=True),
    identity(),
    Column("kind", Text, nullable=False),
    Column("processes", Text, nullable=False),  # keys with spaces between: who may see it
    Column("parameters", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("items", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", Id, nullable=False),
    Column("ended_at", Instant),
    Column("locked_until", Instant),  # a worker has it; one that dies gives it back then
    one_of("state", BatchState),
    inside("persons", "created_by"),
    Index(  # the worker: what is to be done, over all municipalities
        "ix_batches_running",
        "created_at",
        sqlite_where=text("state = 'running'"),
        postgresql_where=text("state = 'running'"),
    ),
)

batch_items = table(
    "batch_items",
    municipality_key(),
    Column("batch_id", Id, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("subject_id", Id, nullable=False),  # a case, an incident or a task, as the kind says
    Column("case_id", Id, nullable=False),
    Column("state", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # the kind of a refusal or error; "" otherwise
    Column("details", Text, nullable=False),  # its facts, as JSON
    Column("ended_at", Instant),
    one_of("state", ItemState),
    inside("batches", "batch_id"),
    inside("cases", "case_id"),
    Index(None, "municipality_id", "batch_id", "state", "place"),  # what waits, and the counts
)
