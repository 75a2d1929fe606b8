"""The public page of a verification code: for whoever holds the paper, without signing in.

Says the kind, the number, the date, who signed, whether it counts, and the hash; the paper itself
only where its kind may be read by anybody. Guessing is slow: codes have 80 bits, and who tries in
vain again and again has to wait.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response, StreamingResponse

from engine.history.signing import fingerprint_of, public_key_of
from engine.letters.verifying import Verified, verify
from ui.documents.download import headers_of
from ui.errors import PageError, not_found
from ui.visit import AnyVisit, Visit, page

router = APIRouter(prefix="/{municipality}/v")
Code = Annotated[str, Path(max_length=40)]


@router.get("", response_model=None)
def ask(here: AnyVisit, code: str = "") -> Response:
    """The form for a code."""
    if code.strip():
        return RedirectResponse(here.path("v", code.strip()[:40]), 303)
    return page(here, "letters/verify.html", context_of(here, None, ""))


@router.get("/{code}", response_model=None)
def answer(here: AnyVisit, code: Code) -> Response:
    """What the house knows of the letter with that code."""
    found = looked_up(here, code)
    context = context_of(here, found, code)
    return page(here, "letters/verify.html", context, status=200 if found else 404)


@router.get("/{code}/document", response_model=None)
def paper(here: AnyVisit, code: Code) -> Response:
    """The letter itself, where anybody may read it."""
    found = looked_up(here, code)
    if found is None or found.version is None:
        raise not_found(here.words)
    row = found.version
    with found.content(here.installation) as chunks:
        content = list(chunks)  # a letter is small; nothing of a damaged one is sent
    headers = headers_of(row.filename, row.media_type, row.size, sha256=row.sha256)
    return StreamingResponse(iter(content), headers=headers)


def looked_up(here: Visit, code: str) -> Verified | None:
    """The letter; raises the page of who has to wait."""
    address = here.request.client.host if here.request.client else ""
    if seconds := here.surroundings.throttles.letters.wait(
        here.installation, here.municipality.id, address
    ):
        title = here.words.gettext("Espere un momento")
        advice = here.words.gettext("Desde su conexión se buscaron muchos códigos que no existen.")
        raise PageError(429, title, advice, headers={"retry-after": str(seconds)})
    found = verify(here.installation, here.municipality.id, code)
    if found is None:
        here.surroundings.throttles.letters.failed(here.installation, here.municipality.id, address)
    return found


def context_of(here: Visit, found: Verified | None, code: str) -> dict[str, object]:
    """The context of letters/verify.html."""
    key = public_key_of(here.installation, here.municipality.id)
    return {
        "key": fingerprint_of(key),
        "town": here.municipality.name,
        "found": found,
        "typed": code,
        "signed": here.formats.day_words(found.signed_at, here.today) if found else "",
        "voided": here.formats.day_words(found.voided_at, here.today)
        if found and found.voided_at
        else "",
        "paper_href": here.path("v", found.code, "document") if found and found.version else "",
        "proof_href": here.path("v", found.code, "proof") if found and not found.disposed else "",
        "data_href": here.path("v", found.code, "proof.json")
        if found and not found.disposed
        else "",
        "action": here.path("v"),
    }
