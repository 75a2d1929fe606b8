"""Choosing a password of one's own: when one likes, and before anything else with a first one."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from engine.identity.passwords import SHORTEST
from engine.identity.renewing import Renewed, change_password
from engine.refusals import RefusalKind, Refused
from ui.identity.forms import safe_way_back
from ui.identity.present import locked_out
from ui.parts import FieldError
from ui.posted import Posted
from ui.session import session_token
from ui.visit import Entered, Form, Member, go, page
from ui.wrong_fields import WRONG

router = APIRouter(prefix="/{municipality}/password")
LONGEST = 1_001


@router.get("", response_model=None)
def ask(here: Entered, back: str = "") -> Response:
    """The form."""
    return shown(here, safe_way_back(back, slug=here.municipality.slug))


@router.post("", response_model=None)
def change(here: Entered, form: Form) -> Response:
    """Take the new password; every other browser of the person is signed out."""
    back = safe_way_back(form.one("_back"), slug=here.municipality.slug)
    old, new, again = (secret(form, name) for name in ("old", "new", "again"))
    if new != again:
        told = here.words.gettext("Las dos veces tiene que ser la misma clave.")
        return shown(here, back, {"again": told}, status=422)
    token = session_token(here.request)
    answer = change_password(here.installation, here.actor, old, new, session_token=token)
    if isinstance(answer, Renewed):
        saying = here.words.gettext("Su clave es otra desde ahora.")
        return go(here, back or here.path("inbox"), saying=saying)
    status, errors = errors_of(here, answer)
    return shown(here, back, errors, status=status)


def secret(form: Posted, name: str) -> str:
    """A password as it was typed, spaces and all."""
    return form.fields.get(name, [""])[-1][:LONGEST]


def errors_of(here: Member, refused: Refused) -> tuple[int, dict[str, str]]:
    """What to correct, by field."""
    if refused.kind is RefusalKind.LOCKED_OUT:
        return 429, {"old": locked_out(refused.details.get("until", ""), here)}
    if refused.kind is RefusalKind.INVALID_DATA:
        return 422, {"new": WRONG["new"](here.words)}
    return 422, {"old": here.words.gettext("No es la clave con la que ingresó.")}


def shown(
    here: Member, back: str, errors: dict[str, str] | None = None, *, status: int = 200
) -> Response:
    """The page; passwords never come back."""
    found = errors or {}
    context = {
        "town": here.municipality.name,
        "accent": here.municipality.accent,
        "action": here.path("password"),
        "first": here.actor.must_renew,
        "shortest": SHORTEST,
        "back": back,
        "leave": here.path("sign-out") if here.actor.must_renew else here.path("inbox"),
        "errors": found,
        "summary": [FieldError(*each) for each in found.items()],
    }
    return page(here, "account/password.html", context, status=status)
