"""What a page tells once, after a form sent the reader elsewhere: «Soltó la tarea».

It travels in a short-lived cookie and is shown as a toast by the next page, escaped like all text.
Beside the sentence goes what takes back the very thing that it tells: a deed, `step:CASE:SEQ` of
a completed task or `act:TASK:SEQ` of any other act upon one. Where none goes with it, the toast
offers nothing.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "cauce_told"
LONGEST = 300
SECONDS = 60
BESIDE = "|"
_GREATEST = 2**63
_DEED = re.compile(r"(step|act):([0-9]{1,19}):([0-9]{1,9})")

Deed = tuple[str, int, int]
"""What can be taken back: of which sort, of which case or task, and the event that tells of it."""


def deed_told(sort: str, number: int, seq: int | None) -> str:
    """A deed as a form and a cookie carry it; empty for what stays done."""
    return "" if seq is None else f"{sort}:{number}:{seq}"


def deed_in(text: str) -> Deed | None:
    """The deed that a text names; None when it names none."""
    found = _DEED.fullmatch(text)
    if found is None or int(found[2]) >= _GREATEST:
        return None
    return found[1], int(found[2]), int(found[3])


def tell(response: Response, sentence: str, *, deed: str = "", secure: bool) -> None:
    """Let the next page of this visitor say a sentence, and offer to take back what it tells."""
    response.set_cookie(
        COOKIE,
        quote(sentence[:LONGEST]) + (BESIDE + deed if deed else ""),
        max_age=SECONDS,
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def told(request: Request) -> str:
    """The sentence that waits for this visitor, if one does."""
    return unquote(request.cookies.get(COOKIE, "").partition(BESIDE)[0])[:LONGEST]


def deed_beside(request: Request) -> str:
    """The deed that the sentence tells of, if it can be taken back."""
    deed = request.cookies.get(COOKIE, "").partition(BESIDE)[2]
    return deed if deed_in(deed) else ""


def forget(response: Response) -> None:
    """It has been shown."""
    response.delete_cookie(COOKIE)
