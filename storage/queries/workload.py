"""How much work people hold: what a supervisor sees and spreads anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select

from storage.database import Connection
from storage.queries.inbox_asked import FREE, HELD
from storage.queries.reading import many
from storage.tables import cases, tasks


@dataclass(frozen=True, slots=True)
class Load:
    """How many open tasks somebody holds; of them, overdue ones, and those that fall due between
    now and the end of the week."""

    person_id: int
    held: int
    overdue: int
    week: int


@dataclass(frozen=True, slots=True)
class FreeLoad:
    """How many tasks of a role nobody took; of them, overdue ones, and those that fall due between
    now and the end of the week."""

    role: str
    free: int
    overdue: int
    week: int


@dataclass(frozen=True, slots=True)
class HeldTask:
    """A task in somebody's hands, or one that nobody took, with what tells it from others."""

    id: int
    name: str
    role: str
    due_at: datetime | None
    number: str
    title: str
    process_key: str


def load_by_person(
    connection: Connection,
    municipality_id: int,
    processes: Collection[str],
    *,
    now: datetime,
    week_ends: datetime,
) -> tuple[Load, ...]:
    """What everybody who holds a task of these processes has in hand. Of tasks put aside too:
    they are still theirs."""
    found = (
        select(tasks.c.assignee_id, *_numbers(now, week_ends))
        .where(tasks.c.municipality_id == municipality_id, HELD)
        .where(tasks.c.process_key.in_(list(processes)))
        .group_by(tasks.c.assignee_id)
    )
    return many(connection, found, Load)


def free_by_role(
    connection: Connection,
    municipality_id: int,
    processes: Collection[str],
    *,
    now: datetime,
    week_ends: datetime,
) -> tuple[FreeLoad, ...]:
    """What nobody took of these processes, by the role that may take it."""
    found = (
        select(tasks.c.role, *_numbers(now, week_ends))
        .where(tasks.c.municipality_id == municipality_id, FREE)
        .where(tasks.c.process_key.in_(list(processes)))
        .group_by(tasks.c.role)
        .order_by(tasks.c.role)
    )
    return many(connection, found, FreeLoad)


def _numbers(now: datetime, week_ends: datetime) -> tuple[Any, ...]:
    late = tasks.c.due_at < now
    week = and_(tasks.c.due_at >= now, tasks.c.due_at < week_ends)
    return func.count(), func.count().filter(late), func.count().filter(week)


def tasks_held_by(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    processes: Collection[str],
    *,
    due_from: datetime | None = None,
    due_before: datetime | None = None,
    limit: int = 200,
) -> tuple[HeldTask, ...]:
    """What somebody holds of these processes, the most urgent first; those without a day last."""
    found = _listed(municipality_id, processes, due_from, due_before, limit)
    return many(connection, found.where(HELD, tasks.c.assignee_id == person_id), HeldTask)


def tasks_free_of(
    connection: Connection,
    municipality_id: int,
    role: str,
    processes: Collection[str],
    *,
    due_from: datetime | None = None,
    due_before: datetime | None = None,
    limit: int = 200,
) -> tuple[HeldTask, ...]:
    """What waits for a role and nobody took, in the same order."""
    found = _listed(municipality_id, processes, due_from, due_before, limit)
    return many(connection, found.where(FREE, tasks.c.role == role), HeldTask)


def _listed(
    municipality_id: int,
    processes: Collection[str],
    due_from: datetime | None,
    due_before: datetime | None,
    limit: int,
) -> Select[Any]:
    found = (
        select(
            tasks.c.id,
            tasks.c.name,
            tasks.c.role,
            tasks.c.due_at,
            cases.c.number,
            cases.c.title,
            tasks.c.process_key,
        )
        .join(
            cases,
            and_(cases.c.municipality_id == tasks.c.municipality_id, cases.c.id == tasks.c.case_id),
        )
        .where(tasks.c.municipality_id == municipality_id)
        .where(tasks.c.process_key.in_(list(processes)))
        .order_by(tasks.c.due_at, tasks.c.id)
        .limit(limit)
    )
    if due_from is not None:
        found = found.where(tasks.c.due_at >= due_from)
    if due_before is not None:
        found = found.where(tasks.c.due_at < due_before)
    return found
