"""A call as anybody may read it: what is bought and how, until when, the papers of the bases, what
was asked and answered, and what came of it.

Everything comes from the case as it stands now, through the names of `[publication]` of its
process; a bid is not looked at before the opening.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from engine.bpmn import TokenGone, data_of
from engine.definitions.loading import program_of
from engine.definitions.manifest import Manifest
from engine.definitions.publication import condition
from engine.values import Value
from storage.database import Connection
from storage.queries.cases import CaseRow, case_by_number
from storage.tables.documents import DocumentState, Level
from ui.cases.scene import CaseScene, case_scene, without
from ui.errors import not_found
from ui.visit import Member

CALLED, OPENED, OUTCOME = "called_on", "opened", "outcome"
BLOCKS = ("tender", "award")
"""What of the documents belongs to the call and to its result."""


class Stage(StrEnum):
    """Where a call is: enquiries are received; they are being answered; bids are received; they
    wait to be opened; they are evaluated; it is awarded; the award is firm; it came to nothing."""

    ENQUIRIES = "enquiries"
    ANSWERS = "answers"
    OFFERS = "offers"
    CLOSED = "closed"
    EVALUATION = "evaluation"
    AWARDED = "awarded"
    FIRM = "firm"
    UNSUCCESSFUL = "unsuccessful"
    CANCELLED = "cancelled"


OUTCOMES = {
    "otorgada": Stage.AWARDED,
    "por_items": Stage.AWARDED,
    "consentida": Stage.FIRM,
    "desierto": Stage.UNSUCCESSFUL,
    "cancelada": Stage.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the call that anybody may read."""

    title: str
    document_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A bid once it was opened; `admitted` None of the one that won. `what` is the item that it is
    for, where a call has several."""

    name: str
    amount: Decimal | None
    days: Decimal | None
    admitted: bool | None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question about the bases, or an observation of them; `who`, `result`, `answer` and `change`
    are empty until it is answered."""

    number: int
    kind: str
    section: str
    words: str
    rule: str
    who: str
    result: str
    answer: str
    change: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call; `value` None: it is reserved, or not known. Days are the last ones of each term."""

    case: CaseRow
    scene: CaseScene
    stage: Stage
    title: str
    description: str
    method: str
    value: Decimal | None
    quantity: Decimal | None
    unit: str
    days: Decimal | None
    called_on: date | None
    enquiries_until: date | None
    offers_until: date | None
    papers: tuple[Paper, ...]
    offers: tuple[Offer, ...]
    winners: tuple[Offer, ...]
    """Who won, and for how much; each item of several has its own."""
    questions: tuple[Question, ...]
    """Those that were answered, for everybody."""
    asked: tuple[tuple[str, Question], ...]
    """All that were filed, each with the number of who asked: for them alone."""

    @property
    def number(self) -> str:
        return self.case.number

    @property
    def is_open(self) -> bool:
        """Somebody may still come."""
        return self.stage in (Stage.ENQUIRIES, Stage.ANSWERS, Stage.OFFERS)


def call_at(here: Member, connection: Connection, number: str) -> Call:
    """The call with a number; what was not called is not there."""
    town = here.municipality.id
    case = None if "\x00" in number else case_by_number(connection, town, number)
    if case is None:
        raise not_found(here.words, tried=number)
    definition = program_of(here.installation, connection, town, case.definition_id)
    if CALLED not in definition.manifest.publication.tables.get("data", {}):
        raise not_found(here.words, tried=number)
    scene = case_scene(here, connection, case.id, case.definition_id)
    call = call_of(case, scene)
    if call is None:
        raise not_found(here.words, tried=number)
    return call


def call_of(case: CaseRow, scene: CaseScene) -> Call | None:
    """The call of a case; None while there is none."""
    manifest = scene.definition.manifest

    known = known_in(scene)

    def fact(name: str) -> Value:
        return told_by(manifest, name, known)

    called_on = fact(CALLED)
    if not isinstance(called_on, date):
        return None
    opened = fact(OPENED) is True
    stage = stage_of(case, scene, opened, text_in(fact(OUTCOME)))
    awarded = stage in (Stage.AWARDED, Stage.FIRM)
    return Call(
        case=case,
        scene=scene,
        stage=stage,
        title=text_in(fact("title")) or case.title,
        description=text_in(fact("description")),
        method=text_in(fact("method_name")),
        value=None if fact("reserved") is True else amount_in(fact("value")),
        quantity=amount_in(fact("quantity")),
        unit=text_in(fact("unit")),
        days=amount_in(fact("days")),
        called_on=called_on,
        enquiries_until=last_day(scene, "enquiries"),
        offers_until=last_day(scene, "offers"),
        papers=papers_of(scene),
        offers=tuple(offers_in(fact("bids"), fact("valid"))) if opened else (),
        winners=winners_in(fact("winners"), fact("winner")) if awarded else (),
        questions=tuple(each for _, each in questions_in(fact("enquiries"))),
        asked=tuple(questions_in(fact("asked"))),
    )


def told_by(manifest: Manifest, name: str, known: Mapping[str, Value]) -> Value:
    """What `[publication.data]` tells under a name; None where it has none."""
    text = manifest.publication.tables.get("data", {}).get(name)
    return condition(text).evaluate(dict(known)) if text else None


def known_in(scene: CaseScene) -> Mapping[str, Value]:
    """What the case knows wherever something waits, also where several do the same at once; what
    was filed under a seal that is closed is left out."""
    program, data = scene.definition.program, dict(scene.data)
    for token in dict.fromkeys(each.token for each in scene.open_tasks if each.item):
        with suppress(TokenGone):
            data = {**data_of(program, scene.snapshot, token), **data}
    return without(data, scene.sealed_names)


def stage_of(case: CaseRow, scene: CaseScene, opened: bool, outcome: str) -> Stage:
    """Where the call is."""
    if case.state == "cancelled":
        return Stage.CANCELLED
    if outcome in OUTCOMES:
        return OUTCOMES[outcome]
    if has_open_term(scene, "offers"):
        return Stage.OFFERS
    if has_open_term(scene, "enquiries"):
        return Stage.ENQUIRIES
    if opened:
        return Stage.EVALUATION
    return Stage.CLOSED if last_day(scene, "offers") is not None else Stage.ANSWERS


def elements_of_term(scene: CaseScene, name: str) -> frozenset[str]:
    """The elements whose term it is, one or another (`[publication.terms]`)."""
    return frozenset(scene.definition.manifest.publication.elements_of_term(name))


def has_open_term(scene: CaseScene, name: str) -> bool:
    """The term runs."""
    wanted = elements_of_term(scene, name)
    elements = scene.definition.program.elements
    return any(elements[each.element].id in wanted for each in scene.open_deadlines)


def last_day(scene: CaseScene, name: str) -> date | None:
    """The last day of a term, over or not; of several (a new call) the newest."""
    wanted = elements_of_term(scene, name)
    elements = scene.definition.program.elements
    rows = [each for each in scene.deadlines if elements[each.element].id in wanted]
    return max(rows, key=lambda each: each.opened_at).due_on if rows else None


def papers_of(scene: CaseScene) -> tuple[Paper, ...]:
    """What anybody may read of the call and its result, in the order in which it was filed."""
    places = scene.definition.manifest.publication.tables.get("documents", {})
    found = []
    for each in scene.documents:
        row = each.document
        public = row.level == Level.PUBLIC and not row.sealed and row.state == DocumentState.PRESENT
        if public and each.versions and places.get(row.kind, "").partition(":")[0] in BLOCKS:
            found.append(Paper(row.title, row.id, each.versions[0].version))
    return tuple(found)


def offers_in(bids: Value, valid: Value) -> list[Offer]:
    """The bids as the process tells them; those whose number (with that of the item, where there
    are several) is among the valid were admitted."""
    rows = [each for each in bids if isinstance(each, Mapping)] if isinstance(bids, list) else []
    known = valid if isinstance(valid, list) else []
    found = (offer_in(row, _key_of(row) in known) for row in rows)
    return [each for each in found if each is not None]


def _key_of(row: Mapping[str, Value]) -> str:
    lot = amount_in(row.get("lot"))
    return text_in(row.get("id")) if lot is None else f"{text_in(row.get('id'))} {lot}"


def winners_in(several: Value, one: Value) -> tuple[Offer, ...]:
    """Who won: each item of several, or the whole."""
    rows = several if isinstance(several, list) and several else [one]
    found = (offer_in(row, None) for row in rows)
    return tuple(each for each in found if each is not None)


def offer_in(told: Value, admitted: bool | None) -> Offer | None:
    if not isinstance(told, Mapping) or not text_in(told.get("name")):
        return None
    return Offer(
        text_in(told.get("name")),
        amount_in(told.get("amount")),
        amount_in(told.get("days")),
        admitted,
        text_in(told.get("what")),
    )


def questions_in(told: Value) -> list[tuple[str, Question]]:
    """Each with the number under which who asked is a taxpayer."""
    rows = [each for each in told if isinstance(each, Mapping)] if isinstance(told, list) else []
    return [
        (
            text_in(row.get("id")),
            Question(
                int(amount_in(row.get("number")) or place),
                text_in(row.get("kind")),
                text_in(row.get("section")),
                text_in(row.get("text")),
                text_in(row.get("rule")),
                text_in(row.get("name")),
                text_in(row.get("result")),
                text_in(row.get("answer")),
                text_in(row.get("change")),
            ),
        )
        for place, row in enumerate(rows, start=1)
    ]


def text_in(value: Value) -> str:
    return value.strip() if isinstance(value, str) else ""


def amount_in(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
