"""When nobody is signed in: the sign-in page in place of the one that was asked for.

A form that arrives after its session ended is not lost: what it held travels through the sign-in
form and becomes the draft of the same task. It is carried only when the form proves that it came
from a page of ours.
"""

from __future__ import annotations

import re

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from engine.identity import Actor
from engine.tasks import save_draft
from ui import csrf
from ui.identity.forms import SignIn, carry
from ui.identity.present import sign_in_context
from ui.posted import BodyTooLargeError, Posted, UnreadableBodyError, closing, read_posted
from ui.resending import remembered
from ui.session import session_token
from ui.surroundings import surroundings_of
from ui.visit import (
    OwnPasswordNeededError,
    SecondFactorNeededError,
    SignInNeededError,
    Visit,
    go,
    page,
    visit,
)

TASK = re.compile(r"^/[^/]+/tasks/(\d{1,19})(?:[/?#]|$)")


def install_sign_in(app: FastAPI) -> None:
    """Let every page that needs a person lead to the sign-in page and back."""
    app.add_exception_handler(SignInNeededError, on_sign_in_needed)
    app.add_exception_handler(OwnPasswordNeededError, on_own_password_needed)
    app.add_exception_handler(SecondFactorNeededError, on_second_factor_needed)


async def on_own_password_needed(request: Request, error: Exception) -> Response:
    """To the page on which one chooses a password, and back from there."""
    assert isinstance(error, OwnPasswordNeededError)  # noqa: S101  # registered for nothing else
    return first_to(request, error.slug, "password")


async def on_second_factor_needed(request: Request, error: Exception) -> Response:
    """To the page on which a device is prepared, and back from there."""
    assert isinstance(error, SecondFactorNeededError)  # noqa: S101  # registered for nothing else
    return first_to(request, error.slug, "second-factor")


def first_to(request: Request, slug: str, page_name: str) -> Response:
    """That page comes before the one that was asked for."""
    asked = asked_for(request) if request.method in ("GET", "HEAD") else ""
    address = visit(request, slug).path(page_name, back=asked)
    if request.headers.get("hx-request") == "true":
        return Response(status_code=204, headers={"hx-redirect": address})
    return RedirectResponse(address, 303)


async def on_sign_in_needed(request: Request, error: Exception) -> Response:
    assert isinstance(error, SignInNeededError)  # noqa: S101  # registered for nothing else
    here = visit(request, error.slug)
    if request.method in ("GET", "HEAD"):
        return to_sign_in(here, asked_for(request))
    entry = SignIn(back=page_of_form(request), carried=await carried_by(request))
    context = sign_in_context(here, entry, expired=True)
    return page(here, "identity/sign_in.html", context, status=401)


def to_sign_in(here: Visit, back: str) -> Response:
    """For htmx too, a whole new page: a part cannot hold the sign-in form."""
    address = here.path("sign-in", back=back)
    if here.request.headers.get("hx-request") == "true":
        return Response(status_code=204, headers={"hx-redirect": address})
    return RedirectResponse(address, 303)


def asked_for(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query


def page_of_form(request: Request) -> str:
    """The page that the form was on: `/town/tasks/7/completion` was sent from `/town/tasks/7`."""
    return request.url.path.rsplit("/", 1)[0]


async def carried_by(request: Request) -> str:
    """What the form held, when it was one of ours and can be read."""
    form = remembered(request)
    if form is not None:
        return carried(request, form)
    limit = surroundings_of(request).settings.upload_limit
    try:
        with closing(await read_posted(request, limit=limit)) as form:
            return carried(request, form)
    except (BodyTooLargeError, UnreadableBodyError):
        return ""


def carried(request: Request, form: Posted) -> str:
    """The answers of a form of ours, as the sign-in form takes them along."""
    ours = csrf.is_genuine(form.one(csrf.FIELD), session_token(request))
    return carry(form.answers()) if ours else ""


def recover(here: Visit, entry: SignIn, actor: Actor) -> Response:
    """On to where the person was going; what they were typing becomes the draft of that task."""
    answers = entry.answers()
    task = TASK.match(entry.back)
    if task and answers:
        save_draft(here.installation, actor, int(task[1]), answers)
        told = here.words.gettext("Lo que estaba escribiendo sigue aquí.")
        return go(here, entry.back, saying=told)
    return go(here, entry.back or here.path("inbox"))
