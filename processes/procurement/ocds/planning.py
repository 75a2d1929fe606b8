"""The blocks of what is wanted: planning, tender and bids. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from processes.procurement.ocds.enquiring import enquiries
from processes.procurement.ocds.facts import Bidder, Facts
from processes.procurement.ocds.papers import papers
from processes.procurement.ocds.parties import reference, town_reference
from processes.procurement.ocds.purchase import Bid, Lot, Purchase
from processes.procurement.ocds.text import Json


def planning(facts: Facts, base: str) -> Json:
    """The need, the money that is reserved for it, and the item of the plan that foresaw it."""
    item = facts.plan_item
    budget = clean(
        {
            "id": facts.text("budget_id"),
            "description": facts.text("budget_description"),
            "amount": money(facts, facts.amount("value")),
            "project": facts.text("project"),
            "projectID": facts.text("project_id"),
            "uri": f"{base}/plan/{item[0]}#item-{item[1]}" if item else None,
        }
    )
    return clean(
        {
            "rationale": facts.text("rationale"),
            "budget": budget,
            "documents": papers(facts, "planning", base),
        }
    )


def tender(purchase: Purchase, facts: Facts, base: str) -> Json:
    """What is asked for, how, until when, and who came."""
    called = None if purchase.called_at is None else facts.moment(purchase.called_at)
    now = purchase.bids_now
    return clean(
        {
            "id": facts.case.number,
            "title": facts.text("title"),
            "description": facts.text("description"),
            "status": purchase.status,
            "procuringEntity": town_reference(facts),
            "items": [_lot_item(facts, each) for each in purchase.lots] or _items(facts),
            "lots": [_lot(facts, each) for each in purchase.lots],
            "value": money(facts, facts.amount("value")),
            **_method(facts),
            "submissionMethod": ["electronicSubmission"] if called else None,
            "enquiryPeriod": _period(facts, called, "enquiries"),
            "hasEnquiries": purchase.enquiries,
            "enquiries": enquiries(purchase, facts),
            "tenderPeriod": _period(facts, called, "offers"),
            "contractPeriod": clean({"durationInDays": facts.whole("days")}),
            "numberOfTenderers": _how_many(purchase, now) if purchase.opened_at else None,
            "tenderers": _tenderers(purchase, facts),
            "documents": papers(facts, "tender", base),
            "amendments": amendments(purchase, facts, 0),
        }
    )


def bids(purchase: Purchase, facts: Facts) -> Json:
    """The bids, once they are open, and their numbers (extension `bids`)."""
    if purchase.opened_at is None:
        return {}
    now = purchase.bids_now
    measured = facts.moment(purchase.opened_at)
    return clean(
        {
            "statistics": list(_statistics(purchase, facts, now, measured)),
            "details": [_bid(facts, bid) for bid in purchase.bids],
        }
    )


def amendments(purchase: Purchase, facts: Facts, contract: int) -> list[Json]:
    """The changes of the call (0), or of a contract by its number."""
    return [
        clean(
            {
                "id": str(each.number),
                "date": facts.moment(each.at),
                "rationale": each.words,
                "description": each.description,
                "amendsReleaseID": f"{purchase.ocid}-{each.before}" if each.before else None,
                "releaseID": f"{purchase.ocid}-{each.after}" if each.after else None,
            }
        )
        for each in purchase.amendments
        if each.contract == contract
    ]


def money(facts: Facts, amount: Decimal | None) -> Json:
    """An amount with its currency; empty where there is none."""
    return {} if amount is None else {"amount": amount, "currency": facts.case.currency}


def clean(told: Json) -> Json:
    """Without what is not known: nothing, no text, no entries."""
    return {key: value for key, value in told.items() if value not in (None, "", [], {})}


def _method(facts: Facts) -> Json:
    known = facts.publication.tables.get("methods", {})
    return {
        "procurementMethod": known.get(facts.text("method") or ""),
        "procurementMethodDetails": facts.text("method_name"),
        "procurementMethodRationale": facts.text("method_rationale"),
        "mainProcurementCategory": facts.text("category"),
    }


def _items(facts: Facts) -> list[Json]:
    """What is bought; classified where the requirement says by which list."""
    description = facts.text("title")
    if description is None:
        return []
    unit = facts.text("unit")
    classified = {
        "scheme": facts.text("class_scheme"),
        "id": facts.text("class_id"),
        "description": facts.text("class_name"),
    }
    item = {
        "id": "1",
        "description": description,
        "classification": clean(classified) if classified["id"] else None,
        "quantity": facts.amount("quantity"),
        "unit": {"name": unit} if unit else None,
    }
    return [clean(item)]


def _lot(facts: Facts, lot: Lot) -> Json:
    """An item with an award of its own (extension `lots`)."""
    told = {"id": str(lot.number), "title": lot.title, "status": lot.status}
    return clean({**told, "value": money(facts, lot.value)})


def _lot_item(facts: Facts, lot: Lot) -> Json:
    scheme = facts.text("class_scheme")
    return clean(
        {
            "id": str(lot.number),
            "description": lot.title,
            "classification": {"scheme": scheme, "id": lot.class_id} if lot.class_id else None,
            "quantity": lot.quantity,
            "unit": {"name": lot.unit} if lot.unit else None,
            "relatedLot": str(lot.number),
        }
    )


def related(lot: int) -> list[str]:
    """The item that something is about; none for the whole."""
    return [str(lot)] if lot else []


def _period(facts: Facts, start: str | None, term: str) -> Json:
    end = facts.end_of(facts.term(term))
    return {"startDate": start, "endDate": end} if start and end else {}


def _tenderers(purchase: Purchase, facts: Facts) -> list[Json]:
    found = (reference(facts, bid.bidder) for bid in purchase.bids)
    return list({each["id"]: each for each in found}.values())


def _bid(facts: Facts, bid: Bid) -> Json:
    return clean(
        {
            "id": bid.id,
            "status": _status(bid),
            "tenderers": [reference(facts, bid.bidder)],
            "value": money(facts, bid.bidder.amount),
            "relatedLots": related(bid.lot),
        }
    )


def _how_many(purchase: Purchase, now: tuple[Bid, ...]) -> int:
    """Where a call has several items, one who bids for two of them is one."""
    return len({_who(bid.bidder) for bid in now}) if purchase.lots else len(now)


def _status(bid: Bid) -> str:
    if bid.admitted:
        return "valid"
    return "pending" if bid.pending else "disqualified"


def _statistics(purchase: Purchase, facts: Facts, now: tuple[Bid, ...], at: str) -> Iterator[Json]:
    round_ = purchase.round
    valid = [bid for bid in now if bid.admitted]
    counted = {
        "bids": len(now),
        "validBids": len(valid),
        "disqualifiedBids": sum(_status(bid) == "disqualified" for bid in now),
        "bidders": len({_who(bid.bidder) for bid in now}),
        "smeBids": sum(bid.bidder.small for bid in now),
    }
    for measure, value in counted.items():
        yield {"id": f"{round_}-{measure}", "measure": measure, "date": at, "value": value}
    prices = [bid.bidder.amount for bid in valid if bid.bidder.amount is not None]
    if prices and not purchase.lots:
        for measure, price in (
            ("lowestValidBidValue", min(prices)),
            ("highestValidBidValue", max(prices)),
        ):
            yield {
                "id": f"{round_}-{measure}",
                "measure": measure,
                "date": at,
                "value": price,
                "currency": facts.case.currency,
            }


def _who(bidder: Bidder) -> str:
    return bidder.tax_id or bidder.name
