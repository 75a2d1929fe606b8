"""The way into the pages of the network, and out of them."""

from __future__ import annotations

import secrets

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from engine.network.accounts import leave
from engine.network.proving import LENGTH, WAIT, CameIn, come_in, pass_code
from engine.refusals import RefusalKind, Refused
from storage.queries.network_accounts import AccountRow
from storage.tables.network_accounts import AccountKind
from ui import csrf
from ui.comparison.around import (
    COOKIE,
    FIRST_OF,
    HOME,
    Anybody,
    AnyOfNetwork,
    NetworkDeviceNeededError,
    NetworkSignInNeededError,
    Watching,
    anybody,
    rendered,
)
from ui.language import A_YEAR, NAMES
from ui.language import COOKIE as LANGUAGE
from ui.session import is_secure
from ui.visit import Form

router = APIRouter(prefix=HOME)
LONGEST_CODE = 40


def install_network_door(app: FastAPI) -> None:
    """Let every page of the network lead to its sign-in page and back."""
    app.add_exception_handler(NetworkSignInNeededError, on_sign_in_needed)
    app.add_exception_handler(NetworkDeviceNeededError, on_device_needed)


async def on_sign_in_needed(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """To the form, and back to a page that was asked for; a form that was sent is not repeated."""
    here = anybody(request)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    back = asked if request.method in ("GET", "HEAD") else ""
    return RedirectResponse(here.path("sign-in", back=back), 303)


async def on_device_needed(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """To the page where a device is taken."""
    return RedirectResponse(anybody(request).path("second-factor"), 303)


@router.get("", response_model=None)
def home(here: Watching) -> Response:
    """The first page of who comes."""
    return RedirectResponse(first_of(here, here.account), 303)


@router.get("/sign-in", response_model=None)
def sign_in_page(here: AnyOfNetwork, back: str = "", language: str = "") -> Response:
    """The form; `language` keeps a choice of language and comes back without it."""
    if language in NAMES:
        response = RedirectResponse(here.path("sign-in", back=back), 303)
        secure = is_secure(here.request)
        response.set_cookie(LANGUAGE, language, max_age=A_YEAR, samesite="lax", secure=secure)
        return response
    return _form(here, "", back)


@router.post("/sign-in", response_model=None)
def open_session(here: AnyOfNetwork, form: Form) -> Response:
    """Come in, or the form again with one sentence."""
    login, back = form.one("login"), form.one("back")
    answer = come_in(here.installation, login, form.one("password"))
    if not isinstance(answer, CameIn):
        status = 429 if answer.kind is RefusalKind.LOCKED_OUT else 422
        return _form(here, login, back, refusal=_told(answer, here), status=status)
    if answer.waits:
        return kept(here, answer, here.path("sign-in", "code", back=_safe(back)))
    return kept(here, answer, _safe(back) or first_of(here, answer.account))


@router.get("/sign-in/code", response_model=None)
def code_page(here: AnyOfNetwork, back: str = "") -> Response:
    """The form of the second step."""
    return _code_form(here, _safe(back))


@router.post("/sign-in/code", response_model=None)
def enter_code(here: AnyOfNetwork, form: Form) -> Response:
    """In with the code, or the form again; from the beginning when nothing waits any more."""
    back = _safe(form.one("back"))
    token = here.request.cookies.get(COOKIE, "")
    answer = pass_code(here.installation, token, form.one("code")[:LONGEST_CODE])
    if isinstance(answer, CameIn):
        return kept(here, answer, back or first_of(here, answer.account))
    if answer.kind is RefusalKind.NOT_FOUND:
        return RedirectResponse(here.path("sign-in", back=back), 303)
    if answer.kind is RefusalKind.LOCKED_OUT:
        return _code_form(here, back, refusal=too_often(here), status=429)
    return _code_form(here, back, refusal=wrong_code(here), status=422)


@router.post("/sign-out", response_model=None)
def close_session(here: AnyOfNetwork, form: Form) -> Response:  # noqa: ARG001  # proves its origin
    """End the session, here and in the browser."""
    leave(here.installation, here.request.cookies.get(COOKIE, ""))
    response = RedirectResponse(here.path("sign-in"), 303)
    response.delete_cookie(COOKIE, path=HOME)
    response.headers["clear-site-data"] = '"cache"'
    return response


def kept(here: Anybody, came: CameIn, onward: str) -> Response:
    """On with the session, which the browser keeps."""
    response = RedirectResponse(onward, 303)
    length = WAIT if came.waits else LENGTH
    response.set_cookie(
        COOKIE,
        came.token,
        max_age=int(length.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=is_secure(here.request),
        path=HOME,
    )
    return response


def first_of(here: Anybody, account: AccountRow) -> str:
    """Where somebody begins."""
    return here.path(FIRST_OF[AccountKind(account.kind)])


def wrong_code(here: Anybody) -> str:
    """What to do about a wrong code."""
    return here.words.gettext("Ese código no es el de ahora. Espere a que cambie y escríbalo.")


def too_often(here: Anybody) -> str:
    """What to do after too many tries."""
    _ = here.words.gettext
    return _("Fueron demasiados intentos. Espere quince minutos, o pida otra clave.")


def _code_form(here: Anybody, back: str, *, refusal: str = "", status: int = 200) -> Response:
    context = {
        "action": here.path("sign-in", "code"),
        "back": back,
        "refusal": refusal,
        "csrf": csrf.token_for(here.token, nonce=secrets.token_bytes(16)),
        "leave": here.path("sign-in"),
    }
    return rendered(here, "comparison/code.html", context, status=status)


def _form(
    here: Anybody, login: str, back: str, *, refusal: str = "", status: int = 200
) -> Response:
    others = [tag for tag in NAMES if tag != here.localisation.language]
    context = {
        "action": here.path("sign-in"),
        "login": login,
        "back": back,
        "refusal": refusal,
        "csrf": csrf.token_for(here.token, nonce=secrets.token_bytes(16)),
        "languages": [
            (tag, NAMES[tag], here.path("sign-in", language=tag, back=back)) for tag in others
        ],
    }
    return rendered(here, "comparison/sign_in.html", context, status=status)


def _told(refused: Refused, here: Anybody) -> str:
    """Never which of login and password was wrong."""
    if refused.kind is RefusalKind.LOCKED_OUT:
        return too_often(here)
    return here.words.gettext("El correo o la clave no coinciden.")


def _safe(back: str) -> str:
    """Only addresses of the network lead back."""
    inside = back.startswith(f"{HOME}/") and "\\" not in back and back.isprintable()
    return back if inside else ""
