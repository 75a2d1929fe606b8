"""The account of a taxpayer on a day: what is owed, since when, and its interest. Pure.

The ledger is read as it is; what has grown since is counted and not written. A payment writes what
it counted, in the order of the law, so that its postings explain themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from processes.taxes.cents import NOTHING, to_cents
from processes.taxes.due_days import adjusted
from processes.taxes.figures import Figures
from processes.taxes.imputation import Debt, Imputed, impute
from processes.taxes.interest import Suspension, interest_of
from processes.taxes.lines import Line, LineKind
from processes.taxes.standing import COUNTS, MONEY, on_account, standing
from storage.queries.taxes import CREDIT, INTEREST, RECEIVABLE, TaxEntryRow
from storage.tables.taxes import TaxEntryKind

PREDIAL, EMISSION, ALCABALA, FINE = "predial", "emision", "alcabala", "multa"
FAVOUR = "saldo_a_favor"
BEARING = frozenset({PREDIAL, ALCABALA, FINE})
"""What grows by interest when it is late."""
AGREED = "fraccionamiento"
"""The concept of a quota is this word and the number of its agreement."""
INCOME = "income"


@dataclass(frozen=True, slots=True, order=True)
class What:
    """One thing that is owed."""

    due_on: date
    year: int
    concept: str
    instalment: int


@dataclass(frozen=True, slots=True)
class Owed:
    """What is left of it on a day: `tax` with its `adjustment`, and all its interest, of which
    `grown` is not in the ledger yet; `lines` tell how. `discount` is what of the tax whoever pays
    the whole account on this day is let off."""

    what: What
    charged: Decimal
    tax: Decimal
    adjustment: Decimal
    interest: Decimal
    grown: Decimal
    lines: tuple[Line, ...]
    discount: Decimal = NOTHING

    @property
    def total(self) -> Decimal:
        """Tax and interest."""
        return self.tax + self.interest


@dataclass(frozen=True, slots=True)
class Account:
    """What a taxpayer owes on a day, the oldest first; `paid` is all that ever came and was not
    given back, `credit` what of it paid nothing yet; `shared`: a payment of a part pays interest
    and tax in proportion."""

    on: date
    owed: tuple[Owed, ...]
    paid: Decimal
    credit: Decimal = NOTHING
    shared: bool = False

    @property
    def total(self) -> Decimal:
        """All of it."""
        return sum((each.total for each in self.owed), NOTHING)

    @property
    def discount(self) -> Decimal:
        """What whoever pays all of it on this day is let off."""
        return sum((each.discount for each in self.owed), NOTHING)

    def is_early(self, amount: Decimal) -> bool:
        """So much pays all of it with the discount of the day."""
        return self.discount > 0 and amount >= self.total - self.discount

    @property
    def late(self) -> Decimal:
        """What is past its day."""
        past = (each.total for each in self.owed if each.what.due_on < self.on)
        return sum(past, NOTHING)


def account_on(
    entries: Iterable[TaxEntryRow],
    day: date,
    figures: Figures,
    stops: Mapping[What, Sequence[Suspension]] | None = None,
) -> Account:
    """The account of these postings on a day; `stops`: when a debt bore no interest."""
    by_what = defaultdict[What, list[TaxEntryRow]](list)
    rows = standing(entries)
    for each in rows:
        by_what[What(each.due_on, each.year, each.concept, each.instalment)].append(each)
    held = stops or {}
    found = (
        _owed(what, some, day, figures, held.get(what, ()))
        for what, some in sorted(by_what.items())
    )
    paid = _amount(sum(each.cents for each in rows if each.kind in MONEY))
    given = _amount(sum(each.cents for each in rows if each.kind == TaxEntryKind.REFUND))
    owed = tuple(each for each in found if each.total)
    shared = figures.country == "CO"
    return Account(day, owed, paid - given, -balance(rows, CREDIT), shared)


First = frozenset[tuple[str, int, int]]
"""Concept, year and instalment of each thing that somebody says that they pay."""
NOTHING_NAMED: First = frozenset()


def is_of(owed: Owed, first: First) -> bool:
    """It is what the payer named."""
    what = owed.what
    return (what.concept, what.year, what.instalment) in first


def pays(account: Account, amount: Decimal, first: First = NOTHING_NAMED) -> Imputed:
    """What a payment of so much pays, in the order of the law, or what the payer named first."""
    early = account.is_early(amount)
    debts = [
        Debt(str(place), each.what.due_on, each.tax - early * each.discount, each.interest)
        for place, each in enumerate(account.owed)
    ]
    named = (str(place) for place, each in enumerate(account.owed) if is_of(each, first))
    return impute(amount, debts, frozenset(named), shared=account.shared)


def _owed(
    what: What,
    rows: Sequence[TaxEntryRow],
    day: date,
    figures: Figures,
    stops: Sequence[Suspension],
) -> Owed:
    tax, written = balance(rows, RECEIVABLE), balance(rows, INTEREST)
    charged = balance((each for each in rows if each.kind in _BEGINS), RECEIVABLE)
    lines = [Line(LineKind.CAPITAL, tax, charged)]
    adjustment = NOTHING
    factor = _growth(what, rows, day, figures)
    if factor != 1 and tax:
        whole, line = adjusted(tax, factor)
        tax, adjustment = whole, line.amount
        lines.append(line)
    grown = NOTHING
    if bears_interest(what.concept):
        since = _counted_to(what, rows)
        found = interest_of(tax, since, day, figures.rates(), stops, figures.growth)
        grown = found.amount
        lines += found.lines
    if written:
        financed = what.concept.startswith(AGREED)
        lines.append(Line(LineKind.FINANCED if financed else LineKind.INTEREST, written))
    discount = _discount(what, tax, day, figures)
    return Owed(what, charged, tax, adjustment, written + grown, grown, tuple(lines), discount)


def _discount(what: What, tax: Decimal, day: date, figures: Figures) -> Decimal:
    """Of the tax of this year that is not late."""
    early = what.concept == PREDIAL and what.year == day.year and day <= what.due_on
    return to_cents(tax * figures.discount(day) / 100) if early and tax > 0 else NOTHING


def _growth(what: What, rows: Sequence[TaxEntryRow], day: date, figures: Figures) -> Decimal:
    """By the index, from the second instalment on, up to its last day and not twice."""
    if what.concept != PREDIAL or what.instalment < 2:
        return Decimal(1)
    until = figures.factor(what.year, min(day, what.due_on))
    done = [each.on_day for each in rows if each.kind == TaxEntryKind.ADJUSTMENT]
    return until / figures.factor(what.year, min(max(done), what.due_on)) if done else until


def _counted_to(what: What, rows: Sequence[TaxEntryRow]) -> date:
    """Up to when interest is in the ledger."""
    days = (each.on_day for each in rows if each.kind in COUNTS)
    return max((what.due_on, *days))


_BEGINS = frozenset({TaxEntryKind.CHARGE, TaxEntryKind.AGREED})


def bears_interest(concept: str) -> bool:
    """Whether delay costs interest: what is named above, and the quotas of an agreement."""
    return concept in BEARING or concept.startswith(AGREED)


def balance(rows: Iterable[TaxEntryRow], account: str) -> Decimal:
    """What stands on an account of the ledger."""
    return _amount(on_account(rows, account))


def _amount(cents: int) -> Decimal:
    return Decimal(cents) / 100
