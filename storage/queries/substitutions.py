"""Who stands in for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select, text
from sqlalchemy.orm import aliased

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import memberships, persons, substitutions


@dataclass(frozen=True, slots=True)
class SubstitutionRow:
    """A person who stands in for another, both days included; `ended_at` when it was cut short."""

    id: int
    absent_id: int
    substitute_id: int
    from_on: date
    until_on: date
    reason: str
    created_at: datetime
    created_by: int | None
    ended_at: datetime | None
    absent_name: str
    substitute_name: str


_absent, _substitute = aliased(persons, name="absent"), aliased(persons, name="substitute")
_OWN = [substitutions.c[name] for name in list(SubstitutionRow.__dataclass_fields__)[:-2]]
_ROW = (
    select(*_OWN, _absent.c.name, _substitute.c.name)
    .join(_absent, joined(substitutions, _absent, "absent_id"))
    .join(_substitute, joined(substitutions, _substitute, "substitute_id"))
)


def stood_in_for(
    connection: Connection, municipality_id: int, substitute_id: int, *, on: date, at: datetime
) -> Mapping[int, frozenset[str]]:
    """Whom a person stands in for today, each with the roles that they hold."""
    held = and_(
        memberships.c.municipality_id == substitutions.c.municipality_id,
        memberships.c.person_id == substitutions.c.absent_id,
        memberships.c.valid_from <= at,
        or_(memberships.c.valid_until.is_(None), memberships.c.valid_until > at),
    )
    found = (
        select(substitutions.c.absent_id, memberships.c.role)
        .outerjoin(memberships, held)
        .where(substitutions.c.municipality_id == municipality_id)
        .where(substitutions.c.substitute_id == substitute_id)
        .where(text("substitutions.ended_at IS NULL"))
        .where(substitutions.c.from_on <= on, substitutions.c.until_on >= on)
    )
    roles: dict[int, set[str]] = {}
    for absent_id, role in connection.execute(found):
        roles.setdefault(absent_id, set()).update([role] if role else [])
    return {absent_id: frozenset(held) for absent_id, held in sorted(roles.items())}


def substitutions_of(
    connection: Connection, municipality_id: int, person_id: int, *, limit: int = 50
) -> tuple[SubstitutionRow, ...]:
    """Where a person is absent or stands in, the latest first."""
    mine = or_(substitutions.c.absent_id == person_id, substitutions.c.substitute_id == person_id)
    found = (
        _ROW.where(substitutions.c.municipality_id == municipality_id, mine)
        .order_by(substitutions.c.from_on.desc(), substitutions.c.id.desc())
        .limit(limit)
    )
    return many(connection, found, SubstitutionRow)


def overlapping(
    connection: Connection,
    municipality_id: int,
    absent_id: int,
    *,
    from_on: date,
    until_on: date,
) -> tuple[SubstitutionRow, ...]:
    """The absences of a person that share a day with another, those that were ended left out."""
    found = (
        _ROW.where(substitutions.c.municipality_id == municipality_id)
        .where(substitutions.c.absent_id == absent_id, substitutions.c.ended_at.is_(None))
        .where(substitutions.c.from_on <= until_on, substitutions.c.until_on >= from_on)
        .order_by(substitutions.c.from_on)
    )
    return many(connection, found, SubstitutionRow)
