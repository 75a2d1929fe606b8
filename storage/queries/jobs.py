"""Jobs as people and programs look at them: what waits outside, who has it, what failed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import cases, jobs


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job of a case; what it carries is not shown. `element` is a number of its version."""

    id: int
    case_id: int
    element: int | None
    kind: str
    state: str
    run_at: datetime
    attempts: int
    max_attempts: int
    worker: str | None
    locked_until: datetime | None
    last_error: str | None
    number: str
    process_key: str
    definition_id: int


_OWN = list(JobLine.__dataclass_fields__)[:11]
_JOB = select(
    *(jobs.c[name] for name in _OWN), cases.c.number, cases.c.process_key, cases.c.definition_id
).join(cases, joined(jobs, cases, "case_id"))


def jobs_of(
    connection: Connection,
    municipality_id: int,
    *,
    state: str | None = None,
    kind: str | None = None,
    case_id: int | None = None,
    definition_ids: Collection[int] | None = None,
    after: int | None = None,
    limit: int = 50,
) -> tuple[JobLine, ...]:
    """The jobs of cases, newest first; the page after the job with id `after`."""
    found = _JOB.where(jobs.c.municipality_id == municipality_id)
    if state is not None:
        found = found.where(jobs.c.state == state)
    if kind is not None:
        found = found.where(jobs.c.kind == kind)
    if case_id is not None:
        found = found.where(jobs.c.case_id == case_id)
    if definition_ids is not None:
        found = found.where(cases.c.definition_id.in_(definition_ids))
    if after is not None:
        found = found.where(jobs.c.id < after)
    return many(connection, found.order_by(jobs.c.id.desc()).limit(limit), JobLine)


def job_line(connection: Connection, municipality_id: int, job_id: int) -> JobLine | None:
    """One job of a case, whatever its state."""
    found = _JOB.where(jobs.c.municipality_id == municipality_id, jobs.c.id == job_id)
    return one(connection, found, JobLine)


def has_due(
    connection: Connection, municipality_id: int, *, now: datetime, kinds: Collection[str]
) -> bool:
    """Whether a job of these kinds is due."""
    found = (
        select(jobs.c.id)
        .where(jobs.c.municipality_id == municipality_id, text("jobs.state = 'waiting'"))
        .where(jobs.c.kind.in_(kinds), jobs.c.run_at <= now)
        .limit(1)
    )
    return connection.execute(found).first() is not None
