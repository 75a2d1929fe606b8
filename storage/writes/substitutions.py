"""Beginning and ending that somebody stands in for another."""

from datetime import date, datetime

from sqlalchemy import insert, or_, update

from storage.database import Connection
from storage.tables import substitutions


def insert_substitution(
    connection: Connection,
    municipality_id: int,
    *,
    substitution_id: int,
    absent_id: int,
    substitute_id: int,
    from_on: date,
    until_on: date,
    reason: str,
    created_at: datetime,
    created_by: int | None,
) -> None:
    """Somebody stands in for another, both days included."""
    connection.execute(
        insert(substitutions).values(
            municipality_id=municipality_id,
            id=substitution_id,
            absent_id=absent_id,
            substitute_id=substitute_id,
            from_on=from_on,
            until_on=until_on,
            reason=reason,
            created_at=created_at,
            created_by=created_by,
        )
    )


def end_substitution(
    connection: Connection,
    municipality_id: int,
    substitution_id: int,
    *,
    absent_id: int,
    at: datetime,
) -> bool:
    """Cuts an absence short; False when there is none of this person, or it was ended before."""
    done = connection.execute(
        update(substitutions)
        .where(substitutions.c.municipality_id == municipality_id)
        .where(substitutions.c.id == substitution_id, substitutions.c.absent_id == absent_id)
        .where(substitutions.c.ended_at.is_(None))
        .values(ended_at=at)
    )
    return done.rowcount == 1


def end_substitutions_of(
    connection: Connection, municipality_id: int, person_id: int, *, at: datetime
) -> None:
    """Cuts short every absence of a person, and every one in which they stand in."""
    mine = or_(substitutions.c.absent_id == person_id, substitutions.c.substitute_id == person_id)
    connection.execute(
        update(substitutions)
        .where(substitutions.c.municipality_id == municipality_id, mine)
        .where(substitutions.c.ended_at.is_(None))
        .values(ended_at=at)
    )
