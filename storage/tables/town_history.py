"""The history of the municipality itself: who was let in, with which roles, and what it says of
itself. Events linked by hash and only appended, as those of a case; personal parts lie apart.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text

from storage.tables.catalogue import municipality_key, table
from storage.tables.types import Id, Instant, Small

town_events = table(
    "town_events",
    municipality_key(root=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Small, nullable=False),
    Column("person_id", Id),  # who did it; NULL: whoever runs the installation
    Column("subject_id", Id),  # whom it concerns
    Column("at", Instant, nullable=False),
    Column("data", Text, nullable=False),
    Column("detail_digest", LargeBinary),
    Column("hash", LargeBinary, nullable=False),
    Index(None, "municipality_id", "subject_id", "seq"),  # what was done about a person
    clustered=True,
)

town_event_details = table(
    "town_event_details",
    municipality_key(root=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    Column("data", Text, nullable=False),
)

town_heads = table(
    "town_heads",  # the last link; locked first, so that one verb at a time decides about rights
    municipality_key(root=True),
    Column("seq", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
