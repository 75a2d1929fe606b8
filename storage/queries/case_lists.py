"""The list of cases, newest first, and how many are open of each process.

A list of some processes or of one state is a range of one index for each process and state, each at
most a page long, and merged: what a page costs does not depend on how many cases there are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from storage.database import Connection
from storage.queries.cases import CASE_LINES, CaseRow
from storage.queries.reading import many
from storage.queries.search import few_cases_found, has_number, has_words
from storage.questions import Question, answer
from storage.tables import case_counts, cases, crowds, definitions
from storage.tables.cases import NOT_OVER, CaseState
from storage.words import words_of

LOOKED_UP = 2_000
"""Cases that are looked up together, once the newest of those that a text finds were too few."""
MOST_RANGES = 250
"""Ranges that are merged; where there would be more, the list is gone through as it is."""
_MUNICIPALITY: Any = bindparam("municipality", type_=cases.c.municipality_id.type)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list is narrowed to; no processes, no state, versions None: to nothing."""

    processes: tuple[str, ...] = ()
    state: str = ""
    versions: Collection[int] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it holds every case."""
        return not self.state and self.versions is None and not self.processes

    @property
    def states(self) -> tuple[str, ...]:
        """Those that its cases may be in."""
        return (self.state,) if self.state else tuple(CaseState)

    @property
    def ranges(self) -> int:
        """How many ranges of the index it lies in; none where nothing can belong to it."""
        none = self.versions is not None and not self.versions
        return 0 if none else len(self.processes) * len(self.states)

    @property
    def shape(self) -> tuple[int, int, int | None]:
        """How many processes, states and versions it names."""
        versions = None if self.versions is None else len(self.versions)
        return len(self.processes), len(self.states), versions

    def values(self) -> dict[str, Any]:
        """The values by the names that a question knows them by."""
        named: dict[str, Collection[Any]] = {
            "process": self.processes,
            "state": self.states,
            "version": self.versions or (),
        }
        return {
            f"{name}_{place}": value
            for name, values in named.items()
            for place, value in enumerate(values)
        }


@dataclass(frozen=True, slots=True)
class _Shape:
    """How many processes, states and versions (None: all) there are, and whether the page follows
    another."""

    listed: tuple[int, int, int | None]
    follows: bool
    limit: int


def list_cases(
    connection: Connection,
    municipality_id: int,
    *,
    text: str = "",
    also: Collection[int] = (),
    process_key: str = "",
    state: str = "",
    definition_ids: Collection[int] | None = None,
    after: int | None = None,
    limit: int = 50,
) -> tuple[CaseRow, ...]:
    """Cases, newest first; the page after the case with id `after`.

    `text` finds by the beginning or end of the number and by beginnings of words of the title;
    `also` are cases that it finds otherwise (`inbox_text.py`);
    `definition_ids` keeps to the cases of these versions.
    """
    listed = Listed((process_key,) if process_key else (), state, definition_ids)
    if not process_key and not listed.is_whole:
        listed = _by_process(connection, municipality_id, listed)
    if text.strip():
        return _searched(connection, municipality_id, listed, text, also, after, limit)
    if listed.is_whole or listed.ranges > MOST_RANGES:
        found = _gone_through(municipality_id, listed, after)
        return many(connection, found.limit(limit), CaseRow)
    if not listed.ranges:
        return ()
    return answer(connection, page_asked(municipality_id, listed, after=after, limit=limit))


def page_asked(
    municipality_id: int, listed: Listed, *, after: int | None = None, limit: int = 50
) -> Question[tuple[CaseRow, ...]]:
    """A page of a list that lies in some ranges of the index, to be asked."""
    shape = _Shape(listed.shape, follows=after is not None, limit=limit)
    values = {"municipality": municipality_id, "after": after, **listed.values()}
    return Question(_page_of(shape), values, _rows, plan_kept=True)


def open_cases_by_process(connection: Connection, municipality_id: int) -> dict[str, int]:
    """How many cases of each process are not over; a process without any is absent. In a crowded
    municipality the database keeps them, in the others an index is counted."""
    found = answer(connection, Question(_open_cases(), {"municipality": municipality_id}, list))
    return {process_key: int(number) for process_key, number in found}


def _by_process(connection: Connection, municipality_id: int, listed: Listed) -> Listed:
    """The same list with the processes that it holds; no versions where it holds all of them."""
    asked = select(definitions.c.id, definitions.c.key).where(
        definitions.c.municipality_id == municipality_id
    )
    there = {row.id: row.key for row in connection.execute(asked)}
    if listed.versions is None or there.keys() <= set(listed.versions):
        return Listed(tuple(sorted(set(there.values()))), listed.state, None)
    seen = {version: key for version, key in there.items() if version in listed.versions}
    return Listed(tuple(sorted(set(seen.values()))), listed.state, tuple(seen))


def _searched(
    connection: Connection,
    municipality_id: int,
    listed: Listed,
    text: str,
    also: Collection[int],
    after: int | None,
    limit: int,
) -> tuple[CaseRow, ...]:
    """What a text finds: few cases are looked up, the newest first, until the page is full; among
    very many the list is gone through, since it is full of them."""
    few = few_cases_found(connection, municipality_id, text)
    found = _gone_through(municipality_id, listed, after)
    if few is None:
        words = (has_words(cases.c.id, municipality_id, text),) if words_of(text) else ()
        kept = or_(has_number(text), *words, cases.c.id.in_(list(also)))
        return many(connection, found.where(kept).limit(limit), CaseRow)
    ids = sorted({*few, *also}, reverse=True)
    ids = [each for each in ids if after is None or each < after]
    lines: list[CaseRow] = []
    begin, portion = 0, 2 * limit
    while begin < len(ids) and len(lines) < limit:
        some = found.where(cases.c.id.in_(ids[begin : begin + portion]))
        lines += many(connection, some.limit(limit - len(lines)), CaseRow)
        begin, portion = begin + portion, LOOKED_UP
    return tuple(lines)


def _gone_through(municipality_id: int, listed: Listed, after: int | None) -> Select[Any]:
    """All cases, the newest first, of which those are kept that belong to the list."""
    found = CASE_LINES.where(cases.c.municipality_id == municipality_id)
    if after is not None:
        found = found.where(cases.c.id < after)
    if listed.processes:
        found = found.where(cases.c.process_key.in_(listed.processes))
    if listed.state:
        found = found.where(cases.c.state == listed.state)
    if listed.versions is not None:
        found = found.where(cases.c.definition_id.in_(listed.versions))
    return found.order_by(cases.c.id.desc())


@lru_cache(maxsize=256)
def _page_of(shape: _Shape) -> Select[Any]:
    """The ranges of the index, each read backwards, merged and cut."""
    processes, states, versions = shape.listed
    parts = [
        select(_range(shape, process, state, versions).subquery())
        for process in range(processes)
        for state in range(states)
    ]
    merged = union_all(*parts).subquery("merged")
    limit: ColumnElement[int] = literal_column(str(shape.limit))
    page = select(merged.c.id).order_by(merged.c.id.desc()).limit(limit).subquery("page")
    return (
        CASE_LINES.join(page, page.c.id == cases.c.id)
        .where(cases.c.municipality_id == _MUNICIPALITY)
        .order_by(cases.c.id.desc())
    )


def _range(shape: _Shape, process: int, state: int, versions: int | None) -> Select[Any]:
    found = select(cases.c.id).where(
        cases.c.municipality_id == _MUNICIPALITY,
        cases.c.process_key == bindparam(f"process_{process}", type_=cases.c.process_key.type),
        cases.c.state == bindparam(f"state_{state}", type_=cases.c.state.type),
    )
    if versions is not None:
        of = cases.c.definition_id
        found = found.where(
            of.in_([bindparam(f"version_{place}", type_=of.type) for place in range(versions)])
        )
    if shape.follows:
        found = found.where(cases.c.id < bindparam("after", type_=cases.c.id.type))
    return found.order_by(cases.c.id.desc()).limit(literal_column(str(shape.limit)))


@lru_cache(maxsize=1)
def _open_cases() -> CompoundSelect[Any]:
    """The kept counts, or a range of the index for each process."""
    crowded = exists().where(crowds.c.municipality_id == _MUNICIPALITY)
    number = func.sum(case_counts.c.number)
    kept = (
        select(case_counts.c.process_key, number)
        .where(crowded, case_counts.c.municipality_id == _MUNICIPALITY)
        .group_by(case_counts.c.process_key)
        .having(number > 0)
    )
    keys = (
        select(definitions.c.key)
        .where(~crowded, definitions.c.municipality_id == _MUNICIPALITY)
        .distinct()
        .subquery("keys")
    )
    there = (
        select(func.count())
        .where(cases.c.municipality_id == _MUNICIPALITY, cases.c.process_key == keys.c.key)
        .where(NOT_OVER)
        .correlate(keys)
        .scalar_subquery()
    )
    counted = select(keys.c.key, there.label("number")).subquery("counted")
    return union_all(kept, select(counted).where(counted.c.number > 0))


def _rows(rows: list[Any]) -> tuple[CaseRow, ...]:
    return tuple(CaseRow(*row) for row in rows)
