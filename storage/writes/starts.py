"""Arming what begins cases by itself, and moving it to its next moment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, update

from storage.database import Connection
from storage.queries.starts import StartRow
from storage.tables import starts


def replace_starts(
    connection: Connection, municipality_id: int, *, process_key: str, rows: Sequence[StartRow]
) -> None:
    """The process begins in these ways from now on, and in no other."""
    connection.execute(
        delete(starts).where(
            starts.c.municipality_id == municipality_id, starts.c.process_key == process_key
        )
    )
    if rows:
        names = StartRow.__dataclass_fields__
        values = [{name: getattr(row, name) for name in names} for row in rows]
        connection.execute(insert(starts), values)


def move_start(
    connection: Connection,
    municipality_id: int,
    start_id: int,
    *,
    was: datetime | None,
    due_at: datetime | None,
    remaining: int,
    fault: str | None = None,
    said: str | None = None,
) -> bool:
    """It has its next moment, or none; False when somebody else moved it on from `was`. `fault`
    says why its last case could not be opened, and `said` the same with its parts."""
    done = connection.execute(
        update(starts)
        .where(starts.c.municipality_id == municipality_id, starts.c.id == start_id)
        .where(starts.c.due_at == was)
        .values(due_at=due_at, remaining=remaining, fault=fault, said=said)
    )
    return done.rowcount == 1
