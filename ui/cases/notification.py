"""Recording that an act of the case was made known, or was tried to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases.notifying import Attempt, Notified, may_notify, record_notification
from engine.deadlines.calendars import calendar_of
from engine.forms.dates import DateFault, DateParts, parts_of, read_date
from engine.refusals import Refused
from storage.queries.documents import documents_of_case
from storage.tables.notifications import NotificationForm
from ui.cases.pages import seen_case
from ui.errors import forbidden
from ui.history.sentences import form_word
from ui.numbers import number_in
from ui.parts import Choice, Crumb, FieldError
from ui.posted import Posted
from ui.refusals import STATUS, told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go
from ui.wrong_fields import WRONG

router = APIRouter(prefix="/{municipality}/cases/{number}/notifications")
Number = Annotated[str, Path(max_length=80)]
LONGEST = 300
FIELDS = ("act", "addressee", "form", "outcome", "evidence")


@router.get("", response_model=None)
def ask(here: SignedIn, number: Number) -> Response:
    """What is asked of a notification."""
    day = here.today
    parts = DateParts(str(day.day), str(day.month), str(day.year))
    return shown(here, number, {"outcome": "reached"}, parts)


@router.post("", response_model=None)
def record(here: SignedIn, number: Number, form: Form) -> Response:
    """Record it; the case page shows from when it has effect."""
    typed = {name: form.one(name)[:LONGEST] for name in FIELDS}
    parts = day_of(form)
    day = read_date(parts)
    if isinstance(day, DateFault):
        return shown(here, number, typed, parts, {"done_on": WRONG["done_on"](here.words)}, 422)
    evidence = typed["evidence"]
    attempt = Attempt(
        typed["act"],
        typed["addressee"],
        typed["form"],
        day,
        reached=typed["outcome"] != "failed",
        evidence_id=number_in(evidence),
    )
    with here.installation.database.read(here.municipality.id) as connection:
        case, _ = seen_case(here, connection, number)
    answer = record_notification(here.installation, here.actor, case.id, attempt)
    if isinstance(answer, Notified):
        saying = here.words.gettext("La notificación queda registrada.")
        return go(here, here.path("cases", number), saying=saying)
    return shown(here, number, typed, parts, errors_of(here, answer), STATUS[answer.kind])


def day_of(form: Posted) -> DateParts:
    return parts_of({part: form.one(f"done_on-{part}") for part in ("day", "month", "year")})


def errors_of(here: Member, refused: Refused) -> dict[str, str]:
    """What to correct, by the id of its control."""
    field = refused.details.get("field", "")
    if field in WRONG:
        return {field.removesuffix("_unknown"): WRONG[field](here.words)}
    return {"act": told(refused, here.words).sentence}


def shown(
    here: Member,
    number: str,
    typed: Mapping[str, str],
    parts: DateParts,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    """The form, with what was typed and what to correct."""
    _ = here.words.gettext
    town, found = here.municipality.id, dict(errors or {})
    with here.installation.database.read(town) as connection:
        case, scene = seen_case(here, connection, number)
        if not may_notify(here.actor, scene.definition):
            raise forbidden(here.words, scene.definition.title)
        papers = {
            each.document.id: each.document.title
            for each in documents_of_case(connection, town, case.id)
            if not each.document.sealed
        }
        context = {
            "crumbs": [Crumb(case.number, here.path("cases", case.number)), Crumb(_("Notificar"))],
            "typed": {**dict.fromkeys(FIELDS, ""), **typed},
            "parts": parts,
            "forms": [Choice(each, form_word(each, here.words)) for each in NotificationForm],
            "outcomes": [
                Choice("reached", _("Se notificó")),
                Choice("failed", _("No se encontró a nadie")),
            ],
            "papers": [Choice(str(key), title) for key, title in papers.items()],
            "errors": found,
            "summary": [FieldError(*each) for each in found.items()],
            "action": here.path("cases", case.number, "notifications"),
            "back": here.path("cases", case.number),
        }
        return staff_page(
            here,
            connection,
            "cases/notification.html",
            context,
            section="cases",
            calendar=calendar_of(here.installation, connection, town),
            status=status,
        )
