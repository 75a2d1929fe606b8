"""What narrows a list of the inbox, said of a task and its case."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, exists, func, or_, type_coerce

from storage.queries.inbox_asked import MUNICIPALITY, Asked, Branch, given
from storage.queries.inbox_narrowing import By, Order, SortKey
from storage.queries.inbox_order import OF_CASES, fact_of, key_of
from storage.queries.reading import joined
from storage.queries.search import has_number, has_words
from storage.tables import case_facts, cases, tasks
from storage.tables.types import FAR_FUTURE
from storage.words import words_of

_FROM_CASES = frozenset({"amount_from", "amount_to", "opened_from", "opened_before"})


def narrowed(branch: Branch, asked: Asked, order: Order | None = None) -> Branch:
    """Of a branch what the question keeps to, joined with the cases where that needs them, or its
    order (another one when given)."""
    if _needs_cases(asked, asked.order if order is None else order):
        branch = branch.join(cases, joined(tasks, cases, "case_id"))
    for name, size in asked.narrowed:
        branch = branch.where(_clause(name, size))
    if asked.words or asked.named:
        branch = branch.where(or_(*_worded(asked)))
    if asked.equal:
        key = key_of(asked.equal, _OF_ITS_OWN)
        branch = branch.where(key == bindparam("equal", type_=key.type))
    if asked.without:
        branch = branch.where(_lacks(asked.without))
    return branch


_OF_ITS_OWN = 9
"""The place that names the label of a fact which narrows and does not sort."""


def _needs_cases(asked: Asked, order: Order) -> bool:
    alone = (each for each in (asked.equal, asked.without) if each)
    return (
        any(name in _FROM_CASES for name, _ in asked.narrowed)
        or bool(asked.words)
        or any(by.key in OF_CASES for by in (*order, *alone))
    )


def _lacks(by: By) -> ColumnElement[bool]:
    if by.key is SortKey.AMOUNT:
        return cases.c.amount_sorts.is_(None)
    lacks: ColumnElement[bool] = fact_of(by, _OF_ITS_OWN).is_(None)
    return lacks


def _worded(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.words:
        yield has_number(asked.words)
        if words_of(asked.words):
            yield has_words(tasks.c.case_id, MUNICIPALITY, asked.words)
    if asked.also:
        yield tasks.c.case_id.in_(given("also"))
    if asked.named:
        yield tasks.c.name.in_([bindparam(f"named_{place}") for place in range(asked.named)])


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
        case "priority":
            return tasks.c.priority == value(tasks.c.priority)
        case "amount_from":
            return cases.c.amount_sorts >= bindparam(name, type_=BigInteger())
        case "amount_to":
            return cases.c.amount_sorts <= bindparam(name, type_=BigInteger())
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
