"""Copies of whole cases, for benchmarks: as large as real ones, and lying as real ones lie.

Every row that belongs to a case is copied, in bulk and by the database itself; its own numbers move
back in time by the same distance for all of one copy. The hashes are copied as they are: the chain
of a copy does not verify, because each link names its case.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    FromClause,
    LargeBinary,
    MetaData,
    Table,
    Text,
    cast,
    func,
    insert,
    literal,
    select,
    type_coerce,
    update,
)
from sqlalchemy.schema import CreateTable, DropTable
from sqlalchemy.sql.expression import ColumnElement

from storage import pipeline
from storage.bareness import bare
from storage.database import WHOLE_INSTALLATION, Connection, Database
from storage.pipeline import driver_of
from storage.pouring import pour
from storage.tables import cases, counters, definitions, events, instances, metadata, persons
from storage.tables.types import Id

DISTANCE = 1 << 32
"""Between the ids of two copies: about a second, longer than the case that is copied took."""

_OF_THE_CASE = frozenset(
    {"id", "case_id", "instance_id", "task_id", "timer_id", "job_id", "document_id", "party_id"}
)
_UNIQUE_TEXTS = ("number", "idempotency_key")
"""Texts that exist once: each copy has its own."""
_OF_THE_DAY = frozenset({"created_at", "opened_at"})
"""Instants of a case's beginning: the copies spread over the day before it."""
_DAY = 24 * 60 * 60 * 1_000_000
_STEP = 7_919 * 1_000_003
_DIGITS = 8
"""Of the number of a copy, at its end."""


WAITING = frozenset({
    "cases", "case_words", "instances", "tasks", "deadlines",
    "case_people", "party_words", "documents", "document_words",
})  # fmt: skip
"""The tables that the inbox looks at."""


Chain = list[dict[str, Any]]
"""The history of a copy, linked: a value in stored form for each column of its events."""


@dataclass(frozen=True, slots=True)
class Portion:
    """So many copies of a case, numbered from `first`; a number is used once in a town. `put` are
    values that the copies have instead of those of the case, by column."""

    case_id: int
    first: int
    count: int
    put: Mapping[str, int] = field(default_factory=dict)


def multiply_case(
    connection: Connection, municipality_id: int, case_id: int, *, first: int, count: int
) -> None:
    """So many copies of a case, numbered from `first`; a number is used once in a town."""
    for table in of_cases():
        _copy(connection, table, table, municipality_id, Portion(case_id, first, count))


def multiply_cases(
    database: Database,
    municipality_id: int,
    portions: Iterable[Portion],
    only: Collection[str],
    chains: Iterable[Chain] = (),
) -> Iterator[int]:
    """Millions of copies in minutes, the rows of the tables `only` alone; what each portion had.
    Where there are `chains`, those are the histories of the copies.

    All in one transaction, in which nobody else does anything with these tables."""
    portions = list(portions)
    tables = [each for each in of_cases() if each.name in only]
    with database.verb(WHOLE_INSTALLATION) as connection:
        case_ids = {each.case_id for each in portions}
        names = {each.name for each in tables} | ({events.name} if chains else set())
        with (
            samples_of(connection, tables, municipality_id, case_ids) as samples,
            bare(connection, sorted(names)),
        ):
            for portion in portions:
                for table, sample in zip(tables, samples, strict=True):
                    _copy(connection, table, sample, municipality_id, portion)
                yield portion.count
            if chains:
                _put_chains(connection, municipality_id, chains)
        pipeline.forget(connection)  # psycopg let go of all statements as it dropped things


def lend(connection: Connection, municipality_id: int, to: int) -> None:
    """The people and processes of one municipality in another, where copies refer to them."""
    for table in (persons, definitions):
        values = [literal(to) if each.name == "municipality_id" else each for each in table.c]
        found = select(*values).where(table.c.municipality_id == municipality_id)
        connection.execute(insert(table).from_select([each.name for each in table.c], found))


