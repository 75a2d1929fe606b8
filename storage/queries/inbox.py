"""The inbox: the open tasks that a person holds or may take, in the order they fall due.

One branch for what is held and one for each role, each at most a page long and read in the order
of its index, then merged: what a page costs does not depend on how many tasks there are. Counts
stop at COUNT_LIMIT for each branch. States are literals, because the indexes hold open tasks only.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
    union_all,
)

from storage.database import Connection
from storage.queries.reading import containing, joined, many
from storage.queries.search import has_words
from storage.tables import cases, deadlines, persons, tasks
from storage.tables.types import due_micros

COUNT_LIMIT = 1000
"""A branch is counted up to here; a greater number is shown as "999+"."""

_HELD = text("tasks.state = 'open' AND tasks.assignee_id IS NOT NULL")
_FREE = text("tasks.state = 'open' AND tasks.assignee_id IS NULL")
_OPEN_TERM = text("deadlines.state = 'open'")

After = tuple[datetime | None, int]
"""The due date and the id of the last row of the page before."""


class Tab(StrEnum):
    """mine: held and free; held: what the person took; free: what the person may take;
    overdue: of mine, what is past its due date."""

    MINE = "mine"
    HELD = "held"
    FREE = "free"
    OVERDUE = "overdue"


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
    process_key: str
    definition_id: int
    amount: Decimal | None
    currency: str | None
    deadline_start: date | None
    deadline_due: date | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks each tab has, each branch counted up to COUNT_LIMIT; `due_today`: of mine,
    what is not yet overdue and falls due before the day ends."""

    mine: int
    held: int
    free: int
    overdue: int
    due_today: int


