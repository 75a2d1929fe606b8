"""Which faults pass by themselves and are told as such (503), and which are ours (500)."""

import errno
import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.database import TooManyRaces
from ui.errors import is_away

PASSES = [
    psycopg.OperationalError("the connection is closed"),
    psycopg.errors.AdminShutdown("terminating connection due to administrator command"),
    psycopg.errors.CannotConnectNow("the database system is starting up"),
    psycopg.errors.DiskFull("could not extend file"),
    psycopg.errors.ReadOnlySqlTransaction("cannot execute UPDATE in a read-only transaction"),
    sqlite3.OperationalError("database or disk is full"),
    sqlite3.OperationalError("attempt to write a readonly database"),
    sqlite3.OperationalError("database is locked"),
    OperationalError("SELECT 1", {}, psycopg.OperationalError("connection refused")),
    TooManyRaces("lost 5 races"),
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EROFS, "Read-only file system"),
]
OURS = [
    KeyError("name"),
    OSError(errno.EACCES, "Permission denied"),
    psycopg.errors.UndefinedTable("relation does not exist"),
    psycopg.errors.UniqueViolation("duplicate key"),
    IntegrityError("INSERT", {}, sqlite3.IntegrityError("NOT NULL constraint failed")),
]


@pytest.mark.parametrize("fault", PASSES, ids=lambda fault: f"{type(fault).__name__}: {fault}"[:50])
def test_a_fault_of_what_is_outside_passes_by_itself(fault: Exception) -> None:
    assert is_away(fault)


@pytest.mark.parametrize("fault", OURS, ids=lambda fault: f"{type(fault).__name__}: {fault}"[:50])
def test_a_fault_of_ours_does_not(fault: Exception) -> None:
    assert not is_away(fault)
