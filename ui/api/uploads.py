"""Uploads: a large file comes in several goes, and goes on where it was cut.

When all of it has arrived, it is filed with its handle in place of a file.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Header, Path
from starlette.responses import Response

from engine.access import Scope
from engine.documents.uploads import begin_upload, discard_upload, upload_reached
from engine.refusals import Refused
from ui.api.answers import address, answer
from ui.api.describing import FILE, reads, writes
from ui.api.door import Here, Program
from ui.api.filing import of_file
from ui.api.kinds import ApiKind
from ui.api.problems import own
from ui.api.repeats import Key, once
from ui.api.rooms import room
from ui.api.shapes.others import Upload
from ui.arriving import add_arriving

router = room("uploads")
BYTES = "application/octet-stream"
Handle = Annotated[str, Path(pattern=r"^[0-9a-f]{32}\.[0-9a-f]{32}$")]
Offset = Annotated[
    int, Header(alias="Upload-Offset", ge=0, lt=2**53, description="Where the piece begins.")
]
PIECE = {"requestBody": {"required": True, "content": {BYTES: {"schema": FILE}}}}


@router.post("/uploads", **writes(Scope.DOCUMENTS_WRITE, Upload, status=201))
def upload_begun(here: Here, key: Key = None) -> Response:
    """Begin an upload. What nobody adds to or files for two days is thrown away."""

    def work() -> Response:
        handle = begin_upload(here.installation, here.actor)
        where = {"location": address(here, "uploads", handle)}
        return answer(here, shape(here, handle, 0), status=201, headers=where)

    return once(here, key, work)


@router.get("/uploads/{upload}", **reads(Scope.DOCUMENTS_WRITE, Upload))
def upload(here: Here, upload: Handle) -> Response:
    """How far an upload of yours has come."""
    return answer(here, shape(here, upload, reached(here, upload)))


@router.patch("/uploads/{upload}", **writes(Scope.DOCUMENTS_WRITE, Upload, extra=PIECE))
async def upload_continued(here: Here, upload: Handle, offset: Offset) -> Response:
    """Add a piece where the upload stands; what arrives before a cut is kept."""
    kind = here.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != BYTES:
        raise own(ApiKind.UNSUPPORTED_MEDIA_TYPE)
    outcome = await add_arriving(here.request, here.installation, here.actor, upload, offset)
    if isinstance(outcome, Refused):
        raise of_file(here, outcome)
    return answer(here, shape(here, upload, outcome))


@router.delete("/uploads/{upload}", **writes(Scope.DOCUMENTS_WRITE, Upload))
def upload_thrown_away(here: Here, upload: Handle) -> Response:
    """Throw an upload of yours away."""
    place = reached(here, upload)
    discard_upload(here.installation, here.actor, upload)
    return answer(here, shape(here, upload, place))


def reached(here: Program, handle: str) -> int:
    """Where it stands; a Problem when there is no such upload of this caller."""
    outcome = upload_reached(here.installation, here.actor, handle)
    if isinstance(outcome, Refused):
        raise of_file(here, outcome)
    return outcome


def shape(here: Program, handle: str, offset: int) -> Upload:
    """An upload as it stands."""
    limit = here.installation.limits.document_bytes
    return Upload(upload=handle, offset=offset, limit=limit)
