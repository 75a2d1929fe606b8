"""Forgetting jobs that are over, with their attempts. What failed waits for a person and stays."""

from datetime import datetime

from sqlalchemy import delete, select, text, tuple_

from storage.database import Connection
from storage.tables import job_attempts, jobs

_OVER = "jobs.state IN ('done', 'withdrawn')"
"""Literal: the index holds no others."""


def prune_jobs(connection: Connection, *, before: datetime, limit: int) -> int:
    """Forgets jobs that were due before an instant and are done or withdrawn, over all
    municipalities of the transaction; how many."""
    found = (
        select(jobs.c.municipality_id, jobs.c.id)
        .where(text(_OVER), jobs.c.run_at < before)
        .limit(limit)
    )
    keys = [tuple(row) for row in connection.execute(found)]
    if not keys:
        return 0
    tried = tuple_(job_attempts.c.municipality_id, job_attempts.c.job_id)
    connection.execute(delete(job_attempts).where(tried.in_(keys)))
    gone = delete(jobs).where(tuple_(jobs.c.municipality_id, jobs.c.id).in_(keys))
    return connection.execute(gone).rowcount
