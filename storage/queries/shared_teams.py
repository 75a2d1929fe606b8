"""What the installation knows of teams beyond one municipality: which there are, and where each is
admitted. Names of teams and municipalities, and nobody's.
"""

from dataclasses import dataclass

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import many
from storage.tables import municipalities, team_admissions, team_guests, teams


@dataclass(frozen=True, slots=True)
class OfferedTeam:
    """A team and the municipality that formed it (`home`)."""

    home_id: int
    home: str
    team_id: int
    name: str
    knows: str


@dataclass(frozen=True, slots=True)
class Host:
    """A municipality that admits a team today."""

    municipality_id: int
    slug: str
    town: str


def teams_everywhere(connection: Connection) -> tuple[OfferedTeam, ...]:
    """Every team, by its name."""
    asked = (
        select(
            teams.c.municipality_id, municipalities.c.name, teams.c.id, teams.c.name, teams.c.knows
        )
        .join(municipalities, municipalities.c.id == teams.c.municipality_id)
        .order_by(teams.c.name, teams.c.id)
    )
    return many(connection, asked, OfferedTeam)


def hosts_of_team(connection: Connection, *, home_id: int, team_id: int) -> tuple[Host, ...]:
    """Where a team is admitted today, by the name of the municipality."""
    asked = (
        select(municipalities.c.id, municipalities.c.slug, municipalities.c.name)
        .join(team_admissions, team_admissions.c.municipality_id == municipalities.c.id)
        .where(team_admissions.c.home_id == home_id, team_admissions.c.team_id == team_id)
        .where(team_admissions.c.ended_at.is_(None))
        .order_by(municipalities.c.name)
    )
    return many(connection, asked, Host)


@dataclass(frozen=True, slots=True)
class GuestAt:
    """A person of some municipality who is somebody of another one."""

    municipality_id: int
    person_id: int


def guests_of_person(
    connection: Connection, *, home_id: int, home_person_id: int
) -> tuple[GuestAt, ...]:
    """Who somebody of a team is where they were admitted."""
    asked = select(team_guests.c.municipality_id, team_guests.c.person_id).where(
        team_guests.c.home_id == home_id, team_guests.c.home_person_id == home_person_id
    )
    return many(connection, asked, GuestAt)
