"""`Idempotency-Key`: a POST that comes again gets the answer of the first time.

Answers are kept for 24 hours with the token that asked; what is told only once (a secret) is left
out of what is kept. The same key with another content is refused. What was refused did nothing, so
its key is free again; what broke on our side keeps its key, because it may have been done.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated

from fastapi import Header
from starlette.responses import Response

from engine.access.repeating import Kept, Repeat, abandon, begin, finish
from ui.api.door import Program
from ui.api.kinds import ApiKind
from ui.api.problems import Problem, own
from ui.errors import PageError

KEY = re.compile(r"[!-~]{1,200}")
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="Any word of yours; the same request with the same key acts once in 24 hours.",
        examples=["3f1c6c0e-9d5b-4d8e-8d38-1c2f0a7b9e11"],
    ),
]
KEPT_HEADERS = ("content-type", "location")


def once(
    here: Program,
    key: str | None,
    work: Callable[[], Response],
    *,
    content: str = "",
    kept: Callable[[bytes], bytes] = bytes,
) -> Response:
    """Do the work, or answer as the first time. `content` is the digest of a body of files; `kept`
    makes of the answer what whoever asks again is told."""
    if key is None:
        return work()
    began = begin(here.installation, here.caller, key, fingerprint_of(here, content))
    match began:
        case Kept():
            return replayed(began)
        case Repeat.OTHER:
            raise own(ApiKind.KEY_USED_OTHERWISE)
        case Repeat.RUNNING:
            raise own(ApiKind.KEY_IN_USE)
    return first(here, key, work, kept)


def first(
    here: Program, key: str, work: Callable[[], Response], kept: Callable[[bytes], bytes]
) -> Response:
    try:
        response = work()
    except (Problem, PageError):
        abandon(here.installation, here.caller, key)
        raise
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    body = kept(bytes(response.body))
    told = Kept(response.status_code, json.dumps(headers), body)
    finish(here.installation, here.caller, key, told)
    return response


def replayed(kept: Kept) -> Response:
    headers = {**json.loads(kept.headers), "idempotency-replayed": "true"}
    return Response(kept.body, kept.status, {**headers, "cache-control": "no-store"})


def fingerprint_of(here: Program, content: str) -> str:
    """What the request asks: method, address and body."""
    request = here.request
    digest = content or getattr(request.state, "body_digest", "")
    told = f"{request.method} {request.url.path}?{request.url.query} {digest}"
    return sha256(told.encode()).hexdigest()
