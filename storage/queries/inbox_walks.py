"""The questions that go through open cases in the order of what a list is sorted by, and look at
the tasks of each, until a page is full: what a page costs depends on how many cases one passes.

A question passes so many cases and no more. Where that cuts it off, tasks count up to the
last value only, because more cases may have that one (`inbox_sorted.py`).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, bindparam, literal_column, select, union_all

from storage.queries.inbox_asked import MUNICIPALITY, OPEN, Asked, Branch, held_by_list, literally
from storage.queries.inbox_clauses import narrowed
from storage.queries.inbox_narrowing import By, SortKey
from storage.queries.inbox_order import further, keys_of, label_of
from storage.queries.inbox_questions import first_of, lines_of_first
from storage.tables import case_facts, cases, tasks
from storage.tables.cases import NOT_OVER


@dataclass(frozen=True, slots=True)
class Walk:
    """How many processes a walk goes through, how many open cases or facts of cases it passes, and
    where it begins: with the first value, with a value (`begun`), or past it (`beyond`); `only`
    that value."""

    processes: int
    most: int
    begun: bool = False
    beyond: bool = False
    only: bool = False


@lru_cache(maxsize=256)
def page_walked(asked: Asked, walk: Walk) -> Select[Any]:
    """A page of what the cases of a walk have for the list."""
    walked = _walked(asked.order[0], walk)
    of_case = and_(tasks.c.municipality_id == MUNICIPALITY, tasks.c.case_id == walked.c.case_id)
    branch: Branch = (
        select(tasks.c.id, tasks.c.due_at)
        .select_from(walked.join(tasks, of_case))
        .where(OPEN, held_by_list(asked))
    )
    branch = narrowed(branch, asked, asked.order[1:])
    keys = [walked.c.key, *keys_of(asked.order)[1:]]
    if asked.follows:
        branch = branch.where(further(asked.order, keys))
    return lines_of_first([first_of(branch, keys, asked)], asked)


@lru_cache(maxsize=256)
def end_of(order: By, walk: Walk) -> Select[Any]:
    """The last value of a walk that was cut off; none of one that came to the end."""
    walked = _walked(order, walk)
    key = walked.c.key
    last = select(key).order_by(key.desc() if order.down else key)
    return last.offset(literally(walk.most - 1)).limit(literally(1))


@lru_cache(maxsize=64)
def having_amount(processes: int) -> Select[Any] | CompoundSelect[Any]:
    """Those of so many processes that have an open case with the amount `walk_from`."""
    first, *others = (_having(place) for place in range(processes))
    return first.union_all(*others) if others else first


def _having(place: int) -> Select[Any]:
    process = bindparam(f"walked_{place}", type_=cases.c.process_key.type)
    there = _cases(By(SortKey.AMOUNT), place).where(
        cases.c.amount_sorts == bindparam("walk_from", type_=cases.c.amount_sorts.type)
    )
    return select(process).where(there.exists())


def _walked(order: By, walk: Walk) -> Any:
    if order.key is SortKey.FACT:
        return _cut(_facts(order), order, walk).subquery("walked")
    parts = [
        select(_cut(_cases(order, place), order, walk).subquery())
        for place in range(walk.processes)
    ]
    merged = union_all(*parts).subquery("merged_cases")
    key = merged.c.key
    whole = select(merged).order_by(key.desc() if order.down else key).limit(literally(walk.most))
    return whole.subquery("walked")


def _facts(order: By) -> Select[Any]:
    return select(case_facts.c.case_id, case_facts.c.sorts.label("key")).where(
        case_facts.c.municipality_id == MUNICIPALITY, case_facts.c.label == label_of(order, 0)
    )


def _cases(order: By, place: int) -> Select[Any]:
    """The open ones of one process; of amounts those that have one."""
    amount = order.key is SortKey.AMOUNT
    key = cases.c.amount_sorts if amount else cases.c.number
    process = bindparam(f"walked_{place}", type_=cases.c.process_key.type)
    found = select(cases.c.id.label("case_id"), key.label("key")).where(
        cases.c.municipality_id == MUNICIPALITY, NOT_OVER, cases.c.process_key == process
    )
    return found.where(literal_column("cases.amount_sorts IS NOT NULL")) if amount else found


def _cut(found: Select[Any], order: By, walk: Walk) -> Select[Any]:
    key = found.selected_columns["key"].element
    if walk.begun:
        place = bindparam("walk_from", type_=key.type)
        up, down = (key > place, key < place) if walk.beyond else (key >= place, key <= place)
        found = found.where(key == place if walk.only else down if order.down else up)
    return found.order_by(key.desc() if order.down else key).limit(literally(walk.most))
