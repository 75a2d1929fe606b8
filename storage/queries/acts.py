"""Single acts in the history: upon a task, and the last of a kind, for who takes a step back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import events, persons


@dataclass(frozen=True, slots=True)
class ActRow:
    """One event upon a task, as whoever takes it back needs it."""

    seq: int
    kind: int
    person_id: int | None
    at: datetime
    data: str


@dataclass(frozen=True, slots=True)
class TaskActRow:
    """What somebody did with a task: who, and when."""

    task_id: int
    person_id: int | None
    person_name: str | None
    at: datetime


def acts_upon(
    connection: Connection, municipality_id: int, case_id: int, task_id: int, *, since: int
) -> tuple[ActRow, ...]:
    """The events upon one task from event `since` of its case on, the oldest first."""
    found = (
        select(*(events.c[name] for name in ActRow.__dataclass_fields__))
        .where(events.c.municipality_id == municipality_id, events.c.case_id == case_id)
        .where(events.c.seq >= since, events.c.task_id == task_id)
        .order_by(events.c.seq)
    )
    return many(connection, found, ActRow)


def acts_upon_each(
    connection: Connection, municipality_id: int, since: Mapping[tuple[int, int], int]
) -> dict[int, list[ActRow]]:
    """The same of several tasks, by task: `since` says from which event on, by case and task."""
    if not since:
        return {}
    names = list(ActRow.__dataclass_fields__)
    found = (
        select(*(events.c[name] for name in names), events.c.case_id, events.c.task_id)
        .where(events.c.municipality_id == municipality_id)
        .where(events.c.case_id.in_({case_id for case_id, _ in since}))
        .where(events.c.seq >= min(since.values()))
        .where(events.c.task_id.in_({task_id for _, task_id in since}))
        .order_by(events.c.case_id, events.c.seq)
    )
    rows: dict[int, list[ActRow]] = {}
    for *values, case_id, task_id in connection.execute(found):
        row = ActRow(*values)
        if row.seq >= since.get((case_id, task_id), row.seq + 1):
            rows.setdefault(task_id, []).append(row)
    return rows


def last_of_each(
    connection: Connection, municipality_id: int, case_ids: Collection[int], kind: int
) -> dict[int, int]:
    """The number of the last event of one kind in each of these cases, where there is one."""
    if not case_ids:
        return {}
    found = (
        select(events.c.case_id, func.max(events.c.seq))
        .where(events.c.municipality_id == municipality_id, events.c.case_id.in_(case_ids))
        .where(events.c.kind == kind)
        .group_by(events.c.case_id)
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def last_of(connection: Connection, municipality_id: int, case_id: int, kind: int) -> int | None:
    """The number of the last event of one kind in a case; None where there is none."""
    found = select(func.max(events.c.seq)).where(
        events.c.municipality_id == municipality_id,
        events.c.case_id == case_id,
        events.c.kind == kind,
    )
    last: int | None = connection.scalar(found)
    return last


def tasks_told_of(
    connection: Connection, municipality_id: int, case_id: int, kind: int
) -> tuple[TaskActRow, ...]:
    """The events of one kind upon tasks of a case, the oldest first."""
    found = (
        select(events.c.task_id, events.c.person_id, persons.c.name, events.c.at)
        .outerjoin(persons, joined(events, persons, "person_id"))
        .where(
            events.c.municipality_id == municipality_id,
            events.c.case_id == case_id,
            events.c.kind == kind,
            events.c.task_id.is_not(None),
        )
        .order_by(events.c.seq)
    )
    return many(connection, found, TaskActRow)
