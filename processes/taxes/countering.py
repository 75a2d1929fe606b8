"""Money that counts no more: a voided receipt, a refund, a movement that the bank took back.

Called in the very commit that takes the money back, with the order that it had paid. Contra entries
say the opposite of what the payment wrote; where a later payment rests on what it counted, what
grew meanwhile on the tax that is owed again is written beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from engine.deadlines.calendars import calendar_of
from engine.ids import Ids
from engine.installation import Installation
from engine.payments.paid_into import Gone
from engine.refusals import RefusalKind, Refused
from processes.taxes.account import INCOME, What
from processes.taxes.dues.stopped import stops_of_taxpayer
from processes.taxes.figures import Figures
from processes.taxes.interest import Suspension
from processes.taxes.standing import Contra, Grown, growing, on_account, standing, undoing
from storage.database import Connection
from storage.queries.taxes import (
    CREDIT,
    INTEREST,
    RECEIVABLE,
    TaxEntryRow,
    account_of,
    lock_taxpayer,
    taxpayer_of_order,
)
from storage.tables.taxes import TaxEntryKind
from storage.writes.taxes import insert_tax_entries


def counter(
    installation: Installation, connection: Connection, municipality_id: int, gone: Gone
) -> bool | Refused:
    """Counter so much of what an order paid. False: it paid no taxes. Refused: what it left over
    was given back."""
    who = taxpayer_of_order(connection, municipality_id, gone.order_id)
    if who is None:
        return False
    lock_taxpayer(connection, municipality_id, who)
    calendar = calendar_of(installation, connection, municipality_id)
    figures = Figures.of(connection, municipality_id, calendar)
    ledger = account_of(connection, municipality_id, who)
    stops = stops_of_taxpayer(connection, municipality_id, who)
    now = installation.clock.now()
    entries = countering(installation.ids, ledger, gone, figures, now, stops)
    if entries is None:
        return Refused(RefusalKind.GIVEN_BACK)
    insert_tax_entries(connection, municipality_id, entries)
    return True


def countering(
    ids: Ids,
    ledger: Iterable[TaxEntryRow],
    gone: Gone,
    figures: Figures,
    at: datetime,
    stops: Mapping[What, Sequence[Suspension]] | None = None,
) -> list[TaxEntryRow] | None:
    """What is written into a ledger; None where what the payment left over was given back. `stops`:
    when a debt bore no interest."""
    held = stops or {}
    rows = standing(ledger)
    contras = undoing(rows, gone.order_id, int(gone.amount * 100))
    contras += _freed(rows, contras)
    if _credit_after(rows, contras) < 0:
        return None
    entries = [_contra(ids, each, gone, at) for each in contras]
    grown = growing(_left(rows, contras), contras, figures, lambda row: held.get(_what(row), ()))
    entries += _regrown(ids, grown, gone, at)
    return entries


def _what(row: TaxEntryRow) -> What:
    return What(row.due_on, row.year, row.concept, row.instalment)


def _freed(rows: list[TaxEntryRow], contras: list[Contra]) -> Iterator[Contra]:
    """What was paid with a credit that is there no more, the last first."""
    missing = -_credit_after(rows, contras)
    for row in reversed(rows):
        if row.kind == TaxEntryKind.APPLIED and missing > 0:
            part = min(missing, row.cents)
            missing -= part
            yield Contra(row, part)


def _credit_after(rows: list[TaxEntryRow], contras: list[Contra]) -> int:
    return -on_account(_left(rows, contras), CREDIT)


def _left(rows: list[TaxEntryRow], contras: list[Contra]) -> list[TaxEntryRow]:
    """What of each entry counts when these are written."""
    spent = {each.entry.id: each.cents for each in contras}
    left = (replace(each, cents=each.cents - spent.get(each.id, 0)) for each in rows)
    return [each for each in left if each.cents]


def _contra(ids: Ids, contra: Contra, gone: Gone, at: datetime) -> TaxEntryRow:
    row = contra.entry
    return replace(
        row, id=ids.new(), kind=TaxEntryKind.CONTRA, debit=row.credit, credit=row.debit,
        cents=contra.cents, on_day=gone.on, run_id=None, person_id=gone.person_id, note=gone.why,
        at=at, counters=row.id,
    )  # fmt: skip


def _regrown(ids: Ids, grown: Iterator[Grown], gone: Gone, at: datetime) -> Iterator[TaxEntryRow]:
    for each in grown:
        debit = INTEREST if each.kind == TaxEntryKind.INTEREST else RECEIVABLE
        yield replace(
            each.like, id=ids.new(), kind=each.kind, debit=debit, credit=INCOME,
            cents=each.cents, on_day=each.on, person_id=gone.person_id, note=gone.why, at=at,
            order_id=None,
        )  # fmt: skip
