"""Cases: one, what was declared in it, what failed in it, where it stands. Their list lies in
`case_lists.py`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import cases, incidents, instances, persons, submissions


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case with the name of who opened it."""

    id: int
    number: str
    process_key: str
    definition_id: int
    year: int
    title: str
    amount: Decimal | None
    currency: str | None
    state: str
    opened_at: datetime
    opened_by: int | None
    on_behalf_of: str | None
    closed_at: datetime | None
    outcome: str | None
    opened_by_name: str | None


@dataclass(frozen=True, slots=True)
class StandRow:
    """Where a case stands: the state of its instance, read without a lock."""

    instance_id: int
    definition_id: int
    version: int
    status: str
    tokens: bytes
    scopes: str
    chain_seq: int
    chain_hash: bytes
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """What a person sent in, as it was stored."""

    id: int
    task_id: int | None
    element: int
    person_id: int | None
    at: datetime
    data: str
    salt: bytes
    sealed: int


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """A step that failed; resolved or waiting for a person."""

    id: int
    case_id: int
    element: int | None
    element_key: str | None
    message: str
    detail: str
    raised_at: datetime
    resolved_at: datetime | None
    resolved_by: int | None
    job_id: int | None
    timer_id: int | None
    task_id: int | None
    assignee_id: int | None = None
    said: str | None = None


_openers = persons.alias("openers")
CASE_LINES = select(
    *(cases.c[name] for name in list(CaseRow.__dataclass_fields__)[:-1]), _openers.c.name
).outerjoin(_openers, joined(cases, _openers, "opened_by"))
_SUBMISSION = select(*(submissions.c[name] for name in SubmissionRow.__dataclass_fields__))
_INCIDENT = select(*(incidents.c[name] for name in IncidentRow.__dataclass_fields__))


def case_by_id(connection: Connection, municipality_id: int, case_id: int) -> CaseRow | None:
    """One case."""
    return one(connection, _of(municipality_id).where(cases.c.id == case_id), CaseRow)


def case_by_number(connection: Connection, municipality_id: int, number: str) -> CaseRow | None:
    """The case with a number."""
    return one(connection, _of(municipality_id).where(cases.c.number == number), CaseRow)


def where_it_stands(connection: Connection, municipality_id: int, case_id: int) -> StandRow | None:
    """The running state of a case, for showing it."""
    return where_they_stand(connection, municipality_id, [case_id]).get(case_id)


def where_they_stand(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> Mapping[int, StandRow]:
    """The same of several, by case."""
    names = list(StandRow.__dataclass_fields__)[1:]
    found = select(
        instances.c.case_id, instances.c.id, *(instances.c[name] for name in names)
    ).where(
        instances.c.municipality_id == municipality_id, instances.c.case_id.in_(sorted(case_ids))
    )
    return {row[0]: StandRow(*row[1:]) for row in connection.execute(found)}


def submissions_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[SubmissionRow, ...]:
    """All that people sent in, oldest first."""
    found = _SUBMISSION.where(
        submissions.c.municipality_id == municipality_id, submissions.c.case_id == case_id
    ).order_by(submissions.c.at, submissions.c.id)
    return many(connection, found, SubmissionRow)


def submissions_of_cases(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> Mapping[int, list[SubmissionRow]]:
    """The same of several, by case."""
    found = (
        _SUBMISSION.add_columns(submissions.c.case_id)
        .where(submissions.c.municipality_id == municipality_id)
        .where(submissions.c.case_id.in_(sorted(case_ids)))
        .order_by(submissions.c.case_id, submissions.c.at, submissions.c.id)
    )
    told: dict[int, list[SubmissionRow]] = {}
    for *row, case_id in connection.execute(found):
        told.setdefault(case_id, []).append(SubmissionRow(*row))
    return told


def incidents_of_case(
    connection: Connection, municipality_id: int, case_id: int, *, open_only: bool = True
) -> tuple[IncidentRow, ...]:
    """What failed in a case, oldest first."""
    found = _INCIDENT.where(
        incidents.c.municipality_id == municipality_id, incidents.c.case_id == case_id
    ).order_by(incidents.c.raised_at, incidents.c.id)
    if open_only:
        found = found.where(incidents.c.resolved_at.is_(None))
    return many(connection, found, IncidentRow)


def incident_by_id(
    connection: Connection, municipality_id: int, incident_id: int
) -> IncidentRow | None:
    """One incident."""
    found = _INCIDENT.where(
        incidents.c.municipality_id == municipality_id, incidents.c.id == incident_id
    )
    return one(connection, found, IncidentRow)


def _of(municipality_id: int) -> Select[tuple[object, ...]]:
    found: Select[tuple[object, ...]] = CASE_LINES.where(cases.c.municipality_id == municipality_id)
    return found
