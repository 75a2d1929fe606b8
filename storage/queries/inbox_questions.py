"""The questions for a page of the inbox, put together once for each shape: that costs more than
asking them. What a shape is says `inbox_asked.py`."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Integer,
    ScalarSelect,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    text,
    type_coerce,
    union_all,
)

from storage.queries.inbox_asked import (
    FREE,
    HELD,
    MUNICIPALITY,
    NOW,
    OPEN,
    Asked,
    Branch,
    Tab,
    awake,
    delegated,
    given,
    held_by_list,
    inside,
    literally,
    of_others,
    person,
    role,
)
from storage.queries.inbox_clauses import narrowed
from storage.queries.inbox_order import directed, further, keys_of
from storage.queries.reading import joined
from storage.tables import cases, deadlines, persons, tasks

_OPEN_TERM = text("deadlines.state = 'open'")


@lru_cache(maxsize=512)
def page_of(asked: Asked) -> Select[Any] | None:
    """The question for a page; None when there is nothing to look through."""
    branches = narrowed_branches(asked)
    if not branches:
        return None
    keys = keys_of(asked.order)
    if asked.follows:
        branches = [branch.where(further(asked.order, keys)) for branch in branches]
    return lines_of_first([first_of(branch, keys, asked) for branch in branches], asked)


def lines_of_first(parts: Sequence[Select[Any]], asked: Asked) -> Select[Any]:
    """The lines of a page of what some parts begin with, each in the order of the whole."""
    names = [f"key_{place}" for place in range(len(asked.order))]
    merged = union_all(*parts).subquery("merged")
    ways = directed([merged.c[name] for name in names], merged.c.id, asked.order)
    page = select(merged).order_by(*ways).limit(literally(asked.limit)).subquery("page")
    ordered = [page.c[name] for name in names]
    return (
        _lines()
        .add_columns(*ordered)
        .join(page, page.c.id == tasks.c.id)
        .where(tasks.c.municipality_id == MUNICIPALITY)
        .order_by(*directed(ordered, tasks.c.id, asked.order))
    )


@lru_cache(maxsize=256)
def total_of(asked: Asked) -> Select[Any] | None:
    """How many there are, counted one by one."""
    branches = narrowed_branches(asked)
    if not branches:
        return None
    parts = [
        branch.with_only_columns(func.count().label("number"), maintain_column_froms=True)
        for branch in branches
    ]
    counted = union_all(*parts).subquery("counted")
    return select(func.coalesce(func.sum(counted.c.number), 0))


@lru_cache(maxsize=256)
def reach_of(asked: Asked, most: int) -> Select[Any] | None:
    """How many tasks the ranges hold that a list lies in, counted up to so many of each."""
    branches = narrowed_branches(asked)
    if not branches:
        return None
    parts = [
        select(branch.with_only_columns(tasks.c.id).limit(literally(most)).subquery())
        for branch in branches
    ]
    return select(func.count()).select_from(union_all(*parts).subquery("reached"))


@lru_cache(maxsize=256)
def next_priority_of(asked: Asked, *, down: bool) -> Select[Any] | None:
    """The first priority of a list, or the first past one; none when there is no more."""
    branches = narrowed_branches(asked)
    if not branches:
        return None
    key = tasks.c.priority
    if asked.follows:
        seen = bindparam("seen_priority", type_=Integer())
        branches = [branch.where(key < seen if down else key > seen) for branch in branches]
    parts = [
        select(
            branch.with_only_columns(key, maintain_column_froms=True)
            .order_by(key.desc() if down else key)
            .limit(literally(1))
            .subquery()
        )
        for branch in branches
    ]
    found = union_all(*parts).subquery("found")
    return select(func.max(found.c.priority) if down else func.min(found.c.priority))


def narrowed_branches(asked: Asked) -> Sequence[Branch]:
    """The ranges of indexes that a list lies in, each with what narrows it."""
    branches = [_few(asked)] if asked.found else _branches(asked)
    kept = [narrowed(branch, asked) for branch in branches]
    if asked.tab is Tab.OVERDUE:
        kept = [branch.where(tasks.c.due_at < NOW) for branch in kept]
    return kept


def _branches(asked: Asked) -> Sequence[Branch]:
    """What is held, a branch for oneself and for each person one stands in for; and what is free, a
    branch for each role, or for each role and process."""
    there = inside()
    if asked.tab is Tab.OTHERS:
        theirs = there.where(OPEN, tasks.c.opener_id == person(0))
        return [theirs.where(of_others(asked)), there.where(delegated())]
    own = [there.where(HELD, tasks.c.assignee_id == person(place)) for place in range(asked.people)]
    if asked.tab is Tab.POSTPONED:
        return [branch.where(tasks.c.follow_up_at > NOW) for branch in own]
    held = [branch.where(awake()) for branch in own]
    free = [there.where(FREE, tasks.c.role == role(place)) for place in range(asked.roles)]
    processes = dict(asked.narrowed).get("processes", 0)
    if processes:
        free = [
            branch.where(tasks.c.process_key == bindparam(f"processes_{place}"))
            for branch in free
            for place in range(processes)
        ]
    if asked.tab is Tab.HELD:
        return held
    return free if asked.tab is Tab.FREE else [*held, *free]


def _few(asked: Asked) -> Branch:
    """Of cases that are known: their few tasks are looked at one by one."""
    return inside().where(OPEN, tasks.c.case_id.in_(given("found")), held_by_list(asked))


def first_of(branch: Branch, keys: Sequence[Any], asked: Asked) -> Select[Any]:
    """What a page may need of a branch. As a subquery: SQLite takes no LIMIT in a part of a
    union."""
    labelled = [key.label(f"key_{place}") for place, key in enumerate(keys)]
    page = (
        branch.with_only_columns(tasks.c.id, *labelled, maintain_column_froms=True)
        .order_by(*directed(keys, tasks.c.id, asked.order))
        .limit(literally(asked.limit))
        .subquery()
    )
    return select(page)


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
            tasks.c.form_key,
            _term(),
        )
        .join(cases, joined(tasks, cases, "case_id"))
        .outerjoin(persons, joined(tasks, persons, "assignee_id"))
    )


def _term() -> ScalarSelect[str]:
    """The open legal term of the task that falls due first: when it began, falls due and was
    paused, with blanks between, as one text. Three columns would be looked for three times."""
    begun, due = (type_coerce(deadlines.c[day], Text()) for day in ("start_on", "due_on"))
    paused = func.coalesce(type_coerce(deadlines.c.paused_on, Text()), literal_column("''"))
    blank: Any = literal_column("' '")
    told = begun + blank + due + blank + paused
    return (
        select(told)
        .where(deadlines.c.municipality_id == tasks.c.municipality_id)
        .where(deadlines.c.case_id == tasks.c.case_id, deadlines.c.task_id == tasks.c.id)
        .where(_OPEN_TERM)
        .order_by(deadlines.c.due_at)
        .limit(literally(1))
        .scalar_subquery()
    )