def open_tasks(
    connection: Connection,
    municipality_id: int,
    *,
    person_id: int,
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
    branches = _branches(municipality_id, person_id, roles, Tab(tab))
    if not branches:
        return ()
    narrowed = [_narrowed(branch, municipality_id, process_key, text) for branch in branches]
    if tab == Tab.OVERDUE:
        narrowed = [branch.where(tasks.c.due_at < now) for branch in narrowed]
    if after is not None:
        narrowed = [branch.where(_comes_after(after)) for branch in narrowed]
    merged = union_all(*(_page_of(branch, limit) for branch in narrowed)).subquery("merged")
    page = select(merged.c.id).order_by(merged.c.due_at, merged.c.id).limit(limit).subquery("page")
    found = (
        _lines()
        .join(page, page.c.id == tasks.c.id)
        .where(tasks.c.municipality_id == municipality_id)
        .order_by(tasks.c.due_at, tasks.c.id)
    )
    return many(connection, found, InboxRow)


def counts(
    connection: Connection,
    municipality_id: int,
    *,
    person_id: int,
    roles: Collection[str],
    now: datetime,
    end_of_today: datetime,
) -> Counts:
    """How many tasks each tab has, in one query; the day ends when the municipality's does."""
    held, *free = _branches(municipality_id, person_id, roles, Tab.MINE)
    late = tasks.c.due_at < now
    today = and_(tasks.c.due_at >= now, tasks.c.due_at < end_of_today)
    everything = [
        _count(held),
        _sum(_count(branch) for branch in free),
        _sum(_count(branch.where(late)) for branch in (held, *free)),
        _sum(_count(branch.where(today)) for branch in (held, *free)),
    ]
    row = connection.execute(select(*everything)).one()
    return Counts(row[0] + row[1], held=row[0], free=row[1], overdue=row[2], due_today=row[3])


def processes_in_inbox(
    connection: Connection, municipality_id: int, *, person_id: int, roles: Collection[str]
) -> tuple[tuple[str, int], ...]:
    """The processes of the tasks of a person's inbox with their number, the most frequent first;
    each branch is looked at up to COUNT_LIMIT."""
    branches = _branches(municipality_id, person_id, roles, Tab.MINE)
    page = union_all(*(_page_of(branch, COUNT_LIMIT) for branch in branches)).subquery("page")
    found = (
        select(cases.c.process_key, func.count().label("tasks"))
        .select_from(page)
        .join(tasks, and_(tasks.c.municipality_id == municipality_id, tasks.c.id == page.c.id))
        .join(cases, joined(tasks, cases, "case_id"))
        .group_by(cases.c.process_key)
        .order_by(func.count().desc(), cases.c.process_key)
    )
    return tuple((key, count) for key, count in connection.execute(found))


Branch = Select[tuple[int, datetime]]


def _branches(
    municipality_id: int, person_id: int, roles: Collection[str], tab: Tab
) -> Sequence[Branch]:
    inside = select(tasks.c.id, tasks.c.due_at).where(tasks.c.municipality_id == municipality_id)
    held = [inside.where(_HELD, tasks.c.assignee_id == person_id)]
    free = [inside.where(_FREE, tasks.c.role == role) for role in sorted(roles)]
    if tab is Tab.HELD:
        return held
    return free if tab is Tab.FREE else [*held, *free]


def _narrowed(branch: Branch, municipality_id: int, process_key: str, text: str) -> Branch:
    if not process_key and not text.strip():
        return branch
    branch = branch.join(cases, joined(tasks, cases, "case_id"))
    if process_key:
        branch = branch.where(cases.c.process_key == process_key)
    if text.strip():
        branch = branch.where(_matches(municipality_id, text.strip()))
    return branch


def _matches(municipality_id: int, text: str) -> ColumnElement[bool]:
    return or_(
        containing(cases.c.number, text),
        containing(tasks.c.name, text),
        has_words(tasks.c.case_id, municipality_id, text),
    )


def _comes_after(after: After) -> ColumnElement[bool]:
    due_at, task_id = after
    last = tuple_(literal(due_micros(due_at), BigInteger()), literal(task_id, BigInteger()))
    return tuple_(tasks.c.due_at, tasks.c.id) > last


def _page_of(branch: Branch, limit: int) -> Select[Any]:
    """As a subquery: SQLite takes no LIMIT in a part of a union."""
    page = branch.order_by(tasks.c.due_at, tasks.c.id).limit(limit).subquery()
    return select(page.c.id, page.c.due_at)


def _count(branch: Branch) -> ScalarSelect[int]:
    part = branch.with_only_columns(literal(1).label("one")).limit(COUNT_LIMIT).subquery()
    return select(func.count()).select_from(part).scalar_subquery()


def _sum(parts: Any) -> ColumnElement[int]:
    total: ColumnElement[int] = literal(0)
    for part in parts:
        total = total + part
    return total


def _lines() -> Select[Any]:
    return (
        select(
            tasks.c.id,
            tasks.c.name,
            tasks.c.item,
            tasks.c.role,
            tasks.c.element_key,
            tasks.c.assignee_id,
            persons.c.name,
            tasks.c.due_at,
            tasks.c.follow_up_at,
            tasks.c.created_at,
            tasks.c.priority,
            tasks.c.case_id,
            cases.c.number,
            cases.c.title,
            cases.c.process_key,
            cases.c.definition_id,
            cases.c.amount,
            cases.c.currency,
            _term(deadlines.c.start_on),
            _term(deadlines.c.due_on),
        )
        .join(cases, joined(tasks, cases, "case_id"))
        .outerjoin(persons, joined(tasks, persons, "assignee_id"))
    )


def _term(column: Any) -> ScalarSelect[Any]:
    """A column of the open legal term of the task that falls due first."""
    return (
        select(column)
        .where(deadlines.c.municipality_id == tasks.c.municipality_id)
        .where(deadlines.c.case_id == tasks.c.case_id, deadlines.c.task_id == tasks.c.id)
        .where(_OPEN_TERM)
        .order_by(deadlines.c.due_at)
        .limit(1)
        .scalar_subquery()
    )
