"""Cases that went over to another version of their process, and what is needed to put them back."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text

from storage.tables.catalogue import identity, inside, municipality_key, table
from storage.tables.types import Id, Instant

case_migrations = table(
    "case_migrations",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    identity(),  # last in the key: all migrations of a case lie together
    Column("batch_id", Id),
    Column("from_definition_id", Id, nullable=False),
    Column("to_definition_id", Id, nullable=False),
    Column("at", Instant, nullable=False),
    Column("person_id", Id),
    Column("after", LargeBinary, nullable=False),  # a hash of the state: has it moved since?
    Column("before", Text, nullable=False),  # the state and the rows of before, to be put back
    Column("undone_seq", Integer),  # the event that undid it
    inside("cases", "case_id"),
    inside("definitions", "from_definition_id"),
    inside("definitions", "to_definition_id"),
    inside("persons", "person_id"),
    Index(None, "municipality_id", "batch_id"),  # what a batch has brought over
)
