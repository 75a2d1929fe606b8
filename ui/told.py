"""What a page tells once, after a form sent the reader elsewhere: «Soltó la tarea».

It travels in a short-lived cookie and is shown as a toast by the next page, escaped like all text.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "cauce_told"
LONGEST = 300
SECONDS = 60


def tell(response: Response, sentence: str, *, secure: bool) -> None:
    """Let the next page of this visitor say a sentence."""
    response.set_cookie(
        COOKIE,
        quote(sentence[:LONGEST]),
        max_age=SECONDS,
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def told(request: Request) -> str:
    """The sentence that waits for this visitor, if one does."""
    return unquote(request.cookies.get(COOKIE, ""))[:LONGEST]


def forget(response: Response) -> None:
    """It has been shown."""
    response.delete_cookie(COOKIE)
