"""Keeping lists under a name, and columns."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import inbox_columns, inbox_views


def insert_view(
    connection: Connection,
    municipality_id: int,
    *,
    view_id: int,
    person_id: int,
    name: str,
    query: str,
    role: str | None,
    created_at: datetime,
) -> None:
    """A list with a name."""
    connection.execute(
        insert(inbox_views).values(
            municipality_id=municipality_id,
            id=view_id,
            person_id=person_id,
            name=name,
            query=query,
            role=role,
            created_at=created_at,
        )
    )


def delete_view(
    connection: Connection, municipality_id: int, view_id: int, *, person_id: int
) -> bool:
    """Forgets a list of a person; whether there was one."""
    gone = connection.execute(
        delete(inbox_views)
        .where(inbox_views.c.municipality_id == municipality_id)
        .where(inbox_views.c.id == view_id, inbox_views.c.person_id == person_id)
    )
    return gone.rowcount > 0


def keep_columns(
    connection: Connection,
    municipality_id: int,
    *,
    person_id: int,
    process_key: str,
    columns: Sequence[str],
) -> None:
    """The columns that a person wants to see in lists of a process."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    text = json.dumps(list(columns), ensure_ascii=False)
    connection.execute(
        upsert(inbox_columns)
        .values(
            municipality_id=municipality_id,
            person_id=person_id,
            process_key=process_key,
            columns=text,
        )
        .on_conflict_do_update(
            index_elements=["municipality_id", "person_id", "process_key"],
            set_={"columns": text},
        )
    )
