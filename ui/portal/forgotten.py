"""A forgotten password at the portal: the address gets a letter, and its code another password."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from engine.citizens.accounts import CameIn, Written
from engine.citizens.recovering import ask_for_password, reset_password
from ui.portal.account import welcomed
from ui.portal.citizen import Citizen, FromOutside
from ui.portal.codes import (
    LONGEST,
    LONGEST_ADDRESS,
    LONGEST_CODE,
    LetterId,
    errors_page,
    knock,
    proof_in,
    sentence_of_address,
    sentence_of_code,
)
from ui.portal.who import WRONG
from ui.visit import Form, go

router = APIRouter(prefix="/{municipality}/citizen/forgotten")


@router.get("", response_model=None)
def forgotten(here: FromOutside) -> Response:
    """The form of the address."""
    return address_page(here, "", {})


@router.post("", response_model=None)
def ask(here: FromOutside, form: Form) -> Response:
    """A letter goes, if the address has an account; the answer does not say whether it has."""
    knock(here)
    typed = form.one("email")[:LONGEST_ADDRESS]
    language = here.localisation.language
    answer = ask_for_password(here.installation, here.municipality.id, typed, language)
    if isinstance(answer, Written):
        return go(here, here.path("citizen", "forgotten", answer.letter_id))
    return address_page(here, typed, {"email": sentence_of_address(here)})


@router.get("/{letter_id}", response_model=None)
def with_code(
    here: FromOutside, letter_id: LetterId, code: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """The form of the code and the password to come."""
    return password_page(here, letter_id, code, {})


@router.post("/{letter_id}", response_model=None)
def renew(here: FromOutside, letter_id: LetterId, form: Form) -> Response:
    """Another password: every session of the account ends, and this one begins."""
    password, proof = form.one("new")[:LONGEST], proof_in(form, letter_id)
    answer = reset_password(here.installation, here.municipality.id, password, proof=proof)
    if isinstance(answer, CameIn):
        return welcomed(here, answer, saying=here.words.gettext("Cambió su clave."))
    if answer.details.get("field") == "password":
        errors = {"new": WRONG["password"](here.words)}
    else:
        errors = {"code": sentence_of_code(here)}
    return password_page(here, letter_id, form.one("code")[:LONGEST_CODE], errors)


def address_page(here: Citizen, typed: str, errors: Mapping[str, str]) -> Response:
    _ = here.words.gettext
    context = {
        "title": _("Olvidé mi clave"),
        "lead": _("Si hay una cuenta con su correo, le enviamos un código para elegir otra clave."),
        "hint": "",
        "typed": typed,
        "action": here.path("citizen", "forgotten"),
        "back_href": here.path("citizen"),
        "back": _("Volver"),
    }
    return errors_page(here, "portal/ask_address.html", context, errors)


def password_page(here: Citizen, letter_id: int, code: str, errors: Mapping[str, str]) -> Response:
    context = {
        "code": code,
        "action": here.path("citizen", "forgotten", letter_id),
        "again_href": here.path("citizen", "forgotten"),
    }
    return errors_page(here, "portal/forgotten.html", context, errors)
