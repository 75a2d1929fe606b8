"""The blocks of what was agreed: awards, contracts and what came of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from processes.procurement.ocds.facts import Facts
from processes.procurement.ocds.lots import title_of
from processes.procurement.ocds.papers import papers
from processes.procurement.ocds.parties import reference, town_reference
from processes.procurement.ocds.planning import amendments, clean, money, related
from processes.procurement.ocds.purchase import Award, Contract, Delivery, Purchase
from processes.procurement.ocds.text import Json


def award_id(facts: Facts, number: int) -> str:
    """The identifier of an award; one that was lost keeps its own."""
    return f"{facts.case.number}-A{number}"


def contract_id(facts: Facts, number: int) -> str:
    """The identifier of a contract."""
    return f"{facts.case.number}-C{number}"


def awards(purchase: Purchase, facts: Facts, base: str) -> list[Json]:
    """Every award, with what became of it."""
    return [_award(purchase, each, facts, base) for each in purchase.awards]


def contracts(purchase: Purchase, facts: Facts, base: str) -> list[Json]:
    """Every contract or order, with its execution."""
    return [_contract(purchase, each, facts, base) for each in purchase.contracts]


def _award(purchase: Purchase, award: Award, facts: Facts, base: str) -> Json:
    return clean(
        {
            "id": award_id(facts, award.number),
            "title": title_of(purchase, award.lot) or facts.text("title"),
            "status": award.status,
            "date": facts.moment(award.at),
            "value": money(facts, award.bidder.amount),
            "suppliers": [reference(facts, award.bidder)],
            "contractPeriod": clean({"durationInDays": award.bidder.days}),
            "relatedLots": related(award.lot),
            "documents": papers(facts, "award", base, among=award.papers),
        }
    )


def _contract(purchase: Purchase, contract: Contract, facts: Facts, base: str) -> Json:
    period = {
        "startDate": facts.start_of(contract.signed),
        "endDate": facts.end_of(contract.due),
        "durationInDays": contract.days,
    }
    return clean(
        {
            "id": contract_id(facts, contract.number),
            "awardID": award_id(facts, contract.award),
            "title": contract.title,
            "status": contract.status,
            "period": clean(period),
            "value": money(facts, contract.value),
            "dateSigned": facts.start_of(contract.signed),
            "documents": papers(facts, "contract", base, among=contract.papers),
            "implementation": _implementation(purchase, contract, facts, base),
            "amendments": amendments(purchase, facts, contract.number),
        }
    )


def _implementation(purchase: Purchase, contract: Contract, facts: Facts, base: str) -> Json:
    return clean(
        {
            "transactions": [_paid(purchase, contract, each, facts) for each in contract.payments],
            "milestones": [clean(each) for each in _milestones(contract, facts)],
            "documents": papers(facts, "implementation", base, among=contract.papers),
        }
    )


def _milestones(contract: Contract, facts: Facts) -> Iterator[Json]:
    name = contract_id(facts, contract.number)
    for each in contract.deliveries:
        yield {
            "id": f"{name}-entrega-{each.number}",
            "title": f"Entrega {each.number}",
            "type": "delivery",
            "description": _penalty(each.penalty, facts.case.currency),
            "dueDate": facts.end_of(each.due),
            "dateMet": facts.start_of(each.delivered) if each.status == "met" else None,
            "status": each.status,
        }
        if each.accepted is not None:
            yield {
                "id": f"{name}-conformidad-{each.number}",
                "title": f"Conformidad de la entrega {each.number}",
                "type": "approval",
                "dateMet": facts.start_of(each.accepted),
                "status": "met",
            }


def _penalty(amount: Decimal | None, currency: str) -> str:
    return f"Penalidad por mora: {currency} {amount:.2f}" if amount else ""


def _paid(purchase: Purchase, contract: Contract, delivery: Delivery, facts: Facts) -> Json:
    bidder = purchase.awards[contract.award - 1].bidder
    return clean(
        {
            "id": f"{contract_id(facts, contract.number)}-pago-{delivery.number}",
            "date": facts.start_of(delivery.paid_on),
            "value": money(facts, delivery.paid),
            "payer": town_reference(facts),
            "payee": reference(facts, bidder),
        }
    )
