"""Who stands in for whom, from a day to a day: vacations, commissions, leave."""

from sqlalchemy import CheckConstraint, Column, Index, Text, text

from storage.tables.catalogue import identity, inside, municipality_key, table
from storage.tables.types import Id, Instant, LocalDate

substitutions = table(
    "substitutions",
    municipality_key(),
    identity(),
    Column("absent_id", Id, nullable=False),
    Column("substitute_id", Id, nullable=False),
    Column("from_on", LocalDate, nullable=False),
    Column("until_on", LocalDate, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", Id),
    Column("ended_at", Instant),
    CheckConstraint("absent_id <> substitute_id", name="somebody_else"),
    CheckConstraint("from_on <= until_on", name="in_order"),
    inside("persons", "absent_id"),
    inside("persons", "substitute_id"),
    inside("persons", "created_by"),
    Index(  # whom a person stands in for: asked at every request
        "ix_substitutions_substitute",
        "municipality_id",
        "substitute_id",
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index(None, "municipality_id", "absent_id"),  # the absences of a person
)
