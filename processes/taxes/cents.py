"""Cents: an amount is rounded once, half up, and what is split adds up to what it was. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


def to_cents(amount: Decimal) -> Decimal:
    """The amount with two decimals, half up."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def split(amount: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """An amount of whole cents in parts of these weights, by the largest remainder: the parts sum
    to the amount, and of equal remainders the last ones get the cent. Raises ValueError for an
    amount below zero or with parts of a cent, and for weights that sum to nothing."""
    if amount < 0 or amount != to_cents(amount):
        raise ValueError(f"an amount of whole cents, not below zero, is split, but got {amount}")
    whole = sum(weights, Decimal(0))
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights are not below zero and sum to more than nothing")
    exact = [amount * each / whole for each in weights]
    parts = [each.quantize(CENT, rounding=ROUND_FLOOR) for each in exact]
    missing = int((amount - sum(parts, NOTHING)) / CENT)
    order = sorted(range(len(parts)), key=lambda place: (exact[place] - parts[place], place))
    for place in order[len(order) - missing :]:
        parts[place] += CENT
    return tuple(parts)
