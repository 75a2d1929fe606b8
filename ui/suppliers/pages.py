"""The open calls of a municipality, and one call: for everybody, without an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from processes.procurement.ocds.text import loads
from storage.queries.releases import RecordRow, open_calls
from ui.parts import Pair
from ui.portal.around import Link
from ui.suppliers.acts import acts_at
from ui.suppliers.calls import Call, Question, call_at
from ui.suppliers.visiting import FromSupplier, SupplierVisit, supplier_page
from ui.suppliers.words import facts_of, heading_of, result_words, sentence_of, state_of

router = APIRouter(prefix="/{municipality}/suppliers")
Number = Annotated[str, Path(max_length=60)]
MOST = 100


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call in the list."""

    title: str
    href: str
    number: str
    method: str
    amount: str
    until: str


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A bid once it was opened."""

    name: str
    amount: str
    word: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question about the bases; what is not known is empty."""

    title: str
    words: str
    rule: str
    who: str
    result: str
    answer: str
    change: str


@router.get("", response_model=None)
def calls(here: FromSupplier) -> Response:
    """What the municipality asks offers for now."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = open_calls(connection, town, limit=MOST)
    context = {
        "lines": [line_of(row, number, here) for row, number in rows],
        "mine_href": here.path("suppliers", "mine"),
        "signed_in": here.has_account,
        "acts": bool(here.companies),
        "companies_href": here.path("suppliers", "companies"),
        "sign_in_href": here.path("citizen"),
        "bought_href": here.path("open", "purchases"),
    }
    return supplier_page(here, "suppliers/calls.html", context)


@router.get("/calls/{number}", response_model=None)
def call(here: FromSupplier, number: Number) -> Response:
    """One call, as it stands."""
    with here.installation.database.read(here.municipality.id) as connection:
        found = call_at(here, connection, number)
    return supplier_page(here, "suppliers/call.html", call_context(here, found))


def call_context(here: SupplierVisit, found: Call) -> dict[str, Any]:
    """The context of suppliers/call.html."""
    colour, word = state_of(found, here)
    return {
        "list_href": here.path("suppliers"),
        "title": found.title,
        "number": found.number,
        "state": colour,
        "word": word,
        "sentence": sentence_of(found, here),
        "description": found.description,
        "facts": tuple(facts_of(found, here)),
        "papers": [
            Link(each.title, here.path("open", "documents", each.document_id, each.version))
            for each in found.papers
        ],
        "offers": offer_lines(found, here),
        "acts": acts_at(here, found),
        "signed_in": here.has_account,
        "printed": here.formats.date_words(here.now),
        "result": result_of(found, here),
        "answers": [question_line(each, here) for each in found.questions],
        "own": own_questions(here, found),
    }


def question_line(each: Question, here: SupplierVisit) -> QuestionLine:
    """One question with its answer."""
    return QuestionLine(
        heading_of(each, here),
        each.words,
        each.rule,
        each.who,
        result_words(each, here),
        each.answer,
        each.change,
    )


def own_questions(here: SupplierVisit, found: Call) -> list[QuestionLine]:
    """What one's suppliers asked and nobody answered yet; nobody else sees it."""
    if found.questions:
        return []
    numbers = {each.number for each in here.companies}
    return [question_line(each, here) for number, each in found.asked if number in numbers]


def result_of(found: Call, here: SupplierVisit) -> tuple[Pair, ...]:
    """Who won, once it is known."""
    _ = here.words.gettext
    told = [(each, here.formats.money(each.amount, found.case.currency)) for each in found.winners]
    if all(each.what for each in found.winners):
        return tuple(Pair(each.what, f"{each.name} · {money}") for each, money in told)
    return tuple(
        pair for each, money in told for pair in (Pair(_("Ganó"), each.name), Pair(_("Por"), money))
    )


def offer_lines(found: Call, here: SupplierVisit) -> list[OfferLine]:
    """The bids, after their opening."""
    _ = here.words.gettext
    words = {True: _("Admitida"), False: _("No admitida"), None: ""}
    return [
        OfferLine(
            f"{each.name} · {each.what}" if each.what else each.name,
            here.formats.money(each.amount, found.case.currency),
            words[each.admitted],
        )
        for each in found.offers
    ]


def line_of(row: RecordRow, number: str, here: SupplierVisit) -> CallLine:
    """One line of the list, by what was published."""
    tender: Mapping[str, Any] = loads(row.body).get("tender", {})
    value = tender.get("value", {}).get("amount")
    _ = here.words.gettext
    return CallLine(
        row.title,
        here.path("suppliers", "calls", number),
        number,
        row.method,
        here.formats.money(value, row.currency) if value is not None else _("Cuantía reservada"),
        until_of(tender, here),
    )


def until_of(tender: Mapping[str, Any], here: SupplierVisit) -> str:
    """«Ofertas hasta el…», or enquiries while no day of the offers is known."""
    _ = here.words.gettext
    for name, pattern, over in (
        ("tenderPeriod", _("Ofertas hasta el %(day)s"), _("Plazo cerrado")),
        ("enquiryPeriod", _("Consultas hasta el %(day)s"), _("Absuelve consultas")),
    ):
        end = tender.get(name, {}).get("endDate")
        if end:
            last = here.formats.local_day(datetime.fromisoformat(end))
            told = pattern % {"day": here.formats.day_words(last, here.today)}
            return told if here.today <= last else over
    return ""
