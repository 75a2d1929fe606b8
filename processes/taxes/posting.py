"""What a payment writes into the ledger. Pure but for ids and the moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from engine.ids import Ids
from processes.taxes.account import FAVOUR, INCOME, Account, Owed
from processes.taxes.imputation import Imputed, Paid
from storage.queries.taxes import CREDIT, INTEREST, RECEIVABLE, TaxEntryRow
from storage.tables.taxes import TaxEntryKind


@dataclass(frozen=True, slots=True)
class Payment:
    """So much that came on a day, by an account of the ledger (`till:1`, `bank`); `proof` is what
    it is known by: the same proof pays once. `order_id`: it came by an order of this case, and
    what counts is what of it was not taken back meanwhile."""

    amount: Decimal
    on: date
    account: str
    proof: str
    person_id: int | None = None
    case_id: int | None = None
    order_id: int | None = None


def entries_of(
    ids: Ids,
    at: datetime,
    taxpayer_id: int,
    account: Account,
    imputed: Imputed,
    payment: Payment,
) -> Iterator[TaxEntryRow]:
    """What a payment writes: of each debt what grew and what was paid; the rest is a credit."""
    for paid in imputed.paid:
        owed = account.owed[int(paid.debt.key)]
        for kind, debit, credit, amount in _postings(owed, paid, payment.account):
            if amount:
                what = owed.what
                yield TaxEntryRow(
                    id=ids.new(), taxpayer_id=taxpayer_id, year=what.year,
                    concept=what.concept, instalment=what.instalment, due_on=what.due_on,
                    kind=kind, debit=debit, credit=credit, cents=int(amount * 100),
                    on_day=payment.on, run_id=None, person_id=payment.person_id,
                    note=payment.proof, at=at, order_id=payment.order_id,
                )  # fmt: skip
    if imputed.rest:
        yield TaxEntryRow(
            id=ids.new(), taxpayer_id=taxpayer_id, year=payment.on.year,
            concept=FAVOUR, instalment=0, due_on=payment.on, kind=TaxEntryKind.CREDIT,
            debit=payment.account, credit=CREDIT, cents=int(imputed.rest * 100),
            on_day=payment.on, run_id=None, person_id=payment.person_id, note=payment.proof,
            at=at, order_id=payment.order_id,
        )  # fmt: skip


def _postings(
    owed: Owed, paid: Paid, account: str
) -> Iterator[tuple[TaxEntryKind, str, str, Decimal]]:
    into, out = (RECEIVABLE, INCOME) if owed.adjustment > 0 else (INCOME, RECEIVABLE)
    yield TaxEntryKind.ADJUSTMENT, into, out, abs(owed.adjustment)
    yield TaxEntryKind.INTEREST, INTEREST, INCOME, owed.grown
    yield TaxEntryKind.PAYMENT, account, INTEREST, paid.interest
    yield TaxEntryKind.PAYMENT, account, RECEIVABLE, paid.tax
