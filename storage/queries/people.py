"""The people of a municipality for whoever lets them in: their roles, and the work in their hands.

Programs have a person too, for the history; they are not among these.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, text

from storage.database import Connection
from storage.queries.identity import MembershipRow
from storage.queries.reading import joined, many
from storage.tables import cases, memberships, persons, tasks, tokens


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the list, in or out."""

    id: int
    name: str
    position: str | None
    email: str | None
    national_id: str | None
    active_from: datetime
    active_until: datetime | None
    signs_in: bool


@dataclass(frozen=True, slots=True)
class HeldTask:
    """A task in somebody's hands."""

    task_id: int
    name: str
    role: str
    number: str
    case_title: str
    due_at: datetime | None


def everyone(
    connection: Connection, municipality_id: int, *, limit: int = 2_000
) -> tuple[PersonLine, ...]:
    """Everybody of the house who is or was here, by name; no programs."""
    found = (
        select(
            persons.c.id,
            persons.c.name,
            persons.c.position,
            persons.c.email,
            persons.c.national_id,
            persons.c.active_from,
            persons.c.active_until,
            persons.c.password_hash.is_not(None),
        )
        .where(persons.c.municipality_id == municipality_id, persons.c.outside == 0)
        .where(~_is_program())
        .order_by(persons.c.name, persons.c.id)
        .limit(limit)
    )
    return many(connection, found, PersonLine)


def is_program(connection: Connection, municipality_id: int, person_id: int) -> bool:
    """Whether this person is the name of a program."""
    found = select(tokens.c.id).where(
        tokens.c.municipality_id == municipality_id, tokens.c.person_id == person_id
    )
    return connection.execute(found.limit(1)).first() is not None


def is_outsider(connection: Connection, municipality_id: int, person_id: int) -> bool:
    """Whether this person is one who files cases and works on none."""
    found = select(persons.c.id).where(
        persons.c.municipality_id == municipality_id,
        persons.c.id == person_id,
        persons.c.outside == 1,
    )
    return connection.execute(found).first() is not None


def roles_by_person(
    connection: Connection, municipality_id: int, *, at: datetime
) -> Mapping[int, tuple[MembershipRow, ...]]:
    """The roles that people hold or are to hold, by person; what is over is left out."""
    columns = (memberships.c[name] for name in MembershipRow.__dataclass_fields__)
    found = (
        select(*columns)
        .where(memberships.c.municipality_id == municipality_id)
        .where(or_(memberships.c.valid_until.is_(None), memberships.c.valid_until > at))
        .order_by(memberships.c.role, memberships.c.valid_from)
    )
    held: dict[int, list[MembershipRow]] = {}
    for row in many(connection, found, MembershipRow):
        held.setdefault(row.person_id, []).append(row)
    return {person_id: tuple(rows) for person_id, rows in held.items()}


def lasting_holders(
    connection: Connection, municipality_id: int, role: str, *, at: datetime
) -> frozenset[int]:
    """Who holds a role now, with no end in sight, and can sign in."""
    found = (
        select(persons.c.id)
        .join(memberships, joined(memberships, persons, "person_id"))
        .where(persons.c.municipality_id == municipality_id, memberships.c.role == role)
        .where(memberships.c.valid_from <= at, memberships.c.valid_until.is_(None))
        .where(persons.c.active_until.is_(None), persons.c.password_hash.is_not(None))
    )
    return frozenset(connection.execute(found).scalars())


def holders_by_role(
    connection: Connection, municipality_id: int, roles: Collection[str], *, at: datetime
) -> Mapping[str, Mapping[int, str]]:
    """The active people who hold each of these roles: their names by id."""
    found = (
        select(memberships.c.role, persons.c.id, persons.c.name)
        .join(persons, joined(memberships, persons, "person_id"))
        .where(memberships.c.municipality_id == municipality_id)
        .where(memberships.c.role.in_(list(roles)), memberships.c.valid_from <= at)
        .where(or_(memberships.c.valid_until.is_(None), memberships.c.valid_until > at))
        .where(or_(persons.c.active_until.is_(None), persons.c.active_until > at))
        .order_by(persons.c.name)
    )
    holders: dict[str, dict[int, str]] = {}
    for role, person_id, name in connection.execute(found):
        holders.setdefault(role, {})[person_id] = name
    return holders


def tasks_in_hands_of(
    connection: Connection, municipality_id: int, person_id: int, *, limit: int = 500
) -> tuple[HeldTask, ...]:
    """The open tasks that a person holds, the most pressing first."""
    found = (
        select(
            tasks.c.id,
            tasks.c.name,
            tasks.c.role,
            cases.c.number,
            cases.c.title,
            tasks.c.due_at,
        )
        .join(cases, joined(tasks, cases, "case_id"))
        .where(tasks.c.municipality_id == municipality_id)
        .where(tasks.c.assignee_id == person_id, text("tasks.state = 'open'"))
        .order_by(tasks.c.due_at, tasks.c.id)
        .limit(limit)
    )
    return many(connection, found, HeldTask)


def held_counts(connection: Connection, municipality_id: int) -> Mapping[int, int]:
    """How many open tasks each person holds."""
    found = (
        select(tasks.c.assignee_id, func.count())
        .where(tasks.c.municipality_id == municipality_id)
        .where(tasks.c.assignee_id.is_not(None), text("tasks.state = 'open'"))
        .group_by(tasks.c.assignee_id)
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def _is_program() -> ColumnElement[bool]:
    return exists(
        select(tokens.c.id).where(
            and_(
                tokens.c.municipality_id == persons.c.municipality_id,
                tokens.c.person_id == persons.c.id,
            )
        )
    )
