"""Statements that wait for the next round trip to PostgreSQL.

A transaction begins by staging BEGIN and the municipality's setting; the hot room stages its
writes. They travel together with the next statement that needs an answer, or with COMMIT. Nothing
here is used on SQLite, where a statement costs no trip.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from sqlalchemy import Connection, PoolProxiedConnection

from storage.asking import Text, ask_postgres
from storage.counting import record
from storage.races import StaleVersion, is_stale
from storage.wire import Row, Statement, trip

__all__ = [
    "Statement",
    "ask",
    "clear",
    "driver_of",
    "forget",
    "send",
    "send_and_commit",
    "stage",
    "waiting",
]

Answers = list[list[Row]]
"""The rows of each statement."""

_STAGED = "staged"
_PREPARED = "prepared"


def clear(connection: Connection) -> None:
    """Forgets what waits: at the beginning of a transaction and when one is rolled back."""
    connection.info[_STAGED] = []


def stage(connection: Connection, *statements: Statement) -> None:
    """Lets statements wait for the next trip of this transaction."""
    connection.info[_STAGED].extend(statements)


def waiting(connection: Connection) -> bool:
    """Whether something waits."""
    return bool(connection.info.get(_STAGED))


def send(connection: Connection, *statements: Statement) -> list[list[Row]]:
    """Sends what waits and these statements in one trip; the rows of these.

    Raises StaleVersion when the guard of the instance refused, and what the check of a waiting
    statement raises; any other error is the driver's.
    """
    waited = connection.info[_STAGED]
    clear(connection)
    everything = [*waited, *statements]
    _record(everything)
    prepared = connection.info.setdefault(_PREPARED, {})
    try:
        answers = trip(driver_of(connection).pgconn, everything, prepared)
    except psycopg.IntegrityError as error:
        if is_stale(error):
            raise StaleVersion from error
        raise
    except psycopg.errors.InvalidSqlStatementName:
        prepared.clear()  # psycopg let go of all statements, as it does after a DROP or an ALTER
        raise
    for statement, rows in zip(waited, answers, strict=False):
        if statement.check is not None:
            statement.check(rows)
    return answers[len(waited) :]


def send_and_commit(connection: Connection) -> None:
    """Sends what waits together with COMMIT, in one trip; nothing if nothing was said yet."""
    waited = connection.info.get(_STAGED, ())
    if any(statement.check for statement in waited):
        send(connection)  # what is checked is checked before anything is committed
        send(connection, Statement("COMMIT", setup=True))
    elif all(statement.setup for statement in waited):
        clear(connection)
    else:
        send(connection, Statement("COMMIT", setup=True))


def ask(borrowed: PoolProxiedConnection, setting: Statement, texts: Sequence[Text]) -> Answers:
    """The rows of each text, asked at once outside of any transaction of SQLAlchemy's."""
    driver: Any = borrowed.driver_connection
    return ask_postgres(driver.pgconn, borrowed.info.setdefault(_PREPARED, {}), setting, texts)


def forget(connection: Connection) -> None:
    """Forgets what is prepared, after a rollback: psycopg then lets go of its own statements with
    DEALLOCATE ALL, which takes ours away too."""
    if connection.info.pop(_PREPARED, None):
        driver_of(connection).execute("DEALLOCATE ALL")


def driver_of(connection: Connection) -> Any:
    """The driver's own connection beneath SQLAlchemy's."""
    return connection.connection.driver_connection


def _record(statements: list[Statement]) -> None:
    setups = sum(statement.setup for statement in statements)
    record(statements=len(statements) - setups, setups=setups, round_trips=1)
