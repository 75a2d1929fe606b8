"""Writing down who looked at what, many at a time, and forgetting it in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert

from storage.database import Connection
from storage.tables import accesses


@dataclass(frozen=True, slots=True)
class NewAccess:
    """Somebody looked at something."""

    municipality_id: int
    id: int
    at: datetime
    person_id: int
    kind: int
    case_id: int | None
    subject: str
    address: str


_NAMES = tuple(NewAccess.__dataclass_fields__)


def write_accesses(connection: Connection, rows: Sequence[NewAccess]) -> None:
    """Of any municipalities, in one statement."""
    if rows:
        values = [{name: getattr(row, name) for name in _NAMES} for row in rows]
        connection.execute(insert(accesses), values)


def forget_accesses(connection: Connection, municipality_id: int, *, before: datetime) -> int:
    """What is kept no longer; how many."""
    of = accesses.c
    gone = delete(accesses).where(of.municipality_id == municipality_id, of.at < before)
    return connection.execute(gone).rowcount
