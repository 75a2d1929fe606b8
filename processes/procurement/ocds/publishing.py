"""A case becomes releases, and a record of what they come to. Pure: the same case gives the same.

What was published is never computed anew: each state is laid over what the record holds, so the
compiled release and any merge of the releases say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.definitions.publication import PublishedAct
from engine.publishing.following import Made, Publisher
from engine.publishing.telling import CaseTold, Step
from processes.procurement.ocds.acts import (
    after,
    cancelled,
    means_nothing,
    moved_back,
    taken_back,
    with_papers,
)
from processes.procurement.ocds.contracting import awards, contracts
from processes.procurement.ocds.facts import Facts
from processes.procurement.ocds.parties import parties, town_reference
from processes.procurement.ocds.planning import bids, clean, planning, tender
from processes.procurement.ocds.purchase import Contract, Purchase
from processes.procurement.ocds.registering import (
    agreed,
    contract_rows,
    guarantee_rows,
    plan_row,
)
from processes.procurement.ocds.relating import failed_before, foreseen
from processes.procurement.ocds.releasing import Place, ocid_of, released
from processes.procurement.ocds.text import Json
from storage.queries.releases import RecordRow, ReleaseRow


@dataclass(frozen=True, slots=True)
class _Told:
    """One state of a purchase that is to be published; the last one has no tags."""

    step: Step
    facts: Facts
    purchase: Purchase
    tags: tuple[str, ...]


def publisher_of(place: Place) -> Publisher:
    """What `engine.publishing` calls for processes that say `by = "ocds"`."""

    def publish(case: CaseTold, before: RecordRow | None, now: datetime) -> Made | None:
        return published(place, case, before, now)

    return publish


def published(place: Place, case: CaseTold, before: RecordRow | None, now: datetime) -> Made | None:
    """The releases that are still to come, and the record with them."""
    rows, record, last = [], before, None
    for told in _tellings(case, before.ocid if before else ocid_of(place, case)):
        last = told
        if told.tags and (record is None or told.step.seq > record.seq):
            row, record = _release(place, case, told, record, now)
            rows.append(row)
    if last is None:
        return None
    purchase, facts = last.purchase, last.facts
    runs = plan_row(purchase, facts, standing(purchase))
    if record is None:
        return Made((), None, runs=runs) if runs else None
    signed, held = contract_rows(purchase, facts), guarantee_rows(purchase, facts)
    return Made(rows, record, signed, held, runs=runs)


def _tellings(case: CaseTold, ocid: str) -> Iterator[_Told]:
    """Every state that is published, oldest first; then the last one, without a tag."""
    purchase, last = Purchase(ocid=ocid), 0
    before: list[Purchase] = []
    for step in case.steps:
        before.append(purchase)
        if not step.may_change_something:
            continue
        facts = Facts(case, step, {})
        was = replace(purchase, told=last)
        purchase = with_papers(_after(case, step, was, before), facts)
        tags = _tags(case, step, was) or _tags_of_change(was, purchase)
        if tags:
            last = step.seq
            yield _Told(step, facts, purchase, tags)
    if case.steps:
        yield _Told(case.steps[-1], Facts(case, case.steps[-1], {}), purchase, ())


def _after(case: CaseTold, step: Step, purchase: Purchase, before: Sequence[Purchase]) -> Purchase:
    if step.undoes is not None:
        return taken_back(purchase, before[step.undoes])
    if step.moved_to:
        purchase = _moved(case, step.moved_to, purchase)
    if step.cancelled:
        purchase = cancelled(purchase)
    for each in step.acts:
        facts = Facts(case, step, {**each.known, **each.values})
        if not means_nothing(purchase, each.act.fact, facts.lot):
            purchase = after(purchase, each.act.fact, facts)
    return purchase


def _moved(case: CaseTold, element: str, purchase: Purchase) -> Purchase:
    """By the stages of the process: what lies after the stage it was moved to is undone."""
    to = _stage_of(case, element)
    if to is None:
        return purchase

    def behind(*facts: str) -> bool:
        stages = (_stage_of(case, act.element) for act in _acts(case) if act.fact in facts)
        return any(stage is not None and to <= stage for stage in stages)

    return moved_back(
        purchase,
        to_call=behind("call"),
        to_award=behind("award"),
        to_contract=behind("contract", "order") and bool(purchase.contracts),
    )


def _acts(case: CaseTold) -> Sequence[PublishedAct]:
    return case.definition.manifest.publication.acts


def _stage_of(case: CaseTold, element: str) -> int | None:
    for place, stage in enumerate(case.definition.manifest.stages):
        if element in stage.elements:
            return place
    return None


def _tags(case: CaseTold, step: Step, was: Purchase) -> tuple[str, ...]:
    told = (
        each
        for each in step.acts
        if not means_nothing(was, each.act.fact, Facts(case, step, each.known).lot)
    )
    return tuple(dict.fromkeys(tag for each in told for tag in each.tags))


def _tags_of_change(was: Purchase, now: Purchase) -> tuple[str, ...]:
    """What an act of the house itself (taking back, moving, ending) means for those outside."""
    if was == replace(now, told=was.told):
        return ()
    found = []
    if was.status != now.status or was.bids != now.bids or was.amendments != now.amendments:
        ended = now.status == "cancelled"
        first = not was.called_at and not ended
        found.append(
            "tenderCancellation" if ended else "planningUpdate" if first else "tenderUpdate"
        )
    if was.awards != now.awards:
        lost = sum(each.status == "cancelled" for each in now.awards) > sum(
            each.status == "cancelled" for each in was.awards
        )
        found.append("awardCancellation" if lost else "awardUpdate")
    if was.contracts != now.contracts:
        found.append(_tag_of_contracts(was.contracts, now.contracts))
    return tuple(found)


def _tag_of_contracts(was: Sequence[Contract], now: Sequence[Contract]) -> str:
    def signed(contracts: Sequence[Contract]) -> list[tuple[int, str]]:
        return [(each.number, each.status) for each in contracts]

    if signed(was) == signed(now):
        return "implementationUpdate"
    ended = any(each.status == "terminated" for each in now)
    return "contractTermination" if ended else "contractUpdate"


def _release(
    place: Place, case: CaseTold, told: _Told, record: RecordRow | None, now: datetime
) -> tuple[ReleaseRow, RecordRow]:
    state = _state(place, case, told)
    made = released(case, told.step, told.tags, told.purchase.ocid, state, record, now)
    purchase, facts = told.purchase, told.facts
    return made.row, made.record(
        title=facts.text("title") or case.number,
        method=facts.text("method_name") or "",
        status=standing(purchase),
        amount=agreed(purchase, facts.amount("value")),
    )


def _state(place: Place, case: CaseTold, told: _Told) -> Json:
    """All that is told of a purchase at a moment."""
    facts, purchase = told.facts, told.purchase
    base = f"{place.links}/{case.town.slug}/open"
    state = {
        "initiationType": "tender",
        "language": case.town.locale[:2],
        "parties": parties(purchase, facts),
        "buyer": town_reference(facts),
        "planning": planning(facts, base),
        "tender": tender(purchase, facts, base),
        "bids": bids(purchase, facts),
        "awards": awards(purchase, facts, base),
        "contracts": contracts(purchase, facts, base),
        "relatedProcesses": [*failed_before(base, facts), *foreseen(base, facts)],
    }
    return clean(state)


def standing(purchase: Purchase) -> str:
    """Where a purchase stands, in one word: planned, active, cancelled, unsuccessful, awarded
    (pending or firm), contracted, closed; withdrawn when its plan was taken back."""
    signed = [each for each in purchase.contracts if each.status != "cancelled"]
    if signed:
        goes_on = signed[-1].status == "active"
        if purchase.lots:
            goes_on = purchase.status == "active" or _some_run(purchase)
        return "contracted" if goes_on else "closed"
    if purchase.status in ("cancelled", "unsuccessful"):
        return purchase.status
    if any(each.status in ("pending", "active") for each in purchase.awards):
        return "awarded"
    return purchase.status or "withdrawn"


def _some_run(purchase: Purchase) -> bool:
    """Whether the contract of an item runs, or is still to be signed."""
    held = {each.award for each in purchase.contracts if each.status == "terminated"}
    standing = (each for each in purchase.awards if each.status in ("pending", "active"))
    return any(each.number not in held for each in standing)
