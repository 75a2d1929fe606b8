"""The second step at the door: the code of one's device, after the password."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from engine.identity import SignedIn
from engine.identity.second_factor import pass_step
from engine.identity.sessions import WAIT
from engine.refusals import RefusalKind, Refused
from ui.identity.arriving import come_in
from ui.identity.devices import origin_of
from ui.identity.forms import SignIn
from ui.identity.present import locked_out
from ui.visit import AnyVisit, Form, Visit, page

router = APIRouter(prefix="/{municipality}/sign-in/code")
WAITING = "cauce_code"
"""The cookie of a right password that waits for its code; it opens nothing by itself."""
LONGEST = 40


@router.get("", response_model=None)
def ask(here: AnyVisit) -> Response:
    """The form again, for who went back; the door for who has nothing that waits."""
    if WAITING not in here.request.cookies:
        return RedirectResponse(here.path("sign-in"), 303)
    return code_page(here, SignIn())


@router.post("", response_model=None)
def enter(here: AnyVisit, form: Form) -> Response:
    """In with the code, or the form with one sentence."""
    entry = SignIn.of(form, slug=here.municipality.slug)
    token = here.request.cookies.get(WAITING, "")
    code = form.one("code")[:LONGEST]
    answer = pass_step(here.installation, token, code, origin_of(here.request))
    if isinstance(answer, Refused):
        return again(here, entry, answer)
    if answer.actor.municipality_id != here.municipality.id:
        return RedirectResponse(here.path("sign-in"), 303)
    response = come_in(here, entry, answer)
    response.delete_cookie(WAITING, path="/")
    return response


def waits(here: Visit, entry: SignIn, signed: SignedIn) -> Response:
    """The page that asks for the code; what was being typed goes along."""
    response = code_page(here, entry)
    response.set_cookie(
        WAITING,
        signed.token,
        max_age=int(WAIT.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=here.secure,
        path="/",
    )
    return response


def again(here: Visit, entry: SignIn, refused: Refused) -> Response:
    """Why the code did not open the door."""
    if refused.kind is RefusalKind.NOT_FOUND:
        return RedirectResponse(here.path("sign-in", back=entry.back), 303)
    if refused.kind is RefusalKind.LOCKED_OUT:
        told = locked_out(refused.details.get("until", ""), here)
        return code_page(here, entry, told, status=429)
    told = here.words.gettext("Ese código no es el de ahora. Espere a que cambie y escríbalo.")
    return code_page(here, entry, told, status=422)


def code_page(here: Visit, entry: SignIn, refusal: str = "", *, status: int = 200) -> Response:
    context = {
        "town": here.municipality.name,
        "accent": here.municipality.accent,
        "action": here.path("sign-in", "code"),
        "keep": entry.keep,
        "back": entry.back,
        "carried": entry.carried,
        "refusal": refusal,
        "leave": here.path("sign-in"),
    }
    response = page(here, "identity/code.html", context, status=status)
    response.headers["cache-control"] = "private, no-store"
    return response
