"""Erasing what is personal in the history of a case by an act: asked for by one person, decided by
another. The name is kept until it is decided; what was erased is told by the history of the case.
"""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, Text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant


class ErasureState(StrEnum):
    """asked: somebody else must decide; done: erased; refused: nothing was erased."""

    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"


erasures = table(
    "erasures",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("name", Text, nullable=False),  # whose; emptied when it is decided
    Column("act", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("asked_by", Id, nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", Id),
    Column("events", Integer, nullable=False),
    one_of("state", ErasureState),
    inside("cases", "case_id"),
    inside("persons", "asked_by"),
    inside("persons", "decided_by"),
    Index(None, "municipality_id", "asked_at"),  # the list
)
