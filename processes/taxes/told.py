"""Debts and payments in words, as letters and the data of cases tell them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from processes.taxes.account import AGREED, EMISSION, FAVOUR, PREDIAL
from processes.taxes.standing import MONEY, standing
from storage.queries.taxes import TaxEntryRow

_NAMES = {PREDIAL: "impuesto predial", EMISSION: "costo de la emisión", FAVOUR: "saldo a favor"}


def debt_words(concept: str, year: int, instalment: int) -> str:
    """«impuesto predial 2026, cuota 2»."""
    if concept == FAVOUR:
        return _NAMES[FAVOUR]
    if concept.startswith(AGREED):
        number = concept.removeprefix(AGREED).strip()
        return f"fraccionamiento {number}, cuota {instalment}"
    name = _NAMES.get(concept, concept.replace("_", " "))
    return f"{name} {year}" + (f", cuota {instalment}" if instalment else "")


def paid_words(entries: Iterable[TaxEntryRow], order_id: int) -> str:
    """What the money of an order went to, with its amounts; they sum to what came."""
    cents = defaultdict[str, int](int)
    for each in standing(entries):
        if each.order_id == order_id and each.kind in MONEY:
            cents[debt_words(each.concept, each.year, each.instalment)] += each.cents
    return "; ".join(f"{what}: {Decimal(amount) / 100:,.2f}" for what, amount in cents.items())
