"""Citizens come in by a provider; who has no account that the house knows says which is theirs, or
that they have none yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.citizens.sessions import LASTS, SessionKind
from engine.refusals import RefusalKind, Refused
from engine.vouching.arriving import Turned, Unknown
from engine.vouching.joining import Waiting, join_as_new, join_with_password, waiting_with
from engine.vouching.opening import Entered
from engine.vouching.providers import Door, Provider
from ui.parts import FieldError
from ui.portal.account import sign_in_page
from ui.portal.around import citizen_page
from ui.portal.citizen import CITIZEN, Citizen, FromOutside, keep
from ui.portal.who import FIELDS, posted_who, who_errors
from ui.visit import Form, Visit, go
from ui.vouching.way import (
    STATE,
    answered,
    gone,
    keep_goodbye,
    keep_state,
    leaving,
    note,
    provider_at,
    sentence_of,
)

router = APIRouter(prefix="/{municipality}/citizen")
Key = Annotated[str, Path(max_length=30)]
LONGEST = 1_000


@router.get("/with/{key}", response_model=None)
def leave(here: FromOutside, key: Key) -> Response:
    """To the provider."""
    provider = provider_at(here, key, Door.CITIZEN)
    found = leaving(here, provider, Door.CITIZEN)
    return turned(here, provider, found) if isinstance(found, Turned) else gone(here, found)


@router.post("/with/{key}", response_model=None)
def join(here: FromOutside, key: Key, form: Form) -> Response:  # noqa: ARG001  # the form proves its origin
    """Who is in joins the provider to their account. A page leads there: the answer to a form may
    not lead out of the house, and no other site can begin it."""
    provider = provider_at(here, key, Door.CITIZEN)
    if not here.has_account:
        return go(here, here.path("citizen"))
    found = leaving(here, provider, Door.CITIZEN, person_id=here.actor.person_id)
    if isinstance(found, Turned):
        return turned(here, provider, found)
    context = {"provider": provider.title, "href": found.url, "back": here.path("citizen")}
    response = citizen_page(here, "vouching/join.html", context, section="citizen")
    return keep_state(here, response, found.state)


@router.get("/with/{key}/answer", response_model=None)
def arrive(here: FromOutside, key: Key) -> Response:
    """Back from the provider."""
    provider = provider_at(here, key, Door.CITIZEN)
    person_id = here.actor.person_id if here.has_account else None
    found = answered(here, provider, Door.CITIZEN, person_id=person_id)
    if isinstance(found, Turned):
        return turned(here, provider, found)
    if isinstance(found.outcome, Unknown):
        response = go(here, here.path("citizen", "joining"))
        keep_goodbye(here, response, provider, Door.CITIZEN, found.id_token)
        return keep_state(here, response, here.request.cookies.get(STATE, ""))
    response = entered(here, found.outcome)
    keep_goodbye(here, response, provider, Door.CITIZEN, found.id_token)
    return response


@router.get("/joining", response_model=None)
def joining(here: FromOutside) -> Response:
    """Which account is theirs."""
    found = waiting(here)
    if found is None:
        return go(here, here.path("citizen"))
    return joining_page(here, found, {**found.told}, {})


@router.post("/joining/password", response_model=None)
def with_password(here: FromOutside, form: Form) -> Response:
    """They have one, and know its password."""
    _ = here.words.gettext
    found, email = waiting(here), form.one("login")[:254]
    if found is None:
        return go(here, here.path("citizen"))
    answer = join_with_password(
        here.installation,
        here.municipality.id,
        Door.CITIZEN,
        here.request.cookies.get(STATE, ""),
        email,
        form.one("password")[:LONGEST],
    )
    if isinstance(answer, Entered):
        return entered(here, answer)
    locked = answer.kind is RefusalKind.LOCKED_OUT
    said = _("El correo o la clave no coinciden.")
    said = _("Demasiados intentos: espere 15 minutos.") if locked else said
    return joining_page(here, found, {**found.told, "login": email}, {"login": said})


@router.post("/joining/new", response_model=None)
def as_new(here: FromOutside, form: Form) -> Response:
    """They have none yet."""
    found, who = waiting(here), posted_who(form)
    if found is None:
        return go(here, here.path("citizen"))
    answer = join_as_new(
        here.installation,
        here.municipality.id,
        here.request.cookies.get(STATE, ""),
        who.applicant,
        here.localisation.language,
    )
    if isinstance(answer, Refused):
        errors = who_errors(answer.details.get("field", ""), here.words)
        return joining_page(here, found, {**who.typed, **vouched(found)}, errors)
    return entered(here, answer)


def waiting(here: Citizen) -> Waiting | None:
    """Who waits in this browser."""
    state = here.request.cookies.get(STATE, "")
    return waiting_with(here.installation, here.municipality.id, Door.CITIZEN, state)


def vouched(found: Waiting) -> dict[str, str]:
    """What the provider says, and nobody types."""
    return {name: told for name, told in found.told.items() if name in ("name", "national_id")}


def entered(here: Visit, answer: Entered) -> Response:
    """To the list of the account."""
    response = go(here, here.path("citizen"))
    seconds = int(LASTS[SessionKind.ACCOUNT].total_seconds())
    keep(here, response, CITIZEN, answer.token, seconds)
    response.delete_cookie(STATE, path=f"/{here.municipality.slug}")
    return response


def turned(here: Citizen, provider: Provider, found: Turned) -> Response:
    """The door again, and why nobody came in."""
    note(provider, found)
    status, said = sentence_of(here, provider, found)
    return sign_in_page(here, {}, {"providers": said}, status=status)


def joining_page(
    here: Citizen, found: Waiting, typed: Mapping[str, str], errors: Mapping[str, str]
) -> Response:
    provider = provider_at(here, found.provider, Door.CITIZEN)
    context = {
        "provider": provider.title,
        "typed": {name: typed.get(name, "") for name in (*FIELDS, "login")},
        "vouched": {"name": "", "national_id": "", **vouched(found)},
        "errors": errors,
        "summary": [FieldError(name, said) for name, said in errors.items()],
        "password_action": here.path("citizen", "joining", "password"),
        "new_action": here.path("citizen", "joining", "new"),
    }
    status = 422 if errors else 200
    response = citizen_page(
        here, "vouching/joining.html", context, section="citizen", status=status
    )
    response.headers["cache-control"] = "private, no-store"
    return response
