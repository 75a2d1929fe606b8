"""A single debt that a case makes: the tax of a transfer, a fine. Charged once for each proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.installation import Installation
from processes.taxes.account import INCOME
from processes.taxes.cents import to_cents
from storage.database import Connection
from storage.queries.taxes import RECEIVABLE, TaxEntryRow, account_of, lock_taxpayer
from storage.tables.taxes import TaxEntryKind
from storage.writes.taxes import insert_tax_entries


@dataclass(frozen=True, slots=True)
class Charge:
    """So much of a concept, owed up to a day."""

    concept: str
    year: int
    amount: Decimal
    due_on: date
    on: date


def charge(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    taxpayer_id: int,
    said: Charge,
    proof: str,
) -> bool:
    """Put it into the ledger; False where there is nothing to charge, or it was charged before."""
    lock_taxpayer(connection, municipality_id, taxpayer_id)
    known = account_of(connection, municipality_id, taxpayer_id)
    cents = int(to_cents(said.amount) * 100)
    if cents <= 0 or any(each.note == proof for each in known):
        return False
    row = TaxEntryRow(
        id=installation.ids.new(), taxpayer_id=taxpayer_id, year=said.year, concept=said.concept,
        instalment=0, due_on=said.due_on, kind=TaxEntryKind.CHARGE, debit=RECEIVABLE,
        credit=INCOME, cents=cents, on_day=said.on, run_id=None, person_id=None, note=proof,
        at=installation.clock.now(),
    )  # fmt: skip
    insert_tax_entries(connection, municipality_id, [row])
    return True
