"""The ledger of orders, in double entry: what each posting debits and credits. Pure.

Rows of one posting sum to nothing. What an order owes is the sum of its rows on `receivable`; what
came for it, net of voids and refunds, is the rest of its charge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from engine.ids import Ids
from storage.queries.payments import EntryRow
from storage.tables.payments import EntryKind

RECEIVABLE = "receivable"
INCOME = "income"
SURPLUS = "surplus"
SUSPENSE = "suspense"
TREASURY = "treasury"
BANK = "bank"
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount that goes from one account (credit) to another (debit)."""

    kind: EntryKind
    debit: str
    credit: str
    amount: Decimal

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise ValueError(f"a posting moves an amount above zero, but got {self.amount}")
        if self.debit == self.credit:
            raise ValueError(f"a posting moves between two accounts, but got {self.debit} twice")


def till_account(till: int) -> str:
    """The cash of a till."""
    return f"till:{till}"


def gateway_account(name: str) -> str:
    """What a gateway took, and hands over later."""
    return f"gateway:{name}"


def charge(amount: Decimal) -> Posting:
    """An order is made."""
    return Posting(EntryKind.CHARGE, RECEIVABLE, INCOME, amount)


def payment(account: str, amount: Decimal) -> Posting:
    """Money for an order."""
    return Posting(EntryKind.PAYMENT, account, RECEIVABLE, amount)


def set_aside(account: str, held: str, amount: Decimal) -> Posting:
    """Money that pays nothing: beyond an order (`SURPLUS`), or for none (`SUSPENSE`)."""
    kind = EntryKind.OVER if held == SURPLUS else EntryKind.SUSPENSE
    return Posting(kind, account, held, amount)


def applied(held: str, amount: Decimal) -> Posting:
    """What lay aside pays an order."""
    return Posting(EntryKind.APPLIED, held, RECEIVABLE, amount)


def returned(held: str, account: str, amount: Decimal) -> Posting:
    """What lay aside is given back."""
    return Posting(EntryKind.REFUND, held, account, amount)


def refund(amount: Decimal) -> Posting:
    """What was paid is given back by the treasury."""
    return Posting(EntryKind.REFUND, INCOME, TREASURY, amount)


def void(account: str, amount: Decimal) -> Posting:
    """A receipt counts no more, and the order owes again."""
    return Posting(EntryKind.VOID, RECEIVABLE, account, amount)


def taken_back(amount: Decimal) -> Posting:
    """The bank took money back, and nobody knows yet of which payment."""
    return Posting(EntryKind.SUSPENSE, SUSPENSE, BANK, amount)


def reversal(account: str, amount: Decimal) -> Posting:
    """What the bank took back was paid into this account: an order (`RECEIVABLE`) owes again, and
    what lay aside (`SURPLUS`) or was our own (`TREASURY`) is there no more."""
    kind = EntryKind.VOID if account == RECEIVABLE else EntryKind.REFUND
    return Posting(kind, account, SUSPENSE, amount)


def release(amount: Decimal) -> Posting:
    """What an order still owed is asked for no more."""
    return Posting(EntryKind.RELEASE, INCOME, RECEIVABLE, amount)


def rows_of(
    ids: Ids,
    postings: Iterable[Posting],
    *,
    at: datetime,
    order_id: int | None = None,
    till_day_id: int | None = None,
    person_id: int | None = None,
) -> tuple[EntryRow, ...]:
    """Two rows for each posting."""
    rows: list[EntryRow] = []
    for posting in postings:
        posting_id = ids.new()
        for account, amount in ((posting.debit, posting.amount), (posting.credit, -posting.amount)):
            rows.append(
                EntryRow(
                    ids.new(), posting_id, posting.kind, account, amount,
                    order_id, till_day_id, person_id, at,
                )
            )  # fmt: skip
    return tuple(rows)


def sum_on(entries: Iterable[EntryRow], account: str) -> Decimal:
    """What stands on an account."""
    return sum((each.amount for each in entries if each.account == account), NOTHING)


def owed(entries: Iterable[EntryRow]) -> Decimal:
    """What the order of these rows still owes."""
    return sum_on(entries, RECEIVABLE)


def refundable(entries: Iterable[EntryRow]) -> Decimal:
    """What came for the order of these rows and was not given back."""
    rows = tuple(entries)
    came = sum(
        (
            -each.amount
            for each in rows
            if each.account == RECEIVABLE
            and each.kind in (EntryKind.PAYMENT, EntryKind.APPLIED, EntryKind.VOID)
        ),
        NOTHING,
    )
    given = sum((-each.amount for each in rows if each.account == TREASURY), NOTHING)
    return came - given
