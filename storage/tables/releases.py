"""What is published of cases, as it happened: releases are only appended (triggers refuse the
rest); the record of a case is what they come to, with what lists show of it.

Nothing secret lies here: every row is on the open data page. So a disposal of the case leaves it.
"""

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint

from storage.tables.catalogue import inside, municipality_key, table
from storage.tables.types import Id, Instant, Money, Small

releases = table(
    "releases",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),  # of the event that is told
    Column("ocid", Text, nullable=False),
    Column("release_id", Text, nullable=False),
    Column("tag", Text, nullable=False),  # words with spaces between
    Column("date", Instant, nullable=False),  # of the legal fact
    Column("published_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    inside("cases", "case_id"),
    UniqueConstraint("municipality_id", "release_id"),  # no release is published twice
    Index(None, "municipality_id", "date"),  # the package of a month
)

release_records = table(
    "release_records",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("ocid", Text, nullable=False),
    Column("seq", Integer, nullable=False),  # of the last release
    Column("title", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("amount", Money),
    Column("currency", Text, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),  # the date of the last release
    Column("body", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    inside("cases", "case_id"),
    UniqueConstraint("municipality_id", "ocid"),  # what an address names
    Index(None, "municipality_id", "changed_at"),  # the list, newest first
)

release_follows = table(
    "release_follows",
    municipality_key(root=True),
    Column("followed_at", Instant, nullable=False),  # events up to here have their releases
    Column("behind", Small, nullable=False),  # 1: more was there than one look takes
)
