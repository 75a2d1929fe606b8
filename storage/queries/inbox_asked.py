"""The shape of a question of the inbox, the values that it names, and which tasks a list holds.

A shape is how many roles and people there are, which list, what narrows it and in which order; the
values are filled in when it is asked (`inbox.py`). States are literals, because the indexes hold
open tasks only.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    false,
    literal_column,
    or_,
    select,
    text,
)

from storage.queries.inbox_narrowing import BY_DUE, By, Order, Shape
from storage.tables import tasks

HELD = text("tasks.state = 'open' AND tasks.assignee_id IS NOT NULL")
FREE = text("tasks.state = 'open' AND tasks.assignee_id IS NULL")
OPEN = text("tasks.state = 'open'")

Branch = Select[tuple[int, datetime]]

MUNICIPALITY: Any = bindparam("municipality", type_=tasks.c.municipality_id.type)
NOW = bindparam("now", type_=tasks.c.due_at.type)


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
    says that the cases are few and known. `equal` and `without` keep to what has one value of the
    first key of an order, or none."""

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
    equal: By | None = None
    without: By | None = None


def inside() -> Branch:
    """The tasks of the municipality."""
    return select(tasks.c.id, tasks.c.due_at).where(tasks.c.municipality_id == MUNICIPALITY)


def held_by_list(asked: Asked) -> ColumnElement[bool]:
    """What a list holds, said of one open task after another."""
    mine = tasks.c.assignee_id.in_([person(place) for place in range(asked.people)])
    free = and_(tasks.c.assignee_id.is_(None), in_roles(asked))
    match asked.tab:
        case Tab.OTHERS:
            theirs = and_(tasks.c.opener_id == person(0), of_others(asked))
            return or_(theirs, delegated())
        case Tab.POSTPONED:
            return and_(mine, tasks.c.follow_up_at > NOW)
        case Tab.HELD:
            return and_(mine, awake())
        case Tab.FREE:
            return free
        case Tab.OVERDUE:
            return and_(or_(and_(mine, awake()), free), tasks.c.due_at < NOW)
        case _:
            return or_(and_(mine, awake()), free)


def awake() -> ColumnElement[bool]:
    """Not postponed, or its day has come."""
    return or_(tasks.c.follow_up_at.is_(None), tasks.c.follow_up_at <= NOW)


def in_roles(asked: Asked) -> ColumnElement[bool]:
    """Whether one of the roles may take it."""
    if not asked.roles:
        return false()
    return tasks.c.role.in_([role(place) for place in range(asked.roles)])


def of_others(asked: Asked) -> ColumnElement[bool]:
    """What somebody else holds, or another role may take."""
    people = [person(place) for place in range(asked.people)]
    free = and_(tasks.c.assignee_id.is_(None), ~in_roles(asked))
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


def given(name: str) -> Any:
    """Cases by their ids."""
    return bindparam(name, expanding=True, type_=tasks.c.case_id.type)


def literally(number: int) -> ColumnElement[int]:
    """As a number in the text: of a bound one the planner would not know how few are wanted."""
    return literal_column(str(number))
