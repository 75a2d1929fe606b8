"""What a case says of a contract in execution: its deliveries and its changes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from processes.procurement.ocds.facts import Bidder, Facts
from processes.procurement.ocds.purchase import Delivery


def deliveries_of(facts: Facts) -> tuple[Delivery, ...]:
    """The schedule as it stands (`deliveries` of the manifest); what was taken out of it is left
    out."""
    found = facts.value("deliveries")
    rows = [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
    return tuple(_delivery(each) for each in rows if each.get("status") != "withdrawn")


def at_once(facts: Facts, bidder: Bidder) -> tuple[Delivery, ...]:
    """The only delivery of a contract whose process has no schedule; none where one is coming."""
    if "deliveries" in facts.publication.tables.get("data", {}):
        return ()
    due = facts.term("delivery")
    return (Delivery(1, "scheduled", amount=bidder.amount, days=bidder.days, due=due),)


def told_of_change(facts: Facts) -> tuple[str, str]:
    """What an amendment is, and what it changes, without the reasons that people typed."""
    found = facts.value("change")
    told = found if isinstance(found, Mapping) else {}
    words = {
        "adicional": "Se contrató más",
        "reduccion": "Se contrató menos",
        "plazo": "Cambió el plazo",
        "ampliacion": "Se amplió el plazo a pedido del proveedor",
    }.get(str(told.get("kind")), "Se firmó una adenda")
    before, after = _amount(told.get("before")), _amount(told.get("after"))
    if before is not None and after is not None and before != after:
        currency = facts.case.currency
        return words, f"El precio pasa de {currency} {before:.2f} a {currency} {after:.2f}"
    days = _amount(told.get("days"))
    return words, f"{days:.0f} días calendario más" if days else ""


def _delivery(told: Mapping[str, Any]) -> Delivery:
    penalty = _amount(told.get("penalty"))
    days = _amount(told.get("days"))
    return Delivery(
        number=int(told["number"]),
        status=str(told.get("status") or "scheduled"),
        amount=_amount(told.get("amount")),
        days=None if days is None else int(days),
        due=_day(told.get("due")),
        delivered=_day(told.get("delivered")),
        accepted=_day(told.get("accepted")),
        penalty=penalty or None,
        paid_on=_day(told.get("paid_on")),
        paid=_amount(told.get("paid")),
    )


def _amount(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _day(value: object) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None
