"""What the facts of a contract do to a purchase: signed, changed, carried out, closed. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from processes.procurement.ocds.executing import at_once, deliveries_of, told_of_change
from processes.procurement.ocds.facts import Facts
from processes.procurement.ocds.lots import with_status
from processes.procurement.ocds.purchase import Amendment, Contract, Purchase


def signed(purchase: Purchase, facts: Facts) -> Purchase:
    awards = [each for each in purchase.awards if facts.lot in (0, each.lot)]
    if not awards:
        return purchase
    award = awards[-1]
    contract = Contract(
        number=len(purchase.contracts) + 1,
        award=award.number,
        title=facts.text("contract_number") or "",
        status="active",
        signed=facts.day("signed"),
        value=award.bidder.amount,
        deliveries=deliveries_of(facts) or at_once(facts, award.bidder),
    )
    signed = replace(purchase, contracts=(*purchase.contracts, contract))
    return with_status(signed, facts.lot, "complete")


def carried_out(purchase: Purchase, facts: Facts) -> Purchase:
    """What was agreed, delivered, found right and paid by now stands in the schedule."""
    found = deliveries_of(facts)
    return of_the_last_of(purchase, facts.lot, deliveries=found) if found else purchase


def delivered(purchase: Purchase, facts: Facts) -> Purchase:
    penalty = facts.amount("penalty")
    came = facts.day("delivered")
    return _of_the_only(purchase, status="met", delivered=came, penalty=penalty or None)


def accepted(purchase: Purchase, facts: Facts) -> Purchase:
    return _of_the_only(purchase, accepted=today(facts))


def rejected(purchase: Purchase, _: Facts) -> Purchase:
    return _of_the_only(purchase, status="notMet", delivered=None, penalty=None)


def paid(purchase: Purchase, facts: Facts) -> Purchase:
    return _of_the_only(purchase, paid_on=facts.day("paid_on"), paid=facts.amount("paid"))


def _of_the_only(purchase: Purchase, **changed: object) -> Purchase:
    """The delivery of a contract that has one, in a process without a schedule."""
    if not purchase.contracts:
        return purchase
    only = purchase.contracts[-1].deliveries[0]
    return of_the_last_of(purchase, 0, deliveries=(replace(only, **changed),))  # type: ignore[arg-type]  # names of its fields


def contract_changed(purchase: Purchase, facts: Facts) -> Purchase:
    changed = carried_out(purchase, facts)
    value = facts.amount("contract_value")
    if value is not None:
        changed = of_the_last_of(changed, facts.lot, value=value)
    words, description = told_of_change(facts)
    return amended(
        changed, facts, words, description, contract=purchase.contracts_of(facts.lot)[-1].number
    )


def closed(purchase: Purchase, facts: Facts) -> Purchase:
    return contracts_end(purchase, today(facts), lot=facts.lot)


def contracts_end(purchase: Purchase, on: date | None, *, lot: int = 0) -> Purchase:
    own = {each.number for each in purchase.contracts_of(lot) if each.status == "active"}
    contracts = tuple(
        replace(each, status="terminated", closed=on) if each.number in own else each
        for each in purchase.contracts
    )
    return replace(purchase, contracts=contracts)


def of_the_last_of(purchase: Purchase, lot: int, **changed: object) -> Purchase:
    """The last contract of an item, changed; the last of all for 0."""
    own = purchase.contracts_of(lot)
    if not own:
        return purchase
    new = replace(own[-1], **changed)  # type: ignore[arg-type]  # names of its fields
    contracts = (new if each.number == new.number else each for each in purchase.contracts)
    return replace(purchase, contracts=tuple(contracts))


def amended(
    purchase: Purchase, facts: Facts, words: str, description: str = "", *, contract: int = 0
) -> Purchase:
    number = len(purchase.amendments) + 1
    made = Amendment(
        number, facts.step.at, words, description, contract, purchase.told, facts.step.seq
    )
    return replace(purchase, amendments=(*purchase.amendments, made))


def today(facts: Facts) -> date:
    return facts.step.at.astimezone(facts.zone).date()
