"""Releases are published; the record of their case says what they come to."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.releases import RecordRow, ReleaseRow
from storage.tables import release_follows, release_records, releases


def insert_releases(
    connection: Connection, municipality_id: int, rows: Sequence[ReleaseRow]
) -> int:
    """Publish releases; how many of them nobody had published before."""
    if not rows:
        return 0
    values = [{"municipality_id": municipality_id, **asdict(row)} for row in rows]
    keys = ["municipality_id", "case_id", "seq"]
    made = _upsert(connection)(releases).values(values).on_conflict_do_nothing(index_elements=keys)
    return len(connection.scalars(made.returning(releases.c.seq)).all())


def put_record(connection: Connection, municipality_id: int, row: RecordRow) -> None:
    """The record of a case as it is now; an older one never takes the place of a newer one."""
    values = {"municipality_id": municipality_id, **asdict(row)}
    keys = ("municipality_id", "case_id")
    changed = {name: value for name, value in values.items() if name not in (*keys, "ocid")}
    connection.execute(
        _upsert(connection)(release_records)
        .values(values)
        .on_conflict_do_update(
            index_elements=keys, set_=changed, where=release_records.c.seq < row.seq
        )
    )


def follow_releases_to(
    connection: Connection, municipality_id: int, *, at: datetime, behind: bool = False
) -> None:
    """What happened before that instant has its releases; `behind`: more is waiting."""
    changed = {"followed_at": at, "behind": int(behind)}
    connection.execute(
        _upsert(connection)(release_follows)
        .values({"municipality_id": municipality_id, **changed})
        .on_conflict_do_update(index_elements=["municipality_id"], set_=changed)
    )


def _upsert(connection: Connection) -> type[postgresql.Insert] | type[sqlite.Insert]:
    return postgresql.Insert if connection.dialect.name == "postgresql" else sqlite.Insert
