"""Another e-mail for an account of the portal: both addresses prove it before anything changes."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.responses import Response

from engine.citizens.accounts import Written
from engine.citizens.readdressing import Moved, ask_to_move, move
from engine.refusals import RefusalKind, Refused
from ui.portal.account import login_of
from ui.portal.citizen import CITIZEN, Citizen, FromOutside
from ui.portal.codes import (
    LONGEST,
    LONGEST_ADDRESS,
    LONGEST_CODE,
    LetterId,
    errors_page,
    knock,
    sentence_of_address,
    sentence_of_code,
)
from ui.visit import Form, go

router = APIRouter(prefix="/{municipality}/citizen/address")
BOTH = ("code_before", "code_after")


@router.get("", response_model=None)
def another(here: FromOutside) -> Response:
    """The form of the new address."""
    if not login_of(here):
        return go(here, here.path("citizen"))
    return address_page(here, "", {})


@router.post("", response_model=None)
def ask(here: FromOutside, form: Form) -> Response:
    """Letters to both addresses."""
    if not login_of(here):
        return go(here, here.path("citizen"))
    knock(here)
    typed, password = form.one("email")[:LONGEST_ADDRESS], form.one("password")[:LONGEST]
    language = here.localisation.language
    answer = ask_to_move(here.installation, here.actor, password, typed, language)
    if isinstance(answer, Written):
        return go(here, here.path("citizen", "address", answer.letter_id))
    return address_page(here, typed, errors_of(here, answer))


@router.get("/{letter_id}", response_model=None)
def with_codes(here: FromOutside, letter_id: LetterId) -> Response:
    """The form of both codes."""
    if not login_of(here):
        return go(here, here.path("citizen"))
    return codes_page(here, letter_id, {}, {})


@router.post("/{letter_id}", response_model=None)
def move_there(here: FromOutside, letter_id: LetterId, form: Form) -> Response:
    """The account signs in with the new one."""
    if not login_of(here):
        return go(here, here.path("citizen"))
    typed = {name: form.one(name)[:LONGEST_CODE] for name in BOTH}
    token = here.request.cookies.get(CITIZEN, "")
    answer = move(here.installation, here.actor, letter_id, **typed, token=token)
    if isinstance(answer, Moved):
        return go(here, here.path("citizen"), saying=here.words.gettext("Cambió su correo."))
    field = answer.details.get("field", BOTH[0])
    return codes_page(here, letter_id, typed, {field: sentence_of_code(here)})


def errors_of(here: Citizen, refused: Refused) -> dict[str, str]:
    """What to correct."""
    _ = here.words.gettext
    if refused.kind is RefusalKind.LOCKED_OUT:
        return {"password": _("Demasiados intentos: espere 15 minutos.")}
    if refused.kind is RefusalKind.INVALID_DATA:
        return {"email": sentence_of_address(here)}
    return {"password": _("No es su clave de ahora.")}


def address_page(here: Citizen, typed: str, errors: Mapping[str, str]) -> Response:
    context = {
        "typed": typed,
        "now": login_of(here),
        "action": here.path("citizen", "address"),
        "back": here.path("citizen"),
    }
    return errors_page(here, "portal/address.html", context, errors)


def codes_page(
    here: Citizen, letter_id: int, typed: Mapping[str, str], errors: Mapping[str, str]
) -> Response:
    context = {
        "typed": {name: typed.get(name, "") for name in BOTH},
        "action": here.path("citizen", "address", letter_id),
        "again_href": here.path("citizen", "address"),
    }
    return errors_page(here, "portal/address_codes.html", context, errors)
