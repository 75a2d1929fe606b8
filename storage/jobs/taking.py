"""Taking jobs that are due, keeping them longer, and taking over from a worker that died.

A job that is taken is locked for a while under the name of its worker, and its time moves to the
end of that lock: whoever took it and died gives it back then, or when another begins under the same
name. Each taking is an attempt with its number.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, column, select, text, tuple_, update

from storage.database import Connection
from storage.jobs.attempts import tell
from storage.jobs.rows import COLUMNS, Job
from storage.tables import jobs
from storage.tables.jobs import AttemptOutcome, JobState

_TOWNS = """WITH RECURSIVE waiting(town) AS (
SELECT min(municipality_id) FROM jobs WHERE state = 'waiting'
UNION ALL
SELECT (SELECT min(j.municipality_id) FROM jobs j
WHERE j.state = 'waiting' AND j.municipality_id > w.town)
FROM waiting w WHERE w.town IS NOT NULL)
SELECT w.town AS town FROM waiting w WHERE w.town IS NOT NULL"""
"""The towns with jobs, hopping from one to the next in the index."""


def towns_with_work(
    connection: Connection, *, now: datetime, kinds: Collection[str]
) -> tuple[int, ...]:
    """The municipalities of the transaction with jobs of these kinds that are due."""
    towns = text(_TOWNS).columns(column("town", jobs.c.municipality_id.type)).subquery()
    due = (
        select(jobs.c.id)
        .where(jobs.c.municipality_id == towns.c.town, text("jobs.state = 'waiting'"))
        .where(jobs.c.kind.in_(kinds), jobs.c.run_at <= now)
    )
    found = select(towns.c.town).where(due.exists()).order_by(towns.c.town)
    return tuple(connection.scalars(found).all())


def take_due(
    connection: Connection,
    *,
    now: datetime,
    limit: int,
    lock_for: timedelta,
    worker: str = "worker",
    municipality_id: int | None = None,
    kinds: Collection[str] | None = None,
) -> tuple[Job, ...]:
    """Takes jobs that are due, the oldest first: of one municipality or of all in the transaction,
    of these kinds or of any.

    Commit before running them: the lock is a date in the row, not the transaction.
    """
    due = connection.execute(_due(now, limit, municipality_id, kinds)).mappings().all()
    if not due:
        return ()
    found = [Job(**row) for row in due]
    _tell_lost(connection, found, at=now)
    until = now + lock_for
    connection.execute(
        update(jobs)
        .where(_these(found))
        .values(
            run_at=until,
            locked_until=until,
            worker=worker,
            taken_at=now,
            attempts=jobs.c.attempts + 1,
        )
    )
    return tuple(
        replace(
            job,
            run_at=until,
            locked_until=until,
            worker=worker,
            taken_at=now,
            attempts=job.attempts + 1,
        )
        for job in found
    )


def unclaimed(
    connection: Connection, *, before: datetime, known: Collection[str], limit: int
) -> tuple[Job, ...]:
    """Jobs of other kinds that nobody has taken since an instant, over all municipalities of the
    transaction."""
    found = (
        select(*COLUMNS)
        .where(text("jobs.state = 'waiting'"), jobs.c.run_at <= before)
        .where(jobs.c.worker.is_(None), jobs.c.kind.not_in(known))
        .order_by(jobs.c.run_at)
        .limit(limit)
    )
    return tuple(Job(**row) for row in connection.execute(found).mappings())


def take_over(connection: Connection, municipality_id: int, worker: str, *, at: datetime) -> int:
    """Frees what a worker of this name left behind when it died; how many jobs."""
    mine = (
        select(*COLUMNS)
        .where(jobs.c.municipality_id == municipality_id, text("jobs.state = 'waiting'"))
        .where(jobs.c.worker == worker)
    )
    left = [Job(**row) for row in connection.execute(mine).mappings()]
    _tell_lost(connection, left, at=at)
    if left:
        freed = update(jobs).where(_these(left))
        connection.execute(freed.values(run_at=at, locked_until=None, worker=None))
    return len(left)


def extend(connection: Connection, job: Job, *, until: datetime) -> bool:
    """Keeps a taken job longer, or shorter; False when this attempt has lost it."""
    held = (
        update(jobs)
        .where(jobs.c.municipality_id == job.municipality_id, jobs.c.id == job.id)
        .where(jobs.c.state == JobState.WAITING, jobs.c.attempts == job.attempts)
        .where(jobs.c.worker == job.worker)
    )
    return connection.execute(held.values(run_at=until, locked_until=until)).rowcount == 1


def extend_all(connection: Connection, workers: Collection[str], *, until: datetime) -> None:
    """Keeps whatever these workers have taken, over all municipalities of the transaction."""
    connection.execute(
        update(jobs)
        .where(text("jobs.state = 'waiting'"), jobs.c.worker.in_(workers))
        .values(run_at=until, locked_until=until)
    )


def _due(
    now: datetime, limit: int, municipality_id: int | None, kinds: Collection[str] | None
) -> Select[tuple[object, ...]]:
    """Literal state: the index holds waiting jobs only. Rows that another worker looks at are
    passed over on PostgreSQL; on SQLite only one transaction writes."""
    found: Select[tuple[object, ...]] = (
        select(*COLUMNS)
        .where(text("jobs.state = 'waiting'"), jobs.c.run_at <= now)
        .order_by(jobs.c.run_at, jobs.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if municipality_id is not None:
        found = found.where(jobs.c.municipality_id == municipality_id)
    return found if kinds is None else found.where(jobs.c.kind.in_(kinds))


def _these(found: Sequence[Job]) -> ColumnElement[bool]:
    keys = [(job.municipality_id, job.id) for job in found]
    return tuple_(jobs.c.municipality_id, jobs.c.id).in_(keys)


def _tell_lost(connection: Connection, found: Sequence[Job], *, at: datetime) -> None:
    for job in found:
        if job.worker is not None:
            tell(connection, job, AttemptOutcome.LOST, at=at)
