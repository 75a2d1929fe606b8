"""What may be wrong with the database itself, in kinds that whoever runs Cauce can act upon.

For the command line and for logs: verbs let these errors pass. The detail never holds a password.
"""

import sqlite3
from enum import StrEnum

import psycopg
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError


class DatabaseFault(StrEnum):
    """address: not an address of a database; unreachable: no server or file answers there;
    no_tables: the tables were never made; not_sqlite: the file is something else; read_only: it may
    not be written; full: no room is left; busy: somebody else writes for too long; other: see the
    detail."""

    ADDRESS = "address"
    UNREACHABLE = "unreachable"
    NO_TABLES = "no_tables"
    NOT_SQLITE = "not_sqlite"
    READ_ONLY = "read_only"
    FULL = "full"
    BUSY = "busy"
    OTHER = "other"


_WORDS = {
    "unable to open database file": DatabaseFault.UNREACHABLE,
    "no such table": DatabaseFault.NO_TABLES,
    "file is not a database": DatabaseFault.NOT_SQLITE,
    "readonly database": DatabaseFault.READ_ONLY,
    "disk is full": DatabaseFault.FULL,
    "database is locked": DatabaseFault.BUSY,
}
"""What SQLite says; it gives its errors no other names."""


def fault_of(error: BaseException) -> tuple[DatabaseFault, str] | None:
    """The kind and the database's own words, in one line; None for an error of another kind."""
    if isinstance(error, ArgumentError | NoSuchModuleError):
        return DatabaseFault.ADDRESS, ""
    reason = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(error, DBAPIError | psycopg.Error | sqlite3.Error):
        return None
    detail = " ".join(str(reason).split())
    return _kind(reason, detail), detail


def _kind(reason: BaseException | None, detail: str) -> DatabaseFault:
    match reason:
        case psycopg.errors.UndefinedTable():
            return DatabaseFault.NO_TABLES
        case psycopg.errors.DiskFull():
            return DatabaseFault.FULL
        case psycopg.errors.ReadOnlySqlTransaction() | psycopg.errors.InsufficientPrivilege():
            return DatabaseFault.READ_ONLY
        case psycopg.OperationalError():
            return DatabaseFault.UNREACHABLE
    return next((kind for words, kind in _WORDS.items() if words in detail), DatabaseFault.OTHER)
