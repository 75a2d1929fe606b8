"""Files on their way from the citizen's window: the same pieces, under the sessions of the portal.

Whoever showed the PIN of a case sends to the tasks of that case and to nothing else.
"""

from __future__ import annotations

from typing import Annotated, BinaryIO

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from engine.documents.places import Place
from engine.documents.uploading import begin, drop, mine, take
from storage.queries.tasks import task_by_id
from storage.queries.uploads import UploadRow, upload_by_id
from ui.documents.download import headers_of
from ui.errors import not_found
from ui.form.waiting import PICTURES
from ui.portal.citizen import Citizen, FromOutside, kept, of_case, somebody
from ui.uploads.pages import UploadId, answer, piece, place_of
from ui.visit import Form

router = APIRouter(prefix="/{municipality}/citizen/uploads")


@router.post("", response_model=None)
def announce(here: FromOutside, form: Form) -> Response:
    """A file is about to come, or comes again."""
    place = place_of(form)
    who = at_place(here, place)
    size = form.one("size")
    row = begin(
        who.installation,
        who.actor,
        place,
        kind=form.one("kind"),
        filename=form.one("filename"),
        size=int(size) if size.isdecimal() and len(size) < 16 else 0,
    )
    return kept(who, answer(who, row, created=True))


@router.put("/{upload_id}", response_model=None)
def next_piece(
    here: FromOutside,
    upload_id: UploadId,
    content: Annotated[BinaryIO, Depends(piece)],
    at: Annotated[int, Query(ge=0, lt=2**53)],
    process: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """The bytes that begin at `at`."""
    who, _row = owner_of(here, upload_id)
    row = take(who.installation, who.actor, upload_id, at=at, stream=content, process_key=process)
    return answer(who, row)


@router.get("/{upload_id}", response_model=None)
def how_far(here: FromOutside, upload_id: UploadId) -> Response:
    """How much of a file is there."""
    who, row = owner_of(here, upload_id)
    return answer(who, row)


@router.get("/{upload_id}/picture", response_model=None)
def picture(here: FromOutside, upload_id: UploadId) -> Response:
    """A picture that waits, for who sent it."""
    who, row = owner_of(here, upload_id)
    if row.sha256 is None or row.media_type not in PICTURES:
        raise not_found(here.words)
    with who.installation.documents.open(row.sha256) as chunks:
        headers = headers_of(row.filename, row.media_type, row.size, sha256=row.sha256)
        return Response(b"".join(chunks), headers=headers)


@router.delete("/{upload_id}", response_model=None)
def take_back(here: FromOutside, upload_id: UploadId, form: Form) -> Response:  # noqa: ARG001  the form proves where it comes from
    """The file is not wanted."""
    who, _row = owner_of(here, upload_id)
    drop(who.installation, who.actor, upload_id)
    return Response(status_code=204)


def at_place(here: Citizen, place: Place) -> Citizen:
    """The applicant of the case of a task; for a draft whoever fills it in."""
    if place.task_id is None:
        return somebody(here)
    with here.installation.database.read(here.municipality.id) as connection:
        task = task_by_id(connection, here.municipality.id, place.task_id)
    if task is None:
        raise not_found(here.words)
    return of_case(here, task.case_id)


def owner_of(here: Citizen, upload_id: int) -> tuple[Citizen, UploadRow]:
    """Who sent a file, in the session that is good for its place; not found for anybody else."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = upload_by_id(connection, town, upload_id)
        task = task_by_id(connection, town, row.task_id) if row and row.task_id else None
    who = of_case(here, task.case_id) if task is not None else here
    found = mine(who.installation, who.actor, upload_id) if who.actor.person_id else None
    if found is None or (who.actor.confined and task is None):
        raise not_found(here.words)
    return who, found
