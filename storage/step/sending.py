"""How the hot room speaks to each database: beneath SQLAlchemy's connection, through the driver.

PostgreSQL: prepared statements in a pipeline; writes wait for the next trip or for COMMIT.
SQLite: at once, in this process.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from storage import pipeline
from storage.asking import Text, statement_of
from storage.counting import record
from storage.races import StaleVersion, is_stale


def ask(connection: Connection, *texts: Text) -> list[tuple[Any, ...] | None]:
    """Sends reads in one trip and in this order; the first row of each, or None."""
    if connection.dialect.name == "postgresql":
        answers = pipeline.send(connection, *(statement_of(text) for text in texts))
        return [rows[0] if rows else None for rows in answers]
    return [_execute(connection, text).fetchone() for text in texts]


def ask_all(connection: Connection, *texts: Text) -> list[list[tuple[Any, ...]]]:
    """Sends reads in one trip and in this order; all rows of each."""
    if connection.dialect.name == "postgresql":
        answers = pipeline.send(connection, *(statement_of(text) for text in texts))
        return [[tuple(row) for row in rows] for rows in answers]
    return [_execute(connection, text).fetchall() for text in texts]


def tell(connection: Connection, texts: Sequence[Text]) -> None:
    """Sends writes in this order; on PostgreSQL with the next trip. Raises StaleVersion."""
    if connection.dialect.name == "postgresql":
        pipeline.stage(connection, *(statement_of(text) for text in texts))
        return
    for text in texts:
        _execute(connection, text)


def locking(connection: Connection, text: str) -> str:
    """A text that locks the rows it reads; on SQLite the verb's BEGIN IMMEDIATE has done so.

    Other rows may still refer to the locked ones, so foreign keys do not wait.
    """
    return f"{text} FOR NO KEY UPDATE" if connection.dialect.name == "postgresql" else text


def _execute(connection: Connection, text: Text) -> sqlite3.Cursor:
    driver: sqlite3.Connection = pipeline.driver_of(connection)
    record(statements=1)
    try:
        return driver.execute(*text)
    except sqlite3.IntegrityError as error:
        if is_stale(error):
            raise StaleVersion from error
        raise
