"""The official tables that parcels are valued by, as they were published; and how the coupons of a
year reached each taxpayer.
"""

from enum import StrEnum

from sqlalchemy import Column, Index, Text, UniqueConstraint

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.deadlines import Trust
from storage.tables.types import Id, Instant, LocalDate, Money


class ValueKind(StrEnum):
    """land: a m² of a street or zone; unit: a m² of a component of a category; depreciation: what
    age takes off, in percent; rate: what of its official value a parcel pays, per thousand."""

    LAND = "land"
    UNIT = "unit"
    DEPRECIATION = "depreciation"
    RATE = "rate"


class Outcome(StrEnum):
    """What came of taking a notice to somebody; only the first two notify."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    ABSENT = "absent"


tax_values = table(
    "tax_values",
    municipality_key(),
    identity(),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),  # its parts with a bar between them
    Column("value", Money, nullable=False),
    Column("valid_from", LocalDate, nullable=False),
    Column("source", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("person_id", Id),  # who brought it in
    Column("entered_at", Instant, nullable=False),
    one_of("kind", ValueKind),
    one_of("status", Trust),
    inside("persons", "person_id"),
    # a value holds from a day on once
    UniqueConstraint("municipality_id", "kind", "valid_from", "key"),
)

tax_deliveries = table(
    "tax_deliveries",
    municipality_key(),
    identity(),
    Column("run_id", Id, nullable=False),
    Column("taxpayer_id", Id, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("on_day", LocalDate, nullable=False),
    Column("received_by", Text, nullable=False),
    Column("bearer", Text, nullable=False),  # who took it there
    Column("proof", Text, nullable=False),  # the number of the record, or of its photo
    Column("person_id", Id, nullable=False),  # who wrote it down
    Column("at", Instant, nullable=False),
    one_of("outcome", Outcome),
    inside("tax_runs", "run_id"),
    inside("taxpayers", "taxpayer_id"),
    inside("persons", "person_id"),
    Index(None, "municipality_id", "run_id", "taxpayer_id", "at"),  # the last one of each counts
)
