"""Files on their way in: read as they arrive, within their limits, and gone when the request is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from hashlib import sha256
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from engine.documents.receiving import NewFile
from engine.refusals import RefusalKind, Refused
from ui.api.door import Program
from ui.api.invalid import invalid
from ui.api.kinds import ApiKind
from ui.api.problems import Problem, of_refusal, own
from ui.posted import Posted, PostedFile, closing, read_posted
from ui.surroundings import surroundings_of
from ui.tasks.filing import limit_of

LONGEST = 200
PIECE = 1024 * 1024


async def sent(request: Request) -> AsyncIterator[Posted]:
    """The parts of a multipart body; one that was cut off does nothing."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise own(ApiKind.UNSUPPORTED_MEDIA_TYPE)
    limit = surroundings_of(request).settings.upload_limit
    with closing(await read_posted(request, limit=limit)) as form:
        if form.cut_at is not None:
            raise of_refusal(Refused(RefusalKind.FILE_TRUNCATED))
        yield form


Sent = Annotated[Posted, Depends(sent)]


def digest_of(form: Posted) -> str:
    """What came, as one word: two requests with the same fields and files have the same."""
    told = sha256(repr(sorted(form.fields.items())).encode())
    for file in form.files:
        file.content.seek(0)
        told.update(f"\n{file.name!r} {file.filename!r} {file.size}\n".encode())
        while piece := file.content.read(PIECE):
            told.update(piece)
        file.content.seek(0)
    return told.hexdigest()


def document_in(here: Program, form: Posted) -> NewFile:
    """The one document of a body: its kind, its title, and its file or the upload that it names."""
    kind, title, upload = form.one("kind"), form.one("title"), form.one("upload")
    faults = [
        (f"body.{name}", "string_too_long" if text else "missing")
        for name, text in (("kind", kind), ("title", title or kind or "-"))
        if not 0 < len(text) <= LONGEST
    ]
    files = files_named("file", form.files)
    if len(files) != (0 if upload else 1):
        faults.append(("body.file", "missing"))
    if faults:
        raise invalid(faults)
    if upload:
        name = form.one("filename")[:LONGEST] or title or kind
        return NewFile(kind, title or kind, name, upload=upload)
    if files[0].too_large:
        raise of_file(here, Refused(RefusalKind.FILE_TOO_LARGE))
    return NewFile(kind, title or kind, files[0].filename, files[0].content)


def files_named(name: str, files: Iterable[PostedFile]) -> list[PostedFile]:
    """The files of one field."""
    return [each for each in files if each.name == name]


def of_file(here: Program, refused: Refused) -> Problem:
    """Why a file does not come in; the largest size is told."""
    return of_refusal(refused, limit_of(here))
