"""Jobs (what must happen outside after the commit) and incidents (what failed and waits for a
person)."""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, Small


class JobState(StrEnum):
    """waiting: runs when due (again); done: it succeeded; failed: no attempts left, an incident
    tells why; withdrawn: the process no longer wants it."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


jobs = table(
    "jobs",
    municipality_key(root=True),
    identity(),
    Column("case_id", Id),
    Column("instance_id", Id),
    Column("token", Id),
    Column("element", Small),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("run_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("max_attempts", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("locked_until", Instant),
    Column("idempotency_key", Text),
    Column("last_error", Text),
    one_of("state", JobState),
    inside("cases", "case_id"),
    inside("instances", "instance_id"),
    UniqueConstraint("municipality_id", "idempotency_key"),  # the same wish is enqueued once
    Index(  # the dispatcher: what is due, over all municipalities
        "ix_jobs_due",
        "run_at",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index(  # withdrawing by token
        "ix_jobs_token",
        "municipality_id",
        "instance_id",
        "token",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)

incidents = table(
    "incidents",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("element", Small),
    Column("element_key", Text),
    Column("message", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("resolved_at", Instant),
    Column("resolved_by", Id),
    Column("job_id", Id),
    Column("timer_id", Id),
    Column("task_id", Id),
    inside("cases", "case_id"),
    inside("persons", "resolved_by"),
    Index(None, "municipality_id", "case_id"),  # incidents on the case page
)
