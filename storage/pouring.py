"""Very many rows in stored form go into a table at once: by COPY on PostgreSQL."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Table

_BATCH = 1_000


def pour(driver: Any, table: Table, rows: Iterator[Sequence[Any]]) -> None:
    """Rows with a value for each column of the table, in their order."""
    columns = [column.name for column in table.columns]
    named = ", ".join(columns)
    if hasattr(driver, "pgconn"):
        with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY {table.name} ({named}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
        return
    places = ", ".join("?" * len(columns))
    text = f"INSERT INTO {table.name} ({named}) VALUES ({places})"  # noqa: S608  names of ours
    while some := list(islice(rows, _BATCH)):
        driver.executemany(text, some)
