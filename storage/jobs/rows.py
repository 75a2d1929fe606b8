"""Jobs as rows: what is wished for, the same on both databases.

A step of a case enqueues its jobs through `storage.step`; `enqueue` is for everything else.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
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
    worker: str | None = None
    taken_at: datetime | None = None
    locked_until: datetime | None = None
    state: str = JobState.WAITING
    last_error: str | None = None
    result: str | None = None


COLUMNS = [jobs.c[name] for name in Job.__dataclass_fields__]


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
    instance_id: int | None = None,
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
            instance_id=instance_id,
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


def revive(connection: Connection, municipality_id: int, job_id: int, *, run_at: datetime) -> bool:
    """Lets a failed job run again with fresh attempts; False when it has not failed."""
    done = connection.execute(
        update(jobs)
        .where(jobs.c.municipality_id == municipality_id, jobs.c.id == job_id)
        .where(jobs.c.state == JobState.FAILED)
        .values(
            state=JobState.WAITING,
            run_at=run_at,
            attempts=0,
            locked_until=None,
            worker=None,
            result=None,
        )
    )
    return done.rowcount == 1


def give_up(connection: Connection, municipality_id: int, job_id: int) -> bool:
    """Nobody wants a failed job any more; False when it has not failed."""
    done = connection.execute(
        update(jobs)
        .where(jobs.c.municipality_id == municipality_id, jobs.c.id == job_id)
        .where(jobs.c.state == JobState.FAILED)
        .values(state=JobState.WITHDRAWN)
    )
    return done.rowcount == 1


def job_by_id(connection: Connection, municipality_id: int, job_id: int) -> Job | None:
    """One job, whatever its state."""
    found = select(*COLUMNS).where(jobs.c.municipality_id == municipality_id, jobs.c.id == job_id)
    return one(connection, found, Job)
