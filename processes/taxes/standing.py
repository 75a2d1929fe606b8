"""What of a ledger still counts, and how a payment is countered. Pure.

Nothing is changed or struck out: a contra entry names the entry that it counters, in whole or in
part, and what is left is read as if the rest had never been written. So an account whose last
payment was countered is, to the cent and to the line, what it was before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from processes.taxes.cents import to_cents
from processes.taxes.figures import Figures
from processes.taxes.interest import Suspension, interest_of
from storage.queries.taxes import INTEREST, RECEIVABLE, TaxEntryRow
from storage.tables.taxes import TaxEntryKind

PAYS = frozenset({TaxEntryKind.PAYMENT, TaxEntryKind.APPLIED, TaxEntryKind.DISCOUNT})
"""Entries that pay a debt."""
MONEY = frozenset({TaxEntryKind.PAYMENT, TaxEntryKind.CREDIT})
"""Entries of money that came."""
COUNTS = PAYS | {TaxEntryKind.INTEREST}
"""Entries up to whose day interest is in the ledger."""
_DISCOUNT = TaxEntryKind.DISCOUNT
_COUNTED = frozenset({TaxEntryKind.INTEREST, TaxEntryKind.ADJUSTMENT})


Stops = Callable[[TaxEntryRow], Sequence[Suspension]]
"""When the debt of an entry bore no interest."""


def _never(_row: TaxEntryRow) -> Sequence[Suspension]:
    return ()


@dataclass(frozen=True, slots=True)
class Contra:
    """So many cents of an entry that count no more."""

    entry: TaxEntryRow
    cents: int


@dataclass(frozen=True, slots=True)
class Grown:
    """What grew on a tax that is owed again, up to the day to which a later payment counted."""

    like: TaxEntryRow
    kind: TaxEntryKind
    cents: int
    on: date


def standing(entries: Iterable[TaxEntryRow]) -> list[TaxEntryRow]:
    """The entries that count, each with what is left of it; contra entries are spent."""
    rows = list(entries)
    gone = defaultdict[int, int](int)
    for each in rows:
        if each.counters is not None:
            gone[each.counters] += each.cents
    kept = (replace(each, cents=each.cents - gone[each.id]) for each in rows
            if each.counters is None)  # fmt: skip
    return [each for each in kept if each.cents]


def undoing(rows: Sequence[TaxEntryRow], order_id: int, cents: int) -> list[Contra]:
    """What takes so much of an order's payment back, of rows that stand: what it paid last first.
    With all that was paid of a debt goes what was counted on it; else only what this payment
    counted last."""
    found, left = [], cents
    for row in reversed([each for each in rows if _paid_by(each, order_id)]):
        part = min(left, row.cents)
        if part:
            found.append(Contra(row, part))
            left -= part
    if found:  # the discount was for paying all of it
        let_off = (each for each in rows if each.order_id == order_id)
        found += [Contra(each, each.cents) for each in let_off if each.kind == _DISCOUNT]
    whole = {each.entry.id for each in found if each.cents == each.entry.cents}
    paid = [each for each in rows if _ends(each) and each.id not in whole]
    still, own = ({_what(each) for each in some} for some in (
        paid, [each for each in paid if _paid_by(each, order_id)]
    ))  # fmt: skip
    freed = {_what(each.entry) for each in found if each.entry.kind in PAYS}
    for row in rows:
        if row.kind not in _COUNTED or _what(row) not in freed:
            continue
        last = row.order_id == order_id and _what(row) not in own and not _rests_on(rows, row)
        if _what(row) not in still or last:
            found.append(Contra(row, row.cents))
    return found


def growing(
    rows: Sequence[TaxEntryRow],
    contras: Iterable[Contra],
    figures: Figures,
    stops: Stops = _never,
) -> Iterator[Grown]:
    """What a tax that is owed again grew by on the days that a later payment counted without it:
    by the index up to its last day, and by interest from there on, but for the days on which it
    stood still."""
    for each in contras:
        row = each.entry
        if row.kind not in PAYS or row.credit != RECEIVABLE:
            continue
        tax = Decimal(each.cents) / 100
        adjusted = _counted_after(rows, row, TaxEntryKind.ADJUSTMENT)
        if adjusted is not None:
            until, since = (min(day, row.due_on) for day in (adjusted, row.on_day))
            factor = figures.factor(row.year, until) / figures.factor(row.year, since)
            yield from _grown(row, TaxEntryKind.ADJUSTMENT, to_cents(tax * factor) - tax, adjusted)
        counted = _counted_after(rows, row, TaxEntryKind.INTEREST)
        if counted is not None:
            since = max(row.on_day, row.due_on)
            still = stops(row)
            grown = interest_of(tax, since, counted, figures.rates(), still, figures.growth)
            amount = grown.amount
            yield from _grown(row, TaxEntryKind.INTEREST, amount, counted)


def _grown(like: TaxEntryRow, kind: TaxEntryKind, amount: Decimal, on: date) -> Iterator[Grown]:
    if amount > 0:  # prices that fell are nobody's debt
        yield Grown(like, kind, int(amount * 100), on)


def _counted_after(
    rows: Sequence[TaxEntryRow], paid: TaxEntryRow, kind: TaxEntryKind
) -> date | None:
    """The last day up to which a later payment counted on this debt."""
    days = [each.on_day for each in rows if _what(each) == _what(paid) and each.kind == kind
            and each.order_id != paid.order_id and each.on_day > paid.on_day]  # fmt: skip
    return max(days, default=None)


def _ends(row: TaxEntryRow) -> bool:
    """It pays of a debt, or moves of it into an agreement."""
    moved = row.kind == TaxEntryKind.AGREED and row.credit in (RECEIVABLE, INTEREST)
    return moved or row.kind in PAYS


def _paid_by(row: TaxEntryRow, order_id: int) -> bool:
    return row.order_id == order_id and row.kind in MONEY


def _rests_on(rows: Sequence[TaxEntryRow], counted: TaxEntryRow) -> bool:
    """Something else was paid on this debt after it was counted."""
    return any(
        _what(each) == _what(counted)
        and each.order_id != counted.order_id
        and each.kind != TaxEntryKind.CHARGE
        and (each.at, each.id) > (counted.at, counted.id)
        for each in rows
    )


def _what(row: TaxEntryRow) -> tuple[date, int, str, int]:
    return row.due_on, row.year, row.concept, row.instalment


def on_account(rows: Iterable[TaxEntryRow], account: str) -> int:
    """The cents that stand on an account of the ledger."""
    return sum(
        (each.debit == account) * each.cents - (each.credit == account) * each.cents
        for each in rows
    )
