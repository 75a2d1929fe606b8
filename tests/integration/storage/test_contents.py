"""Contents are kept once for the whole installation: who asks by a hash asks every town."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, text

from storage.database import WHOLE_INSTALLATION, Connection, Database
from storage.queries.casefile import is_still_kept


def test_whether_a_content_is_still_kept_is_asked_by_its_hash_alone(database: Database) -> None:
    """By (municipality, hash) it would be looked for in each town in turn."""
    with database.read(WHOLE_INSTALLATION) as connection:
        if database.dialect == "postgresql":  # tables without rows are read from end to end
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = plan_of(connection)
    for index in (
        "ix_document_versions_sha256",
        "ix_uploads_sha256",
        "ix_envelope_files_sha256",
    ):
        assert index in plan, plan


def plan_of(connection: Connection) -> str:
    """How the database would answer."""
    explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    told: list[str] = []

    def explaining(
        _connection: object, cursor: Any, statement: str, parameters: object, *_: object
    ) -> None:
        cursor.execute(f"{explain} {statement}", parameters)
        told.extend(str(row) for row in cursor.fetchall())

    event.listen(connection, "before_cursor_execute", explaining)
    is_still_kept(connection, "ab" * 32)
    event.remove(connection, "before_cursor_execute", explaining)
    return "\n".join(told)
