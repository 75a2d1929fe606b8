"""Connecting to a database: what each of the two is told when a connection is made, and when a
transaction begins."""

from time import perf_counter
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError

from storage import pipeline, wire
from storage.compiled import share_compiled
from storage.counting import record, record_wait
from storage.pipeline import Statement

_SQLITE_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # so that INSERT OR REPLACE meets the guards of the history
    "PRAGMA wal_autocheckpoint = 4000",  # rarer pauses; the log stays under 16 MB
    "PRAGMA cache_size = -16000",
    "PRAGMA temp_store = MEMORY",
)
_BEGUN = "cauce_statement_begun"
_SETTINGS = ("timezone=UTC", "max_parallel_workers_per_gather=0", "jit=off")
"""Our statements are short, beside millions of rows too: to start another process, or to compile
one, costs more than it saves (5 ms against 1 at a count of 100,000 tasks)."""


def connect(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        database = _connect_sqlite(url)
    else:
        database = _connect_postgres(url.set(drivername="postgresql+psycopg"))
    share_compiled(database)
    return database


def _connect_sqlite(url: URL) -> Engine:
    database = create_engine(
        url,
        pool_size=20,
        max_overflow=20,
        pool_use_lifo=True,  # each connection keeps pages of its own: few that are warm serve best
        pool_reset_on_return=None,  # every transaction of ours has ended by itself
        connect_args={"cached_statements": 512},
    )

    @event.listens_for(database, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions by itself
        for pragma in _SQLITE_PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(database, "begin")
    def begin(connection: Connection) -> None:
        text = connection.get_execution_options().get("cauce_begin", "BEGIN")
        pipeline.driver_of(connection).execute(text)
        record(setups=1)

    _count_statements(database)
    return database


def _connect_postgres(url: URL) -> Engine:
    database = create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        use_native_hstore=False,  # we have none; else every database is asked for its own
        pool_use_lifo=True,  # a quiet hour lets the spare connections close
        pool_reset_on_return=None,  # every transaction of ours has ended by itself
        connect_args={"application_name": "cauce", "options": _options(url)},
    )

    plain_commit = database.dialect.do_commit

    def commit(connection: Any) -> None:
        if not wire.is_idle(connection.pgconn):  # else COMMIT has travelled with the last writes
            plain_commit(connection)

    database.dialect.do_commit = commit  # type: ignore[method-assign,assignment]  # this pool's alone

    @event.listens_for(database, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.autocommit = True  # BEGIN is ours: it travels with the first statements

    @event.listens_for(database, "checkout")
    def meet(connection: Any, *_: object) -> None:
        if wire.has_news(connection.pgconn):  # nothing was asked: the server said goodbye
            raise InvalidatePoolError

    @event.listens_for(database, "begin")
    def begin(connection: Connection) -> None:
        pipeline.clear(connection)
        pipeline.stage(connection, Statement("BEGIN", setup=True))

    @event.listens_for(database, "before_cursor_execute")
    def send_first(connection: Connection, *_: object) -> None:
        if pipeline.waiting(connection):
            pipeline.send(connection)

    _count_statements(database)
    return database


def _options(url: URL) -> str:
    """The server's settings for our sessions, after those that the address itself gives."""
    given = url.query.get("options", ())
    own = (f"-c {each}" for each in _SETTINGS)
    return " ".join([*([given] if isinstance(given, str) else given), *own])


def _count_statements(database: Engine) -> None:
    @event.listens_for(database, "before_cursor_execute")
    def count(connection: Connection, *_: object) -> None:
        record(statements=1, round_trips=1)
        connection.info[_BEGUN] = perf_counter()

    @event.listens_for(database, "after_cursor_execute")
    def time(connection: Connection, *_: object) -> None:
        record_wait(perf_counter() - connection.info[_BEGUN])
