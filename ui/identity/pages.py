"""The way in: choosing a municipality, signing in, signing out.

Returns the person to the page they came from, with what they were typing when their session
ended. Never says which of login and password was wrong.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from engine.identity import SignedIn, sign_in, sign_out
from engine.network.samples import worked_in
from engine.vouching.providers import Door
from storage.database import WHOLE_INSTALLATION
from storage.queries.municipalities import MunicipalityRow, all_municipalities
from ui.identity.arriving import come_in
from ui.identity.code import waits
from ui.identity.devices import origin_of
from ui.identity.forms import SignIn
from ui.identity.present import refusal_of, sign_in_context
from ui.language import A_YEAR, COOKIE, NAMES, language_of
from ui.session import end_session, session_token
from ui.surroundings import surroundings_of
from ui.templating import Localisation
from ui.visit import AnyVisit, Form, Visit, page
from ui.vouching.way import forget_goodbye, goodbye

router = APIRouter()


@router.get("/", response_model=None)
def towns(request: Request) -> Response:
    """Straight to the only municipality, or the choice of one."""
    surroundings = surroundings_of(request)
    with surroundings.installation.database.read(WHOLE_INSTALLATION) as connection:
        found = worked_in(all_municipalities(connection))
    if len(found) == 1:
        return RedirectResponse(f"/{found[0].slug}", 303)
    return towns_page(request, found)


@router.get("/{municipality}/sign-in", response_model=None)
def sign_in_page(here: AnyVisit, back: str = "", language: str = "") -> Response:
    """The form; `language` keeps a choice of language and comes back without it."""
    if language in NAMES:
        response = RedirectResponse(here.path("sign-in", back=back), 303)
        response.set_cookie(COOKIE, language, max_age=A_YEAR, samesite="lax", secure=here.secure)
        return response
    return page(here, "identity/sign_in.html", sign_in_context(here, SignIn(keep=True, back=back)))


@router.post("/{municipality}/sign-in", response_model=None)
def open_session(here: AnyVisit, form: Form) -> Response:
    """Sign in, or the form again with one sentence."""
    entry = SignIn.of(form, slug=here.municipality.slug)
    origin = origin_of(here.request)
    outcome = sign_in(here.installation, here.municipality.id, entry.login, entry.password, origin)
    if isinstance(outcome, SignedIn):
        return welcomed(here, entry, outcome)
    status, sentence = refusal_of(outcome, here)
    context = sign_in_context(here, entry, refusal=sentence)
    return page(here, "identity/sign_in.html", context, status=status)


@router.post("/{municipality}/sign-out", response_model=None)
def close_session(here: AnyVisit, form: Form) -> Response:  # noqa: ARG001  # the form proves its origin
    """End the session, here and in the browser."""
    sign_out(here.installation, session_token(here.request))
    response = left(here)
    end_session(response)
    forget_goodbye(here, response, Door.STAFF)
    return response


def left(here: Visit) -> Response:
    """The form again; for who came in by a provider a page that leads out of there too."""
    provider = goodbye(here, Door.STAFF)
    if provider is None:
        return RedirectResponse(here.path("sign-in"), 303)
    town = here.municipality
    context = {"town": town.name, "accent": town.accent, "provider": provider}
    context["back"] = here.path("sign-in")
    return page(here, "vouching/staff_goodbye.html", context)


def welcomed(here: Visit, entry: SignIn, signed: SignedIn) -> Response:
    """To the page that was asked for; for who has a device, to its code first."""
    return waits(here, entry, signed) if signed.waiting else come_in(here, entry, signed)


def towns_page(request: Request, found: tuple[MunicipalityRow, ...]) -> Response:
    """The choice of a municipality."""
    surroundings = surroundings_of(request)
    locale = Localisation(language_of(request, default=surroundings.settings.language))
    html = surroundings.templates.render("identity/towns.html", {"towns": found}, locale=locale)
    return HTMLResponse(html)
