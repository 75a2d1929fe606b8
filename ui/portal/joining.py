"""A new account at the portal: first the address, which gets a letter; then, with its code, who it
is and their password. The answer is the same whether the address has an account or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from engine.citizens.accounts import CameIn, Written, ask_for_account, sign_up
from engine.refusals import RefusalKind, Refused
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
from ui.portal.who import posted_who, who_errors
from ui.refusals import told
from ui.visit import Form, go

router = APIRouter(prefix="/{municipality}/citizen/sign-up")
NAMED = ("name", "national_id", "phone")


@router.get("", response_model=None)
def new_account(here: FromOutside) -> Response:
    """The form of the address."""
    return address_page(here, "", {})


@router.post("", response_model=None)
def ask(here: FromOutside, form: Form) -> Response:
    """A letter goes, to whatever address."""
    knock(here)
    typed = form.one("email")[:LONGEST_ADDRESS]
    language = here.localisation.language
    answer = ask_for_account(here.installation, here.municipality.id, typed, language)
    if isinstance(answer, Written):
        return go(here, here.path("citizen", "sign-up", answer.letter_id))
    return address_page(here, typed, {"email": sentence_of_address(here)})


@router.get("/{letter_id}", response_model=None)
def with_code(
    here: FromOutside, letter_id: LetterId, code: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """The form of the account; whether there is such a letter is not told."""
    return account_page(here, letter_id, {"code": code}, {})


@router.post("/{letter_id}", response_model=None)
def open_account(here: FromOutside, letter_id: LetterId, form: Form) -> Response:
    """The account, and in."""
    who = posted_who(form)
    answer = sign_up(
        here.installation,
        here.municipality.id,
        who.applicant,
        form.one("password")[:LONGEST],
        here.localisation.language,
        proof=proof_in(form, letter_id),
    )
    if isinstance(answer, CameIn):
        return welcomed(here, answer)
    typed = {**who.typed, "code": form.one("code")[:LONGEST_CODE]}
    return account_page(here, letter_id, typed, errors_of(here, answer))


def errors_of(here: Citizen, refused: Refused) -> dict[str, str]:
    """What to correct."""
    if refused.kind is RefusalKind.ACCOUNT_TAKEN:
        return {"code": told(refused, here.words).sentence}
    field = refused.details.get("field", "")
    return {"code": sentence_of_code(here)} if field == "code" else who_errors(field, here.words)


def address_page(here: Citizen, typed: str, errors: Mapping[str, str]) -> Response:
    _ = here.words.gettext
    context = {
        "title": _("Crear una cuenta"),
        "lead": _("Le enviamos un código a su correo: con él crea la cuenta."),
        "hint": _("Con él ingresa, y ahí le avisamos."),
        "typed": typed,
        "action": here.path("citizen", "sign-up"),
        "back_href": here.path("citizen"),
        "back": _("Ya tengo una"),
    }
    return errors_page(here, "portal/ask_address.html", context, errors)


def account_page(
    here: Citizen, letter_id: int, typed: Mapping[str, str], errors: Mapping[str, str]
) -> Response:
    context = {
        "typed": {name: typed.get(name, "") for name in (*NAMED, "code")},
        "action": here.path("citizen", "sign-up", letter_id),
        "again_href": here.path("citizen", "sign-up"),
    }
    return errors_page(here, "portal/sign_up.html", context, errors)
