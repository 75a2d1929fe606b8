"""What stands around the file of a case: other cases, people, and how long it is kept."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, LocalDate


class LinkKind(StrEnum):
    """related: worth reading beside it; attached: goes along with it for a while; incorporated: is
    decided together with it, and stands still by itself."""

    RELATED = "related"
    ATTACHED = "attached"
    INCORPORATED = "incorporated"


class PartyRole(StrEnum):
    """applicant: who asks; representative: acts for another; third_party: whom it touches;
    expert: gives an opinion; witness: saw something; other: see the note."""

    APPLICANT = "applicant"
    REPRESENTATIVE = "representative"
    THIRD_PARTY = "third_party"
    EXPERT = "expert"
    WITNESS = "witness"
    OTHER = "other"


case_links = table(
    "case_links",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("other_id", Id, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", Id),
    Column("ended_at", Instant),
    one_of("kind", LinkKind),
    CheckConstraint("case_id <> other_id", name="two_cases"),
    inside("cases", "case_id"),
    inside("cases", "other_id"),
    inside("persons", "created_by"),
    Index(None, "municipality_id", "case_id"),  # what stands beside a case
    Index(None, "municipality_id", "other_id"),  # and the other way round
)

case_people = table(
    "case_people",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("national_id", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("added_by", Id),
    Column("ended_at", Instant),
    one_of("role", PartyRole),
    inside("cases", "case_id"),
    inside("persons", "added_by"),
    Index(None, "municipality_id", "case_id"),  # who is in a case
)

holds = table(
    "holds",
    municipality_key(root=True),
    identity(),
    Column("process_key", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("placed_at", Instant, nullable=False),
    Column("placed_by", Id),
    Column("lifted_at", Instant),
    Index(  # is a series held?
        "ix_holds_open",
        "municipality_id",
        "process_key",
        sqlite_where=text("lifted_at IS NULL"),
        postgresql_where=text("lifted_at IS NULL"),
    ),
)

disposals = table(
    "disposals",
    municipality_key(root=True),
    identity(),
    Column("act", Text, nullable=False),
    Column("act_on", LocalDate, nullable=False),
    Column("basis", Text, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("list_sha256", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Id),
)

disposal_items = table(
    "disposal_items",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("disposal_id", Id, nullable=False),
    Column("index_sha256", Text, nullable=False),
    Column("contents", Integer, nullable=False),
    inside("cases", "case_id"),
    inside("disposals", "disposal_id"),
    Index(None, "municipality_id", "disposal_id"),  # the cases of an act
)
