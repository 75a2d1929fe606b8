"""How acts of a case were made known to whom they are addressed: each attempt with its evidence,
and the day from which it has effect, because terms of the law begin with it."""

from enum import StrEnum

from sqlalchemy import Column, Index, Text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, LocalDate


class NotificationForm(StrEnum):
    """electronic: into the electronic mailbox; acknowledged: the same, and the person confirmed
    that they have it; personal: at the
    address, into somebody's hands; second_visit: left at the address at the second visit;
    publication: in the gazette or a newspaper."""

    ELECTRONIC = "electronic"
    ACKNOWLEDGED = "acknowledged"
    PERSONAL = "personal"
    SECOND_VISIT = "second_visit"
    PUBLICATION = "publication"


notifications = table(
    "notifications",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("act", Text, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("done_on", LocalDate, nullable=False),
    Column("effective_on", LocalDate),  # NULL: nobody was reached
    Column("evidence_id", Id),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", Id),
    one_of("form", NotificationForm),
    inside("cases", "case_id"),
    inside("documents", "evidence_id"),
    inside("persons", "recorded_by"),
    Index(None, "municipality_id", "case_id"),  # those of a case
)
