"""Decreeing that a day is not worked, taking it back, and marking what was done about it."""

from datetime import date, datetime

from sqlalchemy import insert, select, update

from storage.database import Connection
from storage.queries.closures import ClosureRow
from storage.tables import closures

_LIFTED = closures.c.lifted_at.is_not(None)


def insert_closure(connection: Connection, municipality_id: int, row: ClosureRow) -> bool:
    """A day on which the municipality does not work; False when it was closed already."""
    taken = connection.execute(
        select(closures.c.id)
        .where(closures.c.municipality_id == municipality_id, closures.c.day == row.day)
        .where(closures.c.lifted_at.is_(None))
    ).first()
    if taken is not None:
        return False
    values = {name: getattr(row, name) for name in ClosureRow.__dataclass_fields__}
    connection.execute(insert(closures).values(municipality_id=municipality_id, **values))
    return True


def lift_closure(
    connection: Connection,
    municipality_id: int,
    closure_id: int,
    *,
    at: datetime,
    person_id: int | None,
) -> date | None:
    """Takes a decree back; the day that it closed, None when it was taken back before."""
    return connection.execute(
        update(closures)
        .where(closures.c.municipality_id == municipality_id, closures.c.id == closure_id)
        .where(closures.c.lifted_at.is_(None))
        .values(lifted_at=at, lifted_by=person_id, applied_at=None, settled=0)
        .returning(closures.c.day)
    ).scalar()


def mark_applied(
    connection: Connection,
    municipality_id: int,
    seen: ClosureRow,
    *,
    at: datetime,
    settled: bool,
) -> None:
    """Every term that the decree touches has been moved, unless it was lifted meanwhile."""
    as_seen = closures.c.lifted_at.is_(None) if seen.lifted_at is None else _LIFTED
    connection.execute(
        update(closures)
        .where(closures.c.municipality_id == municipality_id, closures.c.id == seen.id)
        .where(as_seen)
        .values(applied_at=at, settled=int(settled))
    )
