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
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    ScalarSelect,
    Select,
    and_,
    bindparam,
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
    found = _page(len(roles), Tab(tab), bool(process_key), text.strip(), after is not None, limit)
    if found is None:
        return ()
    asked = _who(municipality_id, person_id, roles) | {"now": now, "process": process_key}
    if after is not None:
        asked |= {"due_after": due_micros(after[0]), "id_after": after[1]}
    return many(connection, found, InboxRow, asked)


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
    asked = _who(municipality_id, person_id, roles) | {"now": now, "end": end_of_today}
    row = connection.execute(_counted(len(roles)), asked).one()
    return Counts(row[0] + row[1], held=row[0], free=row[1], overdue=row[2], due_today=row[3])


def processes_in_inbox(
    connection: Connection, municipality_id: int, *, person_id: int, roles: Collection[str]
) -> tuple[tuple[str, int], ...]:
    """The processes of the tasks of a person's inbox with their number, the most frequent first;
    each branch is looked at up to COUNT_LIMIT."""
    asked = _who(municipality_id, person_id, roles)
    return tuple((key, count) for key, count in connection.execute(_processes(len(roles)), asked))


Branch = Select[tuple[int, datetime]]


_MUNICIPALITY: Any = bindparam("municipality", type_=tasks.c.municipality_id.type)
_PERSON = bindparam("person", type_=tasks.c.assignee_id.type)
_PROCESS = bindparam("process", type_=cases.c.process_key.type)
_NOW = bindparam("now", type_=tasks.c.due_at.type)
_END = bindparam("end", type_=tasks.c.due_at.type)
_PLACE = tuple_(
    bindparam("due_after", type_=BigInteger()), bindparam("id_after", type_=BigInteger())
)


def _who(municipality_id: int, person_id: int, roles: Collection[str]) -> dict[str, Any]:
    """The values of what every question names."""
    numbered = {f"role_{place}": role for place, role in enumerate(sorted(roles))}
    return {"municipality": municipality_id, "person": person_id, **numbered}


@lru_cache(maxsize=512)
def _page(
    roles: int, tab: Tab, by_process: bool, words: str, follows: bool, limit: int
) -> Select[Any] | None:
    """The question for a page; kept by its shape, because putting it together costs more than
    asking it. None when there is nothing to look through."""
    branches = _branches(roles, tab)
    if not branches:
        return None
    narrowed = [_narrowed(branch, by_process, words) for branch in branches]
    if tab is Tab.OVERDUE:
        narrowed = [branch.where(tasks.c.due_at < _NOW) for branch in narrowed]
    if follows:
        narrowed = [
            branch.where(tuple_(tasks.c.due_at, tasks.c.id) > _PLACE) for branch in narrowed
        ]
    merged = union_all(*(_page_of(branch, limit) for branch in narrowed)).subquery("merged")
    page = select(merged.c.id).order_by(merged.c.due_at, merged.c.id).limit(limit).subquery("page")
    return (
        _lines()
        .join(page, page.c.id == tasks.c.id)
        .where(tasks.c.municipality_id == _MUNICIPALITY)
        .order_by(tasks.c.due_at, tasks.c.id)
    )


@lru_cache(maxsize=64)
def _counted(roles: int) -> Executable:
    held, *free = _branches(roles, Tab.MINE)
    late = tasks.c.due_at < _NOW
    today = and_(tasks.c.due_at >= _NOW, tasks.c.due_at < _END)
    everything = [
        _count(held),
        _sum(_count(branch) for branch in free),
        _sum(_count(branch.where(late)) for branch in (held, *free)),
        _sum(_count(branch.where(today)) for branch in (held, *free)),
    ]
    return select(*everything)


@lru_cache(maxsize=64)
def _processes(roles: int) -> Select[Any]:
    branches = _branches(roles, Tab.MINE)
    page = union_all(*(_page_of(branch, COUNT_LIMIT) for branch in branches)).subquery("page")
    return (
        select(cases.c.process_key, func.count().label("tasks"))
        .select_from(page)
        .join(tasks, and_(tasks.c.municipality_id == _MUNICIPALITY, tasks.c.id == page.c.id))
        .join(cases, joined(tasks, cases, "case_id"))
        .group_by(cases.c.process_key)
        .order_by(func.count().desc(), cases.c.process_key)
    )


def _branches(roles: int, tab: Tab) -> Sequence[Branch]:
    inside = select(tasks.c.id, tasks.c.due_at).where(tasks.c.municipality_id == _MUNICIPALITY)
    held = [inside.where(_HELD, tasks.c.assignee_id == _PERSON)]
    names = [bindparam(f"role_{place}", type_=tasks.c.role.type) for place in range(roles)]
    free = [inside.where(_FREE, tasks.c.role == name) for name in names]
    if tab is Tab.HELD:
        return held
    return free if tab is Tab.FREE else [*held, *free]


def _narrowed(branch: Branch, by_process: bool, words: str) -> Branch:
    if not by_process and not words:
        return branch
    branch = branch.join(cases, joined(tasks, cases, "case_id"))
    if by_process:
        branch = branch.where(cases.c.process_key == _PROCESS)
    return branch.where(_matches(words)) if words else branch


def _matches(words: str) -> ColumnElement[bool]:
    return or_(
        containing(cases.c.number, words),
        containing(tasks.c.name, words),
        has_words(tasks.c.case_id, _MUNICIPALITY, words),
    )


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
