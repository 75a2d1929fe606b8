"""The inbox: the open tasks that a person holds or may take, by default in the order they fall due.

One branch for what is held and one for each role, each at most a page long and read in the order
of its index, then merged: what a page costs does not depend on how many tasks there are. A text is
looked up first: where it finds few cases, their tasks are the list. What is asked lies in
`inbox_questions.py` and `inbox_counts.py`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from storage.database import Connection
from storage.queries.inbox_counts import aside_counts_of, counts_of, kinds_of
from storage.queries.inbox_narrowing import BY_DUE, By, Narrowing, Order, SortKey, order_of
from storage.queries.inbox_questions import Asked, Tab, page_of, total_of
from storage.queries.search import few_cases_found
from storage.tables.counts import SLOT
from storage.tables.types import instant, micros

__all__ = [
    "BY_DUE",
    "NO_NARROWING",
    "After",
    "Aside",
    "By",
    "Counts",
    "InboxRow",
    "Kind",
    "Narrowing",
    "Order",
    "Page",
    "SortKey",
    "Tab",
    "counts",
    "counts_aside",
    "kinds_in_inbox",
    "open_tasks",
    "order_of",
    "processes_in_inbox",
    "tasks_in",
    "total_in",
]

After = tuple[tuple[Any, ...], int]
"""The sorted values, in stored form, and the id of the last row of the page before."""

NO_NARROWING = Narrowing()


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
    form_key: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks each tab has; `due_today`: of mine, what is not yet overdue and falls due
    before the day ends."""

    mine: int
    held: int
    free: int
    overdue: int
    due_today: int


@dataclass(frozen=True, slots=True)
class Aside:
    """How many tasks the person postponed, and how many others have to do in the person's cases."""

    postponed: int
    others: int


@dataclass(frozen=True, slots=True)
class Kind:
    """One task of one process, and how many of it the person holds or may take."""

    process_key: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a list; `next` is the place where the following page begins, None at the end."""

    rows: tuple[InboxRow, ...]
    next: After | None


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
    """A page of a person's inbox, what falls due first first, then by id."""
    page = tasks_in(
        connection,
        municipality_id,
        people=people,
        roles=roles,
        tab=tab,
        narrowing=Narrowing(processes=(process_key,) if process_key else ()),
        text=text,
        now=now,
        after=after,
        limit=limit,
    )
    return page.rows


def tasks_in(
    connection: Connection,
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    tab: str = Tab.MINE,
    narrowing: Narrowing = NO_NARROWING,
    text: str = "",
    also: Collection[int] = (),
    order: Order = BY_DUE,
    now: datetime,
    after: After | None = None,
    limit: int = 50,
    of_cases: Collection[int] | None = None,
) -> Page:
    """A page of a list, narrowed and in an order; what is equal in it follows by id; with
    `of_cases` only what belongs to these few.

    `text` finds by the beginning or the end of a number, by beginnings of words of the case's title
    and by the task's name; `also` are cases that it finds otherwise (`inbox_text.py`).
    """
    who = _who(municipality_id, people, roles)
    asked = Asked(len(roles), len(people), Tab(tab), narrowing.shape, order=order)
    asked, values = _with_text(connection, asked, who | {"now": now}, text, also)
    if of_cases is not None:
        known = set(values["found"]) & set(of_cases) if asked.found else of_cases
        asked, values = replace(asked, found=True), {**values, "found": sorted(known)}
    found = page_of(replace(asked, follows=after is not None, limit=limit + 1))
    if found is None:
        return Page((), None)
    values |= narrowing.values()
    if after is not None:
        values |= {f"after_{place}": value for place, value in enumerate(after[0])}
        values["id_after"] = after[1]
    rows = [tuple(row) for row in connection.execute(found, values)]
    lines = tuple(InboxRow(*row[: -len(order)]) for row in rows[:limit])
    if len(rows) <= limit:
        return Page(lines, None)
    return Page(lines, (rows[limit - 1][-len(order) :], lines[-1].task_id))


def total_in(
    connection: Connection,
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    tab: str = Tab.MINE,
    narrowing: Narrowing = NO_NARROWING,
    text: str = "",
    also: Collection[int] = (),
    now: datetime,
) -> int:
    """How many tasks a narrowed list has. They are counted one by one: for lists of many thousands
    that takes its time."""
    asked = Asked(len(roles), len(people), Tab(tab), narrowing.shape)
    who = _who(municipality_id, people, roles) | {"now": now}
    asked, values = _with_text(connection, asked, who, text, also)
    found = total_of(asked)
    if found is None:
        return 0
    return int(connection.execute(found, values | narrowing.values()).scalar_one())


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
    slot = micros(now) // SLOT
    asked = _who(municipality_id, people, roles) | {
        "now": now,
        "end": end_of_today,
        "now_slot": slot,
        "end_slot": micros(end_of_today) // SLOT,
        "slot_begins": instant(slot * SLOT),
        "slot_ends": instant((slot + 1) * SLOT),
    }
    row = connection.execute(counts_of(len(roles), len(people)), asked).one()
    held, free, overdue, today = (int(each) for each in row)
    return Counts(held + free, held=held, free=free, overdue=overdue, due_today=today)


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
    return Aside(postponed=int(row[0]), others=int(row[1]))


def kinds_in_inbox(
    connection: Connection,
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    now: datetime,
) -> tuple[Kind, ...]:
    """The tasks of each process of a person's inbox with their number, the most frequent first."""
    asked = _who(municipality_id, people, roles) | {"now": now}
    found = connection.execute(kinds_of(len(roles), len(people)), asked)
    kinds = [Kind(process, name, int(number)) for process, name, number in found]
    return tuple(sorted(kinds, key=lambda each: (-each.number, each.process_key, each.name)))


def processes_in_inbox(
    connection: Connection,
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    now: datetime,
) -> tuple[tuple[str, int], ...]:
    """The processes of the tasks of a person's inbox with their number, the most frequent first."""
    kinds = kinds_in_inbox(connection, municipality_id, people=people, roles=roles, now=now)
    sums: dict[str, int] = {}
    for kind in kinds:
        sums[kind.process_key] = sums.get(kind.process_key, 0) + kind.number
    return tuple(sorted(sums.items(), key=lambda each: (-each[1], each[0])))


def _with_text(
    connection: Connection,
    asked: Asked,
    values: dict[str, Any],
    text: str,
    also: Collection[int],
) -> tuple[Asked, dict[str, Any]]:
    """The question with what a text stands for."""
    text = text.strip()
    if not text:
        return asked, values
    kinds = connection.execute(kinds_of(asked.roles, asked.people), values)
    plain = text.casefold()
    names = tuple(sorted({name for _, name, _ in kinds if plain in name.casefold()}))
    found = few_cases_found(connection, values["municipality"], text)
    if found is not None and not names:
        return replace(asked, found=True), {**values, "found": [*found, *also]}
    named = {f"named_{place}": name for place, name in enumerate(names)}
    asked = replace(asked, words=text, named=len(names), also=bool(also))
    return asked, values | named | ({"also": list(also)} if also else {})


def _who(municipality_id: int, people: Sequence[int], roles: Collection[str]) -> dict[str, Any]:
    """The values of what every question names; `people` are who asks, then whom they stand for."""
    numbered: dict[str, Any] = {f"role_{place}": role for place, role in enumerate(sorted(roles))}
    numbered |= {f"person_{place}": person for place, person in enumerate(people)}
    return {"municipality": municipality_id, **numbered}
