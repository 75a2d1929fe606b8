"""Pages that are the same for everybody: made once, kept packed, and told apart by an entity tag.

What they are made of is their key: as soon as a part of it is another one (a version of a service,
a dated number, what the municipality says of itself, the day), the page is made anew. Those of
`kept_page` set no cookie and hold no form that changes anything.
"""

from __future__ import annotations

import gzip
import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from engine.memory import Bounded
from ui import csrf
from ui.session import keep_visitor, visitor_token
from ui.visit import PRIVATE, Visit

HTML = "text/html; charset=utf-8"
JSON_LD = "application/ld+json"
XML = "application/xml"
HEADERS = {
    "cache-control": "no-cache",
    "vary": "Accept-Encoding, Accept-Language, Cookie",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it goes out: plain, and packed."""

    plain: bytes
    packed: bytes
    tag: str


_kept: Bounded[Hashable, Kept] = Bounded(600)
_forms: Bounded[Hashable, str] = Bounded(600)
PROOF = f"proof-{secrets.token_hex(16)}"
"""Stands in a kept page where the proof of its form goes; made anew with each process, so that no
text of a case can be taken for it."""


def kept_page(
    here: Visit, made_of: Hashable, make: Callable[[], str], *, kind: str = HTML
) -> Response:
    """The page of this address for readers of this language, made of `made_of`."""
    url = here.request.url
    key = (
        str(here.installation.database.url),
        here.municipality,
        here.localisation.language,
        (url.scheme, url.netloc, url.path, url.query),
        made_of,
    )
    found = _kept.get(key) or _kept.keep(key, _packed(make()))
    return _answer(here.request, found, kind)


def kept_form_page(
    here: Visit, made_of: Hashable, make: Callable[[dict[str, str]], str]
) -> Response:
    """The same of a page with a form: everybody gets it with a proof of their own. `make` is told
    what stands in the place of the proof; the page is nobody's, so it shows nothing that only one
    reader may see."""
    url = here.request.url
    key = (
        str(here.installation.database.url),
        here.municipality,
        here.localisation.language,
        (url.path, url.query),
        made_of,
    )
    text = _forms.get(key) or _forms.keep(key, make({"csrf": PROOF}))
    proof = csrf.token_for(here.token, nonce=secrets.token_bytes(16))
    response = HTMLResponse(text.replace(PROOF, proof), headers=PRIVATE)
    if visitor_token(here.request) != here.token:
        keep_visitor(response, here.token, secure=here.secure)
    return response


def made_page(text: str, *, kind: str = HTML) -> Response:
    """A page for everybody that is not worth keeping, such as what one person looks for."""
    return Response(text, headers=HEADERS, media_type=kind)


def _packed(text: str) -> Kept:
    plain = text.encode()
    return Kept(plain, gzip.compress(plain, 9, mtime=0), f'W/"{sha256(plain).hexdigest()[:20]}"')


def _answer(request: Request, page: Kept, kind: str) -> Response:
    headers = {**HEADERS, "etag": page.tag}
    known = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    if page.tag in known:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        packed = {**headers, "content-encoding": "gzip"}
        return Response(page.packed, headers=packed, media_type=kind)
    return Response(page.plain, headers=headers, media_type=kind)
