"""Lost races: how each database says that someone else was faster, told apart from real faults."""

import sqlite3

import psycopg
from psycopg import errors
from sqlalchemy.exc import DBAPIError

_GUARD = "NOT NULL constraint failed: instances.version"
_CHAIN = "UNIQUE constraint failed: events.municipality_id, events.case_id, events.seq"
_TAKEN = {
    "uq_definitions_municipality_id_key_version": (
        "UNIQUE constraint failed: definitions.municipality_id, "
        "definitions.key, definitions.version"
    ),
    "pk_document_versions": (
        "UNIQUE constraint failed: document_versions.municipality_id, "
        "document_versions.document_id, document_versions.version"
    ),
    "pk_process_saves": (
        "UNIQUE constraint failed: process_saves.municipality_id, "
        "process_saves.draft_id, process_saves.revision"
    ),
}
"""Numbers that count upwards, each taken by whoever comes first: on PostgreSQL, on SQLite."""

_RETRIED = (
    errors.SerializationFailure,
    errors.DeadlockDetected,
    errors.LockNotAvailable,
    errors.InvalidSqlStatementName,  # what was prepared is gone: it is prepared anew
)


class StaleVersion(Exception):
    """The instance was changed by someone else after it was loaded; nothing was written."""


def is_stale(error: BaseException) -> bool:
    """Whether the guard of the instance's version, or of its chain of events, refused a write."""
    if isinstance(error, psycopg.Error):
        return _is_stale_on_postgres(error)
    told = str(error)
    return isinstance(error, sqlite3.IntegrityError) and (_GUARD in told or _CHAIN in told)


def is_lost_race(error: BaseException) -> bool:
    """Whether doing the same again from the beginning may succeed."""
    if isinstance(error, StaleVersion):
        return True
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.OperationalError):
        return "locked" in str(cause) or "busy" in str(cause)
    return cause is not None and (
        isinstance(cause, _RETRIED) or is_stale(cause) or _number_is_taken(cause)
    )


def _number_is_taken(error: BaseException) -> bool:
    if isinstance(error, errors.UniqueViolation):
        return error.diag.constraint_name in _TAKEN
    return isinstance(error, sqlite3.IntegrityError) and str(error) in _TAKEN.values()


def _is_stale_on_postgres(error: psycopg.Error) -> bool:
    seen = error.diag
    if isinstance(error, errors.NotNullViolation):
        return seen.table_name == "instances" and seen.column_name == "version"
    return isinstance(error, errors.UniqueViolation) and seen.constraint_name == "pk_events"
