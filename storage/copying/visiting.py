"""Looking at a whole database at one moment, beneath SQLAlchemy: table after table as a stream."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Table

from storage.copying.digests import Row
from storage.database import Database
from storage.migrations import NEWEST, current
from storage.tables import crowds, document_words, metadata

_BATCH = 2_000
"""Rows that PostgreSQL hands over at a time."""
_STILL = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_EVERYBODY = "SELECT set_config('cauce.municipality', '*', true)"
_LEXEMES = "array_to_string(tsvector_to_array(words), ' ')"

TABLES = (*(each for each in metadata.sorted_tables if each is not crowds), crowds)
"""In an order in which rows may come in: what is referred to first, and last those that let the
database begin to count."""


class WrongRevision(Exception):
    """The tables are not those of this program; says which revision they have, None for none."""


def ready(database: Database) -> None:
    """Raises WrongRevision unless the tables are those of this program."""
    found = current(database)
    if found != NEWEST:
        raise WrongRevision(found)


@contextmanager
def snapshot(database: Database) -> Iterator[Any]:
    """The driver's connection in a transaction that sees the whole database as it is now, whatever
    is written meanwhile."""
    with database.driver() as driver:
        if database.dialect == "sqlite":
            driver.execute("BEGIN")
            driver.execute("SELECT version_num FROM alembic_version").fetchall()
            yield driver
            driver.execute("ROLLBACK")
            return
        with driver.transaction():
            driver.execute(_STILL)
            driver.execute(_EVERYBODY)
            yield driver


def rows_of(driver: Any, table: Table) -> Iterator[Row]:
    """Every row of a table in stored form, its columns in the order of the table."""
    if not hasattr(driver, "pgconn"):
        found = driver.execute(f"SELECT {_columns(table)} FROM {table.name}")  # noqa: S608  names of ours
        yield from _plain(table, found)
        return
    columns = _columns(table)
    if table is document_words:
        columns = columns.removesuffix("words") + _LEXEMES
    with driver.cursor(name=f"copy_{table.name}") as cursor:
        cursor.itersize = _BATCH
        cursor.execute(f"SELECT {columns} FROM {table.name}")  # noqa: S608  names of ours
        yield from _plain(table, cursor)


def has_rows(driver: Any, table: Table) -> bool:
    """Whether there is any row in it."""
    found = driver.execute(f"SELECT 1 FROM {table.name} LIMIT 1")  # noqa: S608  a name of ours
    return found.fetchone() is not None


def _columns(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)


def _plain(table: Table, rows: Iterator[Row]) -> Iterator[Row]:
    """Both databases keep the same words of a document, but not in the same order."""
    if table is not document_words:
        yield from rows
        return
    for *key, words in rows:
        yield (*key, " ".join(sorted(set(str(words).split()))))
