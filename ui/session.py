"""The two cookies that tell one visitor from another.

`cauce_session` proves who is signed in; `cauce_visitor` is a random value for who is not yet, so
that the sign-in form too can prove where it comes from. Scripts cannot read either, other sites
cannot send them with a form, and behind https they never travel in the clear.
"""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import Response

SESSION = "cauce_session"
VISITOR = "cauce_visitor"
VISIT_SECONDS = 24 * 3600


def session_token(request: Request) -> str:
    """The proof of a session that this request carries; it may be of no use any more."""
    return request.cookies.get(SESSION, "")


def visitor_token(request: Request) -> str:
    """The value that a not yet signed-in visitor carries."""
    return request.cookies.get(VISITOR, "")


def new_visitor_token() -> str:
    return secrets.token_urlsafe(24)


def is_secure(request: Request) -> bool:
    """Whether the visitor came over https (through a trusted proxy counts)."""
    return request.url.scheme == "https"


def keep_session(response: Response, token: str, *, secure: bool, seconds: int | None) -> None:
    """Give the browser its session; without `seconds` it ends when the browser closes."""
    response.set_cookie(
        SESSION, token, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/"
    )
    response.delete_cookie(VISITOR, path="/")


def keep_visitor(response: Response, token: str, *, secure: bool) -> None:
    """Let the browser prove that the sign-in form it sends came from us."""
    response.set_cookie(
        VISITOR,
        token,
        max_age=VISIT_SECONDS,
        httponly=True,
        samesite="lax",
        secure=secure,
        path="/",
    )


def end_session(response: Response) -> None:
    """Forget the session, and the pages that the browser kept of it."""
    response.delete_cookie(SESSION, path="/")
    response.headers["clear-site-data"] = '"cache"'
