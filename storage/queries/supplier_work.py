"""What waits for suppliers, and the cases in which they took part."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select, text

from storage.database import Connection
from storage.queries.cases import CASE_LINES, CaseRow
from storage.queries.reading import joined, many
from storage.tables import cases, supplier_snapshots, tasks


@dataclass(frozen=True, slots=True)
class GivenRow:
    """An open task that is given to a supplier."""

    task_id: int
    element_key: str
    name: str
    assignee_id: int
    due_at: datetime | None
    number: str
    case_title: str


def tasks_given_to(
    connection: Connection,
    municipality_id: int,
    people: Collection[int],
    *,
    role: str,
    limit: int,
) -> tuple[GivenRow, ...]:
    """The open tasks of a role that are in the hands of these, the first due first."""
    found = (
        select(
            tasks.c.id,
            tasks.c.element_key,
            tasks.c.name,
            tasks.c.assignee_id,
            tasks.c.due_at,
            cases.c.number,
            cases.c.title,
        )
        .join(cases, joined(tasks, cases, "case_id"))
        .where(tasks.c.municipality_id == municipality_id, tasks.c.role == role)
        .where(tasks.c.assignee_id.in_(list(people)), text("tasks.state = 'open'"))
        .order_by(tasks.c.due_at, tasks.c.id)
        .limit(limit)
    )
    return many(connection, found, GivenRow)


def cases_of_suppliers(
    connection: Connection,
    municipality_id: int,
    *,
    people: Collection[int],
    numbers: Collection[str],
    agent_id: int,
    role: str,
    limit: int,
) -> tuple[CaseRow, ...]:
    """The cases in which they were given something, in which it was looked whether they may
    contract, or in which who acts for them did something; the newest first."""
    given = exists(
        select(tasks.c.id)
        .where(tasks.c.municipality_id == cases.c.municipality_id, tasks.c.case_id == cases.c.id)
        .where(tasks.c.role == role)
        .where(or_(tasks.c.assignee_id.in_(list(people)), tasks.c.closed_by == agent_id))
    )
    looked_at = exists(
        select(supplier_snapshots.c.id)
        .where(supplier_snapshots.c.municipality_id == cases.c.municipality_id)
        .where(supplier_snapshots.c.case_id == cases.c.id)
        .where(supplier_snapshots.c.number.in_(list(numbers)))
    )
    found = (
        CASE_LINES.where(cases.c.municipality_id == municipality_id)
        .where(or_(given, looked_at))
        .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
        .limit(limit)
    )
    return many(connection, found, CaseRow)
