"""Documents: filing one in a case, its versions, and the content of one."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from starlette.responses import Response, StreamingResponse

from engine.access import Scope
from engine.documents.attaching import attach
from engine.documents.opening import open_version
from engine.refusals import Refused
from storage.queries.cases import case_by_id
from storage.queries.documents import CaseDocument, document_by_id
from storage.queries.letters import evidence_of_document, signatures_of_case
from ui.api.answers import address, answer, id_of, matches
from ui.api.describing import FILE, hands_out, multipart, reads, writes
from ui.api.door import Here, Program
from ui.api.filing import Sent, digest_of, document_in, of_file
from ui.api.present.documents import document as shown
from ui.api.present.documents import signatures
from ui.api.problems import not_found, of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import Identifier, Number, room
from ui.api.shapes.others import Attached, Document, FoundSignature
from ui.cases.pages import seen_case
from ui.documents.download import headers_of
from ui.documents.pages import check_first, chunks_of

router = room("documents")
Version = Annotated[int, Path(ge=1, lt=2**31)]
DOCUMENT = multipart(
    {
        "kind": {"type": "string", "minLength": 1, "maxLength": 200},
        "title": {"type": "string", "maxLength": 200, "description": "The kind when absent."},
        "file": FILE,
        "upload": {"type": "string", "description": "In place of the file: what has arrived."},
        "filename": {"type": "string", "maxLength": 200, "description": "Beside an upload."},
    },
    ["kind"],
)


@router.post(
    "/cases/{number}/documents",
    **writes(Scope.DOCUMENTS_WRITE, Attached, status=201, extra=DOCUMENT),
)
def file_in_case(here: Here, number: Number, form: Sent, key: Key = None) -> Response:
    """File a document in a case; the same kind and title again adds a version."""

    def work() -> Response:
        with here.installation.database.read(here.municipality.id) as connection:
            case, _ = seen_case(here, connection, number)
        file = document_in(here, form)
        outcome = attach(
            here.installation,
            here.actor,
            case.id,
            kind=file.kind,
            title=file.title,
            filename=file.filename,
            stream=file.stream,
            upload=file.upload,
        )
        if isinstance(outcome, Refused):
            raise of_file(here, outcome)
        shape = Attached(id=str(outcome.document_id), version=outcome.version)
        where = {"location": address(here, "documents", outcome.document_id)}
        return answer(here, shape, status=201, headers=where)

    return once(here, key, work, content=digest_of(form))


@router.get("/documents/{document_id}", **reads(Scope.DOCUMENTS_READ, Document))
def document(here: Here, document_id: Identifier) -> Response:
    """A document with its versions, newest first, and the signatures found in them."""
    number, found = seen_document(here, id_of(document_id))
    return answer(here, shown(number, found, signed_in(here, found)))


@router.get(
    "/documents/{document_id}/versions/{version}",
    **hands_out(Scope.DOCUMENTS_READ, "application/octet-stream"),
)
def content(here: Here, document_id: Identifier, version: Version) -> Response:
    """The content of one version, of its own media type, streamed while its hash is checked."""
    return handed_out(here, id_of(document_id), version)


def handed_out(here: Program, document_id: int, version: int) -> Response:
    """The content of a version, or 304 to who has it already."""
    opened = open_version(here.installation, here.actor, document_id, version)
    if isinstance(opened, Refused):
        raise of_refusal(opened)
    row = opened.version
    headers = headers_of(row.filename, row.media_type, row.size, sha256=row.sha256)
    if matches(here.request.headers.get("if-none-match", ""), headers["etag"]):
        return Response(status_code=304, headers={"etag": headers["etag"]})
    check_first(here, opened)
    return StreamingResponse(chunks_of(opened), headers=headers, media_type=row.media_type)


def signed_in(here: Program, found: CaseDocument) -> dict[int, list[FoundSignature]]:
    """The signatures in the versions of a document."""
    town, row = here.municipality.id, found.document
    with here.installation.database.read(town) as connection:
        rows = signatures_of_case(connection, town, row.case_id)
        kept = evidence_of_document(connection, town, row.id)
    return signatures([each for each in rows if each.document_id == row.id], kept)


def seen_document(here: Program, document_id: int) -> tuple[str, CaseDocument]:
    """The document with the number of its case, if it is among those that the token may know of."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = document_by_id(connection, town, document_id)
        case = case_by_id(connection, town, row.case_id) if row else None
        if case is None:
            raise not_found()
        case, scene = seen_case(here, connection, case.number)
    found = next((each for each in scene.documents if each.document.id == document_id), None)
    if found is None:
        raise not_found()
    return case.number, found
