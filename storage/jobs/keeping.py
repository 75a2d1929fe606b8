"""How work ended while its case was suspended: kept with the job, and applied when that goes on.
What was done is not done again, what failed counts as an attempt."""

from sqlalchemy import select, text, update

from storage.database import Connection
from storage.jobs.rows import COLUMNS, Job
from storage.queries.reading import joined
from storage.tables import cases, jobs
from storage.tables.jobs import JobState


def keep_result(connection: Connection, job: Job, result: str) -> bool:
    """Keep how this attempt ended (JSON); False when the job is not held, or was overtaken."""
    kept = connection.execute(
        update(jobs)
        .where(jobs.c.municipality_id == job.municipality_id, jobs.c.id == job.id)
        .where(jobs.c.state == JobState.HELD, jobs.c.attempts == job.attempts)
        .where(jobs.c.worker == job.worker)
        .values(state=JobState.KEPT, result=result, locked_until=None)
    )
    return kept.rowcount == 1


def kept_jobs(connection: Connection, *, limit: int) -> tuple[Job, ...]:
    """Jobs whose results wait and whose cases go on, over all municipalities of the transaction,
    the oldest first."""
    found = (
        select(*COLUMNS)
        .join(cases, joined(jobs, cases, "case_id"))
        .where(text("jobs.state = 'kept'"), text("cases.state = 'open'"))
        .order_by(jobs.c.id)
        .limit(limit)
    )
    return tuple(Job(**row) for row in connection.execute(found).mappings())
