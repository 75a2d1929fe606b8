"""One row in every table of a municipality that has none yet, so that each kind of thing is there.

The rows are made from the tables themselves: what refers to something refers to a thing that is
there, words say whose they are. They lie beneath every verb, in stored form, on SQLite only.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, LargeBinary, Table, Text
from sqlalchemy.types import SmallInteger

from storage.tables import metadata
from storage.tables.types import DueInstant, Instant, LocalDate, Money

FIRST_ID = 300_000_000_000_000_001
"""Far from what the clock of the tests gives."""
_NOT_PLANTED = {"crowds", "case_counts", "free_counts", "opened_counts"}
"""Counted by the database itself."""
_WORDS: Mapping[tuple[str, str], str | int] = {
    ("batches", "parameters"): "{}",
    ("citizen_sessions", "kind"): "case",
    ("notices", "seq"): 1,
    ("releases", "body"): "{}",
    ("release_records", "body"): "{}",
    ("verifications", "statement"): "{}",
    ("disposals", "cases"): 1,
    ("contracts", "state"): "active",
    ("contracts", "next_on"): "2026-03-02",
    ("guarantees", "state"): "held",
    ("uploads", "sha256"): "0" * 64,
    ("batches", "processes"): "compra",
    ("inbox_views", "filters"): "",
    ("process_askings", "process_key"): "compra",
    ("process_comments", "process_key"): "compra",
    ("process_drafts", "process_key"): "compra",
    ("process_saves", "process_key"): "compra",
    ("start_drafts", "process_key"): "compra",
}
"""What must be of one form to be read at all."""


def plant(database: sqlite3.Connection, municipality_id: int, person_id: int, now: int) -> set[str]:
    """Plants; which tables got a row. `now`: microseconds since 1970."""
    numbers = iter(range(FIRST_ID, FIRST_ID + 10_000))
    planted = set()
    for table in metadata.sorted_tables:
        if "municipality_id" not in table.columns or table.name in _NOT_PLANTED:
            continue
        asked = f"SELECT 1 FROM {table.name} WHERE municipality_id = ?"  # noqa: S608  ours
        if database.execute(asked, (municipality_id,)).fetchone() is None:
            row = _row(database, table, municipality_id, person_id, now, numbers)
            places = ", ".join("?" * len(row))
            names = ", ".join(f'"{name}"' for name in row)
            insert = f"INSERT INTO {table.name} ({names}) VALUES ({places})"  # noqa: S608  ours
            database.execute(insert, [*row.values()])
            planted.add(table.name)
    return planted


def _row(
    database: sqlite3.Connection,
    table: Table,
    municipality_id: int,
    person_id: int,
    now: int,
    numbers: Iterator[int],
) -> dict[str, object]:
    row: dict[str, object] = {"municipality_id": municipality_id}
    named: Counter[str] = Counter()
    for key in sorted(table.foreign_key_constraints, key=lambda each: str(each.name)):
        names = [element.column.name for element in key.elements]
        own = [each.name for each in key.columns]
        target = key.referred_table.name
        of = "id" if target == "municipalities" else "municipality_id"
        listed = ", ".join(names)
        asked = f"SELECT {listed} FROM {target} WHERE {of} = ? ORDER BY {listed} LIMIT 1 OFFSET ?"  # noqa: S608  ours
        found = database.execute(asked, (municipality_id, named[target])).fetchone()
        if found is None:
            raise LookupError(f"{table.name} refers to {target}, which is empty")
        named[target] += 1  # somebody else the next time
        row |= {name: value for name, value in zip(own, found, strict=True) if name not in row}
    for column in table.columns:
        if column.name not in row:
            row[column.name] = _value(table, column, person_id, now, numbers)
    return row


def _value(
    table: Table, column: Column[object], person_id: int, now: int, numbers: Iterator[int]
) -> object:
    if (table.name, column.name) in _WORDS:
        return _WORDS[table.name, column.name]
    match column.type:
        case Instant() | DueInstant():
            ends = ("ended", "resolved", "voided", "lifted", "revoked", "withdrawn", "used")
            return None if column.nullable and column.name.startswith(ends) else now
        case LocalDate():
            return "2026-03-02"
        case Money():
            return "1.00"
        case LargeBinary():
            return b"\x01" * 32
        case SmallInteger():
            return 1
        case Text():
            return _word(table, column)
        case BigInteger() | Integer():
            return _number(column, person_id, numbers)
    return None


def _number(column: Column[object], person_id: int, numbers: Iterator[int]) -> int | None:
    if column.name == "id" or (column.primary_key and column.name.endswith("_id")):
        return next(numbers)
    if column.name.endswith(("person_id", "_by", "_by_id", "actor_id", "assignee_id")):
        return person_id
    return None if column.nullable else 1


def _word(table: Table, column: Column[object]) -> str | None:
    for check in table.constraints:
        if isinstance(check, CheckConstraint):
            told = re.match(rf"{column.name} IN \('([^']*)'", str(check.sqltext))
            if told:
                return told[1]
    if column.nullable:
        return None
    return f"Reservado de {table.name} {column.name}"
