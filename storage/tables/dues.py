"""What is owed of each thing, kept beside the ledger so that very many are looked at at once; at
which stage its collection is, what was done about it, and what was done to many at once.

The ledger (`tax_entries`) stays the truth: whoever writes it moves the sums here in the same
transaction (`storage/writes/dues.py`). A debt has one stage: nobody collects it twice.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Index, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, LocalDate, Small


class Stage(StrEnum):
    """ordinary: nothing was issued; valued: an order or a resolution of payment asks for it;
    coercive: the executor collects it; agreement: it is paid in quotas; claimed: somebody contests
    it; written_off: the municipality collects it no more."""

    ORDINARY = "ordinary"
    VALUED = "valued"
    COERCIVE = "coercive"
    AGREEMENT = "agreement"
    CLAIMED = "claimed"
    WRITTEN_OFF = "written_off"


class ItemOutcome(StrEnum):
    """waiting: its turn has not come; done: it was done; skipped: it may not be done, and why."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"


_OPEN = text("tax + interest > 0")
_NARROWS = ("stage", "year", "sector")


def _of_open(name: str, *columns: str) -> Index:
    """An index of what is still owed."""
    return Index(
        name, "municipality_id", *columns, sqlite_where=_OPEN, postgresql_where=_OPEN
    )  # fmt: skip


tax_debts = table(
    "tax_debts",
    municipality_key(),
    identity(),  # that of its first posting
    Column("taxpayer_id", Id, nullable=False),
    Column("year", Small, nullable=False),
    Column("concept", Text, nullable=False),
    Column("instalment", Small, nullable=False),
    Column("due_on", LocalDate, nullable=False),
    Column("tax", Id, nullable=False),  # cents that are left of it
    Column("interest", Id, nullable=False),  # cents that are in the ledger
    Column("counted_on", LocalDate),  # up to when interest is in the ledger
    Column("grown_on", LocalDate),  # up to when it grew by the index of prices
    Column("sector", Text, nullable=False),  # the block of the taxpayer's first parcel
    Column("stage", Text, nullable=False),
    Column("since", LocalDate, nullable=False),  # it is at that stage
    Column("case_id", Id),  # that holds it there
    Column("runs_from", LocalDate, nullable=False),  # the term of its prescription
    one_of("stage", Stage),
    inside("taxpayers", "taxpayer_id"),
    inside("cases", "case_id"),
    UniqueConstraint("municipality_id", "taxpayer_id", "year", "concept", "instalment", "due_on"),
    # the oldest, the dearest, what is lost first; what narrows the list is read from the index too
    _of_open("ix_tax_debts_due", "due_on", "id", *_NARROWS, "tax"),
    _of_open("ix_tax_debts_tax", "tax", "id", *_NARROWS, "due_on"),
    _of_open("ix_tax_debts_runs", "runs_from", "id", *_NARROWS, "tax", "due_on"),
    _of_open("ix_tax_debts_sums", "stage", "year", "due_on", "tax", "interest", "sector"),
    Index(  # those of a case
        "ix_tax_debts_case",
        "municipality_id",
        "case_id",
        sqlite_where=text("case_id IS NOT NULL"),
        postgresql_where=text("case_id IS NOT NULL"),
    ),
)

tax_debt_acts = table(  # what was done about a debt; what interrupts its prescription is told by it
    "tax_debt_acts",
    municipality_key(),
    Column("debt_id", Id, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("on_day", LocalDate, nullable=False),
    Column("until_on", LocalDate),  # the last day, of what lasts
    Column("note", Text, nullable=False),  # its number, or why
    Column("at", Instant, nullable=False),
    inside("tax_debts", "debt_id"),
    inside("cases", "case_id"),
)


def _asked_for() -> list[Column[Any]]:
    return [
        Column("case_id", Id, primary_key=True, autoincrement=False),  # of what is done to many
        Column("debt_id", Id, primary_key=True, autoincrement=False),
    ]


tax_campaign_items = table(
    "tax_campaign_items",
    municipality_key(),
    *_asked_for(),
    Column("taxpayer_id", Id, nullable=False),
    Column("state", Text, nullable=False),
    Column("why", Text, nullable=False),  # it was skipped, or how it went
    Column("cents", Id, nullable=False),  # with its interest, when it was done
    Column("opened", Text, nullable=False),  # the number of the case that it opened
    one_of("state", ItemOutcome),
    inside("tax_debts", "debt_id"),
    inside("cases", "case_id"),
    # whose turn is next, and the result by taxpayer
    Index(None, "municipality_id", "case_id", "state", "taxpayer_id"),
)
