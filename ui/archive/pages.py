"""The page of the archive, for its archivist and the auditor; holds are placed and lifted on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.refusals import RefusalKind, Refused
from engine.retention.disposing import MOST_CASES
from engine.retention.holding import hold, release
from engine.retention.rules import ARCHIVIST, Series, series_of
from storage.queries.casefile import disposals_of
from ui.archive.present import act_line, series_line
from ui.errors import forbidden, not_found
from ui.parts import Choice
from ui.posted import Posted
from ui.refusals import STATUS, told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/archive")
HoldId = Annotated[int, Path(ge=1, lt=2**63)]
FIELDS = ("series", "reason", "basis")


@router.get("", response_model=None)
def archive(here: SignedIn) -> Response:
    """The series with their rules, what is due, and the acts so far."""
    return shown(here)


@router.post("/holds", response_model=None)
def held(here: SignedIn, form: Form) -> Response:
    """Hold a series."""
    answer = hold(
        here.installation, here.actor, form.one("series"), form.one("reason"), form.one("basis")
    )
    return after(here, form, answer, here.words.gettext("La serie quedó retenida."))


@router.post("/holds/{hold_id}/end", response_model=None)
def released(here: SignedIn, hold_id: HoldId, form: Form) -> Response:
    """Lift a hold."""
    answer = release(here.installation, here.actor, hold_id, form.one("reason"))
    return after(here, form, answer, here.words.gettext("La retención quedó levantada."))


def after(here: Member, form: Posted, answer: object, saying: str) -> Response:
    """Back to the page; with what was typed where it could not be done."""
    if not isinstance(answer, Refused):
        return go(here, here.path("archive"), saying=saying)
    refuse(here, answer)
    return shown(here, form, answer)


def series_seen(here: Member) -> tuple[Series, ...]:
    """Every series, for its archivist and the auditor; ends the request for anybody else."""
    found = series_of(here.installation, here.actor)
    if isinstance(found, Refused):
        raise forbidden(here.words, here.words.gettext("Archivo"))
    return found


def refuse(here: Member, refused: Refused) -> None:
    """Ends the request where the page is not for this person, or what it is about is not there."""
    if refused.kind is RefusalKind.NO_ROLE:
        raise forbidden(here.words, here.words.gettext("Archivo"))
    if refused.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)


def shown(here: Member, form: Posted | None = None, refused: Refused | None = None) -> Response:
    """The page."""
    found = series_seen(here)
    series = [series_line(here, each) for each in found]
    with here.installation.database.read(here.municipality.id) as connection:
        acts = disposals_of(connection, here.municipality.id)
    context = {
        "series": series,
        "due": [row for each in series for row in each.due],
        "acts": [act_line(here, each) for each in acts],
        "keeps": ARCHIVIST in here.actor.roles,
        "choices": [Choice(each.key, each.title) for each in found],
        "base": here.path("archive"),
        "typed": {name: form.one(name) if form else "" for name in FIELDS},
        "marked": form.fields.get("case", []) if form else [],
        "problem": problem_of(here, refused),
        "erring": refused is not None,
    }
    return render(here, "archive/page.html", context, refused)


def render(
    here: Member, template: str, context: Mapping[str, Any], refused: Refused | None
) -> Response:
    """A page of the archive inside the shell."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        return staff_page(
            here,
            connection,
            template,
            context,
            section="archive",
            calendar=calendar_of(here.installation, connection, town),
            status=200 if refused is None else STATUS[refused.kind],
        )


def problem_of(here: Member, refused: Refused | None) -> str:
    """Why it could not be done."""
    if refused is None:
        return ""
    match refused.details.get("field"):
        case "cases":
            pattern = here.words.gettext("Marque al menos un expediente, y no más de %(n)s.")
            return pattern % {"n": MOST_CASES}
        case "reason":
            return here.words.gettext("Escriba el motivo: queda en la historia.")
        case _:
            return told(refused, here.words).sentence
