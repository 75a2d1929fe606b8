"""Helping at the counter who filed before: where their case is, what waits for them, a new PIN, a
message in their name."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from engine.citizens.unlocking import Renewed, renew_pin
from engine.citizens.withdrawing import Scope, withdraw
from engine.citizens.writing import write_to_office
from engine.refusals import RefusalKind, Refused
from ui.cases.scene import case_scene
from ui.counter.filing import counter_page, receptionist
from ui.errors import not_found
from ui.parts import Crumb, FieldError
from ui.portal.acting import scope_choices
from ui.portal.letters import letters_of
from ui.portal.receipt import hold_pin
from ui.portal.status import entries_of, mine_to_do, observed_in, told_of
from ui.portal.tracked import Code, UnknownCodeError, looked_up, sentence_of_unknown
from ui.refusals import told
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/counter")
LONGEST = 5_000


@router.get("/cases", response_model=None)
def ask(here: SignedIn, code: str = "") -> Response:
    """The field for the code of a receipt."""
    receptionist(here)
    error = ""
    if code.strip():
        try:
            row, _case, _definition = looked_up(here, code[:40])
            return RedirectResponse(here.path("counter", "cases", row.code), 303)
        except UnknownCodeError:
            error = sentence_of_unknown(here)
    context = {
        "crumbs": crumbs(here),
        "typed": code[:40],
        "error": error,
        "summary": [FieldError("code", error)] if error else [],
        "action": here.path("counter", "cases"),
        "mandates_href": here.path("counter", "mandates"),
        "participation_href": here.path("counter", "participation"),
    }
    with here.installation.database.read(here.municipality.id) as connection:
        status = 404 if error else 200
        return counter_page(here, connection, "counter/ask.html", context, status=status)


@router.get("/cases/{code}", response_model=None)
def case_page(here: SignedIn, code: Code) -> Response:
    """What its applicant would see, and do."""
    receptionist(here)
    return shown(here, code)


@router.post("/cases/{code}/pin", response_model=None)
def new_pin(here: SignedIn, code: Code, form: Form) -> Response:  # noqa: ARG001  # the form proves its origin
    """Another PIN, on a new receipt."""
    receptionist(here)
    row, _case, _definition = looked_up(here, code)
    answer = renew_pin(here.installation, here.actor, row.case_id)
    if not isinstance(answer, Renewed):
        raise not_found(here.words)
    response = go(here, here.path("counter", "receipts", row.code))
    hold_pin(here, response, answer.code, answer.pin)
    return response


@router.post("/cases/{code}/messages", response_model=None)
def write(here: SignedIn, code: Code, form: Form) -> Response:
    """A message to the office, as who came dictates it."""
    receptionist(here)
    row, _case, _definition = looked_up(here, code)
    text = form.one("text")[:LONGEST]
    answer = write_to_office(here.installation, here.actor, row.case_id, text)
    if isinstance(answer, Refused):
        said = here.words.gettext("Escriba su mensaje, hasta 2,000 letras.")
        return shown(here, code, {"text": said}, {"text": text})
    saying = here.words.gettext("Enviamos su mensaje a la oficina.")
    return go(here, here.path("counter", "cases", row.code), saying=saying)


@router.post("/cases/{code}/withdrawal", response_model=None)
def withdrawn(here: SignedIn, code: Code, form: Form) -> Response:
    """Who came wants it no more."""
    receptionist(here)
    row, _case, _definition = looked_up(here, code)
    reason = form.one("reason")[:LONGEST]
    scope = Scope.CLAIM if form.one("scope") == Scope.CLAIM else Scope.PROCEDURE
    answer = withdraw(here.installation, here.actor, row.case_id, reason, scope)
    if isinstance(answer, Refused):
        said = told(answer, here.words).sentence
        if answer.kind is RefusalKind.INVALID_DATA:
            said = here.words.gettext("Diga por qué, en pocas palabras.")
        return shown(here, code, {"reason": said}, {"reason": reason})
    saying = here.words.gettext("Anotamos que desiste de la solicitud.")
    return go(here, here.path("counter", "cases", row.code), saying=saying)


def shown(
    here: Member,
    code: str,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    row, case, _definition = looked_up(here, code)
    with here.installation.database.read(here.municipality.id) as connection:
        scene = case_scene(here, connection, row.case_id, case.definition_id)
        task, base = mine_to_do(scene), ("counter", "cases", row.code)
        context: dict[str, Any] = {
            "crumbs": [*crumbs(here), Crumb(row.code)],
            "service": case.service,
            "code": row.code,
            "applicant": case.applicant,
            "number": case.number,
            "told_state": told_of(row, case, scene, here),
            "observed": observed_in(task, scene) if task else [],
            "task_href": here.path("tasks", task.id) if task else "",
            "entries": entries_of(scene, here),
            "letters": letters_of(connection, here, row.case_id),
            "letters_action": here.path(*base, "messages"),
            "pin_action": here.path(*base, "pin"),
            "scopes": scope_choices(here),
            "withdraw_action": here.path(*base, "withdrawal")
            if case.state in ("open", "suspended") and row.withdrawn_at is None
            else "",
            "errors": errors or {},
            "typed": typed or {},
            "summary": [FieldError(name, said) for name, said in (errors or {}).items()],
        }
        return counter_page(
            here, connection, "counter/case.html", context, status=422 if errors else 200
        )


def crumbs(here: Member) -> list[Crumb]:
    _ = here.words.gettext
    return [
        Crumb(_("Iniciar trámite"), here.path("start")),
        Crumb(_("Atender a quien ya presentó"), here.path("counter", "cases")),
    ]
