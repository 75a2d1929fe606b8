"""What the applicant of a case does at the window: the PIN, messages, withdrawing, the survey."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from engine.citizens.sessions import leave
from engine.citizens.surveying import answer_survey
from engine.citizens.telling import tell_me
from engine.citizens.unlocking import Unlocked, unlock
from engine.citizens.withdrawing import Scope, withdraw
from engine.citizens.writing import write_to_office
from engine.refusals import RefusalKind, Refused
from storage.queries.citizens import ApplicationRow, FiledCase
from storage.queries.party_notices import ways_in_cases
from ui.errors import PageError
from ui.parts import Choice, Crumb, FieldError
from ui.portal.around import citizen_page
from ui.portal.citizen import CASE, Citizen, FromOutside, forget, is_applicant, keep, of_case
from ui.portal.tracked import Code, address_of, failed, looked_up, wait_if_needed
from ui.portal.tracking import followed
from ui.refusals import told
from ui.visit import Form, Visit, go

router = APIRouter(prefix="/{municipality}/tracking")
LONGEST = 5_000


@router.post("/{code}/pin", response_model=None)
def open_with_pin(here: FromOutside, code: Code, form: Form) -> Response:
    """The hour begins; `_method=DELETE` ends it."""
    _ = here.words.gettext
    row, case, _definition = looked_up(here, code)
    if form.one("_method").upper() == "DELETE":
        response = go(here, here.path("tracking", row.code), saying=_("Cerró el trámite."))
        leave(here.installation, here.municipality.id, here.request.cookies.get(CASE, ""))
        forget(here, response, CASE)
        return response
    wait_if_needed(here, address_of(here))
    opened = unlock(here.installation, here.municipality.id, row.code, form.one("pin")[:40])
    if isinstance(opened, Unlocked):
        onward = "correction" if form.one("to") == "correction" else ""
        parts = ("tracking", row.code, onward) if onward else ("tracking", row.code)
        response = go(here, here.path(*parts))
        keep(here, response, CASE, opened.token, None)
        return response
    failed(here)
    said = _(
        "El PIN no corresponde a este código. Está en su cargo; tras cinco intentos hay que esperar"
        " una hora."
    )
    return followed(here, row, case, errors={"pin": said}, status=422)


@router.post("/{code}/messages", response_model=None)
def write(here: FromOutside, code: Code, form: Form) -> Response:
    """A message to the office."""
    _ = here.words.gettext
    who, row, case = applicant_of(here, code)
    text = form.one("text")[:LONGEST]
    answer = write_to_office(here.installation, who.actor, row.case_id, text)
    if isinstance(answer, Refused):
        said = _("Escriba su mensaje, hasta 2,000 letras.")
        if answer.kind is not RefusalKind.INVALID_DATA:
            said = told(answer, here.words).sentence
        return followed(here, row, case, errors={"text": said}, typed={"text": text}, status=422)
    saying = _("Enviamos su mensaje a la oficina.")
    return go(here, here.path("tracking", row.code) + "#messages", saying=saying)


@router.get("/{code}/withdrawal", response_model=None)
def withdrawal(here: FromOutside, code: Code) -> Response:
    """Asked on a page of its own: there is no way back."""
    _who, row, case = applicant_of(here, code)
    return withdrawal_page(here, row, case, "", "")


@router.post("/{code}/withdrawal", response_model=None)
def withdraw_it(here: FromOutside, code: Code, form: Form) -> Response:
    """The applicant wants it no more."""
    who, row, case = applicant_of(here, code)
    reason = form.one("reason")[:LONGEST]
    scope = Scope.CLAIM if form.one("scope") == Scope.CLAIM else Scope.PROCEDURE
    answer = withdraw(here.installation, who.actor, row.case_id, reason, scope)
    if isinstance(answer, Refused):
        said = told(answer, here.words).sentence
        if answer.kind is RefusalKind.INVALID_DATA:
            said = here.words.gettext("Diga por qué, en pocas palabras.")
        return withdrawal_page(here, row, case, reason, said, scope)
    saying = here.words.gettext("Anotamos que desiste de la solicitud.")
    return go(here, here.path("tracking", row.code), saying=saying)


@router.get("/{code}/notices", response_model=None)
def notices(here: FromOutside, code: Code) -> Response:
    """How the applicant is told of it."""
    who, row, case = applicant_of(here, code)
    ways = way_now(who, row.case_id)
    return notices_page(here, row, case, ways, "")


@router.post("/{code}/notices", response_model=None)
def told_there(here: FromOutside, code: Code, form: Form) -> Response:
    """Say it anew; nothing: no notices any more."""
    who, row, case = applicant_of(here, code)
    address = form.one("address")[:254]
    answer = tell_me(here.installation, who.actor, row.case_id, address)
    if isinstance(answer, Refused):
        said = here.words.gettext(
            "Escriba un correo completo, o un teléfono con el código del país: +51 984 111 222."
        )
        return notices_page(here, row, case, address, said)
    saying = here.words.gettext("Quedó anotado dónde avisarle.")
    return go(here, here.path("tracking", row.code), saying=saying)


def way_now(here: Citizen, case_id: int) -> str:
    """Where they are told of it now."""
    with here.installation.database.read(here.municipality.id) as connection:
        ways = ways_in_cases(connection, here.municipality.id, [case_id])
    return next((each.address for each in ways), "")


def notices_page(
    here: Citizen, row: ApplicationRow, case: FiledCase, typed: str, error: str
) -> Response:
    context = {
        "crumbs": [
            Crumb(case.service, here.path("tracking", row.code)),
            Crumb(here.words.gettext("Avisos")),
        ],
        "typed": typed,
        "error": error,
        "summary": [FieldError("address", error)] if error else [],
        "action": here.path("tracking", row.code, "notices"),
        "back": here.path("tracking", row.code),
    }
    status = 422 if error else 200
    response = citizen_page(here, "portal/notices.html", context, section="tracking", status=status)
    response.headers["cache-control"] = "private, no-store"
    return response


@router.post("/{code}/survey", response_model=None)
def survey(here: FromOutside, code: Code, form: Form) -> Response:
    """How it was, from 1 to 5."""
    who, row, case = applicant_of(here, code)
    rating = form.one("rating")
    answer = answer_survey(
        here.installation,
        who.actor,
        row.case_id,
        int(rating) if rating in ("1", "2", "3", "4", "5") else 0,
        form.one("words")[:LONGEST],
    )
    if isinstance(answer, Refused):
        said = told(answer, here.words).sentence
        if answer.kind is RefusalKind.INVALID_DATA:
            said = here.words.gettext("Elija de 1 a 5.")
        return followed(here, row, case, errors={"rating": said}, status=422)
    saying = here.words.gettext("Gracias: nos ayuda a mejorar.")
    return go(here, here.path("tracking", row.code), saying=saying)


def applicant_of(here: Citizen, code: str) -> tuple[Citizen, ApplicationRow, FiledCase]:
    """The applicant; raises the page that asks anybody else for the PIN."""
    row, case, _definition = looked_up(here, code)
    who = of_case(here, row.case_id)
    if is_applicant(who, row.case_id):
        return who, row, case
    _ = here.words.gettext
    ways = ((_("Poner el PIN"), here.path("tracking", row.code) + "#pin"),)
    raise PageError(
        403, _("Falta su PIN"), _("Para esto ponga el PIN que está en su cargo."), ways_on=ways
    )


def withdrawal_page(
    here: Citizen,
    row: ApplicationRow,
    case: FiledCase,
    reason: str,
    error: str,
    scope: Scope = Scope.PROCEDURE,
) -> Response:
    _ = here.words.gettext
    context = {
        "scope": str(scope),
        "scopes": scope_choices(here),
        "crumbs": [
            Crumb(case.service, here.path("tracking", row.code)),
            Crumb(_("Desistir")),
        ],
        "code": row.code,
        "reason": reason,
        "error": error,
        "summary": [FieldError("reason", error)] if error else [],
        "action": here.path("tracking", row.code, "withdrawal"),
        "back": here.path("tracking", row.code),
    }
    status = 422 if error else 200
    return citizen_page(here, "portal/withdrawal.html", context, section="tracking", status=status)


def scope_choices(here: Visit) -> list[Choice]:
    """How far something is given up, each with what follows (TUO LPAG, art. 200)."""
    _ = here.words.gettext
    return [
        Choice(str(Scope.PROCEDURE), _("De este trámite"), _("Puede pedir lo mismo otra vez.")),
        Choice(
            str(Scope.CLAIM),
            _("De lo que pedí"),
            _("No podrá pedirlo otra vez por los mismos motivos."),
        ),
    ]
