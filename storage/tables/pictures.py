"""Pictures of processes: how often and how long, by step and month, added up as things happen.

Nothing personal: cases are numbers here, only to know up to where each is counted. All of it can
be made anew from the histories at any time.
"""

from sqlalchemy import Column, Integer, Text

from storage.tables.catalogue import inside, municipality_key, table
from storage.tables.types import Id, Instant, LocalDate, Small

picture_counts = table(
    "picture_counts",
    municipality_key(root=True),
    Column("process_key", Text, primary_key=True),
    Column("month", LocalDate, primary_key=True),  # its first day
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("element", Text, primary_key=True),  # empty: the case itself; of a way: its digest
    Column("what", Small, primary_key=True, autoincrement=False),
    Column("bucket", Small, primary_key=True, autoincrement=False),  # how long; 0 of what is a sum
    Column("n", Id, nullable=False),
    clustered=True,
)

picture_ways = table(  # the steps of the ways that cases took, by the digest that is counted
    "picture_ways",
    municipality_key(root=True),
    Column("process_key", Text, primary_key=True),
    Column("way", Text, primary_key=True),
    Column("steps", Text, nullable=False),  # ids of elements, as JSON
)

picture_cases = table(
    "picture_cases",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),  # the history is counted up to here
    inside("cases", "case_id"),
    clustered=True,
)

picture_follows = table(
    "picture_follows",
    municipality_key(root=True),
    Column("followed_at", Instant, nullable=False),  # events up to here are counted
    Column("behind", Small, nullable=False),  # 1: more was there than one look takes
    Column("rule", Small, nullable=False),  # by which rule; another one counts from the beginning
)
