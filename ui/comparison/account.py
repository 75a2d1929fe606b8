"""What somebody of the network does about their account: a device for codes, another password."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from engine.identity.passwords import SHORTEST
from engine.identity.registering import CLAY
from engine.network.proving import change_password, confirm, enrolling
from engine.refusals import RefusalKind, Refused
from ui import csrf
from ui.account.password import secret
from ui.account.second_factor import drawn
from ui.comparison.around import COOKIE, HOME, EnteredNetwork, Operating, rendered
from ui.comparison.door import LONGEST_CODE, first_of, too_often, wrong_code
from ui.parts import FieldError
from ui.visit import Form
from ui.wrong_fields import WRONG

router = APIRouter(prefix=HOME)


@router.get("/second-factor", response_model=None)
def device_page(here: EnteredNetwork) -> Response:
    """Since when codes are asked for; or the secret for a device."""
    return _device(here)


@router.post("/second-factor", response_model=None)
def take_device(form: Form, here: EnteredNetwork) -> Response:
    """The first code of the device."""
    token, code = here.request.cookies.get(COOKIE, ""), form.one("code")[:LONGEST_CODE]
    answer = confirm(here.installation, here.account, code, token=token)
    if not isinstance(answer, Refused):
        return RedirectResponse(first_of(here, here.account), 303)
    locked = answer.kind is RefusalKind.LOCKED_OUT
    told = too_often(here) if locked else wrong_code(here)
    return _device(here, {"code": told}, status=429 if locked else 422)


@router.get("/password", response_model=None)
def password_page(here: EnteredNetwork) -> Response:
    """The form."""
    return _password(here)


@router.post("/password", response_model=None)
def renew_password(form: Form, here: EnteredNetwork) -> Response:
    """Take the new password; every other browser of the account is signed out."""
    old, new, again = (secret(form, name) for name in ("old", "new", "again"))
    _ = here.words.gettext
    if new != again:
        told = {"again": _("Las dos veces tiene que ser la misma clave.")}
        return _password(here, told, status=422)
    token = here.request.cookies.get(COOKIE, "")
    answer = change_password(here.installation, here.account, old, new, token=token)
    if not isinstance(answer, Refused):
        return RedirectResponse(first_of(here, here.account), 303)
    if answer.kind is RefusalKind.LOCKED_OUT:
        return _password(here, {"old": too_often(here)}, status=429)
    if answer.kind is RefusalKind.INVALID_DATA:
        return _password(here, {"new": WRONG["new"](here.words)}, status=422)
    return _password(here, {"old": _("No es la clave con la que ingresó.")}, status=422)


def _device(
    here: Operating, errors: dict[str, str] | None = None, *, status: int = 200
) -> Response:
    context, since = _around(here, errors), here.account.device_since
    if since is None:
        found = enrolling(here.installation, here.account)
        if isinstance(found, Refused):  # it was taken in another window
            return RedirectResponse(first_of(here, here.account), 303)
        context |= drawn(found)
    context |= {
        "action": here.path("second-factor"),
        "since": here.formats.moment(since, here.today) if since else "",
        "first": bool(here.account.needs_code) and since is None,
        "sign_out": here.path("sign-out"),
    }
    return _unkept(rendered(here, "comparison/device.html", context, status=status))


def _password(
    here: Operating, errors: dict[str, str] | None = None, *, status: int = 200
) -> Response:
    own = {"action": here.path("password"), "first": False, "shortest": SHORTEST, "back": ""}
    context = {**_around(here, errors), **own}
    return _unkept(rendered(here, "account/password.html", context, status=status))


def _around(here: Operating, errors: dict[str, str] | None) -> dict[str, Any]:
    found = errors or {}
    return {
        "town": here.words.gettext("Red de municipalidades"),
        "accent": CLAY,
        "errors": found,
        "summary": [FieldError(*each) for each in found.items()],
        "csrf": csrf.token_for(here.token, nonce=secrets.token_bytes(16)),
        "leave": first_of(here, here.account),
    }


def _unkept(response: Response) -> Response:
    response.headers["cache-control"] = "private, no-store"
    return response
