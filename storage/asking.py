"""Questions asked at once: all in one trip and one transaction, beneath SQLAlchemy.

For what is asked at every request, where the machinery of a transaction would cost more than the
answers. On PostgreSQL what travels up to one SYNC is one transaction, so nothing begins or ends it.
Texts hold `?` for a value; answers come in stored form.
"""

import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import Any

from psycopg.pq.abc import PGconn

from storage.counting import record
from storage.wire import Prepared, Row, Statement, trip

Text = tuple[str, Sequence[Any]]
"""A statement with its values."""


def statement_of(text: Text) -> Statement:
    """The statement as PostgreSQL takes it."""
    sql, values = text
    return Statement(_numbered(sql), values)


def ask_postgres(
    connection: PGconn, prepared: Prepared, setting: Statement, texts: Sequence[Text]
) -> list[list[Row]]:
    """The rows of each text; `setting` says for which municipality."""
    record(statements=len(texts), setups=1, round_trips=1)
    return trip(connection, [setting, *map(statement_of, texts)], prepared)[1:]


def ask_sqlite(connection: sqlite3.Connection, texts: Sequence[Text]) -> list[list[Row]]:
    """The rows of each text, all from one moment."""
    record(statements=len(texts), setups=1)
    connection.execute("BEGIN")
    answers = [connection.execute(*text).fetchall() for text in texts]
    connection.execute("COMMIT")
    return answers


@cache
def _numbered(sql: str) -> str:
    first, *rest = sql.split("?")
    return first + "".join(f"${number}{part}" for number, part in enumerate(rest, start=1))