def _put_chains(connection: Connection, municipality_id: int, chains: Iterable[Chain]) -> None:
    """Each copy knows its own history by the last hash."""
    heads: list[tuple[int, bytes]] = []

    def rows() -> Iterator[tuple[Any, ...]]:
        for chain in chains:
            heads.append((chain[-1]["case_id"], chain[-1]["hash"]))
            for row in chain:
                yield tuple(row[column.name] for column in events.c)

    pour(driver_of(connection), events, rows())
    case_id = Column("case_id", Id, primary_key=True, autoincrement=False)
    last = Table(
        "heads_of_copies", MetaData(), case_id, Column("hash", LargeBinary), prefixes=["TEMPORARY"]
    )
    connection.execute(CreateTable(last))
    pour(driver_of(connection), last, iter(heads))
    connection.execute(
        update(instances)
        .where(instances.c.municipality_id == municipality_id, instances.c.case_id == case_id)
        .values(chain_hash=last.c.hash)
    )
    connection.execute(DropTable(last))


def count_series(connection: Connection, municipality_id: int) -> None:
    """The series of a town that has one process: as many numbers as there are cases."""
    count = select(func.count()).where(cases.c.municipality_id == municipality_id)
    connection.execute(
        update(counters)
        .where(counters.c.municipality_id == municipality_id, counters.c.kind.like("case:%"))
        .values(last=count.scalar_subquery())
    )


def of_cases() -> Iterator[Table]:
    """The tables of what belongs to a case, parents first."""
    return (each for each in metadata.sorted_tables if each is cases or "case_id" in each.c)


@contextmanager
def samples_of(
    connection: Connection, tables: list[Table], municipality_id: int, case_ids: Collection[int]
) -> Iterator[list[Table]]:
    """The rows of these cases in tables of their own, where they are found without an index."""
    apart = MetaData()
    samples = []
    for table in tables:
        columns = [Column(each.name, each.type) for each in table.c]
        sample = Table(f"sample_of_{table.name}", apart, *columns, prefixes=["TEMPORARY"])
        connection.execute(CreateTable(sample))
        found = select(table).where(
            table.c.municipality_id == municipality_id, case_of(table).in_(case_ids)
        )
        connection.execute(insert(sample).from_select([each.name for each in table.c], found))
        samples.append(sample)
    yield samples
    for sample in samples:
        connection.execute(DropTable(sample))


def case_of(table: Table) -> Column[int]:
    return table.c.case_id if "case_id" in table.c else table.c.id


def _numbers(connection: Connection, portion: Portion) -> FromClause:
    first, last = portion.first, portion.first + portion.count - 1
    if connection.dialect.name == "postgresql":
        return func.generate_series(first, last).table_valued("copy").render_derived("copies")
    step = select(literal(first, BigInteger).label("copy")).cte("copies", recursive=True)
    return step.union_all(select(step.c.copy + 1).where(step.c.copy < last))


def _copy(
    connection: Connection, table: Table, source: Table, municipality_id: int, portion: Portion
) -> None:
    copies = _numbers(connection, portion)
    copy: ColumnElement[int] = type_coerce(copies.c.copy, BigInteger)
    put = portion.put
    values = [
        literal(put[each.name]) if each.name in put else copied(each, copy) for each in source.c
    ]
    found = (
        select(*values)
        .select_from(source.join(copies, literal(1) == literal(1)))
        .where(source.c.municipality_id == municipality_id, case_of(source) == portion.case_id)
        .order_by(copy)
    )
    connection.execute(insert(table).from_select([each.name for each in table.c], found))


def copied(each: Column[Any], copy: ColumnElement[int]) -> ColumnElement[Any]:
    if each.name in _OF_THE_CASE:
        return each - copy * DISTANCE
    if each.name in _UNIQUE_TEXTS and isinstance(each.type, Text):
        return each + literal("-") + _digits(copy, range(_DIGITS - 1, -1, -1))
    if each.name == "number_reversed":
        return _digits(copy, range(_DIGITS)) + literal("-") + each
    if each.name in _OF_THE_DAY:
        return type_coerce(each, BigInteger) - copy * _STEP % _DAY
    return each


def _digits(copy: ColumnElement[int], powers: Iterable[int]) -> ColumnElement[object]:
    """The digits of a number as text, in an order that both databases can give: those with these
    powers of ten."""
    texts: list[ColumnElement[Any]] = [
        cast(copy // literal(10**power) % 10, Text) for power in powers
    ]
    return reduce(add, texts)
