"""Forming teams, admitting them, and the passes of their people."""

from datetime import datetime

from sqlalchemy import insert, update

from storage.database import Connection
from storage.queries.teams import AdmissionRow, GuestRow, TeamRow
from storage.tables import team_admissions, team_guests, team_members, team_passes, teams


def insert_team(
    connection: Connection, municipality_id: int, row: TeamRow, *, at: datetime, by: int | None
) -> None:
    """A team of the municipality."""
    values = {"id": row.id, "name": row.name, "knows": row.knows, "formed_at": at, "formed_by": by}
    connection.execute(insert(teams).values(municipality_id=municipality_id, **values))


def insert_member(
    connection: Connection,
    municipality_id: int,
    *,
    member_id: int,
    team_id: int,
    person_id: int,
    at: datetime,
) -> None:
    """Somebody is of it from now on; who is in a team already is refused by the database."""
    connection.execute(
        insert(team_members).values(
            municipality_id=municipality_id,
            id=member_id,
            team_id=team_id,
            person_id=person_id,
            since=at,
        )
    )


def end_member(
    connection: Connection, municipality_id: int, *, team_id: int, person_id: int, at: datetime
) -> bool:
    """They are no longer; whether they were."""
    ended = connection.execute(
        update(team_members)
        .where(team_members.c.municipality_id == municipality_id)
        .where(team_members.c.team_id == team_id, team_members.c.person_id == person_id)
        .where(team_members.c.ended_at.is_(None))
        .values(ended_at=at)
    )
    return ended.rowcount == 1


def insert_admission(
    connection: Connection, municipality_id: int, row: AdmissionRow, *, by: int
) -> None:
    """The municipality admits a team; one that it admits already is refused by the database."""
    values = {name: getattr(row, name) for name in AdmissionRow.__dataclass_fields__}
    connection.execute(
        insert(team_admissions).values(municipality_id=municipality_id, admitted_by=by, **values)
    )


def end_admission(
    connection: Connection,
    municipality_id: int,
    *,
    admission_id: int,
    at: datetime,
    by: int | None,
    why: str,
) -> bool:
    """It does so no longer, and no pass into it is good any more; whether it did."""
    ended = connection.execute(
        update(team_admissions)
        .where(team_admissions.c.municipality_id == municipality_id)
        .where(team_admissions.c.id == admission_id, team_admissions.c.ended_at.is_(None))
        .values(ended_at=at, ended_by=by, why=why)
    )
    return ended.rowcount == 1


def insert_guest(connection: Connection, municipality_id: int, row: GuestRow) -> None:
    """A person of the municipality is somebody of a team elsewhere."""
    values = {name: getattr(row, name) for name in GuestRow.__dataclass_fields__}
    connection.execute(insert(team_guests).values(municipality_id=municipality_id, **values))


def set_team_of_guest(
    connection: Connection, municipality_id: int, *, person_id: int, team_id: int
) -> None:
    """They came with another team of the same municipality."""
    connection.execute(
        update(team_guests)
        .where(team_guests.c.municipality_id == municipality_id)
        .where(team_guests.c.person_id == person_id)
        .values(team_id=team_id)
    )


def insert_pass(
    connection: Connection,
    municipality_id: int,
    *,
    pass_id: int,
    secret_hash: str,
    from_hash: str,
    guest: GuestRow,
    at: datetime,
    expires_at: datetime,
) -> None:
    """A way into the municipality."""
    connection.execute(
        insert(team_passes).values(
            municipality_id=municipality_id,
            id=pass_id,
            secret_hash=secret_hash,
            from_hash=from_hash,
            home_id=guest.home_id,
            home_person_id=guest.home_person_id,
            team_id=guest.team_id,
            made_at=at,
            expires_at=expires_at,
        )
    )


def use_pass(connection: Connection, municipality_id: int, pass_id: int, *, at: datetime) -> bool:
    """Once: whether nobody was faster."""
    used = connection.execute(
        update(team_passes)
        .where(team_passes.c.municipality_id == municipality_id, team_passes.c.id == pass_id)
        .where(team_passes.c.used_at.is_(None))
        .values(used_at=at)
    )
    return used.rowcount == 1
