"""Teams that a municipality formed, those that it admits, and who of them is which person there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import (
    cases,
    persons,
    tasks,
    team_admissions,
    team_guests,
    team_members,
    team_passes,
    teams,
)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team of the municipality."""

    id: int
    name: str
    knows: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of a team, in the municipality that formed it."""

    team_id: int
    person_id: int
    name: str
    active_until: datetime | None


@dataclass(frozen=True, slots=True)
class AdmissionRow:
    """A team of `home_id` that the municipality admits, or did until `ended_at`."""

    id: int
    home_id: int
    team_id: int
    name: str
    admitted_at: datetime
    ended_at: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A person of the municipality who is somebody of a team elsewhere."""

    person_id: int
    home_id: int
    home_person_id: int
    team_id: int


@dataclass(frozen=True, slots=True)
class PassRow:
    """A way into the municipality for one browser."""

    id: int
    from_hash: str
    home_id: int
    home_person_id: int
    team_id: int
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class WorkRow:
    """An open task: what its step is called, and the number of its case."""

    task_id: int
    name: str
    number: str
    due_at: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """An open case, by its number."""

    number: str
    opened_at: datetime


_ADMISSION = select(*(team_admissions.c[n] for n in AdmissionRow.__dataclass_fields__))
_GUEST = select(*(team_guests.c[n] for n in GuestRow.__dataclass_fields__))
_MEMBER = (
    select(team_members.c.team_id, persons.c.id, persons.c.name, persons.c.active_until)
    .join(persons, joined(team_members, persons, "person_id"))
    .where(team_members.c.ended_at.is_(None))
    .order_by(persons.c.name)
)


def teams_of(connection: Connection, municipality_id: int) -> tuple[TeamRow, ...]:
    """Those that it formed."""
    asked = select(teams.c.id, teams.c.name, teams.c.knows).order_by(teams.c.name)
    return many(connection, asked.where(teams.c.municipality_id == municipality_id), TeamRow)


def members_of(connection: Connection, municipality_id: int) -> tuple[MemberRow, ...]:
    """Who is in its teams."""
    asked = _MEMBER.where(team_members.c.municipality_id == municipality_id)
    return many(connection, asked, MemberRow)


def member_of_person(
    connection: Connection, municipality_id: int, *, person_id: int
) -> MemberRow | None:
    """The team that one of its people is in."""
    asked = _MEMBER.where(
        team_members.c.municipality_id == municipality_id, team_members.c.person_id == person_id
    )
    return one(connection, asked, MemberRow)


def admissions_of(connection: Connection, municipality_id: int) -> tuple[AdmissionRow, ...]:
    """Teams that it admits or admitted, the newest first."""
    asked = _ADMISSION.where(team_admissions.c.municipality_id == municipality_id)
    return many(connection, asked.order_by(team_admissions.c.id.desc()), AdmissionRow)


def open_admission(
    connection: Connection, municipality_id: int, *, home_id: int, team_id: int
) -> AdmissionRow | None:
    """Whether it admits a team today."""
    asked = _ADMISSION.where(
        team_admissions.c.municipality_id == municipality_id,
        team_admissions.c.home_id == home_id,
        team_admissions.c.team_id == team_id,
        team_admissions.c.ended_at.is_(None),
    )
    return one(connection, asked, AdmissionRow)


def guests_of_team(
    connection: Connection, municipality_id: int, *, home_id: int, team_id: int
) -> tuple[GuestRow, ...]:
    """Its people who are of a team."""
    asked = _GUEST.where(
        team_guests.c.municipality_id == municipality_id,
        team_guests.c.home_id == home_id,
        team_guests.c.team_id == team_id,
    )
    return many(connection, asked, GuestRow)


def guest_of_person(
    connection: Connection, municipality_id: int, *, person_id: int
) -> GuestRow | None:
    """Who one of its people is elsewhere."""
    asked = _GUEST.where(
        team_guests.c.municipality_id == municipality_id, team_guests.c.person_id == person_id
    )
    return one(connection, asked, GuestRow)


def guest_from(
    connection: Connection, municipality_id: int, *, home_id: int, home_person_id: int
) -> GuestRow | None:
    """Which of its people somebody of another municipality is."""
    asked = _GUEST.where(
        team_guests.c.municipality_id == municipality_id,
        team_guests.c.home_id == home_id,
        team_guests.c.home_person_id == home_person_id,
    )
    return one(connection, asked, GuestRow)


def pass_by_hash(
    connection: Connection, municipality_id: int, *, secret_hash: str
) -> PassRow | None:
    """A pass into it, used or not."""
    asked = select(*(team_passes.c[n] for n in PassRow.__dataclass_fields__)).where(
        team_passes.c.municipality_id == municipality_id,
        team_passes.c.secret_hash == secret_hash,
    )
    return one(connection, asked, PassRow)


def work_of_person(
    connection: Connection,
    municipality_id: int,
    *,
    person_id: int,
    roles: Collection[str],
    limit: int,
) -> tuple[WorkRow, ...]:
    """Open tasks that a person has or may take with these roles, due first; nothing of their cases
    but the number."""
    free = and_(tasks.c.assignee_id.is_(None), tasks.c.role.in_(sorted(roles)))
    asked = (
        select(tasks.c.id, tasks.c.name, cases.c.number, tasks.c.due_at, tasks.c.assignee_id)
        .join(cases, joined(tasks, cases, "case_id"))
        .where(tasks.c.municipality_id == municipality_id, tasks.c.state == "open")
        .where(or_(tasks.c.assignee_id == person_id, free))
        .order_by(tasks.c.due_at, tasks.c.id)
        .limit(limit)
    )
    rows = connection.execute(asked)
    return tuple(WorkRow(*row[:4], row.assignee_id is not None) for row in rows)


def open_cases_of(
    connection: Connection, municipality_id: int, *, process_key: str, limit: int
) -> tuple[AdviceRow, ...]:
    """Cases of a process that are not over, the newest first."""
    asked = (
        select(cases.c.number, cases.c.opened_at)
        .where(cases.c.municipality_id == municipality_id, cases.c.process_key == process_key)
        .where(cases.c.state.in_(("open", "suspended")))
        .order_by(cases.c.id.desc())
        .limit(limit)
    )
    return many(connection, asked, AdviceRow)
