"""The attempts of a job that did not end well: one row each, over all its lives."""

from datetime import datetime

from sqlalchemy import func, insert, select

from storage.database import Connection
from storage.jobs.rows import Job
from storage.tables import job_attempts
from storage.tables.jobs import AttemptOutcome

LONGEST_REASON = 2_000
"""Characters kept of why an attempt failed."""


def tell(
    connection: Connection,
    job: Job,
    outcome: AttemptOutcome,
    *,
    at: datetime,
    reason: str = "",
    said: str | None = None,
) -> None:
    """Writes how an attempt ended; `job` as it was taken."""
    before = select(func.coalesce(func.max(job_attempts.c.seq), 0) + 1).where(
        job_attempts.c.municipality_id == job.municipality_id, job_attempts.c.job_id == job.id
    )
    connection.execute(
        insert(job_attempts).values(
            municipality_id=job.municipality_id,
            job_id=job.id,
            seq=before.scalar_subquery(),
            worker=job.worker or "",
            started_at=job.taken_at or at,
            ended_at=at,
            outcome=outcome,
            reason=reason[:LONGEST_REASON],
            said=said,
        )
    )
