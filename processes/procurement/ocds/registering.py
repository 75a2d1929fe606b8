"""The rows that a purchase has in the registers of contracts, guarantees and plans. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from processes.procurement.ocds.facts import Facts
from processes.procurement.ocds.lots import title_of
from processes.procurement.ocds.parties import party_id
from processes.procurement.ocds.purchase import Contract, Purchase
from storage.queries.contracts import ContractRow, GuaranteeRow
from storage.queries.plans import PlanPurchaseRow


def contract_rows(purchase: Purchase, facts: Facts) -> tuple[ContractRow, ...]:
    """Every contract that stands or stood; what was taken back before it held is none."""
    signed = (each for each in purchase.contracts if each.status != "cancelled")
    return tuple(_contract(purchase, each, facts) for each in signed)


def guarantee_rows(purchase: Purchase, facts: Facts) -> tuple[GuaranteeRow, ...]:
    """The guarantees of the contract that holds or held last, of each item (`guarantees` of the
    manifest)."""
    last = {
        purchase.lot_of(each): each for each in purchase.contracts if each.status != "cancelled"
    }
    found = [
        (row, _contract(purchase, contract, facts))
        for lot, contract in last.items()
        for row in _rows(facts.of_lot(lot).value("guarantees"))
    ]
    return tuple(_guarantee(n, row, of, facts) for n, (row, of) in enumerate(found, start=1))


def agreed(purchase: Purchase, estimate: Decimal | None) -> Decimal | None:
    """What is to be paid by the awards that stand: of all items; what was estimated before."""
    found = [each for each in purchase.awards if each.status != "cancelled"]
    if purchase.lots and found:
        return _sum(each.bidder.amount for each in found)
    return found[-1].bidder.amount if found else estimate


def _rows(found: object) -> list[Mapping[str, Any]]:
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


_GOT = {
    "active": "called",
    "awarded": "awarded",
    "contracted": "contracted",
    "closed": "contracted",
    "cancelled": "failed",
    "unsuccessful": "failed",
}
"""How far a purchase got with its item, by how it stands; before its call it is being prepared."""


def plan_row(purchase: Purchase, facts: Facts, standing: str) -> PlanPurchaseRow | None:
    """The item of the plan that the purchase runs; None where it names none."""
    item = facts.plan_item
    if item is None:
        return None
    moments = [each.at for each in purchase.awards]
    called = purchase.called_at or min(moments, default=None)
    return PlanPurchaseRow(
        case_id=facts.case.case_id,
        year=item[0],
        number=item[1],
        state=_GOT.get(standing, "failed" if facts.case.over else "preparing"),
        called_on=None if called is None else called.astimezone(facts.zone).date(),
        amount=agreed(purchase, None),
    )


def _contract(purchase: Purchase, contract: Contract, facts: Facts) -> ContractRow:
    bidder, lot = purchase.awards[contract.award - 1].bidder, purchase.lot_of(contract)
    coming = [each.due for each in contract.deliveries if each.status != "met" and each.due]
    changed = [each for each in purchase.amendments if each.contract == contract.number]
    return ContractRow(
        case_id=facts.case.case_id,
        place=contract.number,
        ocid=purchase.ocid,
        number=contract.title or facts.case.number,
        title=" · ".join(filter(None, (facts.text("title"), title_of(purchase, lot))))
        or facts.case.number,
        method=facts.text("method_name") or "",
        supplier=bidder.name,
        supplier_id=party_id(facts, bidder),
        state=_state(contract, facts.of_lot(lot)),
        amount=contract.value,
        original=bidder.amount,
        currency=facts.case.currency,
        signed_on=contract.signed,
        ends_on=contract.due,
        next_on=min(coming, default=None),
        deliveries=len(contract.deliveries),
        delivered=sum(each.accepted is not None for each in contract.deliveries),
        paid=_sum(each.paid for each in contract.deliveries),
        penalty=_sum(each.penalty for each in contract.deliveries),
        amendments=len(changed),
    )


def _state(contract: Contract, facts: Facts) -> str:
    if contract.status == "active":
        return "active"
    broken = contract.closed is None or facts.value("terminated") is True
    return "terminated" if broken else "settled"


def _guarantee(
    place: int, told: Mapping[str, Any], contract: ContractRow, facts: Facts
) -> GuaranteeRow:
    return GuaranteeRow(
        case_id=facts.case.case_id,
        place=place,
        contract=contract.number,
        supplier=contract.supplier,
        kind=_text(told.get("kind")),
        instrument=_text(told.get("instrument")),
        issuer=_text(told.get("issuer")),
        document=_text(told.get("document")),
        amount=_amount(told.get("amount")),
        currency=facts.case.currency,
        from_on=_day(told.get("since")),
        until_on=_day(told.get("until")),
        state=_text(told.get("state")) or "held",
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((each for each in amounts if each is not None), Decimal(0))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _amount(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _day(value: object) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None
