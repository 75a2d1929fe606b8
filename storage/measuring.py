"""What the database itself can do at this minute, and how much room it takes: for benchmarks.

The limit is one client's plain transaction of one update and two inserts of 1 KB, prepared and sent
one by one through the driver, in two tables of its own. Sizes are whole databases in bytes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from sqlalchemy import func, select

from storage.database import Connection, Database
from storage.tables import tasks

_ROWS = 1000
_FILLING = "x" * 1000
_MAKE = (
    "CREATE TABLE cauce_limit_state (id INTEGER PRIMARY KEY, version INTEGER, data TEXT)",
    "CREATE TABLE cauce_limit_log (id INTEGER PRIMARY KEY, data TEXT)",
)
_DROP = ("DROP TABLE IF EXISTS cauce_limit_state", "DROP TABLE IF EXISTS cauce_limit_log")
_FILL = "INSERT INTO cauce_limit_state VALUES (?, 0, ?)"
_UPDATE = "UPDATE cauce_limit_state SET version = version + 1, data = ? WHERE id = ?"
_INSERT = "INSERT INTO cauce_limit_log VALUES (?, ?)"

Execute = Callable[..., object]


def database_limit(database: Database, *, seconds: float = 3.0) -> list[float]:
    """The seconds each plain transaction took, for as long as `seconds`."""
    with limit_tables(database), plain_transactions(database) as act:
        latencies: list[float] = []
        end = perf_counter() + seconds
        while (begun := perf_counter()) < end:
            act(len(latencies))
            latencies.append(perf_counter() - begun)
        return latencies


@contextmanager
def limit_tables(database: Database) -> Iterator[None]:
    """The two tables of the limit, filled, for as long as the block lasts."""
    with database.driver() as driver:
        execute = _executing(driver)
        for text in (*_DROP, *_MAKE, "BEGIN"):
            execute(text)
        for number in range(_ROWS):
            execute(_FILL, number, _FILLING)
        execute("COMMIT")
    try:
        yield
    finally:
        with database.driver() as driver:
            execute = _executing(driver)
            for text in _DROP:
                execute(text)


@contextmanager
def plain_transactions(database: Database) -> Iterator[Callable[[int], None]]:
    """One client's plain transaction upon those tables; each number is used once."""
    with database.driver() as driver:
        execute = _executing(driver)
        yield lambda number: _transaction(execute, number=number)


def size_in_bytes(database: Database) -> int:
    """All tables and indexes as they lie, with what old versions of rows still take."""
    with database.driver() as driver:
        if database.dialect == "postgresql":
            return _first(driver, _POSTGRES_SIZE)
        return _first(driver, "PRAGMA page_count") * _first(driver, "PRAGMA page_size")


def packed_size(database: Database) -> int:
    """All tables and indexes after they were written anew, without a gap. Locks everything."""
    with database.driver() as driver:
        driver.execute("VACUUM FULL" if database.dialect == "postgresql" else "VACUUM")
    return size_in_bytes(database)


def blocks_touched(database: Database) -> int | None:
    """The blocks of tables and indexes that were looked at since the server began to count, found
    in memory or not; None on SQLite, which does not count. Lets go of every connection first,
    because a server counts what a connection did when it ends."""
    if database.dialect != "postgresql":
        return None
    database.close()
    with database.driver() as driver:
        before = -1
        while (counted := _first(driver, _BLOCKS)) != before:
            before = counted
            driver.execute("SELECT pg_sleep(0.2), pg_stat_clear_snapshot()")
        return counted


def seconds_executed(database: Database) -> float | None:
    """What the server itself worked on statements so far, planning included where that is counted;
    None where nobody counts (`pg_stat_statements`)."""
    if database.dialect != "postgresql":
        return None
    with database.driver() as driver:
        if not _first(driver, _COUNTED):
            return None
        return float(driver.execute(_EXECUTED).fetchone()[0]) / 1000


def trips(database: Database, *, times: int = 500) -> list[float]:
    """The seconds that a question without any work took, each from its sending to its answer."""
    with database.driver() as driver:
        taken = []
        for _ in range(times):
            begun = perf_counter()
            driver.execute("SELECT 1").fetchone()
            taken.append(perf_counter() - begun)
        return taken


def open_tasks_spread(connection: Connection) -> tuple[tuple[int, str, str, int | None, int], ...]:
    """The open tasks of the installation: municipality, process, role, who holds them, number."""
    keys = (tasks.c.municipality_id, tasks.c.process_key, tasks.c.role, tasks.c.assignee_id)
    found = select(*keys, func.count()).where(tasks.c.state == "open").group_by(*keys)
    return tuple(tuple(row) for row in connection.execute(found))


def tidy(database: Database) -> None:
    """What the database does by itself in a quiet hour: statistics, and what may be read without
    a look at the rows."""
    with database.driver() as driver:
        driver.execute("VACUUM ANALYZE" if database.dialect == "postgresql" else "ANALYZE")


_COUNTED = "SELECT count(*) FROM pg_extension WHERE extname = 'pg_stat_statements'"
_EXECUTED = """SELECT coalesce(sum(total_exec_time + total_plan_time), 0) FROM pg_stat_statements
WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())"""
_BLOCKS = """SELECT coalesce(sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read, 0)
+ coalesce(idx_blks_hit, 0) + coalesce(toast_blks_read, 0) + coalesce(toast_blks_hit, 0)), 0)
FROM pg_statio_user_tables"""
_POSTGRES_SIZE = """SELECT sum(pg_total_relation_size(oid)) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""


def _executing(driver: Any) -> Execute:
    """One way of executing for both drivers."""
    if not hasattr(driver, "pgconn"):
        return lambda text, *values: driver.execute(text, values)
    cursor = driver.cursor()
    return lambda text, *values: cursor.execute(
        text.replace("?", "%s"), values or None, prepare=bool(values)
    )


def _transaction(execute: Execute, *, number: int) -> None:
    execute("BEGIN")
    execute(_UPDATE, _FILLING, number % _ROWS)
    execute(_INSERT, 2 * number, _FILLING)
    execute(_INSERT, 2 * number + 1, _FILLING)
    execute("COMMIT")


def _first(driver: Any, text: str) -> int:
    return int(driver.execute(text).fetchone()[0])


def server_process(connection: Connection) -> int | None:
    """The process of the server that answers this connection; None where there is no server."""
    if connection.dialect.name != "postgresql":
        return None
    return int(connection.execute(select(func.pg_backend_pid())).scalar_one())
