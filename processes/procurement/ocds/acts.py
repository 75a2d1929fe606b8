"""What each fact of the manifest does to a purchase, act by act. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.publishing.telling import PublicDocument
from processes.procurement.ocds.contract_acts import (
    accepted,
    amended,
    carried_out,
    closed,
    contract_changed,
    contracts_end,
    delivered,
    of_the_last_of,
    paid,
    rejected,
    signed,
)
from processes.procurement.ocds.enquiring import enquiries_in
from processes.procurement.ocds.facts import Facts
from processes.procurement.ocds.lots import OVER, divided, with_status
from processes.procurement.ocds.opening import opened, qualified
from processes.procurement.ocds.papers import block_of
from processes.procurement.ocds.purchase import Award, Purchase


def after(purchase: Purchase, fact: str, facts: Facts) -> Purchase:
    """The purchase when that has happened; KeyError where nobody knows such a fact."""
    return _FACTS[fact](purchase, facts)


def means_nothing(purchase: Purchase, fact: str, lot: int = 0) -> bool:
    """Whether there is nothing to which that could happen: no contract (of the item in which it
    happened), or nothing published."""
    if fact == "cancellation":
        return not purchase.status
    return fact in OF_A_CONTRACT and not purchase.contracts_of(lot)


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
        ended = with_status(purchase, 0, "cancelled") if purchase.status else purchase
        return _awards_lost(ended)
    for lot in (each.number for each in purchase.lots if each.status not in OVER):
        purchase = with_status(purchase, lot, "cancelled")
    return contracts_end(purchase, None)


def with_papers(purchase: Purchase, facts: Facts) -> Purchase:
    """What was filed since belongs to the award, and to the contract, of now; of its item, where
    it was filed inside of one."""
    held = {key for award in purchase.awards for key in award.papers}
    held |= {key for contract in purchase.contracts for key in contract.papers}
    for paper in facts.step.documents:
        if paper.key not in held:
            purchase = _with_paper(
                purchase, paper.key, block_of(facts, paper), _lot_of(facts, paper)
            )
    return purchase


def _lot_of(facts: Facts, paper: PublicDocument) -> int:
    return facts.lot_of(paper.within) if paper.within else 0


def _with_paper(purchase: Purchase, key: str, block: str, lot: int) -> Purchase:
    if block in ("contract", "implementation"):
        own = purchase.contracts_of(lot)
        return of_the_last_of(purchase, lot, papers=(*own[-1].papers, key)) if own else purchase
    own_awards = [each for each in purchase.awards if lot in (0, each.lot)]
    if block != "award" or not own_awards:
        return purchase
    filed = replace(own_awards[-1], papers=(*own_awards[-1].papers, key))
    awards = (filed if each.number == filed.number else each for each in purchase.awards)
    return replace(purchase, awards=tuple(awards))


def _planned(purchase: Purchase, facts: Facts) -> Purchase:
    if purchase.called_at:
        return purchase
    return replace(divided(purchase, facts, "planned"), status="planned")


def _called(purchase: Purchase, facts: Facts) -> Purchase:
    if facts.lot:
        return _lot_called(purchase, facts)
    called = replace(
        divided(purchase, facts, "active"),
        status="active",
        called_at=facts.step.at,
        round=purchase.round + 1,
        enquiries=None,
    )
    if purchase.round == 0:
        return called
    return amended(called, facts, "Se convocó otra vez")


def _lot_called(purchase: Purchase, facts: Facts) -> Purchase:
    """One item is called again, in the same procedure."""
    called = with_status(replace(purchase, round=purchase.round + 1), facts.lot, "active")
    return amended(called, facts, f"Se convocó otra vez el ítem {facts.lot}")


def _answered(purchase: Purchase, facts: Facts) -> Purchase:
    told = (*purchase.enquired, *enquiries_in(facts, purchase.round))
    return replace(purchase, enquiries=facts.value("had_enquiries") is True, enquired=told)


def _bases_changed(purchase: Purchase, facts: Facts) -> Purchase:
    purchase = _answered(purchase, facts)
    words = facts.text("what_changed") or ""
    return amended(purchase, facts, "Las bases se integraron con cambios", words)


def _term_moved(purchase: Purchase, facts: Facts) -> Purchase:
    return amended(purchase, facts, "Cambió una fecha del procedimiento")


def _unsuccessful(purchase: Purchase, facts: Facts) -> Purchase:
    return with_status(purchase, facts.lot, "unsuccessful")


def _cancelled(purchase: Purchase, facts: Facts) -> Purchase:
    return with_status(purchase, facts.lot, "cancelled")


def _awarded(purchase: Purchase, facts: Facts, status: str = "pending") -> Purchase:
    winner = facts.bidder("winner")
    if winner is None:
        return purchase
    award = Award(len(purchase.awards) + 1, status, facts.step.at, winner, lot=facts.lot)
    return replace(purchase, awards=(*purchase.awards, award))


def _items_awarded(purchase: Purchase, facts: Facts) -> Purchase:
    """Each item that has a winner is awarded; the others came to nothing."""
    winners = facts.bidders("winners")
    first, at = len(purchase.awards) + 1, facts.step.at
    awards = tuple(
        Award(number, "pending", at, each, lot=each.lot)
        for number, each in enumerate(winners, first)
    )
    purchase = replace(purchase, awards=(*purchase.awards, *awards))
    for each in {lot.number for lot in purchase.lots} - {each.lot for each in winners}:
        purchase = with_status(purchase, each, "unsuccessful")
    return purchase


def _consented(purchase: Purchase, facts: Facts) -> Purchase:
    awards = tuple(
        replace(each, status="active")
        if each.status == "pending" and facts.lot in (0, each.lot)
        else each
        for each in purchase.awards
    )
    return with_status(replace(purchase, awards=awards), facts.lot, "complete")


def _awards_lost(purchase: Purchase, facts: Facts | None = None) -> Purchase:
    lot = facts.lot if facts else 0
    awards = tuple(
        replace(each, status="cancelled")
        if each.status in ("pending", "active") and lot in (0, each.lot)
        else each
        for each in purchase.awards
    )
    lost = replace(purchase, awards=awards)
    return with_status(lost, lot, "active") if lot else lost


def _award_lost(purchase: Purchase, facts: Facts) -> Purchase:
    """Another award is to come."""
    lost = _awards_lost(purchase, facts)
    return replace(lost, status="active") if lost.status == "complete" else lost


def _annulled(purchase: Purchase, facts: Facts) -> Purchase:
    lost = _awards_lost(purchase, facts)
    return with_status(lost, facts.lot, "planned") if facts.lot else _called_back(lost)


def _reopened(purchase: Purchase, facts: Facts) -> Purchase:
    """Offers are received anew: what was offered before stays told, as of another round."""
    lost = _awards_lost(purchase, facts)
    again = with_status(replace(lost, round=lost.round + 1), facts.lot, "active")
    return amended(again, facts, "Se reciben ofertas otra vez por una nulidad")


def _called_back(purchase: Purchase) -> Purchase:
    return with_status(purchase, 0, "planned") if purchase.called_at else purchase


def _next_bidder(purchase: Purchase, facts: Facts) -> Purchase:
    lost = _awards_lost(purchase, facts)
    found = _awarded(lost, facts, "active")
    status = "unsuccessful" if found is lost else "complete"
    return with_status(found, facts.lot, status) if facts.lot or found is lost else found


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
    "opening": opened,
    "qualification": qualified,
    "unsuccessful": _unsuccessful,
    "cancellation": _cancelled,
    "award": _awarded,
    "items_award": _items_awarded,
    "consent": _consented,
    "award_lost": _award_lost,
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
