"""Jobs (what must happen outside after the commit), their attempts, and incidents (what failed and
waits for a person)."""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, Small


class JobState(StrEnum):
    """waiting: runs when due (again); held: its case is suspended, it runs when that is resumed;
    kept: it ended, well or not, while its case was suspended: that is applied when it is resumed;
    done: it succeeded; failed: no attempts left, an incident tells why; withdrawn: the process no
    longer wants it."""

    WAITING = "waiting"
    HELD = "held"
    KEPT = "kept"
    DONE = "done"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class AttemptOutcome(StrEnum):
    """retry: it failed and is tried again; failed: it failed for good; error: it ended in an error
    that the process knows; lost: whoever had taken it vanished; released: it was given back."""

    RETRY = "retry"
    FAILED = "failed"
    ERROR = "error"
    LOST = "lost"
    RELEASED = "released"


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
    Column("locked_until", Instant),  # while it is taken; `run_at` is then the same instant
    Column("worker", Text),  # who has taken it
    Column("taken_at", Instant),
    Column("idempotency_key", Text),
    Column("last_error", Text),
    Column("result", Text),  # how it ended while the case was suspended, as JSON
    one_of("state", JobState),
    inside("cases", "case_id"),
    inside("instances", "instance_id"),
    UniqueConstraint("municipality_id", "idempotency_key"),  # the same wish is enqueued once
    Index(  # what is due of a kind in a town, for our workers and for those of others
        "ix_jobs_due",
        "municipality_id",
        "kind",
        "run_at",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index(  # forgetting what is over
        "ix_jobs_over",
        "run_at",
        sqlite_where=text("state IN ('done', 'withdrawn')"),
        postgresql_where=text("state IN ('done', 'withdrawn')"),
    ),
    Index(None, "municipality_id", "instance_id", "token"),  # withdrawing, holding all of a case
    Index(  # what has failed and belongs to no case
        "ix_jobs_failed",
        "municipality_id",
        "kind",
        "id",
        sqlite_where=text("state = 'failed'"),
        postgresql_where=text("state = 'failed'"),
    ),
    Index(  # results that wait for their cases to go on, over all municipalities
        "ix_jobs_kept",
        "id",
        sqlite_where=text("state = 'kept'"),
        postgresql_where=text("state = 'kept'"),
    ),
)

job_attempts = table(
    "job_attempts",
    municipality_key(),
    Column("job_id", Id, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),  # over all lives of the job
    Column("worker", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("said", Text),  # the same sentence with its parts, as JSON, to be told in any language
    one_of("outcome", AttemptOutcome),
    inside("jobs", "job_id"),
    clustered=True,
)

incidents = table(
    "incidents",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("element", Small),
    Column("element_key", Text),
    Column("message", Text, nullable=False),
    Column("said", Text),  # the same sentence with its parts, as JSON, to be told in any language
    Column("detail", Text, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("resolved_at", Instant),
    Column("resolved_by", Id),
    Column("job_id", Id),
    Column("timer_id", Id),
    Column("task_id", Id),
    Column("assignee_id", Id),  # who mends it; nobody in particular while null
    inside("cases", "case_id"),
    inside("persons", "resolved_by"),
    inside("persons", "assignee_id"),
    Index(None, "municipality_id", "case_id"),  # incidents on the case page
    Index(  # what waits for a person, over all cases
        "ix_incidents_open",
        "municipality_id",
        "id",
        sqlite_where=text("resolved_at IS NULL"),
        postgresql_where=text("resolved_at IS NULL"),
    ),
)
