"""What begins cases by itself: by a message, a signal, the clock or a condition."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import starts


@dataclass(frozen=True, slots=True)
class StartRow:
    """One way in which cases of the version in force begin.

    `remaining`: how often a timer still fires (-1: without end), or 1 where a condition was true
    when it was last looked at.
    """

    municipality_id: int
    id: int
    definition_id: int
    process_key: str
    element_key: str
    which: int
    kind: str
    name: str
    expression: str
    due_at: datetime | None
    remaining: int
    fault: str | None
    said: str | None = None


def starts_by(
    connection: Connection, municipality_id: int, *, kind: str, name: str
) -> tuple[StartRow, ...]:
    """What a message or signal of this name begins, in the order of activation."""
    found = _all().where(
        starts.c.municipality_id == municipality_id, starts.c.kind == kind, starts.c.name == name
    )
    return many(connection, found.order_by(starts.c.id), StartRow)


def starts_of(
    connection: Connection, municipality_id: int, *, process_key: str
) -> tuple[StartRow, ...]:
    """What begins cases of a process by itself."""
    found = _all().where(
        starts.c.municipality_id == municipality_id, starts.c.process_key == process_key
    )
    return many(connection, found.order_by(starts.c.id), StartRow)


def start_by_id(connection: Connection, municipality_id: int, start_id: int) -> StartRow | None:
    """One of them; None once another version is in force."""
    found = _all().where(starts.c.municipality_id == municipality_id, starts.c.id == start_id)
    return one(connection, found, StartRow)


def due_starts(connection: Connection, *, now: datetime, limit: int) -> tuple[StartRow, ...]:
    """Those whose moment has come, over all municipalities of the transaction."""
    found = _all().where(starts.c.due_at <= now).order_by(starts.c.due_at, starts.c.id)
    return many(connection, found.limit(limit), StartRow)


def _all() -> Select[tuple[object, ...]]:
    return select(*(starts.c[name] for name in StartRow.__dataclass_fields__))
