"""Statements that wait for the next round trip to PostgreSQL.

A transaction begins by staging BEGIN and the municipality's setting; the hot room stages its
writes. They travel in one psycopg pipeline with the next statement that needs an answer, or with
COMMIT. Nothing here is used on SQLite, where a statement costs no trip.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Connection

from storage.counting import record
from storage.races import StaleVersion, is_stale

_STAGED = "staged"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement in psycopg's form; `setup` when it opens the transaction."""

    text: str
    values: Sequence[object] = ()
    setup: bool = False


def clear(connection: Connection) -> None:
    """Forgets what waits: at the beginning of a transaction and when one is rolled back."""
    connection.info[_STAGED] = []


def stage(connection: Connection, *statements: Statement) -> None:
    """Lets statements wait for the next trip of this transaction."""
    connection.info[_STAGED].extend(statements)


def waiting(connection: Connection) -> bool:
    """Whether something waits."""
    return bool(connection.info.get(_STAGED))


def send(connection: Connection, *statements: Statement) -> list[psycopg.Cursor[Any]]:
    """Sends what waits and these statements in one trip; the cursors of these, to be fetched.

    Raises StaleVersion when the guard of the instance refused; any other error is the driver's.
    """
    waited = connection.info[_STAGED]
    clear(connection)
    everything = [*waited, *statements]
    _record(everything)
    try:
        cursors = _trip(connection, everything)
    except psycopg.IntegrityError as error:
        if is_stale(error):
            raise StaleVersion from error
        raise
    return cursors[len(waited) :]


def send_and_commit(connection: Connection) -> None:
    """Sends what waits together with COMMIT, in one trip; nothing if nothing was said yet."""
    waited = connection.info.get(_STAGED, ())
    if all(statement.setup for statement in waited):
        clear(connection)
    else:
        send(connection, Statement("COMMIT", setup=True))


def driver_of(connection: Connection) -> Any:
    """The driver's own connection beneath SQLAlchemy's."""
    return connection.connection.driver_connection


def _trip(connection: Connection, statements: Sequence[Statement]) -> list[psycopg.Cursor[Any]]:
    driver: psycopg.Connection[Any] = driver_of(connection)
    cursors = []
    with driver.pipeline():
        for statement in statements:
            cursor = driver.cursor()
            cursor.execute(statement.text, statement.values or None, prepare=not statement.setup)
            cursors.append(cursor)
    return cursors


def _record(statements: Sequence[Statement]) -> None:
    setups = sum(statement.setup for statement in statements)
    record(statements=len(statements) - setups, setups=setups, round_trips=1)
