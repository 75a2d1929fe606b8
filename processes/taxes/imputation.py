"""What a payment pays first (Código Tributario, art. 31). Pure.

Who pays may say of which tax and period: that debt goes first, and what is left of the payment goes
on in the order of the law.

In each debt the interest, then the tax. Of debts of one period the smallest first; of different
last days the oldest first. In Colombia a part pays interest and tax in proportion (Estatuto
Tributario, art. 804). The parts and what is left over sum to the payment: no cent is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from processes.taxes.cents import NOTHING, to_cents


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed of one thing on the day of the payment; `key` names it for the caller."""

    key: str
    due_on: date
    tax: Decimal
    interest: Decimal = NOTHING

    @property
    def total(self) -> Decimal:
        """Tax and interest."""
        return self.tax + self.interest


@dataclass(frozen=True, slots=True)
class Paid:
    """What of the payment went to a debt."""

    debt: Debt
    interest: Decimal
    tax: Decimal

    @property
    def tax_left(self) -> Decimal:
        """What the debt still owes of its tax."""
        return self.debt.tax - self.tax


@dataclass(frozen=True, slots=True)
class Imputed:
    """A payment over debts; `rest` paid none of them."""

    paid: tuple[Paid, ...]
    rest: Decimal


def impute(
    amount: Decimal,
    debts: Iterable[Debt],
    first: frozenset[str] = frozenset(),
    *,
    shared: bool = False,
) -> Imputed:
    """A payment over debts, those whose key is in `first` before the others; `shared`: interest and
    tax of a debt in the proportion in which they are owed. Raises ValueError below zero."""
    if amount < 0:
        raise ValueError(f"a payment is not below zero, but got {amount}")
    left, found = amount, []
    asked = sorted(debts, key=lambda each: (each.due_on, each.total, each.key))
    for debt in sorted(asked, key=lambda each: each.key not in first):
        interest = min(left, debt.interest)
        if shared and left < debt.total:
            interest = to_cents(left * debt.interest / debt.total)
        tax = min(left - interest, debt.tax)
        left -= interest + tax
        if interest or tax:
            found.append(Paid(debt, interest, tax))
    return Imputed(tuple(found), left)
