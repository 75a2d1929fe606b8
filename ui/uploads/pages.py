"""What the script of a form asks for while it sends a file in pieces; answers are JSON.

`POST /uploads` announces a file and says how much of it is there already; `PUT /uploads/{id}?at=`
brings the piece that begins there. Without script the files travel with the form instead.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from typing import Annotated, BinaryIO, cast

from fastapi import APIRouter, Depends, Path, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from engine.documents.places import Place
from engine.documents.uploading import begin, drop, mine, take
from engine.refusals import Refused
from storage.queries.uploads import UploadRow
from ui.documents.download import headers_of
from ui.errors import not_found
from ui.form.keeping import limit_of
from ui.form.waiting import PICTURES, kept_words
from ui.multipart import BodyTooLargeError
from ui.posted import Posted
from ui.refusals import told
from ui.visit import Form, Member, SignedIn, check_origin

router = APIRouter(prefix="/{municipality}/uploads")
UploadId = Annotated[int, Path(ge=1, lt=2**63)]
LARGEST_PIECE = 4_000_000
IN_MEMORY = 600_000


async def piece(request: Request) -> AsyncIterator[BinaryIO]:
    """The bytes of this request on the disk of the machine; one that is cut gives what came, so
    that nothing is sent twice."""
    check_origin(request, Posted())
    came = 0
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
        try:
            async for chunk in request.stream():
                came += len(chunk)
                if came > LARGEST_PIECE:
                    raise BodyTooLargeError
                await run_in_threadpool(kept.write, chunk)
        except ClientDisconnect:
            pass  # what came is a whole beginning of the piece
        kept.seek(0)
        yield cast("BinaryIO", kept)


@router.post("", response_model=None)
def announce(here: SignedIn, form: Form) -> Response:
    """A file is about to come, or comes again."""
    size = form.one("size")
    row = begin(
        here.installation,
        here.actor,
        place_of(form),
        kind=form.one("kind"),
        filename=form.one("filename"),
        size=int(size) if size.isdecimal() and len(size) < 16 else 0,
    )
    return answer(here, row, created=True)


@router.put("/{upload_id}", response_model=None)
def next_piece(
    here: SignedIn,
    upload_id: UploadId,
    content: Annotated[BinaryIO, Depends(piece)],
    at: Annotated[int, Query(ge=0, lt=2**53)],
    process: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """The bytes that begin at `at`."""
    row = take(here.installation, here.actor, upload_id, at=at, stream=content, process_key=process)
    return answer(here, row)


@router.get("/{upload_id}", response_model=None)
def how_far(here: SignedIn, upload_id: UploadId) -> Response:
    """How much of a file is there."""
    row = mine(here.installation, here.actor, upload_id)
    if row is None:
        raise not_found(here.words)
    return answer(here, row)


@router.get("/{upload_id}/picture", response_model=None)
def picture(here: SignedIn, upload_id: UploadId) -> Response:
    """A picture that waits, for who sent it: what the summary shows of a signature."""
    row = mine(here.installation, here.actor, upload_id)
    if row is None or row.sha256 is None or row.media_type not in PICTURES:
        raise not_found(here.words)
    with here.installation.documents.open(row.sha256) as chunks:
        headers = headers_of(row.filename, row.media_type, row.size, sha256=row.sha256)
        return Response(b"".join(chunks), headers=headers)


@router.delete("/{upload_id}", response_model=None)
def take_back(here: SignedIn, upload_id: UploadId, form: Form) -> Response:  # noqa: ARG001  the form proves where it comes from
    """The file is not wanted."""
    if not drop(here.installation, here.actor, upload_id):
        raise not_found(here.words)
    return Response(status_code=204)


def place_of(form: Posted) -> Place:
    """The task or the draft that a file is for."""
    task, draft = form.one("task"), form.one("draft")
    if is_id(task):
        return Place(task_id=int(task))
    return Place(draft_id=int(draft) if is_id(draft) else 0, process_key=form.one("process"))


def is_id(text: str) -> bool:
    """Whether a text is the number of a row."""
    return text.isdecimal() and 0 < len(text) < 19


def answer(here: Member, row: UploadRow | Refused, *, created: bool = False) -> Response:
    """How much is there, or why it was not taken."""
    if isinstance(row, Refused):
        facts = {"limit": limit_of(here, row)}
        said = told(row, here.words, facts)
        body = {"kind": str(row.kind), "sentence": said.sentence, **row.details}
        return JSONResponse(body, said.status)
    told_ = {
        "id": str(row.id),
        "received": row.received,
        "size": row.size,
        "whole": row.whole,
        "name": row.filename,
        "words": kept_words(here) if row.whole else "",
    }
    return JSONResponse(told_, 201 if created else 200)
