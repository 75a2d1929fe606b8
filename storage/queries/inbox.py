"""The inbox: the open tasks that a person holds or may take, by default in the order they fall due.

One branch for what is held and one for each role, each at most a page long and read in the order
of its index, then merged: what a page costs does not depend on how many tasks there are. A text is
looked up first: where it finds few cases, their tasks are the list. What is asked lies in
`inbox_questions.py` and `inbox_counts.py`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from storage.database import Connection
from storage.queries.inbox_asked import Asked, Tab
from storage.queries.inbox_counts import kinds_of
from storage.queries.inbox_narrowing import BY_DUE, By, Narrowing, Order, SortKey, order_of
from storage.queries.inbox_numbers import (
    Aside,
    Counts,
    Kind,
    aside_asked,
    counts,
    counts_aside,
    counts_asked,
    kinds_asked,
    kinds_in_inbox,
    processes_in_inbox,
    who_asks,
)
from storage.queries.inbox_questions import page_of, total_of
from storage.queries.inbox_sorted import After, Sorted, place_of, takes_several
from storage.queries.search import few_cases_found
from storage.questions import Question, answer

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
    "aside_asked",
    "counts",
    "counts_aside",
    "counts_asked",
    "kinds_asked",
    "kinds_in_inbox",
    "open_tasks",
    "order_of",
    "processes_in_inbox",
    "takes_several",
    "tasks_asked",
    "tasks_in",
    "total_in",
]

NO_NARROWING = Narrowing()


class InboxRow(NamedTuple):
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
    form_key: str | None
    deadline_start: date | None
    deadline_due: date | None
    deadline_paused: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a list; `next` is the place where the following page begins, None at the end."""

    rows: tuple[InboxRow, ...]
    next: After | None


_NOTHING = Page((), None)


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
    kinds: Collection[Kind] | None = None,
    order: Order = BY_DUE,
    now: datetime,
    after: After | None = None,
    limit: int = 50,
    of_cases: Collection[int] | None = None,
) -> Page:
    """A page of a list, narrowed and in an order; what is equal in it follows by id; with
    `of_cases` only what belongs to these few.

    `text` finds by the beginning or the end of a number, by beginnings of words of the case's title
    and by the task's name (among `kinds`, where those are known already); `also` are cases that it
    finds otherwise (`inbox_text.py`).
    """
    order = order_of(order)
    if not text.strip() and of_cases is None:
        if takes_several(Tab(tab), order):
            who = who_asks(municipality_id, people, roles) | {"now": now}
            asked = Asked(len(roles), len(people), Tab(tab))
            if kinds is None:
                mine = kinds_asked(municipality_id, people=people, roles=roles, now=now)
                kinds = answer(connection, mine)
            parts = Sorted(connection, asked, who, kinds)
            return _page(parts.rows(narrowing, order, after, limit + 1), len(order), limit)
        plain = tasks_asked(
            municipality_id,
            people=people,
            roles=roles,
            tab=tab,
            narrowing=narrowing,
            order=order,
            now=now,
            after=after,
            limit=limit,
        )
        return answer(connection, plain) if plain else _NOTHING
    who = who_asks(municipality_id, people, roles)
    asked = Asked(len(roles), len(people), Tab(tab), narrowing.shape, order=order)
    asked, values = _with_text(connection, asked, who | {"now": now}, text, also, kinds)
    if of_cases is not None:
        known = set(values["found"]) & set(of_cases) if asked.found else of_cases
        asked, values = replace(asked, found=True), {**values, "found": sorted(known)}
    found = page_of(replace(asked, follows=after is not None, limit=limit + 1))
    if found is None:
        return _NOTHING
    rows = connection.execute(found, values | narrowing.values() | place_of(after))
    return _page([tuple(row) for row in rows], len(order), limit)


def tasks_asked(
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    tab: str = Tab.MINE,
    narrowing: Narrowing = NO_NARROWING,
    order: Order = BY_DUE,
    now: datetime,
    after: After | None = None,
    limit: int = 50,
) -> Question[Page] | None:
    """A page of a list without a text, to be asked together with others; None: it is empty."""
    order = order_of(order)
    asked = Asked(len(roles), len(people), Tab(tab), narrowing.shape, order=order)
    found = page_of(replace(asked, follows=after is not None, limit=limit + 1))
    if found is None:
        return None
    values = who_asks(municipality_id, people, roles) | {"now": now}
    return Question(
        found,
        values | narrowing.values() | place_of(after),
        lambda rows: _page(rows, len(order), limit),
        plan_kept=_has_one_plan(narrowing),
    )


def _has_one_plan(narrowing: Narrowing) -> bool:
    """Whether one plan is good for all values: of a name alone the planner knows how rare it is."""
    return not narrowing.names or bool(narrowing.processes)


def _page(rows: list[Any], keys: int, limit: int) -> Page:
    """Of rows of which there is one too many where a page follows, each with its sorted values."""
    lines = tuple(InboxRow(*row[: -keys - 1], *_days(row[-keys - 1])) for row in rows[:limit])
    if len(rows) <= limit:
        return Page(lines, None)
    return Page(lines, (rows[limit - 1][-keys:], lines[-1].task_id))


def _days(term: str | None) -> Iterator[date | None]:
    """When a legal term began, falls due and was paused, of its one text."""
    return (date.fromisoformat(day) if day else None for day in (term or "  ").split(" "))


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
    who = who_asks(municipality_id, people, roles) | {"now": now}
    asked, values = _with_text(connection, asked, who, text, also)
    found = total_of(asked)
    if found is None:
        return 0
    return int(connection.execute(found, values | narrowing.values()).scalar_one())


def _with_text(
    connection: Connection,
    asked: Asked,
    values: dict[str, Any],
    text: str,
    also: Collection[int],
    kinds: Collection[Kind] | None = None,
) -> tuple[Asked, dict[str, Any]]:
    """The question with what a text stands for."""
    text = text.strip()
    if not text:
        return asked, values
    if kinds is None:
        rows = connection.execute(kinds_of(asked.roles, asked.people), values)
        kinds = [Kind(process, name, int(number)) for process, name, number in rows]
    plain = text.casefold()
    names = tuple(sorted({each.name for each in kinds if plain in each.name.casefold()}))
    found = few_cases_found(connection, values["municipality"], text)
    if found is not None and not names:
        return replace(asked, found=True), {**values, "found": [*found, *also]}
    named = {f"named_{place}": name for place, name in enumerate(names)}
    asked = replace(asked, words=text, named=len(names), also=bool(also))
    return asked, values | named | ({"also": list(also)} if also else {})
