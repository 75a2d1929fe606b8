"""A document on a page of its own, and the content of each of its versions."""

from __future__ import annotations

from collections.abc import Iterator

import structlog
from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response, StreamingResponse

from engine.auditing.accesses import Looked
from engine.documents.opening import Opened, open_version
from engine.refusals import Refused
from storage.documents.store import StoreFault, Unreachable
from storage.queries.letters import evidence_in_case, signatures_of_case
from ui.documents.download import disposition, headers_of
from ui.documents.present import document_context
from ui.documents.refused import refusal
from ui.documents.seen import DocumentId, Version, seen_document
from ui.errors import PageError
from ui.readings import looked
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/documents")
CHECKED_FIRST = 8 * 1024 * 1024
"""Up to so many bytes a content is checked before any of it is sent."""
LINKED_FROM = 16 * 1024 * 1024
"""From so many bytes on a content may go by a link of its store, where there are any."""

log = structlog.get_logger("cauce.documents")


@router.get("/{document_id}", response_model=None)
def document_page(here: SignedIn, document_id: DocumentId) -> Response:
    """What a document is, how it looks, and every version of it."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene, found = seen_document(here, connection, document_id)
        signatures = signatures_of_case(connection, here.municipality.id, case.id)
        evidence = evidence_in_case(connection, here.municipality.id, case.id) if signatures else ()
        context = document_context(here, case, scene, found, signatures, evidence)
        return staff_page(
            here,
            connection,
            "documents/page.html",
            context,
            section="cases",
            calendar=scene.calendar,
        )


@router.get("/{document_id}/versions/{version}", response_model=None)
def document(here: SignedIn, document_id: DocumentId, version: Version) -> Response:
    """One version, streamed while its hash is checked."""
    opened = open_version(here.installation, here.actor, document_id, version)
    if isinstance(opened, Refused):
        raise refusal(here, opened)
    row = opened.version
    looked(here, Looked.DOCUMENT, case_id=opened.case_id, subject=opened.title or row.filename)
    headers = headers_of(row.filename, row.media_type, row.size, sha256=row.sha256)
    if here.request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers={"etag": headers["etag"]})
    if link := link_to(opened):
        return RedirectResponse(link, 303, {"cache-control": "no-store"})
    check_first(here, opened)
    return StreamingResponse(chunks_of(opened), headers=headers, media_type=row.media_type)


def link_to(opened: Opened) -> str | None:
    """A short-lived address of the store itself, for what is large and not reserved."""
    row = opened.version
    if row.size < LINKED_FROM or opened.is_reserved:
        return None
    name = disposition(row.filename, shown=False)
    return opened.installation.documents.link(
        row.sha256, disposition=name, media_type=row.media_type
    )


def check_first(here: Member, opened: Opened) -> None:
    """A small content is whole before any of it is sent; a damaged one is named."""
    if opened.version.size > CHECKED_FIRST:
        return
    try:
        for _ in chunks_of(opened):
            pass
    except Unreachable:
        raise
    except StoreFault as fault:
        raise damaged(here, opened) from fault


def chunks_of(opened: Opened) -> Iterator[bytes]:
    """The content; a damaged one breaks the download off instead of passing for whole."""
    row = opened.version
    try:
        with opened.content() as chunks:
            yield from chunks
    except StoreFault as fault:
        log.error(
            "document_damaged",
            document=row.document_id,
            version=row.version,
            fault=type(fault).__name__,
        )
        raise


def damaged(here: Member, opened: Opened) -> PageError:
    """The store no longer holds what was filed."""
    _ = here.words.gettext
    sentence = _("«%(title)s», versión %(version)s, ya no es el archivo que se registró.") % {
        "title": opened.title,
        "version": opened.version.version,
    }
    advice = _("Avise a quien cuida el sistema: puede reponerlo de una copia de respaldo.")
    return PageError(500, _("El documento está dañado"), sentence, advice)
