"""Copies of whole cases, for benchmarks: as large as real ones, and lying as real ones lie.

Every row that belongs to a case is copied, in bulk and by the database itself; its own numbers move
back in time by the same distance for all of one copy. The hashes are copied as they are: the chain
of a copy does not verify, because each link names its case.
"""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    Column,
    Table,
    Text,
    cast,
    insert,
    literal,
    select,
)
from sqlalchemy.sql.expression import ColumnElement

from storage.database import Connection
from storage.tables import cases, metadata

DISTANCE = 1 << 32
"""Between the ids of two copies: about a second, longer than the case that is copied took."""

_OF_THE_CASE = frozenset(
    {"id", "case_id", "instance_id", "task_id", "timer_id", "job_id", "document_id", "party_id"}
)
_UNIQUE_TEXTS = ("number", "idempotency_key")
"""Texts that exist once: each copy has its own."""
_DIGITS = 8
"""Of the number of a copy, at its end."""


WAITING = frozenset({
    "cases", "case_words", "instances", "tasks", "deadlines",
    "case_people", "party_words", "documents", "document_words",
})  # fmt: skip
"""The tables that the inbox looks at."""


def multiply_case(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    *,
    first: int,
    count: int,
    only: Collection[str] = (),
) -> None:
    """So many copies of a case, numbered from `first`; a number is used once in a town. `only`
    names tables where not everything is wanted."""
    copies = _numbers(first, count)
    for table in metadata.sorted_tables:  # parents first
        if only and table.name not in only:
            continue
        if table is cases or "case_id" in table.c:
            _copy(connection, table, municipality_id, case_id, copies)


def _numbers(first: int, count: int) -> CTE:
    step = select(literal(first, BigInteger).label("copy")).cte("copies", recursive=True)
    return step.union_all(select(step.c.copy + 1).where(step.c.copy < first + count - 1))


def _copy(
    connection: Connection, table: Table, municipality_id: int, case_id: int, copies: CTE
) -> None:
    own = table.c.id if table is cases else table.c.case_id
    values = [_copied(each, copies.c.copy) for each in table.c]
    found = (
        select(*values)
        .select_from(table.join(copies, literal(1) == literal(1)))
        .where(table.c.municipality_id == municipality_id, own == case_id)
        .order_by(copies.c.copy)
    )
    connection.execute(insert(table).from_select([each.name for each in table.c], found))


def _copied(each: Column[object], copy: ColumnElement[int]) -> ColumnElement[object]:
    if each.name in _OF_THE_CASE:
        return each - copy * DISTANCE
    if each.name in _UNIQUE_TEXTS and isinstance(each.type, Text):
        return each + literal("-") + _digits(copy, range(_DIGITS - 1, -1, -1))
    if each.name == "number_reversed":
        return _digits(copy, range(_DIGITS)) + literal("-") + each
    return each


def _digits(copy: ColumnElement[int], powers: Iterable[int]) -> ColumnElement[object]:
    """The digits of a number as text, in an order that both databases can give: those with these
    powers of ten."""
    texts: list[ColumnElement[Any]] = [
        cast(copy // literal(10**power) % 10, Text) for power in powers
    ]
    return reduce(add, texts)
