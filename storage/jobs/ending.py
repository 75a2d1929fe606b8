"""How a taken job ends: done, tried again, given back, or failed.

Who ends it gives the job as it was taken: an attempt that was overtaken by another ends nothing. A
job whose result was kept ends as it was kept.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from storage.database import Connection
from storage.jobs.attempts import LONGEST_REASON, tell
from storage.jobs.rows import Job
from storage.tables import jobs
from storage.tables.jobs import AttemptOutcome, JobState


def finish(connection: Connection, job: Job) -> bool:
    """The work is done; False when this attempt was overtaken."""
    return _end(connection, job, state=JobState.DONE)


def finish_attempt(
    connection: Connection, municipality_id: int, job_id: int, *, attempt: int
) -> bool:
    """The work is done in this very transaction, by a handler that writes its effect itself; False
    when this attempt was overtaken."""
    ended = connection.execute(
        update(jobs)
        .where(jobs.c.municipality_id == municipality_id, jobs.c.id == job_id)
        .where(jobs.c.state == JobState.WAITING, jobs.c.attempts == attempt)
        .values(locked_until=None, worker=None, state=JobState.DONE)
    )
    return ended.rowcount == 1


def finish_in_error(connection: Connection, job: Job, *, at: datetime, code: str) -> bool:
    """It ended in an error that the process knows; False when this attempt was overtaken."""
    return _end(connection, job, state=JobState.DONE, last_error=code) and _told(
        connection, job, AttemptOutcome.ERROR, at, code
    )


def retry(
    connection: Connection,
    job: Job,
    *,
    at: datetime,
    run_at: datetime,
    error: str,
    said: str | None = None,
    left: int | None = None,
) -> bool:
    """It failed and is tried again later; `error` says why, without personal data, and `said` the
    same with its parts, where it has any.

    `left`: how many attempts remain, where the worker says so. False when it was overtaken.
    """
    more = {} if left is None else {"max_attempts": job.attempts + left}
    values = {"state": JobState.WAITING, "run_at": run_at, "last_error": error[:LONGEST_REASON]}
    return _end(connection, job, **values, **more) and _told(
        connection, job, AttemptOutcome.RETRY, at, error, said
    )


def fail(
    connection: Connection, job: Job, *, at: datetime, error: str, said: str | None = None
) -> bool:
    """It failed for good; an incident tells a person. False when this attempt was overtaken."""
    return _end(
        connection, job, state=JobState.FAILED, last_error=error[:LONGEST_REASON]
    ) and _told(connection, job, AttemptOutcome.FAILED, at, error, said)


def release(connection: Connection, job: Job, *, at: datetime) -> bool:
    """Gives it back untried, so that it does not count; False when this attempt was overtaken."""
    return _end(connection, job, run_at=at, attempts=job.attempts - 1) and _told(
        connection, job, AttemptOutcome.RELEASED, at, ""
    )


def _end(connection: Connection, job: Job, **values: Any) -> bool:
    was = JobState.KEPT if job.state == JobState.KEPT else JobState.WAITING
    ended = connection.execute(
        update(jobs)
        .where(jobs.c.municipality_id == job.municipality_id, jobs.c.id == job.id)
        .where(jobs.c.state == was, jobs.c.attempts == job.attempts)
        .where(jobs.c.worker == job.worker)
        .values(**{"locked_until": None, "worker": None, "result": None, **values})
    )
    return ended.rowcount == 1


def _told(
    connection: Connection,
    job: Job,
    outcome: AttemptOutcome,
    at: datetime,
    reason: str,
    said: str | None = None,
) -> bool:
    tell(connection, job, outcome, at=at, reason=reason, said=said)
    return True
