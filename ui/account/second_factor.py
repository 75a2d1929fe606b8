"""«Ingreso con código»: a device takes the secret, shows its first code, and counts from then."""

from __future__ import annotations

import segno
from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from engine.identity.authenticator import Enrolling
from engine.identity.second_factor import Enrolled, confirm, enrolling, remove
from engine.refusals import RefusalKind, Refused
from storage.queries.second_factors import factor_of
from ui.identity.forms import safe_way_back
from ui.identity.present import locked_out
from ui.parts import FieldError
from ui.session import session_token
from ui.visit import Entered, Form, Member, go, page

router = APIRouter(prefix="/{municipality}/second-factor")
LONGEST = 40
GROUP = 4
"""Letters of the secret that stand together."""


@router.get("", response_model=None)
def look(here: Entered, back: str = "") -> Response:
    """Since when codes are asked for; or the secret for a device."""
    return shown(here, safe_way_back(back, slug=here.municipality.slug))


@router.post("", response_model=None)
def take(here: Entered, form: Form) -> Response:
    """The first code of the device; the recovery codes are shown this one time."""
    back = safe_way_back(form.one("_back"), slug=here.municipality.slug)
    token, code = session_token(here.request), form.one("code")[:LONGEST]
    answer = confirm(here.installation, here.actor, code, session_token=token)
    if isinstance(answer, Enrolled):
        onward = back or here.path("inbox")
        context = {**_around(here), "codes": answer.codes, "onward": onward}
        return _unkept(page(here, "account/recovery_codes.html", context))
    return shown(here, back, answer)


@router.post("/removal", response_model=None)
def leave(here: Entered, form: Form) -> Response:
    """The device counts no more."""
    answer = remove(here.installation, here.actor, form.one("code")[:LONGEST])
    if answer is None:
        told = here.words.gettext("Desde ahora ingresa sin código.")
        return go(here, here.path("inbox"), saying=told)
    return shown(here, "", answer)


def shown(here: Member, back: str, refused: Refused | None = None) -> Response:
    """The page; the secret is on it until the first code came."""
    told = "" if refused is None else why(here, refused)
    errors = {"code": told} if told else {}
    status = 200 if refused is None else 429 if refused.kind is RefusalKind.LOCKED_OUT else 422
    context = {
        **_around(here),
        "action": here.path("second-factor"),
        "removal": here.path("second-factor", "removal"),
        "back": back,
        "first": here.actor.must_enrol,
        "leave": here.path("sign-out") if here.actor.must_enrol else here.path("inbox"),
        "errors": errors,
        "summary": [FieldError(*each) for each in errors.items()],
        **_device(here),
    }
    return _unkept(page(here, "account/second_factor.html", context, status=status))


def why(here: Member, refused: Refused) -> str:
    """What is wrong with the code."""
    if refused.kind is RefusalKind.LOCKED_OUT:
        return locked_out(refused.details.get("until", ""), here)
    return here.words.gettext("Ese código no es el de ahora. Espere a que cambie y escríbalo.")


def _device(here: Member) -> dict[str, object]:
    """Since when there is one; or what it has to take."""
    found = enrolling(here.installation, here.actor, f"Cauce {here.municipality.name}")
    if isinstance(found, Refused):
        town, person_id = here.municipality.id, here.actor.person_id or 0
        with here.installation.database.read(town) as connection:
            row = factor_of(connection, town, person_id)
        since = row.confirmed_at if row else None
        return {"since": here.formats.moment(since, here.today) if since else ""}
    return {"since": "", **drawn(found)}


def drawn(found: Enrolling) -> dict[str, object]:
    """The secret for a device's camera, and in letters."""
    code = segno.make(found.address, error="m", micro=False)
    letters = [found.secret[n : n + GROUP] for n in range(0, len(found.secret), GROUP)]
    picture = Markup(code.svg_inline(scale=5, border=2, omitsize=False))  # noqa: S704  drawn here
    return {"picture": picture, "secret": " ".join(letters)}


def _around(here: Member) -> dict[str, object]:
    return {"town": here.municipality.name, "accent": here.municipality.accent}


def _unkept(response: Response) -> Response:
    response.headers["cache-control"] = "private, no-store"
    return response
