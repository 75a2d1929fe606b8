"""What the auditor finds history by: a list of all events of cases and of the municipality itself,
and the words of their values. Made from the histories after they are written, by the worker; both
can be made anew from them at any time, and nothing here proves anything.
"""

from sqlalchemy import Column, Index, Integer, Text

from storage.tables.cases import BY_CODE_POINT
from storage.tables.catalogue import inside, municipality_key, table
from storage.tables.types import Id, Instant, LocalDate, Small

history_entries = table(
    "history_entries",
    municipality_key(root=True),
    Column("at", Instant, primary_key=True),
    Column("case_id", Id, primary_key=True, autoincrement=False),  # 0: the municipality itself
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Small, nullable=False),
    Column("topic", Small, nullable=False),  # what kinds are chosen by, a few for all of them
    Column("person_id", Id),
    Column("role", Text, nullable=False),  # of the task; empty where there is none
    Column("process_key", Text, nullable=False),
    # Each list is read from its newest, so that a page costs the same however many there are.
    Index(None, "municipality_id", "person_id", "at"),
    Index(None, "municipality_id", "topic", "at"),
    Index(None, "municipality_id", "process_key", "at"),
    Index(None, "municipality_id", "role", "at"),
    clustered=True,
)

history_words = table(
    "history_words",
    municipality_key(root=True),
    Column("word", BY_CODE_POINT, primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    # Has this event that other word; and what goes when something personal is erased.
    Index(None, "municipality_id", "case_id", "seq", "word"),
    clustered=True,
)

history_follows = table(
    "history_follows",
    municipality_key(root=True),
    Column("followed_at", Instant, nullable=False),  # events of cases up to here are listed
    Column("town_seq", Integer, nullable=False),  # and those of the municipality
    Column("behind", Small, nullable=False),  # 1: more was there than one look takes
)

red_flags = table(
    "red_flags",  # what deserves a look, found by the worker: facts, and no verdict
    municipality_key(root=True),
    Column("kind", Text, primary_key=True),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("on_day", LocalDate, nullable=False),
    Column("facts", Text, nullable=False),  # what the sentence is made of, as JSON
    Column("found_at", Instant, nullable=False),
    Column("looked_at", Instant),  # by the auditor, with a note
    Column("looked_by", Id),
    Column("note", Text, nullable=False),
    inside("cases", "case_id"),
    Index(None, "municipality_id", "case_id"),  # those of a case
)
