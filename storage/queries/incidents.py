"""What failed in a municipality and waits for a person, over all its cases."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import cases, incidents, job_attempts, persons


@dataclass(frozen=True, slots=True)
class FailedStep:
    """An incident with the case it belongs to."""

    id: int
    case_id: int
    element_key: str | None
    message: str
    said: str | None
    raised_at: datetime
    resolved_at: datetime | None
    task_id: int | None
    job_id: int | None
    timer_id: int | None
    number: str
    process_key: str
    definition_id: int
    case_state: str
    assignee_id: int | None
    assignee_name: str | None


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An attempt of a job that did not end well; `reason` holds no personal data."""

    seq: int
    worker: str
    started_at: datetime
    ended_at: datetime
    outcome: str
    reason: str
    said: str | None


_OWN = list(FailedStep.__dataclass_fields__)[:10]
_KINDS = {
    "task": incidents.c.task_id.is_not(None),
    "timer": incidents.c.timer_id.is_not(None),
    "job": incidents.c.job_id.is_not(None),
    "other": and_(
        incidents.c.task_id.is_(None),
        incidents.c.timer_id.is_(None),
        incidents.c.job_id.is_(None),
    ),
}
_FAILED = select(
    *(incidents.c[name] for name in _OWN),
    cases.c.number,
    cases.c.process_key,
    cases.c.definition_id,
    cases.c.state,
    incidents.c.assignee_id,
    persons.c.name,
)
_FAILED = _FAILED.join(cases, joined(incidents, cases, "case_id")).outerjoin(
    persons, joined(incidents, persons, "assignee_id")
)


def incidents_of(
    connection: Connection,
    municipality_id: int,
    *,
    open_only: bool = True,
    case_id: int | None = None,
    definition_ids: Collection[int] | None = None,
    processes: Collection[str] | None = None,
    element_key: str = "",
    kind: str = "",
    assignee_id: int | None = None,
    unassigned: bool = False,
    after: int | None = None,
    limit: int = 50,
) -> tuple[FailedStep, ...]:
    """What failed, newest first; the page after the incident with id `after`.

    `definition_ids` keeps to the cases of these versions, `processes` to those of these keys; None
    means all. `kind` is what failed: task, timer, job or other; `assignee_id` who is to mend it,
    `unassigned` keeps to what nobody has.
    """
    found = _FAILED.where(incidents.c.municipality_id == municipality_id)
    if open_only:
        found = found.where(incidents.c.resolved_at.is_(None))
    if case_id is not None:
        found = found.where(incidents.c.case_id == case_id)
    if definition_ids is not None:
        found = found.where(cases.c.definition_id.in_(definition_ids))
    if processes is not None:
        found = found.where(cases.c.process_key.in_(list(processes)))
    if element_key:
        found = found.where(incidents.c.element_key == element_key)
    if kind:
        found = found.where(_KINDS[kind])
    if assignee_id is not None:
        found = found.where(incidents.c.assignee_id == assignee_id)
    if unassigned:
        found = found.where(incidents.c.assignee_id.is_(None))
    if after is not None:
        found = found.where(incidents.c.id < after)
    return many(connection, found.order_by(incidents.c.id.desc()).limit(limit), FailedStep)


def attempts_of_job(
    connection: Connection, municipality_id: int, job_id: int
) -> tuple[AttemptRow, ...]:
    """What was tried before a job failed or succeeded, in order."""
    found = (
        select(*(job_attempts.c[name] for name in AttemptRow.__dataclass_fields__))
        .where(job_attempts.c.municipality_id == municipality_id, job_attempts.c.job_id == job_id)
        .order_by(job_attempts.c.seq)
    )
    return many(connection, found, AttemptRow)
