"""The inbox: the open tasks that a person holds or may take, in the order they fall due.

One branch for what is held and one for each role, each at most a page long and read in the order
of its index, then merged: what a page costs does not depend on how many tasks there are. Counts
stop at COUNT_LIMIT for each branch. What is asked lies in `inbox_questions.py`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from storage.database import Connection
from storage.queries.inbox_questions import (
    COUNT_LIMIT,
    Tab,
    aside_counts_of,
    counts_of,
    page_of,
    processes_of,
)
from storage.queries.reading import many
from storage.tables.types import due_micros

__all__ = [
    "COUNT_LIMIT",
    "After",
    "Aside",
    "Counts",
    "InboxRow",
    "Tab",
    "counts",
    "counts_aside",
    "open_tasks",
    "processes_in_inbox",
]

After = tuple[datetime | None, int]
"""The due date and the id of the last row of the page before."""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of the inbox. The deadline is the open legal term of the task, if it has one."""

    task_id: int
    name: str
    item: str | None
    role: str
    element_key: str
    assignee_id: int | None
    assignee_name: str | None
    due_at: datetime | None
    follow_up_at: datetime | None
    created_at: datetime
    priority: int
    case_id: int
    number: str
    case_title: str
    case_state: str
    process_key: str
    definition_id: int
    amount: Decimal | None
    currency: str | None
    deadline_start: date | None
    deadline_due: date | None
    deadline_paused: date | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks each tab has, each branch counted up to COUNT_LIMIT; `due_today`: of mine,
    what is not yet overdue and falls due before the day ends."""

    mine: int
    held: int
    free: int
    overdue: int
    due_today: int


@dataclass(frozen=True, slots=True)
class Aside:
    """How many tasks the person postponed, and how many others have to do in the person's cases;
    counted up to COUNT_LIMIT."""

    postponed: int
    others: int


def open_tasks(
    connection: Connection,
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    tab: str = Tab.MINE,
    process_key: str = "",
    text: str = "",
    now: datetime,
    after: After | None = None,
    limit: int = 50,
) -> tuple[InboxRow, ...]:
    """A page of a person's inbox, what falls due first first, then by id.

    `text` finds by number, by beginnings of words of the case's title and by the task's name.
    """
    shape = (len(roles), len(people), Tab(tab), bool(process_key), text.strip())
    found = page_of(*shape, after is not None, limit)
    if found is None:
        return ()
    asked = _who(municipality_id, people, roles) | {"now": now, "process": process_key}
    if after is not None:
        asked |= {"due_after": due_micros(after[0]), "id_after": after[1]}
    return many(connection, found, InboxRow, asked)


def counts(
    connection: Connection,
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    now: datetime,
    end_of_today: datetime,
) -> Counts:
    """How many tasks each tab has, in one query; the day ends when the municipality's does."""
    asked = _who(municipality_id, people, roles) | {"now": now, "end": end_of_today}
    row = connection.execute(counts_of(len(roles), len(people)), asked).one()
    return Counts(row[0] + row[1], held=row[0], free=row[1], overdue=row[2], due_today=row[3])


def counts_aside(
    connection: Connection,
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    now: datetime,
) -> Aside:
    """How many tasks the other two lists have."""
    asked = _who(municipality_id, people, roles) | {"now": now}
    row = connection.execute(aside_counts_of(len(roles), len(people)), asked).one()
    return Aside(postponed=row[0], others=row[1])


def processes_in_inbox(
    connection: Connection,
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    now: datetime,
) -> tuple[tuple[str, int], ...]:
    """The processes of the tasks of a person's inbox with their number, the most frequent first;
    each branch is looked at up to COUNT_LIMIT."""
    asked = _who(municipality_id, people, roles) | {"now": now}
    found = connection.execute(processes_of(len(roles), len(people)), asked)
    return tuple((key, count) for key, count in found)


def _who(municipality_id: int, people: Sequence[int], roles: Collection[str]) -> dict[str, Any]:
    """The values of what every question names; `people` are who asks, then whom they stand for."""
    numbered: dict[str, Any] = {f"role_{place}": role for place, role in enumerate(sorted(roles))}
    numbered |= {f"person_{place}": person for place, person in enumerate(people)}
    return {"municipality": municipality_id, **numbered}
