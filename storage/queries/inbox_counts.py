"""How many tasks each list has: what is held is counted from its index, and so is what is free,
unless there is a crowd of it: then the kept counts are read.

All are right to the row. The counts are kept by quarters of an hour (`storage/tables/counts.py`);
only the tasks that fall due within the present quarter are counted one by one. Of the two ways to
count the database takes one: tasks are joined to what says that there is no crowd, because as a
condition SQLite would ask it of each row, forty milliseconds beside fifty thousand free tasks.
"""

from functools import lru_cache, reduce
from operator import add
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    FromClause,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from storage.queries.inbox_asked import (
    FREE,
    HELD,
    MUNICIPALITY,
    NOW,
    OPEN,
    awake,
    delegated,
    person,
    role,
)
from storage.tables import crowds, free_counts, opened_counts, tasks

_END = bindparam("end", type_=tasks.c.due_at.type)
_NOW_SLOT = bindparam("now_slot", type_=BigInteger())
_END_SLOT = bindparam("end_slot", type_=BigInteger())
_SLOT_BEGINS = bindparam("slot_begins", type_=tasks.c.due_at.type)
_SLOT_ENDS = bindparam("slot_ends", type_=tasks.c.due_at.type)


@lru_cache(maxsize=64)
def counts_of(roles: int, people: int) -> Executable:
    """Held, free, overdue and due today, in one row."""
    held, kept, edge, free = _held(people), _kept(roles), _edge(roles), _free(roles)
    return select(
        held.c.number,
        kept.c.number + free.c.number,
        held.c.late + kept.c.late + edge.c.late + free.c.late,
        held.c.today + kept.c.today + edge.c.today + free.c.today,
    ).select_from(held.join(kept, true()).join(edge, true()).join(free, true()))


@lru_cache(maxsize=64)
def aside_counts_of(roles: int, people: int) -> Executable:
    """How many the person postponed, and how many others have to do."""
    postponed = (
        select(func.count())
        .where(tasks.c.municipality_id == MUNICIPALITY, HELD, _held_by(people))
        .where(tasks.c.follow_up_at > NOW)
    )
    theirs = opened_counts.c.holder_id.not_in([person(place) for place in range(people)])
    kept = select(func.coalesce(func.sum(opened_counts.c.number), 0)).where(
        _crowded(),
        opened_counts.c.municipality_id == MUNICIPALITY,
        opened_counts.c.opener_id == person(0),
        or_(
            and_(opened_counts.c.holder_id != 0, theirs),
            and_(opened_counts.c.holder_id == 0, ~_in_roles(opened_counts.c.role, roles)),
        ),
    )
    mine = tasks.c.assignee_id.in_([person(place) for place in range(people)])
    others = (
        select(func.count())
        .select_from(_uncrowded_tasks())
        .where(tasks.c.municipality_id == MUNICIPALITY, OPEN)
        .where(tasks.c.opener_id == person(0))
        .where(
            or_(
                and_(tasks.c.assignee_id.is_not(None), ~mine),
                and_(tasks.c.assignee_id.is_(None), ~_in_roles(tasks.c.role, roles)),
            )
        )
    )
    given = select(func.count()).where(tasks.c.municipality_id == MUNICIPALITY, delegated())
    parts = (kept, others, given)
    together = reduce(add, (part.scalar_subquery() for part in parts))
    return select(postponed.scalar_subquery(), together)


@lru_cache(maxsize=64)
def kinds_of(roles: int, people: int) -> Select[Any]:
    """Which tasks of which processes the person holds or may take, with their number."""
    kept = select(free_counts.c.process_key, free_counts.c.name, free_counts.c.number).where(
        _crowded(),
        free_counts.c.municipality_id == MUNICIPALITY,
        _in_roles(free_counts.c.role, roles),
    )
    free = (
        select(tasks.c.process_key, tasks.c.name, literal(1).label("number"))
        .select_from(_uncrowded_tasks())
        .where(tasks.c.municipality_id == MUNICIPALITY, FREE, _in_roles(tasks.c.role, roles))
    )
    held = select(tasks.c.process_key, tasks.c.name, literal(1).label("number")).where(
        tasks.c.municipality_id == MUNICIPALITY, HELD, _held_by(people), awake()
    )
    both = union_all(kept, free, held).subquery("kinds")
    number = func.sum(both.c.number)
    return (
        select(both.c.process_key, both.c.name, number)
        .group_by(both.c.process_key, both.c.name)
        .having(number > 0)
    )


def _held(people: int) -> Any:
    late = tasks.c.due_at < NOW
    today = and_(tasks.c.due_at >= NOW, tasks.c.due_at < _END)
    return (
        select(
            func.count().label("number"),
            func.count().filter(late).label("late"),
            func.count().filter(today).label("today"),
        )
        .where(tasks.c.municipality_id == MUNICIPALITY, HELD, _held_by(people), awake())
        .subquery("held")
    )


def _kept(roles: int) -> Any:
    number, slot = free_counts.c.number, free_counts.c.slot
    late = slot < _NOW_SLOT
    today = and_(slot > _NOW_SLOT, slot < _END_SLOT)

    def added(which: ColumnElement[bool]) -> Any:
        return func.coalesce(func.sum(number).filter(which), 0)

    return (
        select(
            added(true()).label("number"), added(late).label("late"), added(today).label("today")
        )
        .where(_crowded(), free_counts.c.municipality_id == MUNICIPALITY)
        .where(_in_roles(free_counts.c.role, roles))
        .subquery("kept")
    )


def _edge(roles: int) -> Any:
    """What is free and falls due in the present quarter."""
    due = tasks.c.due_at
    return (
        select(
            func.count().filter(due < NOW).label("late"),
            func.count().filter(and_(due >= NOW, due < _END)).label("today"),
        )
        .where(_crowded(), tasks.c.municipality_id == MUNICIPALITY, FREE)
        .where(_in_roles(tasks.c.role, roles))
        .where(due >= _SLOT_BEGINS, due < _SLOT_ENDS)
        .subquery("edge")
    )


def _free(roles: int) -> Any:
    """What is free in a municipality without a crowd."""
    due = tasks.c.due_at
    return (
        select(
            func.count().label("number"),
            func.count().filter(due < NOW).label("late"),
            func.count().filter(and_(due >= NOW, due < _END)).label("today"),
        )
        .select_from(_uncrowded_tasks())
        .where(tasks.c.municipality_id == MUNICIPALITY, FREE)
        .where(_in_roles(tasks.c.role, roles))
        .subquery("free")
    )


def _crowded() -> ColumnElement[bool]:
    return exists().where(crowds.c.municipality_id == MUNICIPALITY)


def _uncrowded_tasks() -> FromClause:
    """The tasks behind one row that is there only where there is no crowd."""
    here = select(literal(1).label("one")).where(~_crowded()).subquery("uncrowded")
    return here.join(tasks, true())


def _held_by(people: int) -> ColumnElement[bool]:
    return tasks.c.assignee_id.in_([person(place) for place in range(people)])


def _in_roles(column: Any, roles: int) -> ColumnElement[bool]:
    if not roles:
        return false()
    found: ColumnElement[bool] = column.in_([role(place) for place in range(roles)])
    return found
