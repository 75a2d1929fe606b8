"""Who works here comes in by a provider, where the municipality lets it vouch for its staff. Whose
account the house does not know is joined once, by its password; no account begins here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from engine.identity import SignedIn
from engine.refusals import Refused
from engine.vouching.arriving import Turned, Unknown
from engine.vouching.joining import Waiting, join_with_password, waiting_with
from engine.vouching.opening import Entered
from engine.vouching.providers import Door, Provider
from ui.identity.forms import SignIn, safe_way_back
from ui.identity.pages import welcomed
from ui.identity.present import refusal_of, sign_in_context
from ui.visit import AnyVisit, Form, Visit, page
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

router = APIRouter(prefix="/{municipality}/sign-in")
Key = Annotated[str, Path(max_length=30)]


@router.get("/with/{key}", response_model=None)
def leave(here: AnyVisit, key: Key, back: str = "") -> Response:
    """To the provider; `back`: the page of ours that was asked for."""
    provider = provider_at(here, key, Door.STAFF)
    safe = safe_way_back(back, slug=here.municipality.slug)[:1_000]
    found = leaving(here, provider, Door.STAFF, back=safe)
    return turned(here, provider, found) if isinstance(found, Turned) else gone(here, found)


@router.get("/with/{key}/answer", response_model=None)
def arrive(here: AnyVisit, key: Key) -> Response:
    """Back from the provider."""
    provider = provider_at(here, key, Door.STAFF)
    found = answered(here, provider, Door.STAFF)
    if isinstance(found, Turned):
        return turned(here, provider, found)
    if isinstance(found.outcome, Unknown):
        response: Response = RedirectResponse(here.path("sign-in", "joining"), 303)
        keep_goodbye(here, response, provider, Door.STAFF, found.id_token)
        return keep_state(here, response, here.request.cookies.get(STATE, ""))
    response = entered(here, found.outcome, found.back)
    keep_goodbye(here, response, provider, Door.STAFF, found.id_token)
    return response


@router.get("/joining", response_model=None)
def joining(here: AnyVisit) -> Response:
    """The password of their account, once."""
    found = waiting(here)
    if found is None:
        return RedirectResponse(here.path("sign-in"), 303)
    return joining_page(here, found, SignIn())


@router.post("/joining", response_model=None)
def with_password(here: AnyVisit, form: Form) -> Response:
    """The account is theirs from now on."""
    found, entry = waiting(here), SignIn.of(form, slug=here.municipality.slug)
    if found is None:
        return RedirectResponse(here.path("sign-in"), 303)
    answer = join_with_password(
        here.installation,
        here.municipality.id,
        Door.STAFF,
        here.request.cookies.get(STATE, ""),
        entry.login,
        entry.password,
    )
    if isinstance(answer, Refused):
        status, sentence = refusal_of(answer, here)
        return joining_page(here, found, entry, refusal=sentence, status=status)
    response = entered(here, answer, found.back)
    response.delete_cookie(STATE, path=f"/{here.municipality.slug}")
    return response


def waiting(here: Visit) -> Waiting | None:
    """Who waits in this browser."""
    state = here.request.cookies.get(STATE, "")
    return waiting_with(here.installation, here.municipality.id, Door.STAFF, state)


def entered(here: Visit, answer: Entered, back: str) -> Response:
    """To the page that was asked for."""
    assert answer.actor is not None  # noqa: S101  # a session of the staff
    return welcomed(here, SignIn(back=back), SignedIn(answer.token, answer.actor, answer.waiting))


def turned(here: Visit, provider: Provider, found: Turned) -> Response:
    """The door again, and why nobody came in."""
    note(provider, found)
    status, said = sentence_of(here, provider, found)
    context = sign_in_context(here, SignIn(keep=True), refusal=said)
    return page(here, "identity/sign_in.html", context, status=status)


def joining_page(
    here: Visit, found: Waiting, entry: SignIn, *, refusal: str = "", status: int = 200
) -> Response:
    provider = provider_at(here, found.provider, Door.STAFF)
    context = {
        **sign_in_context(here, entry, refusal=refusal),
        "action": here.path("sign-in", "joining"),
        "provider": provider.title,
    }
    response = page(here, "vouching/staff_joining.html", context, status=status)
    response.headers["cache-control"] = "private, no-store"
    return response
