"""What a taxpayer paid beyond what was owed: it pays another debt, or is given back.

Money that came by orders of payment goes back through the treasury's own books, which counter it
here in the same commit (`countering.py`); what is a credit for another reason has an entry of its
own. Whoever tries again finds what was done under the same proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.identity import system_actor
from engine.installation import Installation
from engine.payments.voiding import give_back
from engine.refusals import Refused
from processes.taxes.account import FAVOUR, What, pays
from processes.taxes.collecting import account_today
from processes.taxes.posting import Payment, entries_of, row_of
from processes.taxes.standing import on_account, standing
from storage.database import Connection
from storage.queries.taxes import CREDIT, TaxEntryRow, account_of, lock_taxpayer
from storage.tables.taxes import TaxEntryKind
from storage.writes.taxes import insert_tax_entries

TREASURY = "treasury"


class NoCredit(ValueError):
    """There is less credit than that."""


@dataclass(frozen=True, slots=True)
class Refund:
    """So much of a credit that is given back on a day; `why` names the resolution and is what it is
    known by."""

    amount: Decimal
    on: date
    why: str
    person_id: int | None = None


def apply_credit(
    installation: Installation, municipality_id: int, taxpayer_id: int, day: date, proof: str
) -> Decimal:
    """A credit pays what is owed, in the order of the law; how much of it."""

    def verb(connection: Connection) -> Decimal:
        lock_taxpayer(connection, municipality_id, taxpayer_id)
        before = [each for each in account_of(connection, municipality_id, taxpayer_id)
                  if each.note == proof and each.kind == TaxEntryKind.APPLIED]  # fmt: skip
        if before:
            return Decimal(sum(each.cents for each in before)) / 100
        account = account_today(installation, connection, municipality_id, taxpayer_id, day)
        amount = min(account.credit, account.total)
        if amount <= 0:
            return Decimal(0)
        payment = Payment(amount, day, CREDIT, proof, kind=TaxEntryKind.APPLIED)
        at, imputed = installation.clock.now(), pays(account, amount)
        wrote = entries_of(installation.ids, at, taxpayer_id, account, imputed, payment)
        insert_tax_entries(connection, municipality_id, list(wrote))
        return amount

    return installation.database.run(verb, municipality=municipality_id)


def refund_credit(
    installation: Installation, municipality_id: int, taxpayer_id: int, refund: Refund
) -> None:
    """Give a credit back. Raises NoCredit where there is less of it."""
    with installation.database.read(municipality_id) as connection:
        ledger = account_of(connection, municipality_id, taxpayer_id)
    cents = int(refund.amount * 100) - _given(ledger, refund.why)
    if cents > -on_account(standing(ledger), CREDIT):
        raise NoCredit
    for order_id, part in _of_orders(ledger, cents):
        amount = Decimal(part) / 100
        actor = system_actor(municipality_id)
        answer = give_back(installation, actor, order_id, amount, refund.why)
        if isinstance(answer, Refused):
            raise NoCredit
        cents -= part
    if cents:
        _write_refund(installation, municipality_id, taxpayer_id, refund, cents)


def _given(ledger: Sequence[TaxEntryRow], why: str) -> int:
    """What of it was given back before."""
    return sum(each.cents for each in ledger if each.note == why and each.debit == CREDIT
               and each.kind in (TaxEntryKind.CONTRA, TaxEntryKind.REFUND))  # fmt: skip


def _of_orders(ledger: Sequence[TaxEntryRow], cents: int) -> Iterator[tuple[int, int]]:
    """The orders whose money it is, the last first, and how much of each."""
    for row in reversed(standing(ledger)):
        if row.kind == TaxEntryKind.CREDIT and row.order_id is not None and cents:
            part = min(cents, row.cents)
            cents -= part
            yield row.order_id, part


def _write_refund(
    installation: Installation, municipality_id: int, taxpayer_id: int, refund: Refund, cents: int
) -> None:
    def verb(connection: Connection) -> None:
        lock_taxpayer(connection, municipality_id, taxpayer_id)
        ledger = account_of(connection, municipality_id, taxpayer_id)
        if cents > -on_account(standing(ledger), CREDIT):
            raise NoCredit
        payment = Payment(refund.amount, refund.on, TREASURY, refund.why, refund.person_id)
        posting = TaxEntryKind.REFUND, CREDIT, TREASURY, Decimal(cents) / 100
        what = What(refund.on, refund.on.year, FAVOUR, 0)
        row = row_of(
            installation.ids, installation.clock.now(), taxpayer_id, what, payment, posting
        )
        insert_tax_entries(connection, municipality_id, [row])

    installation.database.run(verb, municipality=municipality_id)
