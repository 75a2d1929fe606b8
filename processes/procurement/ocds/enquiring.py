"""What bidders asked about the bases and what was answered (extension `enquiries`). Pure.

Nothing is told before the answers: until then nobody knows who asked, nor what.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.sentences import N_
from processes.procurement.ocds.facts import Facts
from processes.procurement.ocds.parties import reference
from processes.procurement.ocds.purchase import Enquiry, Purchase
from processes.procurement.ocds.text import Json

KINDS = {"consulta": N_("Consulta"), "observacion": N_("Observación")}


def enquiries_in(facts: Facts, round_: int) -> tuple[Enquiry, ...]:
    """Those of a call with their answers, as the act of answering leaves them."""
    told = facts.value("enquiries")
    bidders = facts.bidders("enquiries")
    rows = [each for each in told if isinstance(each, Mapping)] if isinstance(told, list) else []
    if len(rows) != len(bidders):
        return ()
    return tuple(
        Enquiry(
            id=f"{round_}-{place}",
            bidder=bidder,
            asked_on=_day(row.get("date")),
            title=_title(row),
            words=_text(row.get("text")),
            answer=_answer(row),
            answered_at=facts.step.at,
        )
        for place, (row, bidder) in enumerate(zip(rows, bidders, strict=True), start=1)
    )


def enquiries(purchase: Purchase, facts: Facts) -> list[Json]:
    """The block `tender.enquiries`."""
    return [_enquiry(facts, each) for each in purchase.enquired]


def _enquiry(facts: Facts, each: Enquiry) -> Json:
    told = {
        "id": each.id,
        "date": facts.start_of(each.asked_on),
        "author": reference(facts, each.bidder),
        "title": each.title,
        "description": each.words,
        "answer": each.answer,
        "dateAnswered": facts.moment(each.answered_at),
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _title(row: Mapping[str, Any]) -> str:
    kind = KINDS.get(_text(row.get("kind")), "")
    return ": ".join(part for part in (kind, _text(row.get("section"))) if part)


def _answer(row: Mapping[str, Any]) -> str:
    return " ".join(part for part in (_text(row.get("answer")), _text(row.get("change"))) if part)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None
