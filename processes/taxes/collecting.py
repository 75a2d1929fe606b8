"""Money that pays taxes: into the ledger in the order of the law, once for each thing that pays.

The account is locked, what has grown up to the day is written, and the payment goes to interest
and tax. What pays nothing is answered back: it is not of this ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.deadlines.calendars import calendar_of
from engine.installation import Installation
from processes.taxes.account import INCOME, Account, Owed, account_on, pays
from processes.taxes.figures import Figures
from processes.taxes.imputation import Imputed, Paid
from storage.database import Connection
from storage.queries.taxes import (
    INTEREST,
    RECEIVABLE,
    TaxEntryRow,
    account_of,
    lock_taxpayer,
)
from storage.tables.taxes import TaxEntryKind
from storage.writes.taxes import insert_tax_entries

_PAYMENT = TaxEntryKind.PAYMENT


@dataclass(frozen=True, slots=True)
class Payment:
    """So much that came on a day, by an account of the ledger (`till:1`, `bank`); `proof` is what
    it is known by: the same proof pays once."""

    amount: Decimal
    on: date
    account: str
    proof: str
    person_id: int | None = None


def account_today(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    taxpayer_id: int,
    day: date,
) -> Account:
    """What a taxpayer owes on a day."""
    calendar = calendar_of(installation, connection, municipality_id)
    figures = Figures.of(connection, municipality_id, calendar)
    return account_on(account_of(connection, municipality_id, taxpayer_id), day, figures)


def pay(
    installation: Installation, municipality_id: int, taxpayer_id: int, payment: Payment
) -> Imputed:
    """Put a payment into the ledger; what it paid, and what is left over."""

    def verb(connection: Connection) -> Imputed:
        lock_taxpayer(connection, municipality_id, taxpayer_id)
        rows = account_of(connection, municipality_id, taxpayer_id)
        went = [each for each in rows if each.note == payment.proof and each.kind == _PAYMENT]
        if went:
            return Imputed((), payment.amount - Decimal(sum(each.cents for each in went)) / 100)
        account = account_today(installation, connection, municipality_id, taxpayer_id, payment.on)
        imputed = pays(account, payment.amount)
        entries = list(_entries(installation, taxpayer_id, account, imputed, payment))
        insert_tax_entries(connection, municipality_id, entries)
        return imputed

    return installation.database.run(verb, municipality=municipality_id)


def _entries(
    installation: Installation,
    taxpayer_id: int,
    account: Account,
    imputed: Imputed,
    payment: Payment,
) -> Iterator[TaxEntryRow]:
    at = installation.clock.now()
    for paid in imputed.paid:
        owed = account.owed[int(paid.debt.key)]
        for kind, debit, credit, amount in _postings(owed, paid, payment.account):
            if amount:
                what = owed.what
                yield TaxEntryRow(
                    id=installation.ids.new(), taxpayer_id=taxpayer_id, year=what.year,
                    concept=what.concept, instalment=what.instalment, due_on=what.due_on,
                    kind=kind, debit=debit, credit=credit, cents=int(amount * 100),
                    on_day=payment.on, run_id=None, person_id=payment.person_id,
                    note=payment.proof, at=at,
                )  # fmt: skip


def _postings(
    owed: Owed, paid: Paid, account: str
) -> Iterator[tuple[TaxEntryKind, str, str, Decimal]]:
    yield TaxEntryKind.ADJUSTMENT, RECEIVABLE, INCOME, owed.adjustment
    yield TaxEntryKind.INTEREST, INTEREST, INCOME, owed.grown
    yield TaxEntryKind.PAYMENT, account, INTEREST, paid.interest
    yield TaxEntryKind.PAYMENT, account, RECEIVABLE, paid.tax
