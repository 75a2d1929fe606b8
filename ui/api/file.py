"""The file of a case as a whole: its signed index, and all documents at once."""

from __future__ import annotations

from starlette.responses import Response, StreamingResponse

from engine.access import Scope
from engine.documents.bag import bag_of
from engine.documents.file import CaseFile, file_of
from engine.refusals import Refused
from ui.api.answers import matches
from ui.api.describing import hands_out
from ui.api.door import Here, Program
from ui.api.problems import of_refusal
from ui.api.rooms import Number, room
from ui.cases.pages import seen_case
from ui.documents.file import all_of, headers_for, headers_of_bag

router = room("cases")


@router.get("/cases/{number}/index", **hands_out(Scope.CASES_READ, "application/json"))
def index(here: Here, number: Number) -> Response:
    """The index in its canonical form. `X-Cauce-Signature` (Ed25519) and `X-Cauce-Public-Key` go
    along: the signature is upon these very bytes."""
    found = seen_file(here, number)
    return known(here, found) or Response(
        found.index_json, headers=headers_for(number, "json", found)
    )


@router.get("/cases/{number}/index.xml", **hands_out(Scope.CASES_READ, "application/xml"))
def index_in_xml(here: Here, number: Number) -> Response:
    """The index as XML, with its hash and its signature inside."""
    found = seen_file(here, number)
    return known(here, found) or Response(
        found.index_xml, headers=headers_for(number, "xml", found)
    )


@router.get("/cases/{number}/documents.zip", **hands_out(Scope.DOCUMENTS_READ, "application/zip"))
def all_documents(here: Here, number: Number) -> Response:
    """Every document that the token may read, named by its folio."""
    found = seen_file(here, number)
    chunks, headers = all_of(here, number, found)
    return known(here, found) or StreamingResponse(chunks, headers=headers)


@router.get("/cases/{number}/export", **hands_out(Scope.DOCUMENTS_READ, "application/zip"))
def exported(here: Here, number: Number) -> Response:
    """The whole case in one file: documents, index, history and its proof (BagIt in a ZIP), as far
    as the token may know of it. `cauce audit verify FILE` checks it anywhere."""
    found = seen_file(here, number)
    if answered := known(here, found):
        return answered
    pieces = bag_of(here.installation, here.actor, found)
    headers = {**headers_of_bag(number), "etag": f'"{found.index_sha256}"'}
    return StreamingResponse(pieces, headers=headers)


def known(here: Program, found: CaseFile) -> Response | None:
    """The answer to who has this state of the file already."""
    tag = f'"{found.index_sha256}"'
    if matches(here.request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers={"etag": tag})
    return None


def seen_file(here: Program, number: str) -> CaseFile:
    """The file of the case with that number, if the token may look into it."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, _ = seen_case(here, connection, number)
    found = file_of(here.installation, here.actor, case.id)
    if isinstance(found, Refused):
        raise of_refusal(found)
    return found
