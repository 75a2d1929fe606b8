"""Lists of the inbox in an order that no index of tasks has, beside very many tasks.

What is sorted by a priority, a process or a name is read value after value, each in the order that
an index has. What is sorted by the number of the case, its amount or a fact is found by walking
through the open cases in that order (`inbox_walks.py`). Each way costs as much as there is on the
page; where a walk finds too little, and where the list is short, all of it is sorted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Executable

from storage.database import Connection
from storage.queries.inbox_asked import Asked, Tab
from storage.queries.inbox_narrowing import By, Narrowing, Order, SortKey
from storage.queries.inbox_numbers import Kind
from storage.queries.inbox_order import past_all
from storage.queries.inbox_questions import next_priority_of, page_of, reach_of
from storage.queries.inbox_walks import Walk, end_of, having_amount, page_walked
from storage.questions import Question, answer, answers
from storage.wire import Row

After = tuple[tuple[Any, ...], int]
"""The sorted values, in stored form, and the id of the last row of the page before."""

SHORT = 2_000
"""A list of no more is sorted as a whole."""
WALKS = (200, 2_000, 2_000, 2_000)
"""Cases that the walks for one page pass; then the whole list is sorted."""
MOST_EQUAL = 10_000
"""Cases with one value that are sorted as a whole."""
MOST_PROCESSES = 20
"""Processes whose cases are walked through together."""
_BY_VALUE = frozenset({SortKey.PRIORITY, SortKey.PROCESS, SortKey.NAME})
_BY_CASE = frozenset({SortKey.NUMBER, SortKey.AMOUNT, SortKey.FACT})
_SORTED = frozenset({Tab.MINE, Tab.FREE, Tab.OVERDUE})
"""The lists that may be long in this way: what is free is in them."""


def takes_several(tab: Tab, order: Order) -> bool:
    """Whether a page may take more than one question."""
    return tab in _SORTED and order[0].key in _BY_VALUE | _BY_CASE


@dataclass(frozen=True, slots=True)
class Sorted:
    """Reads a list in parts. `values` are those of who asks; `kinds` are the tasks that they hold
    or may take; a row has the values of its order at its end."""

    connection: Connection
    asked: Asked
    values: dict[str, Any]
    kinds: Collection[Kind]

    def rows(
        self, narrowing: Narrowing, order: Order, after: After | None, limit: int
    ) -> list[Row]:
        """The first rows of the list after a place."""
        if not order or not takes_several(self.asked.tab, order) or self._is_short(narrowing):
            return self._plain(narrowing, order, after, limit)
        if order[0].key in _BY_VALUE:
            return self._by_value(narrowing, order, after, limit)
        found = self._by_case(narrowing, order, after, limit)
        return self._plain(narrowing, order, after, limit) if found is None else found

    def _is_short(self, narrowing: Narrowing) -> bool:
        """Whether there is little to sort, by the ranges that indexes know; other things that
        narrow the list are not looked at for this."""
        if sum(each.number for each in self.kinds) <= SHORT:
            return True
        ranges = replace(
            Narrowing(),
            processes=narrowing.processes,
            due_from=narrowing.due_from,
            due_before=narrowing.due_before,
            without_due=narrowing.without_due,
            priority=narrowing.priority,
        )
        found = reach_of(replace(self.asked, narrowed=ranges.shape), SHORT + 1)
        return found is None or self._value(found, ranges.values()) <= SHORT

    def _plain(
        self,
        narrowing: Narrowing,
        order: Order,
        after: After | None,
        limit: int,
        *,
        equal: tuple[By, Any] | None = None,
        without: By | None = None,
    ) -> list[Row]:
        """With one question; of what has one value of the order's first key, or none."""
        asked = self._shape(narrowing, order, after, limit)
        values = {**narrowing.values(), **place_of(after)}
        if equal:
            values["equal"] = equal[1]
        found = page_of(replace(asked, equal=equal[0] if equal else None, without=without))
        return [] if found is None else self._ask(found, values)

    def _by_value(
        self, narrowing: Narrowing, order: Order, after: After | None, limit: int
    ) -> list[Row]:
        first, rest = order[0], order[1:]
        found: list[Row] = []
        for value, kept in self._values(narrowing, first, after[0][0] if after else None):
            further = _within(after, value)
            rows = self.rows(kept, rest, further, limit - len(found))
            found += _with_key(rows, value, len(rest))
            if len(found) >= limit:
                break
        return found

    def _values(self, narrowing: Narrowing, by: By, start: Any) -> Iterator[tuple[Any, Narrowing]]:
        """The values of a key in its direction from one of them on, each with what narrows the list
        to it."""
        if by.key is SortKey.PRIORITY:
            yield from self._priorities(narrowing, by, start)
            return
        processes = set(narrowing.processes)
        kinds = [each for each in self.kinds if not processes or each.process_key in processes]
        names = by.key is SortKey.NAME
        wanted = set(narrowing.names if names else ())
        there = {each.name if names else each.process_key for each in kinds}
        for value in sorted(there & wanted if wanted else there, reverse=by.down):
            if start is not None and (value > start if by.down else value < start):
                continue
            if names:
                having = {each.process_key for each in kinds if each.name == value}
                yield value, replace(narrowing, names=(value,), processes=tuple(sorted(having)))
            else:
                yield value, replace(narrowing, processes=(value,))

    def _priorities(
        self, narrowing: Narrowing, by: By, start: Any
    ) -> Iterator[tuple[Any, Narrowing]]:
        if narrowing.priority is not None:
            yield narrowing.priority, narrowing
            return
        value = start
        while True:
            if value is not None:
                yield value, replace(narrowing, priority=value)
            asked = replace(self.asked, narrowed=narrowing.shape, follows=value is not None)
            found = next_priority_of(asked, down=by.down)
            if found is None:
                return
            value = self._value(found, {**narrowing.values(), "seen_priority": value})
            if value is None:
                return

    def _by_case(
        self, narrowing: Narrowing, order: Order, after: After | None, limit: int
    ) -> list[Row] | None:
        """None where the walks find too little."""
        first, rest = order[0], order[1:]
        none = past_all(first)
        processes = narrowing.processes or sorted({each.process_key for each in self.kinds})
        if len(processes) > MOST_PROCESSES:
            return None
        found: list[Row] = []
        if after is None or after[0][0] != none:
            walked = self._walked(narrowing, order, after, limit, processes)
            if walked is None or len(walked) >= limit or first.key is SortKey.NUMBER:
                return walked
            found = walked
        further = _within(after, none)
        rows = self._plain(narrowing, rest, further, limit - len(found), without=first)
        return [*found, *_with_key(rows, none, len(rest))]

    def _walked(
        self,
        narrowing: Narrowing,
        order: Order,
        after: After | None,
        limit: int,
        processes: Sequence[str],
    ) -> list[Row] | None:
        """What has a value of the first key; None where that was too far to go."""
        found: list[Row] = []
        walk = Walk(len(processes), most=0, begun=after is not None)
        part = _Part(narrowing, order, processes, after, limit, after[0][0] if after else None)
        for most in WALKS:
            walk = replace(walk, most=most)
            rows, end = self._both(part, walk)
            if end is None:
                return [*found, *rows]
            found += [row for row in rows if _before(row[-len(order)], end, order[0])]
            part = replace(part, limit=limit - len(found))
            if end == part.start and part.limit > 0:
                found += self._with_one_value(part, walk)
                part = replace(part, limit=limit - len(found))
            if part.limit <= 0:
                return found
            walk = replace(walk, begun=True, beyond=end == part.start)
            part = replace(part, start=end)
        return None

    def _with_one_value(self, part: _Part, walk: Walk) -> Sequence[Row]:
        """What has the value that a walk did not come to the end of: sorted as a whole, or, where
        very many have it, sought in the order that follows."""
        rows, end = self._both(part, replace(walk, most=MOST_EQUAL, only=True))
        if end is None:
            return rows
        first, rest = part.order[0], part.order[1:]
        further = _within(part.after, part.start)
        kept = part.narrowing
        if first.key is SortKey.AMOUNT:
            # The tasks of a process in which nobody has that amount would be gone through in vain.
            kept = replace(kept, processes=self._having_amount(part))
        same = self._plain(kept, rest, further, part.limit, equal=(first, part.start))
        return list(_with_key(same, part.start, len(rest)))

    def _having_amount(self, part: _Part) -> tuple[str, ...]:
        values = {**self.values, **_walked_values(part), "walk_from": part.start}
        return tuple(row[0] for row in self._ask(having_amount(len(part.processes)), values))

    def _shape(self, narrowing: Narrowing, order: Order, after: After | None, limit: int) -> Asked:
        return replace(
            self.asked,
            narrowed=narrowing.shape,
            order=order,
            follows=after is not None,
            limit=limit,
        )

    def _ask(self, asked: Executable, values: dict[str, Any]) -> list[Row]:
        return answer(self.connection, Question(asked, self.values | values, list, plan_kept=True))

    def _value(self, asked: Executable, values: dict[str, Any]) -> Any:
        return self._ask(asked, values)[0][0]

    def _both(self, part: _Part, walk: Walk) -> tuple[list[Row], Any]:
        """A page of a walk, and the last value of one that was cut off."""
        asked = self._shape(part.narrowing, part.order, part.after, part.limit)
        values = {**self.values, **part.narrowing.values(), **place_of(part.after)}
        values |= {**_walked_values(part), "walk_from": part.start}
        rows, last = answers(
            self.connection,
            Question(page_walked(asked, walk), values, list, plan_kept=True),
            Question(end_of(part.order[0], walk), values, list, plan_kept=True),
        )
        return rows, last[0][0] if last else None


@dataclass(frozen=True, slots=True)
class _Part:
    """What a walk looks for: `start` is the value that it begins with."""

    narrowing: Narrowing
    order: Order
    processes: Sequence[str]
    after: After | None
    limit: int
    start: Any


def _walked_values(part: _Part) -> dict[str, str]:
    return {f"walked_{place}": key for place, key in enumerate(part.processes)}


def place_of(after: After | None) -> dict[str, Any]:
    """Where a page goes on, by the names that a question knows it by."""
    if after is None:
        return {}
    place = {f"after_{place}": value for place, value in enumerate(after[0])}
    return {**place, "id_after": after[1]}


def _within(after: After | None, value: Any) -> After | None:
    """The place among what has this value, where the page before ended in it."""
    if after is None or after[0][0] != value:
        return None
    return after[0][1:], after[1]


def _with_key(rows: Sequence[Row], value: Any, rest: int) -> Iterator[Row]:
    """The rows with one more sorted value before the others."""
    for row in rows:
        yield (*row[: len(row) - rest], value, *row[len(row) - rest :])


def _before(value: Any, end: Any, by: By) -> bool:
    return bool(value > end if by.down else value < end)
