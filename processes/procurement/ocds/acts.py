"""What each fact of the manifest does to a purchase, act by act. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from processes.procurement.ocds.contract_acts import (
    accepted,
    amended,
    carried_out,
    closed,
    contract_changed,
    contracts_end,
    delivered,
    of_the_last,
    paid,
    rejected,
    signed,
)
from processes.procurement.ocds.enquiring import enquiries_in
from processes.procurement.ocds.facts import Facts
from processes.procurement.ocds.papers import block_of
from processes.procurement.ocds.purchase import Award, Bid, Purchase


def after(purchase: Purchase, fact: str, facts: Facts) -> Purchase:
    """The purchase when that has happened; KeyError where nobody knows such a fact."""
    return _FACTS[fact](purchase, facts)


def means_nothing(purchase: Purchase, fact: str) -> bool:
    """Whether there is nothing to which that could happen: no contract, or nothing published."""
    if fact == "cancellation":
        return not purchase.status
    return fact in OF_A_CONTRACT and not purchase.contracts


def taken_back(purchase: Purchase, before: Purchase) -> Purchase:
    """As it was before; what was awarded or signed in between stays, as cancelled: it was told."""
    awards = (replace(each, status="cancelled") for each in purchase.awards[len(before.awards) :])
    contracts = purchase.contracts[len(before.contracts) :]
    return replace(
        before,
        awards=(*before.awards, *awards),
        contracts=(*before.contracts, *(replace(each, status="cancelled") for each in contracts)),
    )


def moved_back(purchase: Purchase, *, to_call: bool, to_award: bool, to_contract: bool) -> Purchase:
    """The authority took the case back to before the call, the award or the contract."""
    if to_contract:
        purchase = contracts_end(purchase, None)
    if to_award:
        status = "active" if purchase.called_at else purchase.status
        purchase = _awards_lost(replace(purchase, status=status))
    return _called_back(purchase) if to_call else purchase


def cancelled(purchase: Purchase) -> Purchase:
    """The authority ended the whole."""
    if not purchase.contracts:
        purchase = replace(purchase, status="cancelled" if purchase.status else "")
        return _awards_lost(purchase)
    return contracts_end(purchase, None)


def with_papers(purchase: Purchase, facts: Facts) -> Purchase:
    """What was filed since belongs to the award, and to the contract, of now."""
    held = {key for award in purchase.awards for key in award.papers}
    held |= {key for contract in purchase.contracts for key in contract.papers}
    new = [paper for paper in facts.step.documents if paper.key not in held]
    if purchase.awards:
        *earlier, last = purchase.awards
        found = tuple(each.key for each in new if block_of(facts, each) == "award")
        award = replace(last, papers=(*last.papers, *found))
        purchase = replace(purchase, awards=(*earlier, award))
    places = ("contract", "implementation")
    found = tuple(each.key for each in new if block_of(facts, each) in places)
    if not purchase.contracts or not found:
        return purchase
    return of_the_last(purchase, papers=(*purchase.contracts[-1].papers, *found))


def _planned(purchase: Purchase, _: Facts) -> Purchase:
    return purchase if purchase.called_at else replace(purchase, status="planned")


def _called(purchase: Purchase, facts: Facts) -> Purchase:
    called = replace(
        purchase, status="active", called_at=facts.step.at, round=purchase.round + 1, enquiries=None
    )
    if purchase.round == 0:
        return called
    return amended(called, facts, "Se convocó otra vez")


def _answered(purchase: Purchase, facts: Facts) -> Purchase:
    told = (*purchase.enquired, *enquiries_in(facts, purchase.round))
    return replace(purchase, enquiries=facts.value("had_enquiries") is True, enquired=told)


def _bases_changed(purchase: Purchase, facts: Facts) -> Purchase:
    purchase = _answered(purchase, facts)
    words = facts.text("what_changed") or ""
    return amended(purchase, facts, "Las bases se integraron con cambios", words)


def _term_moved(purchase: Purchase, facts: Facts) -> Purchase:
    return amended(purchase, facts, "Cambió una fecha del procedimiento")


def _opened(purchase: Purchase, facts: Facts) -> Purchase:
    admitted, pending = facts.flags("admitted"), facts.flags("pending")
    found = tuple(
        Bid(
            purchase.round,
            place,
            bidder,
            admitted=place <= len(admitted) and admitted[place - 1],
            pending=place <= len(pending) and pending[place - 1],
        )
        for place, bidder in enumerate(facts.bidders("bids"), start=1)
    )
    earlier = tuple(bid for bid in purchase.bids if bid.round != purchase.round)
    return replace(purchase, bids=(*earlier, *found), opened_at=facts.step.at)


def _qualified(purchase: Purchase, facts: Facts) -> Purchase:
    """What could be corrected was, or was not: of this round no bid is pending any more."""
    admitted = facts.flags("admitted")
    bids = tuple(
        replace(bid, pending=False, admitted=admitted[bid.place - 1])
        if bid.round == purchase.round and bid.place <= len(admitted)
        else bid
        for bid in purchase.bids
    )
    return replace(purchase, bids=bids)


def _unsuccessful(purchase: Purchase, _: Facts) -> Purchase:
    return replace(purchase, status="unsuccessful")


def _cancelled(purchase: Purchase, _: Facts) -> Purchase:
    return replace(purchase, status="cancelled")


def _awarded(purchase: Purchase, facts: Facts, status: str = "pending") -> Purchase:
    winner = facts.bidder("winner")
    if winner is None:
        return purchase
    award = Award(len(purchase.awards) + 1, status, facts.step.at, winner)
    return replace(purchase, awards=(*purchase.awards, award))


def _consented(purchase: Purchase, _: Facts) -> Purchase:
    awards = tuple(
        replace(each, status="active") if each.status == "pending" else each
        for each in purchase.awards
    )
    return replace(purchase, awards=awards, status="complete")


def _awards_lost(purchase: Purchase, _: Facts | None = None) -> Purchase:
    awards = tuple(
        replace(each, status="cancelled") if each.status in ("pending", "active") else each
        for each in purchase.awards
    )
    return replace(purchase, awards=awards)


def _annulled(purchase: Purchase, _: Facts) -> Purchase:
    return _called_back(_awards_lost(purchase))


def _reopened(purchase: Purchase, facts: Facts) -> Purchase:
    """Offers are received anew: what was offered before stays told, as of another round."""
    lost = _awards_lost(purchase)
    again = replace(lost, status="active", round=lost.round + 1)
    return amended(again, facts, "Se reciben ofertas otra vez por una nulidad")


def _called_back(purchase: Purchase) -> Purchase:
    return replace(purchase, status="planned") if purchase.called_at else purchase


def _next_bidder(purchase: Purchase, facts: Facts) -> Purchase:
    lost = _awards_lost(purchase)
    found = _awarded(lost, facts, "active")
    return replace(found, status="unsuccessful") if found is lost else found


def _ordered(purchase: Purchase, facts: Facts) -> Purchase:
    awarded = _awarded(purchase, facts, "active")
    return signed(replace(awarded, status="complete"), facts)


def _finally_awarded(purchase: Purchase, facts: Facts) -> Purchase:
    """Where the law gives no appeal against the award: it holds at once."""
    return replace(_awarded(purchase, facts, "active"), status="complete")


def _direct(purchase: Purchase, facts: Facts) -> Purchase:
    """What nobody competed for is told when it is published: the call and the award at once."""
    called = replace(purchase, called_at=facts.step.at, round=purchase.round + 1)
    return replace(_awarded(called, facts, "active"), status="complete")


_FACTS: dict[str, Callable[[Purchase, Facts], Purchase]] = {
    "plan": _planned,
    "call": _called,
    "answers": _answered,
    "bases_changed": _bases_changed,
    "term_moved": _term_moved,
    "opening": _opened,
    "qualification": _qualified,
    "unsuccessful": _unsuccessful,
    "cancellation": _cancelled,
    "award": _awarded,
    "consent": _consented,
    "award_lost": _awards_lost,
    "annulment": _annulled,
    "reopening": _reopened,
    "next_bidder": _next_bidder,
    "order": _ordered,
    "direct": _direct,
    "final_award": _finally_awarded,
    "contract": signed,
    "amendment": contract_changed,
    "execution": carried_out,
    "delivery": delivered,
    "acceptance": accepted,
    "rejection": rejected,
    "payment": paid,
    "closing": closed,
}
OF_A_CONTRACT = frozenset(
    {"amendment", "execution", "delivery", "acceptance", "rejection", "payment", "closing"}
)
FACTS = frozenset(_FACTS)
"""What an act of the manifest may mean."""
