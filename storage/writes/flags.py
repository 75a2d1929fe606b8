"""Signs come and go; what the auditor noted of one stays with it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, tuple_, update

from storage.database import Connection
from storage.queries.flags import FlagRow
from storage.tables import red_flags

PIECE = 200


def put_flags(connection: Connection, municipality_id: int, rows: Sequence[FlagRow]) -> None:
    """Signs that were not there."""
    names = list(FlagRow.__dataclass_fields__)[:8]
    values = [
        {"municipality_id": municipality_id, **{name: getattr(row, name) for name in names}}
        for row in rows
    ]
    if values:
        connection.execute(insert(red_flags), values)


def drop_flags(
    connection: Connection, municipality_id: int, keys: Collection[tuple[str, int]]
) -> None:
    """Signs that are none any more."""
    of, listed = red_flags.c, sorted(keys)
    for place in range(0, len(listed), PIECE):
        some = listed[place : place + PIECE]
        connection.execute(
            delete(red_flags)
            .where(of.municipality_id == municipality_id)
            .where(tuple_(of.kind, of.case_id).in_(some))
        )


def note_flag(
    connection: Connection,
    municipality_id: int,
    *,
    kind: str,
    case_id: int,
    at: datetime,
    by: int | None,
    note: str,
) -> bool:
    """Somebody looked at it; False where there is no such sign."""
    of = red_flags.c
    question = (
        update(red_flags)
        .where(of.municipality_id == municipality_id, of.kind == kind, of.case_id == case_id)
        .values(looked_at=at, looked_by=by, note=note)
    )
    return connection.execute(question).rowcount == 1
