"""The questions of the inbox, put together once for each shape: that costs more than asking them.

A shape is how many roles the person has and what narrows the list; the values are filled in when
it is asked (`inbox.py`). States are literals, because the indexes hold open tasks only.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import lru_cache, reduce
from operator import add
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

from storage.queries.reading import containing, joined
from storage.queries.search import has_words
from storage.tables import cases, deadlines, persons, tasks

COUNT_LIMIT = 1000
"""A branch is counted up to here; a greater number is shown as "999+"."""

_HELD = text("tasks.state = 'open' AND tasks.assignee_id IS NOT NULL")
_FREE = text("tasks.state = 'open' AND tasks.assignee_id IS NULL")
_OPEN_TERM = text("deadlines.state = 'open'")


class Tab(StrEnum):
    """mine: held and free; held: what the person took; free: what the person may take;
    others: what others have to do in the cases that the person opened; overdue: of mine, what is
    past its due date; postponed: what the person holds and does not want to see before its day."""

    MINE = "mine"
    HELD = "held"
    FREE = "free"
    OTHERS = "others"
    OVERDUE = "overdue"
    POSTPONED = "postponed"


Branch = Select[tuple[int, datetime]]

_MUNICIPALITY: Any = bindparam("municipality", type_=tasks.c.municipality_id.type)
_PROCESS = bindparam("process", type_=cases.c.process_key.type)
_NOW = bindparam("now", type_=tasks.c.due_at.type)
_END = bindparam("end", type_=tasks.c.due_at.type)
_PLACE = tuple_(
    bindparam("due_after", type_=BigInteger()), bindparam("id_after", type_=BigInteger())
)


@lru_cache(maxsize=512)
def page_of(
    roles: int, people: int, tab: Tab, by_process: bool, words: str, follows: bool, limit: int
) -> Select[Any] | None:
    """The question for a page; kept by its shape, because putting it together costs more than
    asking it. None when there is nothing to look through."""
    branches = _branches(roles, people, tab)
    if not branches:
        return None
    narrowed = [_narrowed(branch, by_process, words) for branch in branches]
    if tab is Tab.OVERDUE:
        narrowed = [branch.where(tasks.c.due_at < _NOW) for branch in narrowed]
    if follows:
        narrowed = [
            branch.where(tuple_(tasks.c.due_at, tasks.c.id) > _PLACE) for branch in narrowed
        ]
    merged = union_all(*(_first_of(branch, limit) for branch in narrowed)).subquery("merged")
    page = select(merged.c.id).order_by(merged.c.due_at, merged.c.id).limit(limit).subquery("page")
    return (
        _lines()
        .join(page, page.c.id == tasks.c.id)
        .where(tasks.c.municipality_id == _MUNICIPALITY)
        .order_by(tasks.c.due_at, tasks.c.id)
    )


@lru_cache(maxsize=64)
def counts_of(roles: int, people: int) -> Executable:
    held, free = _branches(roles, people, Tab.HELD), _branches(roles, people, Tab.FREE)
    late = tasks.c.due_at < _NOW
    today = and_(tasks.c.due_at >= _NOW, tasks.c.due_at < _END)
    return select(
        _sum(_count(branch) for branch in held),
        _sum(_count(branch) for branch in free),
        _sum(_count(branch.where(late)) for branch in (*held, *free)),
        _sum(_count(branch.where(today)) for branch in (*held, *free)),
    )


@lru_cache(maxsize=64)
def processes_of(roles: int, people: int) -> Select[Any]:
    branches = _branches(roles, people, Tab.MINE)
    page = union_all(*(_first_of(branch, COUNT_LIMIT) for branch in branches)).subquery("page")
    return (
        select(cases.c.process_key, func.count().label("tasks"))
        .select_from(page)
        .join(tasks, and_(tasks.c.municipality_id == _MUNICIPALITY, tasks.c.id == page.c.id))
        .join(cases, joined(tasks, cases, "case_id"))
        .group_by(cases.c.process_key)
        .order_by(func.count().desc(), cases.c.process_key)
    )


@lru_cache(maxsize=64)
def aside_counts_of(roles: int, people: int) -> Executable:
    """How many the person postponed, and how many others have to do."""
    return select(
        _sum(_count(branch) for branch in _branches(roles, people, Tab.POSTPONED)),
        _sum(_count(branch) for branch in _branches(roles, people, Tab.OTHERS)),
    )


def _branches(roles: int, people: int, tab: Tab) -> Sequence[Branch]:
    """What is held, a branch for oneself and for each person one stands in for; and what is free, a
    branch for each role."""
    inside = select(tasks.c.id, tasks.c.due_at).where(tasks.c.municipality_id == _MUNICIPALITY)
    own = [inside.where(_HELD, tasks.c.assignee_id == _person(place)) for place in range(people)]
    if tab is Tab.POSTPONED:
        return [branch.where(tasks.c.follow_up_at > _NOW) for branch in own]
    if tab is Tab.OTHERS:
        return [_of_others(inside, roles, people)]
    awake = or_(tasks.c.follow_up_at.is_(None), tasks.c.follow_up_at <= _NOW)
    held = [branch.where(awake) for branch in own]
    free = [inside.where(_FREE, tasks.c.role == _role(place)) for place in range(roles)]
    if tab is Tab.HELD:
        return held
    return free if tab is Tab.FREE else [*held, *free]


def _of_others(inside: Branch, roles: int, people: int) -> Branch:
    """In the person's own open cases: what somebody else holds, or another role may take."""
    opened = (
        select(cases.c.id)
        .where(cases.c.municipality_id == _MUNICIPALITY, cases.c.opened_by == _person(0))
        .where(text("cases.state IN ('open', 'suspended')"))
    )
    free = and_(
        tasks.c.assignee_id.is_(None),
        tasks.c.role.not_in([_role(place) for place in range(roles)]),
    )
    held = and_(
        tasks.c.assignee_id.is_not(None),
        tasks.c.assignee_id.not_in([_person(place) for place in range(people)]),
    )
    return inside.where(text("tasks.state = 'open'"), tasks.c.case_id.in_(opened), or_(free, held))


def _person(place: int) -> Any:
    return bindparam(f"person_{place}", type_=tasks.c.assignee_id.type)


def _role(place: int) -> Any:
    return bindparam(f"role_{place}", type_=tasks.c.role.type)


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


def _first_of(branch: Branch, limit: int) -> Select[Any]:
    """As a subquery: SQLite takes no LIMIT in a part of a union."""
    page = branch.order_by(tasks.c.due_at, tasks.c.id).limit(limit).subquery()
    return select(page.c.id, page.c.due_at)


def _count(branch: Branch) -> ScalarSelect[int]:
    part = branch.with_only_columns(literal(1).label("one")).limit(COUNT_LIMIT).subquery()
    return select(func.count()).select_from(part).scalar_subquery()


def _sum(parts: Any) -> ColumnElement[int]:
    return reduce(add, parts, literal(0))


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
            cases.c.state,
            cases.c.process_key,
            cases.c.definition_id,
            cases.c.amount,
            cases.c.currency,
            _term(deadlines.c.start_on),
            _term(deadlines.c.due_on),
            _term(deadlines.c.paused_on),
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
