"""Suppliers of a municipality: who they are, what keeps them from contracting, who asked to act for
them, and how each stood on the day of a bid, an award or a signature."""

from enum import StrEnum

from sqlalchemy import Column, Index, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, LocalDate, Small


class SupplierKind(StrEnum):
    """natural: a person with a business; legal: a company; joint: several for one contract."""

    NATURAL = "natural"
    LEGAL = "legal"
    JOINT = "joint"


class MarkKind(StrEnum):
    """What keeps a supplier from contracting. sanction: they were disqualified; impediment: the law
    bars them without any fault."""

    SANCTION = "sanction"
    IMPEDIMENT = "impediment"


class SnapshotMoment(StrEnum):
    """When it was looked whether a supplier may contract."""

    BID = "bid"
    AWARD = "award"
    SIGNATURE = "signature"


class RequestState(StrEnum):
    """pending: an officer must look at the document; granted and refused: they did."""

    PENDING = "pending"
    GRANTED = "granted"
    REFUSED = "refused"


suppliers = table(
    "suppliers",
    municipality_key(),
    identity(),
    Column("person_id", Id, nullable=False),  # whom mandates name: nobody signs in as it
    Column("number", Text, nullable=False),  # of the taxpayer; never a number
    Column("kind", Text, nullable=False),
    Column("small", Small, nullable=False),  # a micro or small enterprise
    Column("registered_from", LocalDate),  # in the national register of suppliers
    Column("registered_until", LocalDate),
    Column("chapters", Text, nullable=False),  # goods services works consulting, spaces between
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("account", Text, nullable=False),  # of a bank: personal
    Column("entered_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    one_of("kind", SupplierKind),
    inside("persons", "person_id"),
    UniqueConstraint("municipality_id", "number"),
    UniqueConstraint("municipality_id", "person_id"),
)

supplier_marks = table(
    "supplier_marks",
    municipality_key(),
    identity(),
    Column("supplier_id", Id, nullable=False),
    Column("kind", Text, nullable=False),
    Column("from_on", LocalDate, nullable=False),
    Column("until_on", LocalDate),
    Column("source", Text, nullable=False),  # where it was found
    Column("entered_at", Instant, nullable=False),
    Column("entered_by", Id),
    Column("lifted_at", Instant),  # it was a mistake, or a judge lifted it
    Column("lifted_by", Id),
    one_of("kind", MarkKind),
    inside("suppliers", "supplier_id"),
    inside("persons", "entered_by"),
    inside("persons", "lifted_by"),
    Index(None, "municipality_id", "supplier_id"),  # those of a supplier
)

supplier_requests = table(  # somebody with an account says that they act for a supplier
    "supplier_requests",
    municipality_key(),
    identity(),
    Column("person_id", Id, nullable=False),
    Column("number", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("document", Text, nullable=False),  # what proves it
    Column("state", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", Id),
    Column("reason", Text, nullable=False),  # why it was refused
    one_of("kind", SupplierKind),
    one_of("state", RequestState),
    inside("persons", "person_id"),
    inside("persons", "decided_by"),
    Index(None, "municipality_id", "person_id"),  # those of an account
    Index(  # what waits for an officer
        "ix_supplier_requests_pending",
        "municipality_id",
        "asked_at",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
)

supplier_snapshots = table(  # only appended: what was true that day
    "supplier_snapshots",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("moment", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("on_day", LocalDate, nullable=False),
    Column("eligible", Small),  # NULL: the register did not say
    Column("reasons", Text, nullable=False),  # keys of `engine.suppliers.eligibility`, as JSON
    Column("facts", Text, nullable=False),  # what the register held, as JSON
    Column("taken_at", Instant, nullable=False),
    one_of("moment", SnapshotMoment),
    inside("cases", "case_id"),
    Index(None, "municipality_id", "case_id"),  # those of a case
    Index(None, "municipality_id", "number"),  # those of a supplier
)
