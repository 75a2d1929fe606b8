"""Who looked at what, the newest first, and from where somebody did something."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, literal, select, tuple_, union_all

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import accesses, cases, persons
from storage.tables.types import Id, micros

SESSION = timedelta(hours=14)
"""How long before an act somebody may have signed in."""


@dataclass(frozen=True, slots=True)
class AccessRow:
    """Somebody looked at something; `number` is that of the case, if it was one."""

    id: int
    at: datetime
    person_id: int
    kind: int
    case_id: int | None
    subject: str
    address: str
    name: str | None
    position: str | None
    number: str | None


@dataclass(frozen=True, slots=True)
class AccessesWanted:
    """What is sought: everything that is set must hold."""

    person_id: int | None = None
    kind: int | None = None
    case_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


def accesses_found(
    connection: Connection,
    municipality_id: int,
    wanted: AccessesWanted,
    *,
    before: tuple[datetime, int] | None = None,
    limit: int,
) -> tuple[AccessRow, ...]:
    """The page behind `before` (instant and id)."""
    of = accesses.c
    found = (
        select(
            *(of[name] for name in list(AccessRow.__dataclass_fields__)[:7]),
            persons.c.name, persons.c.position, cases.c.number,
        )
        .outerjoin(persons, joined(accesses, persons, "person_id"))
        .outerjoin(cases, joined(accesses, cases, "case_id"))
        .where(of.municipality_id == municipality_id)
        .order_by(of.at.desc(), of.id.desc())
        .limit(limit)
    )  # fmt: skip
    for column, value in (
        (of.person_id, wanted.person_id), (of.kind, wanted.kind), (of.case_id, wanted.case_id),
    ):  # fmt: skip
        if value is not None:
            found = found.where(column == value)
    if wanted.since is not None:
        found = found.where(of.at >= wanted.since)
    if wanted.until is not None:
        found = found.where(of.at < wanted.until)
    if before is not None:
        behind = literal(before[0], of.at.type), literal(before[1], of.id.type)
        found = found.where(tuple_(of.at, of.id) < tuple_(*behind))
    return many(connection, found, AccessRow)


def opened_case(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    *,
    kinds: Collection[int],
    limit: int,
) -> tuple[tuple[datetime, str | None], ...]:
    """When a case was opened and in which position its reader stands, the newest first."""
    of = accesses.c
    found = (
        select(of.at, persons.c.position)
        .outerjoin(persons, joined(accesses, persons, "person_id"))
        .where(of.municipality_id == municipality_id, of.case_id == case_id)
        .where(of.kind.in_(sorted(kinds)), func.coalesce(persons.c.outside, 0) == 0)
        .order_by(of.at.desc(), of.id.desc())
        .limit(limit)
    )
    return tuple((row[0], row[1]) for row in connection.execute(found))


def from_where(
    connection: Connection, municipality_id: int, acts: Collection[tuple[int, datetime]]
) -> Mapping[tuple[int, datetime], str]:
    """The address of each act (person and instant): that of the last thing the person is known to
    have done by then. Absent where nothing is known of that session."""
    of = accesses.c
    ways = []
    for person_id, at in sorted(set(acts)):
        last = (
            select(
                literal(person_id, Id).label("who"), literal(micros(at), Id).label("moment"),
                of.address.label("address"),
            )
            .where(of.municipality_id == municipality_id, of.person_id == person_id)
            .where(and_(of.at <= at, of.at >= at - SESSION))
            .order_by(of.at.desc())
            .limit(1)
        )  # fmt: skip
        ways.append(select(last.subquery()))
    if not ways:
        return {}
    moments = {micros(at): at for _, at in acts}
    rows = connection.execute(union_all(*ways))
    return {(row[0], moments[row[1]]): row[2] for row in rows}
