"""What those who run the installation did: which municipality began, what was adopted for it. Of
the whole installation; only appended."""

from sqlalchemy import Column, Index, Text

from storage.tables.catalogue import table
from storage.tables.types import Id, Instant

network_acts = table(
    "network_acts",
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("account_id", Id, nullable=False),
    Column("by_name", Text, nullable=False),  # as it was then
    Column("kind", Text, nullable=False),  # of engine.network.acts
    Column("town", Text, nullable=False),  # its address on the web; empty: none
    Column("told", Text, nullable=False),  # what it was about, in its own words; empty: nothing
    Index(None, "town", "id"),
)
