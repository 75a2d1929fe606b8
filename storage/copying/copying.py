"""Copying every row into an empty database, in one transaction that commits only what is the same.

Nothing half stays behind: whatever goes wrong, the database is as empty as before and the copy is
begun anew.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Table

from storage.bareness import bare
from storage.copying.digests import Row, Tally, Tallying, tally_of
from storage.copying.visiting import TABLES, has_rows, ready, rows_of, snapshot
from storage.database import WHOLE_INSTALLATION, Connection, Database
from storage.pipeline import driver_of
from storage.pouring import pour
from storage.tables import crowds
from storage.writes.counts import let_count

_TOLD = 500

Progress = Callable[[str, int], None]
"""Told which table it is at, and how many rows have been copied so far."""


class NotEmpty(Exception):
    """There are rows already; says in which table."""


class NotAlike(Exception):
    """What lies there is not what was copied, or the source changed meanwhile; says which table.
    Nothing was kept."""


def copy_rows(
    source: Database,
    target: Database,
    *,
    resting: bool,
    progress: Progress = lambda _table, _rows: None,
) -> Mapping[str, Tally]:
    """Every row of `source` into `target`, whose tables must be there and empty; what each table
    holds then, as it was read back from there.

    `resting`: nobody should be writing to the source, and it is looked whether anybody did.
    Raises WrongRevision, NotEmpty and NotAlike; then nothing was kept.
    """
    ready(source)
    ready(target)
    try:
        with target.verb(WHOLE_INSTALLATION) as connection:
            for table in TABLES:
                _refuse_rows(connection, table)
            with snapshot(source) as driver:
                copied = _fill(connection, driver, progress)
            _compare(copied, driver_of(connection))
            if resting:
                with snapshot(source) as driver:
                    _compare(copied, driver)
    finally:
        target.close()  # what its connection had prepared went with the first ALTER
    return copied


def _refuse_rows(connection: Connection, table: Table) -> None:
    connection.exec_driver_sql("SELECT 1")  # what waits to be sent goes first
    if has_rows(driver_of(connection), table):
        raise NotEmpty(table.name)


def _fill(connection: Connection, source: Any, progress: Progress) -> dict[str, Tally]:
    copied: dict[str, Tally] = {}
    done = 0
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    with bare(connection, [table.name for table in TABLES]):
        for table in TABLES:
            counted = Tallying()
            passing = _told(counted.passing(rows_of(source, table)), table, done, progress)
            pour(driver_of(connection), table, passing)
            copied[table.name] = counted.tally()
            done += counted.rows
    if copied[crowds.name].rows:
        let_count(connection)
    return copied


def _told(rows: Iterator[Row], table: Table, done: int, progress: Progress) -> Iterator[Row]:
    progress(table.name, done)
    for number, row in enumerate(rows, start=done + 1):
        if number % _TOLD == 0:
            progress(table.name, number)
        yield row


def _compare(expected: Mapping[str, Tally], driver: Any) -> None:
    for table in TABLES:
        if tally_of(rows_of(driver, table)) != expected[table.name]:
            raise NotAlike(table.name)
