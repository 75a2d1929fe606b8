"""Cases that should have begun by a message or a signal and could not: jobs without a case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import job_attempts, jobs


@dataclass(frozen=True, slots=True)
class UnopenedRow:
    """A beginning that failed; `payload` is the job's: headers and what the case would be given."""

    id: int
    payload: str
    taken_at: datetime | None
    last_error: str | None
    said: str | None


_NAMES = list(UnopenedRow.__dataclass_fields__)[:-1]
_SAID = (
    select(job_attempts.c.said)
    .where(job_attempts.c.municipality_id == jobs.c.municipality_id)
    .where(job_attempts.c.job_id == jobs.c.id)
    .order_by(job_attempts.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_FAILED = select(*(jobs.c[name] for name in _NAMES), _SAID).where(
    text("jobs.state = 'failed'"),  # a literal: the partial index is of these
    jobs.c.case_id.is_(None),  # what a case has thrown leaves its incident there
)


def unopened(
    connection: Connection, municipality_id: int, *, kind: str, limit: int = 50
) -> tuple[UnopenedRow, ...]:
    """Those that wait for a person, newest first; `kind` is that of the job which begins a case."""
    found = _FAILED.where(jobs.c.municipality_id == municipality_id, jobs.c.kind == kind)
    return many(connection, found.order_by(jobs.c.id.desc()).limit(limit), UnopenedRow)


def unopened_by_id(
    connection: Connection, municipality_id: int, job_id: int, *, kind: str
) -> UnopenedRow | None:
    """One of them; None once it was tried again or given up."""
    found = _FAILED.where(jobs.c.municipality_id == municipality_id, jobs.c.id == job_id)
    return one(connection, found.where(jobs.c.kind == kind), UnopenedRow)
