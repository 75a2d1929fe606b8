"""The page of the archive, for its archivist and the auditor."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.refusals import RefusalKind, Refused
from engine.retention.disposing import dispose
from engine.retention.holding import hold, release
from engine.retention.rules import ARCHIVIST, ELIMINATE, Series, series_of
from storage.queries.casefile import disposals_of
from ui.errors import forbidden, not_found
from ui.parts import Choice, FieldError
from ui.posted import Posted
from ui.refusals import STATUS, told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/archive")
HoldId = Annotated[int, Path(ge=1, lt=2**63)]
FIELDS = ("series", "reason", "basis", "act", "why")
SHORT = 16


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


@router.post("/disposals", response_model=None)
def disposed(here: SignedIn, form: Form) -> Response:
    """Dispose of the marked cases, by an act."""
    marked = [int(each) for each in form.fields.get("case", ()) if each.isdigit()]
    answer = dispose(
        here.installation, here.actor, marked, act=form.one("act"), reason=form.one("why")
    )
    return after(here, form, answer, here.words.gettext("El acta quedó registrada."))


def after(here: Member, form: Posted, answer: object, saying: str) -> Response:
    """Back to the page; with what was typed where it could not be done."""
    if not isinstance(answer, Refused):
        return go(here, here.path("archive"), saying=saying)
    if answer.kind is RefusalKind.NO_ROLE:
        raise forbidden(here.words, here.words.gettext("Archivo"))
    if answer.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    return shown(here, form, answer)


def shown(here: Member, form: Posted | None = None, refused: Refused | None = None) -> Response:
    """The page."""
    found = series_of(here.installation, here.actor)
    if isinstance(found, Refused):
        raise forbidden(here.words, here.words.gettext("Archivo"))
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        acts = disposals_of(connection, town)
        context = {
            "series": [series_line(here, each) for each in found],
            "due": [due_line(here, row) for each in found for row in each.due],
            "acts": [act_line(here, each) for each in acts],
            "keeps": ARCHIVIST in here.actor.roles,
            "choices": [Choice(each.key, each.title) for each in found],
            "base": here.path("archive"),
            "typed": {name: form.one(name) if form else "" for name in FIELDS},
            "marked": form.fields.get("case", []) if form else [],
            "problem": problem_of(here, refused),
            "summary": [FieldError("act", problem_of(here, refused))] if refused else [],
            "erring": refused is not None,
        }
        return staff_page(
            here,
            connection,
            "archive/page.html",
            context,
            section="archive",
            calendar=calendar_of(here.installation, connection, town),
            status=200 if refused is None else STATUS[refused.kind],
        )


def problem_of(here: Member, refused: Refused | None) -> str:
    """Why it could not be done."""
    if refused is None:
        return ""
    if refused.kind is RefusalKind.INVALID_DATA:
        return here.words.gettext("Marque los expedientes y escriba el acta y el motivo.")
    return told(refused, here.words).sentence


def series_line(here: Member, each: Series) -> dict[str, Any]:
    """The rule of a series in a sentence, and its holds."""
    _ = here.words.gettext
    if each.years is None or each.disposition != ELIMINATE:
        rule = _("Se conserva siempre.")
    else:
        rule = here.words.ngettext(
            "Se guarda %(n)s año después de terminar.",
            "Se guarda %(n)s años después de terminar.",
            each.years,
        ) % {"n": each.years}
    holds = [{"id": row.id, "reason": row.reason, "basis": row.basis} for row in each.holds]
    return {"title": each.title, "rule": rule, "source": each.source, "holds": holds}


def due_line(here: Member, row: Any) -> Choice:
    """A case that is due, as a choice."""
    told_ = here.words.gettext("Terminó el %(day)s") % {
        "day": here.formats.day_words(row.closed_at, here.today)
    }
    return Choice(str(row.case_id), f"{row.number} · {row.title}", told_)


def act_line(here: Member, row: Any) -> dict[str, str]:
    """An act of disposal."""
    cases = here.words.ngettext("%(n)s expediente", "%(n)s expedientes", row.cases)
    detail = (
        cases % {"n": row.cases},
        here.formats.day_words(row.made_at, here.today),
        f"SHA-256 {row.list_sha256[:SHORT]}…",
    )
    return {"act": row.act, "detail": " · ".join(detail), "reason": row.reason}
