"""Opening a version of a document, and the list of its versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response, StreamingResponse

from engine.documents.opening import Opened, open_version
from engine.refusals import RefusalKind, Refused
from storage.queries.cases import case_by_id
from storage.queries.documents import document_by_id
from ui.cases.pages import seen_case
from ui.documents.download import headers_of
from ui.documents.present import versions_context
from ui.errors import PageError, not_found
from ui.refusals import told
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/documents")
DocumentId = Annotated[int, Path(ge=1, lt=2**63)]
Version = Annotated[int, Path(ge=1, lt=2**31)]


@router.get("/{document_id}", response_model=None)
def versions(here: SignedIn, document_id: DocumentId) -> Response:
    """Every version of a document that the person may read."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = document_by_id(connection, town, document_id)
        case = case_by_id(connection, town, row.case_id) if row else None
        if case is None:
            raise not_found(here.words)
        case, scene = seen_case(here, connection, case.number)
        found = next((each for each in scene.documents if each.document.id == document_id), None)
        if found is None:
            raise not_found(here.words)
        context = versions_context(here, case, found)
        return staff_page(
            here,
            connection,
            "documents/versions.html",
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
    if not may_know_of(here, document_id):
        raise not_found(here.words)
    row = opened.version
    headers = headers_of(row.filename, row.media_type, row.size, sha256=row.sha256)
    if here.request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers={"etag": headers["etag"]})
    return StreamingResponse(chunks_of(opened), headers=headers, media_type=row.media_type)


def chunks_of(opened: Opened) -> Iterator[bytes]:
    """The content; a damaged one breaks the download off instead of passing for whole."""
    with opened.content() as chunks:
        yield from chunks


def may_know_of(here: Member, document_id: int) -> bool:
    """Whether the document is among those that this reader's case page lists."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = document_by_id(connection, town, document_id)
        case = case_by_id(connection, town, row.case_id) if row else None
        if case is None:
            return False
        _, scene = seen_case(here, connection, case.number)
    return any(each.document.id == document_id for each in scene.documents)


def refusal(here: Member, refused: Refused) -> PageError:
    """Not there, not for this role, or still sealed."""
    if refused.kind is not RefusalKind.SEALED:
        return not_found(here.words)
    said = told(refused, here.words)
    return PageError(said.status, here.words.gettext("Está sellado"), said.sentence)
