"""The questions for a page of the inbox, put together once for each shape: that costs more than
asking them.

A shape is how many roles and people there are, which list, what narrows it and in which order; the
values are filled in when it is asked (`inbox.py`). States are literals, because the indexes hold
open tasks only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Numeric,
    ScalarSelect,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    type_coerce,
    union_all,
)

from storage.queries.inbox_narrowing import BY_DUE, By, Order, Shape, SortKey
from storage.queries.reading import joined
from storage.queries.search import has_number, has_words
from storage.tables import case_facts, cases, deadlines, persons, tasks
from storage.tables.types import FAR_FUTURE
from storage.words import words_of

HELD = text("tasks.state = 'open' AND tasks.assignee_id IS NOT NULL")
FREE = text("tasks.state = 'open' AND tasks.assignee_id IS NULL")
OPEN = text("tasks.state = 'open'")
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


@dataclass(frozen=True, slots=True)
class Asked:
    """The shape of a question. `words` is a text that the number or the title must have unless
    the task has one of the `named` names, or the text finds the case otherwise (`also`); `found`
    says that the cases are few and known."""

    roles: int
    people: int
    tab: Tab
    narrowed: Shape = ()
    words: str = ""
    named: int = 0
    also: bool = False
    found: bool = False
    order: Order = BY_DUE
    follows: bool = False
    limit: int = 50


Branch = Select[tuple[int, datetime]]

MUNICIPALITY: Any = bindparam("municipality", type_=tasks.c.municipality_id.type)
NOW = bindparam("now", type_=tasks.c.due_at.type)
_FROM_CASES = frozenset({"amount_from", "amount_to", "opened_from", "opened_before"})
_AS_NUMBER = cast(cases.c.amount, Numeric(40, 4))
_AMOUNT = case(
    (literal_column("900000000000000") <= _AS_NUMBER, literal_column("9000000000000000000")),
    (literal_column("-900000000000000") >= _AS_NUMBER, literal_column("-9000000000000000000")),
    else_=cast(func.round(_AS_NUMBER * literal_column("10000")), BigInteger),
)
"""In ten-thousandths: both databases then compare whole numbers; what is larger counts as large."""
_KEYS: dict[SortKey, Any] = {
    SortKey.DUE: type_coerce(tasks.c.due_at, BigInteger()),
    SortKey.PRIORITY: tasks.c.priority,
    SortKey.CREATED: type_coerce(tasks.c.created_at, BigInteger()),
    SortKey.AMOUNT: func.coalesce(_AMOUNT, -1),
    SortKey.NUMBER: cases.c.number,
    SortKey.NAME: tasks.c.name,
    SortKey.PROCESS: tasks.c.process_key,
}
_OF_CASES = frozenset({SortKey.AMOUNT, SortKey.NUMBER})
_INDEXED = frozenset({SortKey.DUE, SortKey.CREATED, SortKey.PRIORITY})
"""What the indexes of free tasks are sorted by."""


@lru_cache(maxsize=512)
def page_of(asked: Asked) -> Select[Any] | None:
    """The question for a page; None when there is nothing to look through."""
    branches = narrowed_branches(asked)
    if not branches:
        return None
    keys = _keys(asked.order)
    if asked.follows:
        branches = [branch.where(_further(asked.order)) for branch in branches]
    parts = [_first_of(branch, keys, asked) for branch in branches]
    merged = union_all(*parts).subquery("merged")
    ordered = [merged.c[f"key_{place}"] for place in range(len(keys))]
    directed = _directed(ordered, merged.c.id, asked.order)
    page = select(merged).order_by(*directed).limit(_literal(asked.limit)).subquery("page")
    ordered = [page.c[f"key_{place}"] for place in range(len(keys))]
    return (
        _lines()
        .add_columns(*ordered)
        .join(page, page.c.id == tasks.c.id)
        .where(tasks.c.municipality_id == MUNICIPALITY)
        .order_by(*_directed(ordered, tasks.c.id, asked.order))
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


def narrowed_branches(asked: Asked) -> Sequence[Branch]:
    """The ranges of indexes that a list lies in, each with what narrows it."""
    branches = _few(asked) if asked.found else _branches(asked)
    narrowed = [_narrowed(branch, asked) for branch in branches]
    if asked.tab is Tab.OVERDUE:
        narrowed = [branch.where(tasks.c.due_at < NOW) for branch in narrowed]
    return narrowed


def _branches(asked: Asked) -> Sequence[Branch]:
    """What is held, a branch for oneself and for each person one stands in for; and what is free, a
    branch for each role, or for each role and process."""
    inside = _inside()
    if asked.tab is Tab.OTHERS:
        theirs = inside.where(OPEN, tasks.c.opener_id == person(0))
        return [theirs.where(_of_others(asked)), inside.where(delegated())]
    own = [
        inside.where(HELD, tasks.c.assignee_id == person(place)) for place in range(asked.people)
    ]
    if asked.tab is Tab.POSTPONED:
        return [branch.where(tasks.c.follow_up_at > NOW) for branch in own]
    held = [branch.where(awake()) for branch in own]
    free = [inside.where(FREE, tasks.c.role == role(place)) for place in range(asked.roles)]
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


def _few(asked: Asked) -> Sequence[Branch]:
    """Of cases that are known: their few tasks are looked at one by one."""
    inside = _inside().where(OPEN, tasks.c.case_id.in_(_given("found")))
    mine = tasks.c.assignee_id.in_([person(place) for place in range(asked.people)])
    free = and_(tasks.c.assignee_id.is_(None), _in_roles(asked))
    match asked.tab:
        case Tab.OTHERS:
            theirs = and_(tasks.c.opener_id == person(0), _of_others(asked))
            return [inside.where(or_(theirs, delegated()))]
        case Tab.POSTPONED:
            return [inside.where(mine, tasks.c.follow_up_at > NOW)]
        case Tab.HELD:
            return [inside.where(mine, awake())]
        case Tab.FREE:
            return [inside.where(free)]
        case _:
            return [inside.where(or_(and_(mine, awake()), free))]


def _inside() -> Branch:
    return select(tasks.c.id, tasks.c.due_at).where(tasks.c.municipality_id == MUNICIPALITY)


def awake() -> ColumnElement[bool]:
    """Not postponed, or its day has come."""
    return or_(tasks.c.follow_up_at.is_(None), tasks.c.follow_up_at <= NOW)


def _in_roles(asked: Asked) -> ColumnElement[bool]:
    if not asked.roles:
        return false()
    return tasks.c.role.in_([role(place) for place in range(asked.roles)])


def _of_others(asked: Asked) -> ColumnElement[bool]:
    """What somebody else holds, or another role may take."""
    people = [person(place) for place in range(asked.people)]
    free = and_(tasks.c.assignee_id.is_(None), ~_in_roles(asked))
    held = and_(tasks.c.assignee_id.is_not(None), tasks.c.assignee_id.not_in(people))
    return or_(free, held)


def delegated() -> ColumnElement[bool]:
    """What the person gave to a colleague for a while, in cases that somebody else opened."""
    mine = or_(tasks.c.opener_id.is_(None), tasks.c.opener_id != person(0))
    return and_(
        text("tasks.state = 'open' AND tasks.delegator_id IS NOT NULL"),
        tasks.c.delegator_id == person(0),
        tasks.c.assignee_id != person(0),
        mine,
    )


def person(place: int) -> Any:
    """Who asks, then whom they stand in for."""
    return bindparam(f"person_{place}", type_=tasks.c.assignee_id.type)


def role(place: int) -> Any:
    """One of the roles of who asks."""
    return bindparam(f"role_{place}", type_=tasks.c.role.type)


def _narrowed(branch: Branch, asked: Asked) -> Branch:
    names = {name for name, _ in asked.narrowed}
    if names & _FROM_CASES or asked.words or any(by.key in _OF_CASES for by in asked.order):
        branch = branch.join(cases, joined(tasks, cases, "case_id"))
    for name, size in asked.narrowed:
        branch = branch.where(_clause(name, size))
    if asked.words or asked.named:
        branch = branch.where(or_(*_worded(asked)))
    return branch


def _worded(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.words:
        yield has_number(asked.words)
        if words_of(asked.words):
            yield has_words(tasks.c.case_id, MUNICIPALITY, asked.words)
    if asked.also:
        yield tasks.c.case_id.in_(_given("also"))
    if asked.named:
        yield tasks.c.name.in_([bindparam(f"named_{place}") for place in range(asked.named)])


def _given(name: str) -> Any:
    """Cases by their ids."""
    return bindparam(name, expanding=True, type_=tasks.c.case_id.type)


def _clause(name: str, size: int) -> Any:
    """What one field of a narrowing says of a task."""

    def among(column: Any) -> Any:
        values = (bindparam(f"{name}_{place}", type_=column.type) for place in range(size))
        return column.in_(list(values))

    def value(column: Any) -> Any:
        return bindparam(name, type_=column.type)

    match name:
        case "processes":
            return among(tasks.c.process_key)
        case "names":
            return among(tasks.c.name)
        case "roles":
            return among(tasks.c.role)
        case "holder":
            return tasks.c.assignee_id == value(tasks.c.assignee_id)
        case "unheld":
            return tasks.c.assignee_id.is_(None)
        case "due_from":
            return tasks.c.due_at >= value(tasks.c.due_at)
        case "due_before":
            return tasks.c.due_at < value(tasks.c.due_at)
        case "without_due":
            return type_coerce(tasks.c.due_at, BigInteger()) == FAR_FUTURE
        case "priority_from":
            return tasks.c.priority >= value(tasks.c.priority)
        case "amount_from":
            return bindparam(name, type_=BigInteger()) <= _AMOUNT
        case "amount_to":
            return bindparam(name, type_=BigInteger()) >= _AMOUNT
        case "opened_from":
            return cases.c.opened_at >= value(cases.c.opened_at)
        case "opened_before":
            return cases.c.opened_at < value(cases.c.opened_at)
        case "facts":
            return and_(*(_has_fact(place) for place in range(size)))
        case "created_before":
            return tasks.c.created_at < value(tasks.c.created_at)
    raise ValueError(f"nothing is narrowed by {name}")


def _has_fact(place: int) -> ColumnElement[bool]:
    beginning = func.lower(func.substr(case_facts.c.text, 1, func.length(_fact_text(place))))
    return exists().where(
        case_facts.c.municipality_id == MUNICIPALITY,
        case_facts.c.case_id == tasks.c.case_id,
        case_facts.c.label == bindparam(f"fact_{place}", type_=case_facts.c.label.type),
        beginning == _fact_text(place),
    )


def _fact_text(place: int) -> Any:
    return bindparam(f"fact_text_{place}", type_=case_facts.c.text.type)


def _keys(order: Order) -> list[Any]:
    return [_key(by, place) for place, by in enumerate(order)]


def _key(by: By, place: int) -> Any:
    return _fact_key(by, place) if by.key is SortKey.FACT else _KEYS[by.key]


def _fact_key(by: By, place: int) -> Any:
    """Numbers before texts, each in their order; what has none first. One text that sorts so."""
    number = func.coalesce(case_facts.c.number, 0) + literal_column("1000000000000000000")
    sortable = cast(number, Text) + func.lower(case_facts.c.text)
    found = (
        select(sortable)
        .where(case_facts.c.municipality_id == tasks.c.municipality_id)
        .where(case_facts.c.case_id == tasks.c.case_id)
        .where(case_facts.c.label == bindparam(f"order_{place}", by.fact, type_=Text()))
        .scalar_subquery()
    )
    return func.coalesce(found, literal(""), type_=Text())


def _directed(keys: Iterable[Any], number: Any, order: Order) -> list[Any]:
    """What is equal follows by its id, in the direction of the first key: an index read backwards
    turns both around."""
    directed = [key.desc() if by.down else key for key, by in zip(keys, order, strict=True)]
    return [*directed, number.desc() if order[0].down else number]


def _further(order: Order) -> ColumnElement[bool]:
    """Past the last row of the page before: further in the first key, or equal in it and further in
    the next, and at last in the id. The first key is also said as a range of its index."""
    ways: list[Any] = []
    equal: list[Any] = []
    for place, by in enumerate(order):
        key, seen = _key(by, place), _seen(place, by)
        ways.append(and_(*equal, key < seen if by.down else key > seen))
        equal.append(key == seen)
    first, seen = _key(order[0], 0), _seen(0, order[0])
    last = bindparam("id_after", type_=BigInteger())
    ways.append(and_(*equal, tasks.c.id < last if order[0].down else tasks.c.id > last))
    if order[0].key not in _INDEXED:
        return or_(*ways)
    return and_(first <= seen if order[0].down else first >= seen, or_(*ways))


def _seen(place: int, by: By) -> Any:
    return bindparam(f"after_{place}", type_=_key(by, place).type)


def _first_of(branch: Branch, keys: Sequence[Any], asked: Asked) -> Select[Any]:
    """As a subquery: SQLite takes no LIMIT in a part of a union."""
    labelled = [key.label(f"key_{place}") for place, key in enumerate(keys)]
    page = (
        branch.with_only_columns(tasks.c.id, *labelled, maintain_column_froms=True)
        .order_by(*_directed(keys, tasks.c.id, asked.order))
        .limit(_literal(asked.limit))
        .subquery()
    )
    return select(page)


def _literal(number: int) -> ColumnElement[int]:
    """As a number in the text: of a bound one the planner would not know how few are wanted."""
    return literal_column(str(number))


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
    blank: ColumnElement[str] = literal_column("' '")
    told = begun + blank + due + blank + paused
    return (
        select(told)
        .where(deadlines.c.municipality_id == tasks.c.municipality_id)
        .where(deadlines.c.case_id == tasks.c.case_id, deadlines.c.task_id == tasks.c.id)
        .where(_OPEN_TERM)
        .order_by(deadlines.c.due_at)
        .limit(_literal(1))
        .scalar_subquery()
    )
