"""One table as a queue, on both databases.

A job that is taken is locked for a while: whoever took it and died gives it back when the lock
ends. On PostgreSQL many workers take different jobs without waiting for each other. A step of a
case enqueues its jobs through `storage.step`; `enqueue` is for everything else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select, text, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.reading import one
from storage.tables import jobs
from storage.tables.jobs import JobState


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work that was taken; `attempts` counts this one."""

    municipality_id: int
    id: int
    case_id: int | None
    instance_id: int | None
    token: int | None
    element: int | None
    kind: str
    payload: str
    run_at: datetime
    attempts: int
    max_attempts: int
    idempotency_key: str | None


_COLUMNS = [jobs.c[name] for name in Job.__dataclass_fields__]


def enqueue(
    connection: Connection,
    municipality_id: int,
    *,
    job_id: int,
    kind: str,
    payload: str,
    run_at: datetime,
    max_attempts: int = 5,
    case_id: int | None = None,
    idempotency_key: str | None = None,
) -> bool:
    """Wishes for work once the transaction is committed; False when the key was wished before."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    done = connection.execute(
        upsert(jobs)
        .values(
            municipality_id=municipality_id,
            id=job_id,
            case_id=case_id,
            kind=kind,
            payload=payload,
            run_at=run_at,
            attempts=0,
            max_attempts=max_attempts,
            state=JobState.WAITING,
            idempotency_key=idempotency_key,
        )
        .on_conflict_do_nothing(index_elements=["municipality_id", "idempotency_key"])
        .returning(jobs.c.id)
    )
    return done.first() is not None


def take_due(
    connection: Connection, *, now: datetime, limit: int, lock_for: timedelta
) -> tuple[Job, ...]:
    """Takes jobs that are due, over all municipalities of the transaction, the oldest first.

    Commit before running them: the lock is a date in the row, not the transaction.
    """
    due = connection.execute(_due(now, limit)).mappings().all()
    if not due:
        return ()
    keys = [(row["municipality_id"], row["id"]) for row in due]
    connection.execute(
        update(jobs)
        .where(tuple_(jobs.c.municipality_id, jobs.c.id).in_(keys))
        .values(locked_until=now + lock_for, attempts=jobs.c.attempts + 1)
    )
    return tuple(Job(**{**row, "attempts": row["attempts"] + 1}) for row in due)


def finish(connection: Connection, municipality_id: int, job_id: int) -> None:
    """The work is done."""
    _end(connection, municipality_id, job_id, state=JobState.DONE)


def retry(
    connection: Connection, municipality_id: int, job_id: int, *, run_at: datetime, error: str
) -> None:
    """It failed and is tried again later; `error` says why, without personal data."""
    _end(
        connection,
        municipality_id,
        job_id,
        state=JobState.WAITING,
        run_at=run_at,
        last_error=error,
    )


def fail(connection: Connection, municipality_id: int, job_id: int, *, error: str) -> None:
    """It failed for good; an incident tells a person."""
    _end(connection, municipality_id, job_id, state=JobState.FAILED, last_error=error)


def revive(connection: Connection, municipality_id: int, job_id: int, *, run_at: datetime) -> bool:
    """Lets a failed job run again with fresh attempts; False when it has not failed."""
    done = connection.execute(
        update(jobs)
        .where(jobs.c.municipality_id == municipality_id, jobs.c.id == job_id)
        .where(jobs.c.state == JobState.FAILED)
        .values(state=JobState.WAITING, run_at=run_at, attempts=0, locked_until=None)
    )
    return done.rowcount == 1


def job_by_id(connection: Connection, municipality_id: int, job_id: int) -> Job | None:
    """One job, whatever its state."""
    found = select(*_COLUMNS).where(jobs.c.municipality_id == municipality_id, jobs.c.id == job_id)
    return one(connection, found, Job)


def _due(now: datetime, limit: int) -> Select[tuple[object, ...]]:
    """Literal state: the index holds waiting jobs only. Rows that another worker looks at are
    passed over on PostgreSQL; on SQLite only one transaction writes."""
    found: Select[tuple[object, ...]] = (
        select(*_COLUMNS)
        .where(text("jobs.state = 'waiting'"), jobs.c.run_at <= now)
        .where(or_(jobs.c.locked_until.is_(None), jobs.c.locked_until <= now))
        .order_by(jobs.c.run_at, jobs.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return found


def _end(connection: Connection, municipality_id: int, job_id: int, **values: object) -> None:
    connection.execute(
        update(jobs)
        .where(jobs.c.municipality_id == municipality_id, jobs.c.id == job_id)
        .where(jobs.c.state == JobState.WAITING)
        .values(locked_until=None, **values)
    )
