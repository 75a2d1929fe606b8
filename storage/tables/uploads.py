"""Files on their way: what a person is sending, or has sent and not filed yet.

An upload belongs to a task or to a case that is not begun yet (its draft). Its bytes arrive in
pieces, which the document store keeps under `handle` until the whole is made a content. A code
lets a person go on with a draft on another device; of its secret part only a hash lies here.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Text,
    UniqueConstraint,
)

from storage.tables.catalogue import identity, inside, municipality_key, table
from storage.tables.types import Id, Instant, Small

_BYTES = BigInteger().with_variant(Integer(), "sqlite")

start_drafts = table(
    "start_drafts",
    municipality_key(),
    identity(),
    Column("person_id", Id, nullable=False),
    Column("definition_id", Id, nullable=False),
    Column("data", Text, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("saved_at", Instant, nullable=False),
    inside("persons", "person_id"),
    inside("definitions", "definition_id"),
    Index(None, "municipality_id", "person_id", "saved_at"),  # what a person can go on with
    Index(None, "saved_at"),  # what has lapsed
)

uploads = table(
    "uploads",
    municipality_key(),
    identity(),
    Column("person_id", Id, nullable=False),
    Column("task_id", Id),
    Column("draft_id", Id),  # may come before its draft: a file can be what is given first
    Column("kind", Text, nullable=False),
    Column("filename", Text, nullable=False),
    Column("size", _BYTES, nullable=False),
    Column("received", _BYTES, nullable=False),
    Column("handle", Text, nullable=False),
    Column("sha256", Text),
    Column("media_type", Text),
    Column("begun_at", Instant, nullable=False),
    Column("moved_at", Instant, nullable=False),
    CheckConstraint("(task_id IS NULL) <> (draft_id IS NULL)", name="one_place"),
    CheckConstraint("received BETWEEN 0 AND size", name="received"),
    inside("persons", "person_id"),
    inside("tasks", "task_id"),
    Index(None, "municipality_id", "task_id"),  # what lies beside the form of a task
    Index(None, "municipality_id", "draft_id"),  # what lies beside a draft
    Index(None, "municipality_id", "person_id"),  # how much a person has on the way
    Index(None, "moved_at"),  # what has lapsed
    Index(None, "sha256"),  # is this content still referred to, by whichever town?
)

draft_codes = table(
    "draft_codes",
    municipality_key(),
    identity(),
    Column("person_id", Id, nullable=False),  # whose draft it is
    Column("task_id", Id),
    Column("draft_id", Id),
    Column("sign", Text, nullable=False),  # the part of the code that finds it
    Column("secret_hash", Text, nullable=False),
    Column("to_holder", Small, nullable=False),  # 1: good for whoever shows it
    Column("tries_left", Small, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    CheckConstraint("(task_id IS NULL) <> (draft_id IS NULL)", name="one_draft"),
    inside("persons", "person_id"),
    inside("tasks", "task_id"),
    UniqueConstraint("municipality_id", "sign"),
    Index(None, "municipality_id", "person_id"),  # the codes that somebody gave out
    Index(None, "expires_at"),  # what is over
)
