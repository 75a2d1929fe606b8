"""The history of each case: events linked by hash, only appended (triggers refuse the rest).

What is personal lies apart in `event_details` behind a salted digest, so that it can lawfully be
erased while the chain still verifies.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text

from storage.tables.catalogue import inside, municipality_key, table
from storage.tables.types import Id, Instant, Small

events = table(
    "events",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Small, nullable=False),
    Column("element", Small),
    Column("person_id", Id),
    Column("task_id", Id),
    Column("at", Instant, nullable=False),
    Column("data", Text, nullable=False),
    Column("detail_digest", LargeBinary),
    Column("hash", LargeBinary, nullable=False),
    # No foreign key to the case: one check a row, three in a step, would look at as many blocks
    # beside a million cases as the rest of the step grows by. The head of the chain, in the
    # instance whose case is checked, tells of every event that is missing or too many.
    # What happened since, for those who follow: on PostgreSQL a few bytes a megabyte of rows.
    Index("ix_events_at", "at", postgresql_using="brin"),
    # The person is hashed into the chain; a check of each event against one much-shared row of
    # persons would cost more than writing the event.
    clustered=True,
)

event_details = table(
    "event_details",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    Column("data", Text, nullable=False),
    inside("cases", "case_id"),
)
