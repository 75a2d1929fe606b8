"""Verifying from a page: what is asked for, how far it is, what was found, and the sealed result to
print, to keep and to show to anybody."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.auditing.accesses import Looked
from engine.auditing.statement import as_file
from engine.auditing.verifying import Asked, ask
from engine.deadlines.calendars import calendar_of
from engine.history.signing import fingerprint_of
from engine.history.verification import FaultKind
from engine.refusals import Refused
from storage.database import Connection
from storage.queries.identity import names_of
from storage.queries.verifications import (
    VerificationRow,
    newest_verifications,
    verification_by_id,
)
from storage.tables.verifications import RunState, Scope
from ui.audit.around import allow, audit_page
from ui.audit.asked import day_in
from ui.audit.sentences import fault_sentence
from ui.documents.download import disposition
from ui.elsewhere.pages import picture_of
from ui.errors import not_found
from ui.parts import Choice, Column, Crumb, Pair, TermState
from ui.posted import Posted
from ui.readings import looked
from ui.visit import Form, Member, SignedIn, Visit, go

router = APIRouter(prefix="/{municipality}/audit/verifications")
VerificationId = Annotated[int, Path(ge=1, lt=2**63)]
SHOWN = 30
TAB = "verifications"


@dataclass(frozen=True, slots=True)
class RunLine:
    """A verification in the list."""

    what: str
    who: str
    when: str
    href: str
    state: TermState
    word: str
    progress: str


@router.get("", response_model=None)
def verifications(here: SignedIn) -> Response:
    """What was verified, and asking for more."""
    allow(here)
    return shown(here)


@router.post("", response_model=None)
def begin(here: SignedIn, form: Form) -> Response:
    """Ask for one; it runs on the server."""
    allow(here)
    asked = asked_in(here, form)
    errors = {}
    if asked.scope is Scope.PERIOD and not (asked.since and asked.until):
        errors["since"] = here.words.gettext("Escriba desde y hasta qué día.")
    answer = errors or ask(here.installation, here.actor, asked)
    if isinstance(answer, Refused):
        errors = {answer.details.get("field", ""): wrong_words(here, answer)}
    if errors or not isinstance(answer, int):
        return shown(here, form, errors)
    saying = here.words.gettext("La verificación empezó.")
    return go(here, here.path("audit", TAB, answer), saying=saying)


@router.get("/{verification_id}", response_model=None)
def verification(here: SignedIn, verification_id: VerificationId) -> Response:
    """How far it is, or what was found under its seal."""
    allow(here)
    with here.installation.database.read(here.municipality.id) as connection:
        row = row_of(here, connection, verification_id)
        context = {
            "crumbs": [
                Crumb(here.words.gettext("Auditoría"), here.path("audit")),
                Crumb(here.words.gettext("Verificación"), here.path("audit", TAB)),
                Crumb(what_of(row, here)),
            ],
            "title": what_of(row, here),
            **result_of(here, row),
            "running": row.state == RunState.RUNNING,
            "checked": row.checked,
            "total": max(row.total, 1),
            "progress": progress_of(row, here),
            "refresh_href": here.path("audit", TAB, row.id),
            "proof_href": here.path("audit", TAB, row.id, "proof.json") if row.hash else "",
            "case_href": here.path("audit", "cases", row.case_number) if row.case_number else "",
        }
        return audit_page(
            here, connection, "audit/verification.html", context, tab=TAB,
            looked_at=what_of(row, here),
        )  # fmt: skip


@router.get("/{verification_id}/proof.json", response_model=None)
def proof(here: SignedIn, verification_id: VerificationId) -> Response:
    """The sealed result as a file, for `cauce audit verify`."""
    allow(here)
    with here.installation.database.read(here.municipality.id) as connection:
        row = row_of(here, connection, verification_id)
    if not row.hash:
        raise not_found(here.words)
    name = f"verificacion-{row.hash[:12]}.json"
    looked(here, Looked.EXPORT, subject=name)
    headers = {"content-disposition": disposition(name, shown=False)}
    return Response(as_file(row), headers=headers, media_type="application/json")


def row_of(here: Member, connection: Connection, verification_id: int) -> VerificationRow:
    """The verification of this municipality."""
    row = verification_by_id(connection, here.municipality.id, verification_id)
    if row is None:
        raise not_found(here.words)
    return row


def shown(
    here: Member, form: Posted | None = None, errors: dict[str, str] | None = None
) -> Response:
    """The list, with what was typed."""
    _, town = here.words.gettext, here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = newest_verifications(connection, town, limit=SHOWN)
        names = names_of(connection, town, {row.asked_by for row in rows if row.asked_by})
        context = {
            "scopes": [
                Choice(Scope.ALL, _("Toda la historia"), _("También las series y las raíces.")),
                Choice(Scope.PERIOD, _("Un periodo"), _("Donde se escribió algo esos días.")),
                Choice(Scope.CASE, _("Un expediente"), _("Su cadena y lo declarado en él.")),
            ],
            "scope": form.one("scope") if form else Scope.ALL,
            "number": form.one("number") if form else "",
            "since": day_in(form, "since") if form else None,
            "until": day_in(form, "until") if form else None,
            "errors": errors or {},
            "erring": bool(errors),
            "columns": [
                Column(each)
                for each in (_("Qué"), _("Quién"), _("Avance"), _("Resultado"))
            ],
            "lines": [line_of(row, names, here) for row in rows],
            "action": here.path("audit", TAB),
            "roots_href": here.path("open", "roots"),
            "verifier_href": here.path("verifier"),
        }  # fmt: skip
        return audit_page(
            here, connection, "audit/verifications.html", context, tab=TAB,
            status=422 if errors else 200,
        )  # fmt: skip


def asked_in(here: Member, form: Posted) -> Asked:
    """What the form asks for; what is no scope is everything."""
    scope = form.one("scope")
    known = scope if scope in (Scope.CASE, Scope.PERIOD) else Scope.ALL
    if known == Scope.CASE:
        return Asked(Scope.CASE, number=form.one("number").strip().upper()[:80] or "-")
    if known == Scope.ALL:
        return Asked(Scope.ALL)
    with here.installation.database.read(here.municipality.id) as connection:
        calendar = calendar_of(here.installation, connection, here.municipality.id)
    first, last = (day_in(form, name).read for name in ("since", "until"))
    return Asked(
        Scope.PERIOD,
        since=calendar.start_of(first) if first else None,
        until=calendar.start_of(last + timedelta(days=1)) if last else None,
    )


def wrong_words(here: Member, refused: Refused) -> str:
    """What is wrong of what was asked."""
    if refused.details.get("field") == "number":
        return here.words.gettext("No hay un expediente con ese número.")
    return here.words.gettext("El primer día debe venir antes que el último.")


def line_of(row: VerificationRow, names: dict[int, str], here: Member) -> RunLine:
    """In the list."""
    state, word = state_of(row, here)
    return RunLine(
        what_of(row, here),
        names.get(row.asked_by or 0, here.words.gettext("El sistema, cada día")),
        here.formats.moment(row.asked_at, here.today),
        here.path("audit", TAB, row.id),
        state,
        word,
        progress_of(row, here),
    )


def what_of(row: VerificationRow, here: Visit) -> str:
    """«Toda la historia», «Del 2 al 9 de marzo», «Expediente CON-2026-0007», «Diaria»."""
    _ = here.words.gettext
    if row.scope == Scope.CASE:
        return _("Expediente %(number)s") % {"number": row.case_number}
    if row.scope == Scope.PERIOD and row.since and row.until:
        days = {
            "first": here.formats.short_day(row.since),
            "last": here.formats.short_day(row.until - timedelta(seconds=1)),
        }
        return _("Del %(first)s al %(last)s") % days
    return _("Lo nuevo del día") if row.scope == Scope.DAILY else _("Toda la historia")


def progress_of(row: VerificationRow, here: Visit) -> str:
    """«1,200 expedientes y 24,310 actuaciones»."""
    cases = here.words.ngettext("%(n)s expediente", "%(n)s expedientes", row.checked)
    events = here.words.ngettext("%(n)s actuación", "%(n)s actuaciones", row.events)
    pair = {
        "cases": cases % {"n": here.formats.number(row.checked)},
        "events": events % {"n": here.formats.number(row.events)},
    }
    return here.words.gettext("%(cases)s y %(events)s") % pair


def state_of(row: VerificationRow, here: Visit) -> tuple[TermState, str]:
    """The state in a word."""
    _ = here.words.gettext
    if row.state == RunState.RUNNING:
        return TermState.PAUSED, _("En curso")
    faults = len(json.loads(row.faults))
    if not faults:
        return TermState.IN_TIME, _("Íntegra")
    said = here.words.ngettext("%(n)s falla", "%(n)s fallas", faults)
    return TermState.LATE, said % {"n": faults}


def result_of(here: Visit, row: VerificationRow) -> dict[str, object]:
    """The seal, the faults in sentences and the facts of what was sealed."""
    _ = here.words.gettext
    faults = [
        (number, fault_sentence(FaultKind(kind), int(seq), sentence, here))
        for number, seq, kind, sentence in json.loads(row.faults)
    ]
    told = json.loads(row.statement) if row.statement else {}
    root = told.get("root")
    facts = [Pair(_("Qué se revisó"), progress_of(row, here))]
    if row.ended_at:
        # printed and shown later: the day in full, never «hoy»
        facts.append(Pair(_("Terminó"), here.formats.moment(row.ended_at, date.min)))
    if root:
        named = _("n.º %(number)s · %(hash)s") % {"number": root["number"], "hash": root["hash"]}
        facts.append(Pair(_("Raíz firmada"), named))
    if row.hash and row.public_key:
        facts.append(Pair(_("Huella del resultado"), row.hash))
        facts.append(Pair(_("Huella de la clave"), fingerprint_of(row.public_key)))
    public = f"{here.house}{here.path('open', 'seals', row.hash)}" if row.hash else ""
    return {
        "whole": not faults,
        "seal_title": _("Historia íntegra.") if not faults else _("Historia alterada."),
        "seal_sentence": faults[0][1] if faults else _("Nada fue cambiado desde que se escribió."),
        "faults": faults,
        "facts": facts,
        "public_href": public,
        "picture": picture_of(public) if public else "",
    }  # fmt: skip
