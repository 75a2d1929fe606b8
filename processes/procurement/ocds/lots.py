"""A call with several items (lots), each with an award of its own. Pure.

What happens to one of them (`Facts.lot`) changes nothing of the others; the whole is what they
come to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from processes.procurement.ocds.facts import Facts
from processes.procurement.ocds.purchase import Lot, Purchase

OVER = frozenset({"complete", "unsuccessful", "cancelled"})


def divided(purchase: Purchase, facts: Facts, status: str) -> Purchase:
    """With the items that the case knows, all of them standing so; one item is none."""
    found = facts.value("lots")
    rows = [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
    if len(rows) < 2:
        return replace(purchase, lots=())
    return replace(purchase, lots=tuple(_lot(each, status) for each in rows))


def with_status(purchase: Purchase, lot: int, status: str) -> Purchase:
    """The whole stands so, or one item: then the call is over when all of them are."""
    if not purchase.lots:
        return replace(purchase, status=status)
    if not lot:
        lots = tuple(replace(each, status=status) for each in purchase.lots)
        return replace(purchase, lots=lots, status=status)
    lots = tuple(
        replace(each, status=status) if each.number == lot else each for each in purchase.lots
    )
    return replace(purchase, lots=lots, status=_whole(lots))


def title_of(purchase: Purchase, lot: int) -> str:
    """What an item is called; nothing for the whole."""
    return next((each.title for each in purchase.lots if each.number == lot), "")


def _whole(lots: tuple[Lot, ...]) -> str:
    found = {each.status for each in lots}
    if not found <= OVER:
        return "active"
    return next(each for each in ("complete", "unsuccessful", "cancelled") if each in found)


def _lot(told: Mapping[str, Any], status: str) -> Lot:
    value, quantity = told.get("value"), told.get("quantity")
    return Lot(
        int(told["id"]),
        str(told.get("title") or ""),
        status,
        value if isinstance(value, Decimal) else None,
        str(told.get("class_id") or ""),
        quantity if isinstance(quantity, Decimal) else None,
        str(told.get("unit") or ""),
    )
