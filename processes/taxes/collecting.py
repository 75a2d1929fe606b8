"""Money that pays taxes: into the ledger in the order of the law, once for each thing that pays.

The account is locked, what has grown up to the day is written, and the payment goes to interest
and tax. What pays nothing is the taxpayer's: a credit, that pays later or is given back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from engine.deadlines.calendars import calendar_of
from engine.installation import Installation
from engine.payments.ledger import refundable
from processes.taxes.account import Account, account_on, pays
from processes.taxes.dues.stopped import stops_of_taxpayer
from processes.taxes.figures import Figures
from processes.taxes.imputation import Imputed
from processes.taxes.posting import Payment, entries_of
from processes.taxes.standing import MONEY
from storage import step
from storage.database import Connection
from storage.queries.payments import entries_of_order
from storage.queries.taxes import (
    TaxEntryRow,
    account_of,
    lock_taxpayer,
)
from storage.tables.taxes import TaxEntryKind
from storage.writes.taxes import insert_tax_entries


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
    stops = stops_of_taxpayer(connection, municipality_id, taxpayer_id)
    return account_on(account_of(connection, municipality_id, taxpayer_id), day, figures, stops)


def pay(
    installation: Installation, municipality_id: int, taxpayer_id: int, payment: Payment
) -> Imputed:
    """Put a payment into the ledger; what it paid, and what is left over: a credit."""

    def verb(connection: Connection) -> Imputed:
        money = _came(connection, municipality_id, payment)
        lock_taxpayer(connection, municipality_id, taxpayer_id)
        rows = account_of(connection, municipality_id, taxpayer_id)
        went = [each for each in rows if each.kind in MONEY and _is_of(each, payment)]
        if went or not money.amount:
            over = sum(each.cents for each in went if each.kind == TaxEntryKind.CREDIT)
            return Imputed((), Decimal(over) / 100)
        account = account_today(installation, connection, municipality_id, taxpayer_id, money.on)
        account = only(account, payment.concept)
        imputed = pays(account, money.amount, money.first)
        at = installation.clock.now()
        entries = entries_of(installation.ids, at, taxpayer_id, account, imputed, money)
        insert_tax_entries(connection, municipality_id, list(entries))
        return imputed

    return installation.database.run(verb, municipality=municipality_id)


def only(account: Account, concept: str) -> Account:
    """The account with what is owed of one concept; without one, all of it."""
    owed = (each for each in account.owed if concept in ("", each.what.concept))
    return replace(account, owed=tuple(owed))


def _came(connection: Connection, municipality_id: int, payment: Payment) -> Payment:
    """The payment with what is there of it: whoever takes it back waits for the case's lock too."""
    if payment.order_id is None:
        return payment
    step.load(connection, municipality_id, case_id=payment.case_id)
    left = refundable(entries_of_order(connection, municipality_id, payment.order_id))
    return replace(payment, amount=min(left, payment.amount))


def _is_of(entry: TaxEntryRow, payment: Payment) -> bool:
    if payment.order_id is not None:
        return entry.order_id == payment.order_id
    return entry.note == payment.proof
