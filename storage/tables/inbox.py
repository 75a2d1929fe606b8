"""How people keep their inbox: lists with a name, and the columns of each process."""

from sqlalchemy import Column, Index, Text, text

from storage.tables.catalogue import identity, inside, municipality_key, table
from storage.tables.types import Id, Instant

inbox_views = table(
    "inbox_views",
    municipality_key(),
    identity(),
    Column("person_id", Id, nullable=False),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),  # of the address of the list
    Column("role", Text),  # whose people see it too
    Column("created_at", Instant, nullable=False),
    inside("persons", "person_id"),
    Index(None, "municipality_id", "person_id"),  # those of a person
    Index(  # those shared with a role
        "ix_inbox_views_role",
        "municipality_id",
        "role",
        sqlite_where=text("role IS NOT NULL"),
        postgresql_where=text("role IS NOT NULL"),
    ),
)

inbox_columns = table(
    "inbox_columns",
    municipality_key(),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("process_key", Text, primary_key=True),  # empty: of lists of several processes
    Column("columns", Text, nullable=False),
    inside("persons", "person_id"),
    clustered=True,
)
