"""Who looked at what: cases, documents, people in registers, exports, the history itself; and from
where somebody signed in or did something. Written in batches beside the work, never within it, and
kept for so many days as the municipality says.
"""

from sqlalchemy import Column, Index, Text

from storage.tables.catalogue import identity, municipality_key, table
from storage.tables.types import Id, Instant, Small

accesses = table(
    "accesses",
    municipality_key(root=True),
    identity(),
    Column("at", Instant, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("kind", Small, nullable=False),
    Column("case_id", Id),  # no foreign key: the log outlives what was looked at
    Column("subject", Text, nullable=False),  # a document, a taxpayer, what was sought
    Column("address", Text, nullable=False),  # from where
    Index(None, "municipality_id", "at"),  # the newest, and what is kept no longer
    Index(None, "municipality_id", "person_id", "at"),  # of a person; and from where they did it
    Index(None, "municipality_id", "case_id", "at"),  # who opened a case
)
