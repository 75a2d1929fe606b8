"""Mobile teams: people of one municipality who advise others, each of which admits them itself.

A team and its members are rows of the municipality that formed it; the admission, and who of them
is a person there, are rows of the one that admits. Neither writes rows of the other, but that who
leaves the team is signed out everywhere.
"""

from sqlalchemy import Column, Index, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, table
from storage.tables.types import Id, Instant

_OPEN = text("ended_at IS NULL")

teams = table(
    "teams",
    municipality_key(root=True),
    identity(),
    Column("name", Text, nullable=False),
    Column("knows", Text, nullable=False),  # what it can be asked about
    Column("formed_at", Instant, nullable=False),
    Column("formed_by", Id),
    inside("persons", "formed_by"),
)

team_members = table(
    "team_members",
    municipality_key(),
    identity(),
    Column("team_id", Id, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("since", Instant, nullable=False),
    Column("ended_at", Instant),
    inside("teams", "team_id"),
    inside("persons", "person_id"),
    Index(  # a person is in one team at a time
        "uq_team_members_person",
        "municipality_id",
        "person_id",
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
)

team_admissions = table(
    "team_admissions",
    municipality_key(root=True),  # that admits
    identity(),
    Column("home_id", Id, nullable=False),  # that formed the team
    Column("team_id", Id, nullable=False),
    Column("name", Text, nullable=False),  # of the team, as it was called that day
    Column("admitted_at", Instant, nullable=False),
    Column("admitted_by", Id, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", Id),
    Column("why", Text, nullable=False),
    inside("persons", "admitted_by"),
    inside("persons", "ended_by"),
    Index(  # a team is admitted once at a time
        "uq_team_admissions_team",
        "municipality_id",
        "home_id",
        "team_id",
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
    Index(None, "home_id", "team_id"),  # where a team is admitted
)

team_guests = table(
    "team_guests",  # who of a team is which person where it is admitted
    municipality_key(),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("home_id", Id, nullable=False),
    Column("home_person_id", Id, nullable=False),
    Column("team_id", Id, nullable=False),
    inside("persons", "person_id"),
    UniqueConstraint("municipality_id", "home_id", "home_person_id"),  # one person each
)

team_passes = table(
    "team_passes",  # from one municipality into this one, within a minute and once
    municipality_key(root=True),
    identity(),
    Column("secret_hash", Text, nullable=False),
    Column("from_hash", Text, nullable=False),  # of the session that asked: good in its browser
    Column("home_id", Id, nullable=False),
    Column("home_person_id", Id, nullable=False),
    Column("team_id", Id, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    UniqueConstraint("municipality_id", "secret_hash"),
    Index(None, "expires_at"),  # what is over
)
