"""Connecting, the settings of SQLite and PostgreSQL, and one transaction for each verb.

Every transaction names its municipality: on PostgreSQL row-level security then shows no other row;
`WHOLE_INSTALLATION` is for sweeps and for signing in. Only the floors' ground knows SQLAlchemy: the
others take `Connection` from here and hand it on.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any, Final, TypeVar, cast

import psycopg
from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from storage import pipeline
from storage.asking import Text, ask_sqlite
from storage.connecting import connect
from storage.counting import record
from storage.pipeline import Answers, Statement
from storage.proof import NotProved, Proof
from storage.races import StaleVersion, is_lost_race

__all__ = [
    "WHOLE_INSTALLATION",
    "Connection",
    "Database",
    "StaleVersion",
    "TooManyRaces",
    "Whole",
]

T = TypeVar("T")


class Whole(Enum):
    """The one value that stands for every municipality of the installation."""

    INSTALLATION = "*"


WHOLE_INSTALLATION: Final = Whole.INSTALLATION
"""Names, in place of a municipality, that a transaction may see them all."""

Scope = int | Whole

_SET_MUNICIPALITY = "SELECT set_config('cauce.municipality', $1, true)"


class TooManyRaces(Exception):
    """Every attempt of a verb lost against another; the person may simply try again."""


class Database:
    """One database of the installation: a SQLite file or a PostgreSQL 15 or newer.

    `url` is `sqlite:///path` or `postgresql://user:password@host:port/name`.
    """

    def __init__(self, url: str) -> None:
        self._database = connect(make_url(url))
        self._url = self._database.url.render_as_string(hide_password=False)
        self._readers = self._database.execution_options(cauce_begin="BEGIN")
        self._writers = self._database.execution_options(cauce_begin="BEGIN IMMEDIATE")
        self._next = threading.local()

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._database.dialect.name

    @property
    def url(self) -> str:
        """Where the database is, with its password."""
        return self._url

    @contextmanager
    def read(self, municipality: Scope) -> Iterator[Connection]:
        """One transaction that only reads; on SQLite it waits for nobody."""
        with self._transaction(self._readers, municipality) as connection:
            yield connection

    @contextmanager
    def verb(self, municipality: Scope) -> Iterator[Connection]:
        """One transaction that may write; committed at the end, rolled back on any exception."""
        with self._transaction(self._writers, municipality) as connection:
            yield connection
        record(commits=1)

    def run(
        self, function: Callable[[Connection], T], *, municipality: Scope, attempts: int = 5
    ) -> T:
        """The verb `function` in its own transaction, begun anew each time it loses a race.

        Raises TooManyRaces after the last attempt.
        """
        lost: Exception | None = None
        for _ in range(attempts):
            try:
                with self.verb(municipality) as connection:
                    return function(connection)
            except Exception as error:
                if not is_lost_race(error):
                    raise
                lost = error
        raise TooManyRaces(f"lost {attempts} races") from lost

    def ask(self, municipality: Scope, *texts: Text) -> Answers:
        """The rows of each question in stored form, all from one transaction that only reads; on
        PostgreSQL in one trip. For what every request asks; anything else reads with `read`."""
        borrowed = self._database.raw_connection()
        try:
            if self.dialect == "postgresql":
                answers = pipeline.ask(borrowed, _municipality_setting(municipality), texts)
            else:
                answers = ask_sqlite(cast("sqlite3.Connection", borrowed.driver_connection), texts)
        except BaseException:
            borrowed.invalidate()
            raise
        borrowed.close()
        return answers

    @contextmanager
    def proving(self, proof: Proof | None) -> Iterator[None]:
        """The first transaction that this thread begins inside proves something first, or the next
        one when it failed before; if none does, it is proved at the end. Raises NotProved, before
        anything was done."""
        if proof is None:
            yield
            return
        self._next.proof = proof
        failed = False
        try:
            yield
        except NotProved:
            failed = True
            raise
        finally:
            self._next.proof = None
            if not (proof.proved or failed):
                proof.compare(self.ask(proof.municipality_id, *proof.texts))

    @contextmanager
    def driver(self) -> Iterator[Any]:
        """The driver's own connection outside of any transaction, for upkeep and measuring.

        It is not used again: whatever was prepared or set on it ends with it.
        """
        borrowed = self._database.raw_connection()
        try:
            yield borrowed.driver_connection
        finally:
            borrowed.invalidate()

    def connections(self) -> dict[str, int]:
        """How many connections this process uses, and how many wait to be used."""
        pool = self._database.pool
        if not isinstance(pool, QueuePool):
            return {"used": 0, "idle": 0}
        return {"used": pool.checkedout(), "idle": pool.checkedin()}

    def close(self) -> None:
        """Closes every connection; the object can still be used and opens new ones."""
        self._database.dispose()

    @contextmanager
    def _transaction(self, database: Engine, municipality: Scope) -> Iterator[Connection]:
        with database.connect() as connection:
            connection.begin()
            if connection.dialect.name == "postgresql":
                pipeline.stage(connection, _municipality_setting(municipality))
            proof = self._to_prove(connection)
            try:
                yield connection
                pipeline.send_and_commit(connection)
                connection.commit()
            except BaseException:
                _give_up(connection)
                if proof is not None and not proof.proved:
                    self._next.proof = proof  # a verb that lost a race begins anew, and proves it
                raise

    def _to_prove(self, connection: Connection) -> Proof | None:
        """What this transaction proves with its first statements; no other does then."""
        proof: Proof | None = getattr(self._next, "proof", None)
        self._next.proof = None
        if proof is not None:
            pipeline.stage(connection, *proof.statements())
        return proof


def _give_up(connection: Connection) -> None:
    """Rolls back. Where even that fails the connection is gone, and the first error tells more."""
    try:
        if not connection.invalidated:
            pipeline.clear(connection)
        connection.rollback()
        if connection.dialect.name == "postgresql" and not connection.invalidated:
            pipeline.forget(connection)
    except (DBAPIError, psycopg.Error):
        connection.invalidate()


def _municipality_setting(municipality: Scope) -> Statement:
    value = municipality.value if isinstance(municipality, Whole) else str(municipality)
    return Statement(_SET_MUNICIPALITY, (value,), setup=True)
