"""What happened to the tasks of a municipality since an instant, for the lists that are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import events, persons, tasks


@dataclass(frozen=True, slots=True)
class Stirred:
    """A task that something happened to, as it is now."""

    task_id: int
    case_id: int
    role: str
    state: str
    assignee_id: int | None
    opener_id: int | None
    assignee_name: str | None


def stirred_cases(
    connection: Connection, municipality_id: int, *, after: datetime, limit: int
) -> tuple[int, ...]:
    """The cases in which something happened since an instant, at most so many."""
    found = (
        select(events.c.case_id)
        .where(events.c.municipality_id == municipality_id, events.c.at >= after)
        .distinct()
        .limit(limit)
    )
    return tuple(sorted(connection.execute(found).scalars()))


def stirred_tasks(
    connection: Connection, municipality_id: int, *, after: datetime, case_ids: tuple[int, ...]
) -> tuple[Stirred, ...]:
    """The tasks of these cases that an event since an instant is about."""
    told = (
        select(events.c.task_id)
        .where(events.c.municipality_id == municipality_id, events.c.case_id.in_(case_ids))
        .where(events.c.at >= after, events.c.task_id.is_not(None))
    )
    found = (
        select(
            tasks.c.id,
            tasks.c.case_id,
            tasks.c.role,
            tasks.c.state,
            tasks.c.assignee_id,
            tasks.c.opener_id,
            persons.c.name,
        )
        .outerjoin(persons, joined(tasks, persons, "assignee_id"))
        .where(tasks.c.municipality_id == municipality_id, tasks.c.case_id.in_(case_ids))
        .where(tasks.c.id.in_(told))
        .order_by(tasks.c.id)
    )
    return many(connection, found, Stirred)
