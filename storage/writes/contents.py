"""Contents that are filed while they may be removed from the store, and the other way round.

Who files holds a content until the end of the transaction, shared with whoever files it too; who
removes it holds it alone, and looks again. On SQLite only one transaction writes at a time anyway.
A mark stays when its content is gone: who had put the same bytes before would file nothing.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import doomed_contents


def claim_content(connection: Connection, sha256: str) -> bool:
    """Hold a content that is being filed; whether it is marked, so that it may be gone."""
    _hold(connection, sha256, alone=False)
    found = select(doomed_contents.c.sha256).where(doomed_contents.c.sha256 == sha256)
    return connection.scalar(found) is not None


def spare_content(connection: Connection, sha256: str) -> None:
    """It is there and wanted again."""
    connection.execute(delete(doomed_contents).where(doomed_contents.c.sha256 == sha256))


def doom_contents(connection: Connection, contents: Collection[str], *, at: datetime) -> None:
    """Mark what may be removed when nothing refers to it any more."""
    if not contents:
        return
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    marks = [{"sha256": sha256, "doomed_at": at, "removed_at": None} for sha256 in sorted(contents)]
    renewed = {"doomed_at": at, "removed_at": None}
    connection.execute(
        upsert(doomed_contents).on_conflict_do_update(index_elements=["sha256"], set_=renewed),
        marks,
    )


def is_doomed(connection: Connection, sha256: str) -> bool:
    """Hold a content alone, until the end of the transaction; whether it is still to be removed."""
    _hold(connection, sha256, alone=True)
    found = select(doomed_contents.c.removed_at).where(doomed_contents.c.sha256 == sha256)
    row = connection.execute(found).first()
    return row is not None and row.removed_at is None


def mark_removed(connection: Connection, sha256: str, *, at: datetime) -> None:
    """It is gone from the store."""
    connection.execute(
        update(doomed_contents).where(doomed_contents.c.sha256 == sha256).values(removed_at=at)
    )


def left_to_remove(connection: Connection, *, before: datetime, limit: int) -> tuple[str, ...]:
    """Contents that were marked before an instant and are still to be removed."""
    found = (
        select(doomed_contents.c.sha256)
        .where(doomed_contents.c.removed_at.is_(None), doomed_contents.c.doomed_at < before)
        .limit(limit)
    )
    return tuple(connection.scalars(found))


def _hold(connection: Connection, sha256: str, *, alone: bool) -> None:
    if connection.dialect.name != "postgresql":
        return
    hold = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
    connection.execute(select(hold(func.hashtextextended(sha256, literal(_SEED)))))


_SEED = 7
"""Keeps these locks apart from those of others that hash a text for a number."""
