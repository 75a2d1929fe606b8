"""What a payment writes into the ledger. Pure but for ids and the moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from engine.ids import Ids
from processes.taxes.account import FAVOUR, INCOME, NOTHING_NAMED, Account, First, Owed, What
from processes.taxes.imputation import Imputed, Paid
from storage.queries.taxes import CREDIT, INTEREST, RECEIVABLE, TaxEntryRow
from storage.tables.taxes import TaxEntryKind

DISCOUNTS = "discounts"


@dataclass(frozen=True, slots=True)
class Payment:
    """So much that came on a day, by an account of the ledger (`till:1`, `bank`); `proof` is what
    it is known by: the same proof pays once. `order_id`: it came by an order of this case, and
    what counts is what of it was not taken back meanwhile. `concept`: who pays says of what alone
    (art. 31); `first`: what they named, the rest goes on in the order of the law."""

    amount: Decimal
    on: date
    account: str
    proof: str
    person_id: int | None = None
    case_id: int | None = None
    order_id: int | None = None
    kind: TaxEntryKind = TaxEntryKind.PAYMENT
    concept: str = ""
    first: First = NOTHING_NAMED


Posting = tuple[TaxEntryKind, str, str, Decimal]
"""Of what kind, into which account, out of which, how much."""


def entries_of(
    ids: Ids,
    at: datetime,
    taxpayer_id: int,
    account: Account,
    imputed: Imputed,
    payment: Payment,
) -> Iterator[TaxEntryRow]:
    """What a payment writes: of each debt what grew, what is let off and what was paid; the rest is
    a credit."""
    early = account.is_early(payment.amount)
    paid = {each.debt.key: each for each in imputed.paid}
    for place, owed in enumerate(account.owed):
        for kind, debit, credit, amount in _postings(owed, paid.get(str(place)), payment, early):
            if amount:
                yield row_of(
                    ids, at, taxpayer_id, owed.what, payment, (kind, debit, credit, amount)
                )
    if imputed.rest:
        what = What(payment.on, payment.on.year, FAVOUR, 0)
        posting = TaxEntryKind.CREDIT, payment.account, CREDIT, imputed.rest
        yield row_of(ids, at, taxpayer_id, what, payment, posting)


def _postings(owed: Owed, paid: Paid | None, payment: Payment, early: bool) -> Iterator[Posting]:
    if early:
        yield TaxEntryKind.DISCOUNT, DISCOUNTS, RECEIVABLE, owed.discount
    if paid is None:
        return
    into, out = (RECEIVABLE, INCOME) if owed.adjustment > 0 else (INCOME, RECEIVABLE)
    yield TaxEntryKind.ADJUSTMENT, into, out, abs(owed.adjustment)
    yield TaxEntryKind.INTEREST, INTEREST, INCOME, owed.grown
    yield payment.kind, payment.account, INTEREST, paid.interest
    yield payment.kind, payment.account, RECEIVABLE, paid.tax


def row_of(
    ids: Ids, at: datetime, taxpayer_id: int, what: What, payment: Payment, posting: Posting
) -> TaxEntryRow:
    """One entry of the ledger that a payment writes."""
    kind, debit, credit, amount = posting
    return TaxEntryRow(
        id=ids.new(), taxpayer_id=taxpayer_id, year=what.year, concept=what.concept,
        instalment=what.instalment, due_on=what.due_on, kind=kind, debit=debit, credit=credit,
        cents=int(amount * 100), on_day=payment.on, run_id=None, person_id=payment.person_id,
        note=payment.proof, at=at, order_id=payment.order_id,
    )  # fmt: skip
