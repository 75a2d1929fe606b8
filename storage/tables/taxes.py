"""Taxes: who pays them, what they declared, the yearly run with what it took and what it assessed,
and a ledger that is only appended to. Amounts that are summed are whole cents.

A parcel is named by its cadastral code alone; what is declared of it holds from a day to another,
and a run copies what held on its day, so that nothing declared later changes what was assessed.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, LocalDate, Money, Small


class RunState(StrEnum):
    """taken: what held on the day was copied; assessed: each taxpayer has a result; issuing: the
    charges are being written; issued: all of them are."""

    TAKEN = "taken"
    ASSESSED = "assessed"
    ISSUING = "issuing"
    ISSUED = "issued"


class AssessmentState(StrEnum):
    """taken: not computed yet; assessed: computed; failed: the tables gave no amount, and why;
    issued: its charges are in the ledger."""

    TAKEN = "taken"
    ASSESSED = "assessed"
    FAILED = "failed"
    ISSUED = "issued"


class TaxEntryKind(StrEnum):
    """charge: what was issued; adjustment: an instalment grown by the index of prices; interest:
    what its delay cost up to a day; payment: money that came for it; credit: money beyond what was
    owed; applied: such money pays a debt; discount: what whoever pays early is let off; refund: a
    credit given back; agreed: a debt that moves into an agreement, to be paid in quotas, or out of
    it when it is lost; write_off: what is collected no more; contra: an entry that counts no more,
    in whole or in part."""

    CHARGE = "charge"
    ADJUSTMENT = "adjustment"
    INTEREST = "interest"
    PAYMENT = "payment"
    CREDIT = "credit"
    APPLIED = "applied"
    DISCOUNT = "discount"
    REFUND = "refund"
    AGREED = "agreed"
    WRITE_OFF = "write_off"
    CONTRA = "contra"


taxpayers = table(
    "taxpayers",
    municipality_key(root=True),
    identity(),
    Column("code", Text, nullable=False),
    Column("document", Text, nullable=False),  # its kind and number; never a number
    Column("name", Text, nullable=False),
    Column("sought", Text, nullable=False),  # code, document and name, folded
    Column("address", Text, nullable=False),
    Column("case_id", Id),  # that wrote it last
    Column("changed_at", Instant, nullable=False),
    inside("cases", "case_id"),
    UniqueConstraint("municipality_id", "code"),
    UniqueConstraint("municipality_id", "document"),  # nobody is registered twice
    Index(None, "municipality_id", "name", "id"),  # the list
)

tax_benefits = table(
    "tax_benefits",
    municipality_key(),
    identity(),
    Column("taxpayer_id", Id, nullable=False),
    Column("benefit", Text, nullable=False),  # in the words of the decision tables
    Column("only_home", Small, nullable=False),
    Column("income", Money, nullable=False),
    Column("from_on", LocalDate, nullable=False),
    Column("until_on", LocalDate),  # the first day on which it is no longer so
    Column("case_id", Id),  # that granted it
    Column("entered_at", Instant, nullable=False),
    inside("taxpayers", "taxpayer_id"),
    inside("cases", "case_id"),
    Index(None, "municipality_id", "taxpayer_id", "from_on"),  # those of a taxpayer
)

_DECLARED = ("land", "land_value", "works", "share")


def _parcel_columns() -> list[Column[Any]]:
    return [
        Column("code", Text, nullable=False),  # of the cadastre
        *(Column(name, Money, nullable=False) for name in _DECLARED),
        Column("floors", Text, nullable=False),  # each with its value or what it is made of: JSON
        Column("zone", Text, nullable=False),  # whose official value the land has; else its own
        Column("use", Text, nullable=False),
        Column("exempt", Text, nullable=False),
        Column("official", Text, nullable=False),  # what the cadastre values it at: JSON; else none
    ]


tax_parcels = table(
    "tax_parcels",
    municipality_key(),
    identity(),
    Column("taxpayer_id", Id, nullable=False),
    *_parcel_columns(),
    Column("address", Text, nullable=False),
    Column("from_on", LocalDate, nullable=False),
    Column("until_on", LocalDate),  # the first day on which it is no longer so
    Column("case_id", Id),  # that declared it
    Column("entered_at", Instant, nullable=False),
    inside("taxpayers", "taxpayer_id"),
    inside("cases", "case_id"),
    Index(None, "municipality_id", "taxpayer_id", "from_on"),  # those of a taxpayer
    Index(None, "municipality_id", "code"),  # who declared a parcel
    Index(None, "municipality_id", "case_id"),  # what a case declared
)

tax_runs = table(
    "tax_runs",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("year", Small, nullable=False),
    Column("state", Text, nullable=False),
    Column("taken", Id, nullable=False),  # taxpayers
    Column("parcels", Id, nullable=False),
    Column("cursor", Id, nullable=False),  # the taxpayer up to whom the state's work is done
    Column("issued", Id, nullable=False),  # the last number given
    Column("began_at", Instant, nullable=False),
    Column("ended_at", Instant),
    one_of("state", RunState),
    inside("cases", "case_id"),
    UniqueConstraint("municipality_id", "case_id"),  # a case has one run, however often it is tried
    Index(  # a year is issued once
        "uq_tax_runs_year",
        "municipality_id",
        "year",
        unique=True,
        sqlite_where=text("state IN ('issuing', 'issued')"),
        postgresql_where=text("state IN ('issuing', 'issued')"),
    ),
)

tax_run_parcels = table(
    "tax_run_parcels",
    municipality_key(),
    Column("run_id", Id, primary_key=True, autoincrement=False),
    Column("taxpayer_id", Id, primary_key=True, autoincrement=False),
    Column("parcel_id", Id, primary_key=True, autoincrement=False),
    *_parcel_columns(),
    inside("tax_runs", "run_id"),
)

tax_assessments = table(
    "tax_assessments",
    municipality_key(),
    Column("run_id", Id, primary_key=True, autoincrement=False),
    Column("taxpayer_id", Id, primary_key=True, autoincrement=False),
    Column("benefit", Text, nullable=False),
    Column("only_home", Small, nullable=False),
    Column("income", Money, nullable=False),
    Column("state", Text, nullable=False),
    Column("value", Id, nullable=False),
    Column("base", Id, nullable=False),
    Column("tax", Id, nullable=False),
    Column("emission", Id, nullable=False),
    Column("before", Id),  # the tax of the year before
    Column("review", Small, nullable=False),  # it differs more than a person should let pass
    Column("lines", Text, nullable=False),  # how it came about, as JSON
    Column("why", Text, nullable=False),  # it failed
    Column("number", Text),
    one_of("state", AssessmentState),
    inside("tax_runs", "run_id"),
    inside("taxpayers", "taxpayer_id"),
    UniqueConstraint("municipality_id", "number"),  # no number is given twice
    Index(None, "municipality_id", "taxpayer_id"),  # those of a taxpayer
    Index(  # what a person looks at before it is issued
        "ix_tax_assessments_review",
        "municipality_id",
        "run_id",
        "taxpayer_id",
        sqlite_where=text("review = 1"),
        postgresql_where=text("review = 1"),
    ),
)

tax_pins = table(  # by which a taxpayer sees their own account
    "tax_pins",
    municipality_key(),
    Column("taxpayer_id", Id, primary_key=True, autoincrement=False),
    Column("pin_hash", Text, nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("person_id", Id),  # who gave it
    inside("taxpayers", "taxpayer_id"),
    inside("persons", "person_id"),
)

tax_agreements = table(  # its quotas are debts of the ledger, by its number
    "tax_agreements",
    municipality_key(),
    identity(),
    Column("taxpayer_id", Id, nullable=False),
    Column("case_id", Id, nullable=False),
    Column("number", Text, nullable=False),
    Column("debt", Id, nullable=False),  # cents
    Column("initial", Id, nullable=False),
    Column("months", Small, nullable=False),
    Column("percent", Money, nullable=False),  # of interest a month
    Column("signed_on", LocalDate, nullable=False),
    Column("lost_on", LocalDate),
    Column("why", Text, nullable=False),  # it was lost
    CheckConstraint("(lost_on IS NULL) = (why = '')", name="lost_for_a_reason"),
    inside("taxpayers", "taxpayer_id"),
    inside("cases", "case_id"),
    UniqueConstraint("municipality_id", "number"),
    UniqueConstraint("municipality_id", "case_id"),  # a case signs once, however often it is tried
    Index(None, "municipality_id", "taxpayer_id"),  # those of a taxpayer
)

tax_entries = table(
    "tax_entries",
    municipality_key(),
    identity(),
    Column("taxpayer_id", Id, nullable=False),
    Column("year", Small, nullable=False),
    Column("concept", Text, nullable=False),  # predial, emision
    Column("instalment", Small, nullable=False),  # 0: it has none
    Column("due_on", LocalDate, nullable=False),
    Column("kind", Text, nullable=False),
    Column("debit", Text, nullable=False),
    Column("credit", Text, nullable=False),
    Column("cents", Id, nullable=False),
    Column("on_day", LocalDate, nullable=False),
    Column("run_id", Id),  # of a charge that a run issued
    Column("person_id", Id),
    Column("note", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("order_id", Id),  # of money that came by an order of payment
    Column("counters", Id),  # the entry that a contra entry takes back
    one_of("kind", TaxEntryKind),
    CheckConstraint("(kind = 'contra') = (counters IS NOT NULL)", name="counters_an_entry"),
    CheckConstraint("cents > 0", name="moves_something"),
    inside("taxpayers", "taxpayer_id"),
    inside("tax_runs", "run_id"),
    inside("persons", "person_id"),
    inside("payment_orders", "order_id"),
    inside("tax_entries", "counters"),
    # what a run issued is charged once
    UniqueConstraint("municipality_id", "run_id", "taxpayer_id", "concept", "instalment"),
    Index(None, "municipality_id", "taxpayer_id"),  # the account of a taxpayer
    Index("ix_tax_entries_order", "municipality_id", "order_id"),  # what an order paid
)
