"""Paying a debt over time (Código Tributario, art. 36): equal quotas with interest. Pure.

The quota is that of the French system, rounded once; each month's interest is counted on what is
left, and the last quota pays what is left, so that no cent is owed afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from processes.taxes.cents import CENT, NOTHING, to_cents


@dataclass(frozen=True, slots=True)
class Quota:
    """One month: what is paid, and of that what is interest and what is debt."""

    number: int
    amount: Decimal
    interest: Decimal
    capital: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class Agreement:
    """A debt of which a part is paid at once, and the rest in quotas."""

    debt: Decimal
    initial: Decimal
    percent: Decimal
    quotas: tuple[Quota, ...]


def agree(debt: Decimal, *, initial_percent: Decimal, percent: Decimal, months: int) -> Agreement:
    """A debt in monthly quotas; `percent` is the interest of a month. Raises ValueError where
    there is nothing to pay over time, or the quotas are not from 1 to 120."""
    initial = to_cents(debt * initial_percent / 100)
    financed = debt - initial
    if financed < CENT or initial < 0 or percent < 0:
        raise ValueError(f"nothing of {debt} is left to be paid over time")
    if not 1 <= months <= 120:
        raise ValueError(f"a debt is paid in 1 to 120 quotas, but got {months}")
    quota = to_cents(_exact_quota(financed, percent / 100, months))
    return Agreement(debt, initial, percent, tuple(_quotas(financed, quota, percent, months)))


def _exact_quota(financed: Decimal, rate: Decimal, months: int) -> Decimal:
    if not rate:
        return financed / months
    return financed * rate / (1 - (1 + rate) ** -months)


def _quotas(left: Decimal, quota: Decimal, percent: Decimal, months: int) -> Iterator[Quota]:
    for number in range(1, months + 1):
        interest = to_cents(left * percent / 100)
        last = number == months
        capital = left if last else min(left, max(NOTHING, quota - interest))
        left -= capital
        yield Quota(number, interest + capital, interest, capital, left)
