"""Many municipalities with very many cases on one database, for benchmarks.

One municipality is the model: what stands in it (people, processes, roles, parameters) stands in
each of the others, and every case is a copy of one of its own. Copies lie as real ones do: those of
all municipalities mixed, in the order of their numbers, each moved back in time by its own
distance. Their chains do not verify.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    MetaData,
    Table,
    Text,
    case,
    cast,
    exists,
    func,
    insert,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.schema import CreateTable, DropTable
from sqlalchemy.sql.expression import ColumnElement

from storage import pipeline
from storage.bareness import bare
from storage.database import WHOLE_INSTALLATION, Connection, Database
from storage.multiplying import case_of, copied, of_cases, samples_of
from storage.pipeline import driver_of
from storage.pouring import pour
from storage.queries.municipalities import MunicipalityRow
from storage.tables import cases, metadata
from storage.tables.types import FAR_FUTURE, DueInstant, Id, Instant
from storage.writes.municipalities import insert_municipality

AT_ONCE = 20_000
"""Copies that one statement makes in each table."""
_PERSONAL = frozenset({
    "sessions", "citizen_sessions", "tokens", "given_passwords", "second_factors",
    "recovery_codes", "sign_in_attempts", "knocks", "accesses", "crowds", "free_counts",
    "opened_counts", "case_counts",
})  # fmt: skip
"""What others do not get: ways in, and counts that the database keeps itself."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One copy: of which case, where, and by how many microseconds it lies back."""

    case_id: int
    municipality_id: int
    back: int


_LEFT = frozenset({"history_words"})
"""Of the copies the words of all values that anybody entered are left out: in the workload they are
random, and would be two thirds of the database."""


def settle(database: Database, model: int, towns: Sequence[MunicipalityRow]) -> None:
    """New municipalities in which everything stands that stands in the model, but for cases."""
    with database.verb(WHOLE_INSTALLATION) as connection:
        for row in towns:
            insert_municipality(connection, row)
        new = _listed(connection, (row.id for row in towns))
        for table in metadata.sorted_tables:
            if table.name in _PERSONAL or not _stands(table):
                continue
            values = [new.c.id if each.name == "municipality_id" else each for each in table.c]
            found = (
                select(*values)
                .select_from(table.join(new, literal(1) == literal(1)))
                .where(table.c.municipality_id == model)
            )
            connection.execute(insert(table).from_select([each.name for each in table.c], found))
        connection.execute(DropTable(new))
        pipeline.forget(connection)  # psycopg let go of all statements


def spread(database: Database, model: int, plan: Iterable[Planned]) -> Iterator[int]:
    """Make the copies, numbered from one; how many there are by now. All in one transaction, in
    which nobody else does anything with these tables."""
    with database.verb(WHOLE_INSTALLATION) as connection:
        planned, case_ids = _planned(connection, plan)
        tables = [
            each
            for each in of_cases()
            if each.name not in _LEFT and _has_rows(connection, each, model, case_ids)
        ]
        last = connection.scalar(select(func.max(planned.c.copy))) or 0
        with (
            samples_of(connection, tables, model, case_ids) as samples,
            bare(connection, [each.name for each in tables]),
        ):
            for first in range(1, last + 1, AT_ONCE):
                for table, sample in zip(tables, samples, strict=True):
                    _spread(connection, table, sample, planned, first)
                yield min(last, first + AT_ONCE - 1)
        connection.execute(DropTable(planned))
        pipeline.forget(connection)  # psycopg let go of all statements as it dropped things


def _stands(table: Table) -> bool:
    if table.name == "verifications":  # the house's daily ones are of no case
        return True
    return "municipality_id" in table.c and "case_id" not in table.c and table is not cases


def _has_rows(connection: Connection, table: Table, model: int, case_ids: Collection[int]) -> bool:
    found = exists().where(table.c.municipality_id == model, case_of(table).in_(case_ids))
    return bool(connection.scalar(select(found)))


def _listed(connection: Connection, ids: Iterable[int]) -> Table:
    new = Table("settled", MetaData(), Column("id", Id), prefixes=["TEMPORARY"])
    connection.execute(CreateTable(new))
    pour(driver_of(connection), new, ((each,) for each in ids))
    return new


def _planned(connection: Connection, plan: Iterable[Planned]) -> tuple[Table, set[int]]:
    table = Table(
        "planned",
        MetaData(),
        Column("copy", Integer, primary_key=True, autoincrement=False),
        Column("of_case", Id, nullable=False),
        Column("town", Id, nullable=False),
        Column("back", BigInteger, nullable=False),
        prefixes=["TEMPORARY"],
    )
    connection.execute(CreateTable(table))
    case_ids: set[int] = set()

    def rows() -> Iterator[tuple[int, int, int, int]]:
        for number, each in zip(count(1), plan, strict=False):
            case_ids.add(each.case_id)
            yield number, each.case_id, each.municipality_id, each.back

    pour(driver_of(connection), table, rows())
    return table, case_ids


def _spread(
    connection: Connection, table: Table, sample: Table, planned: Table, first: int
) -> None:
    copy: ColumnElement[int] = type_coerce(planned.c.copy, BigInteger)
    values = [_moved(each, copy, planned) for each in sample.c]
    found = (
        select(*values)
        .select_from(planned.join(sample, case_of(sample) == planned.c.of_case))
        .where(planned.c.copy >= first, planned.c.copy < first + AT_ONCE)
        .order_by(copy)
    )
    connection.execute(insert(table).from_select([each.name for each in table.c], found))


def _moved(each: Column[object], copy: ColumnElement[int], planned: Table) -> ColumnElement[object]:
    if each.name == "municipality_id":
        return planned.c.town
    if isinstance(each.type, Instant | DueInstant):
        stored = type_coerce(each, BigInteger)
        return case((stored >= FAR_FUTURE, stored), else_=stored - planned.c.back)
    if each.name == "key" and "case_id" in each.table.c:  # of what counts for an indicator
        of = each.table.c.case_id
        return func.replace(each, cast(of, Text), cast(copied(of, copy), Text))
    return copied(each, copy)
