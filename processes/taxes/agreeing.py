"""An agreement in the ledger (Código Tributario, art. 36): signed, looked at, and lost.

What is overdue moves into its quotas by entries of kind `agreed`, through an account that ends at
nothing: no debt is lost and none is owed twice. When it is lost, what is left of the quotas moves
into one debt that is due at once; interest of months that did not come is countered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from engine.calendar import Calendar
from engine.ids import Ids
from processes.taxes.account import AGREED, INCOME, Account, Owed, What
from processes.taxes.agreement import Agreement, agree
from processes.taxes.cents import NOTHING
from processes.taxes.due_days import last_business_day
from processes.taxes.figures import TIM, Figures
from processes.taxes.posting import Payment, Posting, row_of
from processes.taxes.standing import standing
from storage.queries.taxes import INTEREST, RECEIVABLE, TaxEntryRow
from storage.tables.taxes import TaxEntryKind

SHARE = "pe.tributos.fraccionamiento"
MOVED = "agreed"
LOST = 999
"""The instalment that what is left of a lost agreement is."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed: how much is paid at once, and in how many months the rest."""

    initial_percent: Decimal
    months: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """An agreement with its days: the initial payment, then one for each month."""

    agreement: Agreement
    signed_on: date
    days: tuple[date, ...]


def overdue(account: Account) -> tuple[Owed, ...]:
    """What an agreement may be about: what is past its day and not a quota of a living one."""
    return tuple(each for each in account.owed if each.what.due_on < account.on and each.total > 0
                 and (each.what.instalment == LOST or AGREED not in each.what.concept))  # fmt: skip


def monthly_percent(figures: Figures, day: date) -> Decimal:
    """The interest of an agreement: a share of the monthly rate of late payment."""
    rate, share = figures.in_force(figures.key(TIM), day), figures.in_force(SHARE, day)
    return Decimal(rate) * Decimal(share) / 100


def schedule(
    debt: Decimal, terms: Terms, figures: Figures, calendar: Calendar, day: date
) -> Schedule:
    """What would be signed on a day. Raises ValueError where it cannot be."""
    agreed = agree(
        debt, initial_percent=terms.initial_percent, percent=monthly_percent(figures, day),
        months=terms.months,
    )  # fmt: skip
    days, month = [], day.replace(day=1)
    for _ in agreed.quotas:
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        days.append(last_business_day(calendar, month.year, month.month))
    return Schedule(agreed, day, tuple(days))


def signing(
    ids: Ids, at: datetime, taxpayer_id: int, owed: tuple[Owed, ...], plan: Schedule, number: str
) -> Iterator[TaxEntryRow]:
    """The old debts end, with what they grew up to the day; the quotas begin."""
    act = Payment(NOTHING, plan.signed_on, "", number)
    for each in owed:
        for posting in _ending(each):
            yield row_of(ids, at, taxpayer_id, each.what, act, posting)
    concept, year = f"{AGREED} {number}", plan.signed_on.year
    agreed = plan.agreement
    first = What(plan.signed_on, year, concept, 0)
    for what, capital, interest in (
        (first, agreed.initial, NOTHING),
        *((What(day, year, concept, each.number), each.capital, each.interest)
          for each, day in zip(agreed.quotas, plan.days, strict=True)),
    ):  # fmt: skip
        for posting in (
            (TaxEntryKind.AGREED, RECEIVABLE, MOVED, capital),
            (TaxEntryKind.CHARGE, INTEREST, INCOME, interest),
        ):
            if posting[-1]:
                yield row_of(ids, at, taxpayer_id, what, act, posting)


def _ending(owed: Owed) -> Iterator[Posting]:
    into, out = (RECEIVABLE, INCOME) if owed.adjustment > 0 else (INCOME, RECEIVABLE)
    for posting in (
        (TaxEntryKind.ADJUSTMENT, into, out, abs(owed.adjustment)),
        (TaxEntryKind.INTEREST, INTEREST, INCOME, owed.grown),
        (TaxEntryKind.AGREED, MOVED, INTEREST, owed.interest),
        (TaxEntryKind.AGREED, MOVED, RECEIVABLE, owed.tax),
    ):
        if posting[-1]:
            yield posting


def quotas_of(account: Account, number: str) -> tuple[Owed, ...]:
    """What is left of the quotas of an agreement."""
    return tuple(each for each in account.owed if each.what.concept == f"{AGREED} {number}")


def unpaid_in_a_row(owed: tuple[Owed, ...], day: date) -> int:
    """How many quotas one after another are overdue, at most."""
    late = {each.what.instalment for each in owed if each.what.due_on < day}
    longest = run = 0
    for place in range(max(late, default=0) + 1):
        run = run + 1 if place in late else 0
        longest = max(longest, run)
    return longest


def losing(
    ids: Ids, at: datetime, ledger: tuple[TaxEntryRow, ...], owed: tuple[Owed, ...], day: date
) -> Iterator[TaxEntryRow]:
    """What is left of the quotas is one debt that is due today; whose interest was of months to
    come is countered."""
    first = owed[0].what
    act = Payment(NOTHING, day, "", "Pérdida del fraccionamiento")
    taxpayer_id = ledger[0].taxpayer_id
    capital = interest = NOTHING
    for each in owed:
        kept = each if each.what.due_on < day else replace(each, interest=NOTHING, grown=NOTHING)
        for posting in _ending(kept):
            yield row_of(ids, at, taxpayer_id, each.what, act, posting)
        capital, interest = capital + kept.tax, interest + kept.interest
        if kept is not each:
            yield from _not_come(ids, at, ledger, each.what, act)
    what = What(day, first.year, first.concept, LOST)
    for account, amount in ((RECEIVABLE, capital), (INTEREST, interest)):
        if amount:
            posting = TaxEntryKind.AGREED, account, MOVED, amount
            yield row_of(ids, at, taxpayer_id, what, act, posting)


def _not_come(
    ids: Ids, at: datetime, ledger: tuple[TaxEntryRow, ...], what: What, act: Payment
) -> Iterator[TaxEntryRow]:
    """Of a quota paid in part before its day, the interest that was paid stays paid."""
    rows = [each for each in standing(ledger)
            if (each.concept, each.instalment) == (what.concept, what.instalment)]  # fmt: skip
    paid = sum(each.cents for each in rows if each.credit == INTEREST)
    for each in rows:
        if each.kind == TaxEntryKind.CHARGE and each.cents > paid:
            yield replace(
                each, id=ids.new(), kind=TaxEntryKind.CONTRA, debit=each.credit,
                credit=each.debit, cents=each.cents - paid, on_day=act.on, note=act.proof,
                at=at, counters=each.id,
            )  # fmt: skip
