"""What the opening and the correction of bids do to a purchase. Pure."""

from __future__ import annotations

from dataclasses import replace

from processes.procurement.ocds.facts import Bidder, Facts
from processes.procurement.ocds.purchase import Bid, Purchase


def opened(purchase: Purchase, facts: Facts) -> Purchase:
    """The bids of this round, each admitted or not; those of earlier ones stay."""
    places = [_place(purchase, facts, each, n) for n, each in enumerate(facts.bidders("bids"), 1)]
    admitted, pending = facts.flags("admitted"), facts.flags("pending")
    found = {
        bid.id: replace(
            bid,
            admitted=number < len(admitted) and admitted[number],
            pending=number < len(pending) and pending[number],
        )
        for number, bid in enumerate(places)
    }
    same = (purchase.round, facts.lot)
    earlier = [
        found.pop(bid.id, bid)
        for bid in purchase.bids
        if bid.id in found or (bid.round, bid.call) != same
    ]
    return replace(purchase, bids=(*earlier, *found.values()), opened_at=facts.step.at)


def qualified(purchase: Purchase, facts: Facts) -> Purchase:
    """What could be corrected was, or was not: no bid is pending any more."""
    known = opened(purchase, facts).bids
    bids = tuple(replace(bid, pending=False) for bid in known)
    return replace(purchase, bids=bids)


def _place(purchase: Purchase, facts: Facts, bidder: Bidder, number: int) -> Bid:
    """The bid as it was told already, where one item alone is admitted again; else a new one."""
    lot = facts.lot
    for bid in reversed(purchase.bids) if lot and bidder.lot else ():
        if (bid.lot, bid.bidder.tax_id, bid.call) == (lot, bidder.tax_id, 0):
            return bid
    return Bid(purchase.round, number, bidder, False, lot=bidder.lot or lot, call=lot)
