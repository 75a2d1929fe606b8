"""The signed roots of a municipality: one for each day on which anything happened, each naming the
one before. Only appended (triggers refuse the rest).
"""

from sqlalchemy import Column, Integer, LargeBinary, Text, UniqueConstraint

from storage.tables.catalogue import municipality_key, table
from storage.tables.types import Instant, LocalDate

town_roots = table(
    "town_roots",
    municipality_key(root=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("day", LocalDate, nullable=False),
    Column("statement", Text, nullable=False),  # what was signed, as it was signed
    Column("hash", LargeBinary, nullable=False),  # of the statement
    Column("public_key", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("municipality_id", "day"),  # two workers make one root
    clustered=True,
)
