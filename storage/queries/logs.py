"""Whole histories of many cases, as an event log reads them: a page of cases, their events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import many
from storage.tables import cases, events


@dataclass(frozen=True, slots=True)
class LogCaseRow:
    """A case, as far as a log tells of it: nothing that names anybody."""

    id: int
    number: str
    process_key: str
    definition_id: int
    state: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class LogEventRow:
    """An event without its personal part."""

    case_id: int
    seq: int
    kind: int
    element: int | None
    person_id: int | None
    task_id: int | None
    at: datetime
    data: str


def cases_opened_between(
    connection: Connection,
    municipality_id: int,
    *,
    process: str | None,
    since: datetime | None,
    until: datetime | None,
    after: int = 0,
    limit: int = 200,
) -> tuple[LogCaseRow, ...]:
    """Cases by id, of one process or of all, opened from one instant on and before another."""
    found = select(*(cases.c[name] for name in LogCaseRow.__dataclass_fields__)).where(
        cases.c.municipality_id == municipality_id, cases.c.id > after
    )
    if process is not None:
        found = found.where(cases.c.process_key == process)
    if since is not None:
        found = found.where(cases.c.opened_at >= since)
    if until is not None:
        found = found.where(cases.c.opened_at < until)
    return many(connection, found.order_by(cases.c.id).limit(limit), LogCaseRow)


def events_of_cases(
    connection: Connection, municipality_id: int, case_ids: Sequence[int]
) -> tuple[LogEventRow, ...]:
    """The events of these cases, case by case, in their order."""
    found = (
        select(*(events.c[name] for name in LogEventRow.__dataclass_fields__))
        .where(events.c.municipality_id == municipality_id, events.c.case_id.in_(case_ids))
        .order_by(events.c.case_id, events.c.seq)
    )
    return many(connection, found, LogEventRow)
