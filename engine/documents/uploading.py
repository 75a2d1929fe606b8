"""A file arrives in pieces, and goes on where it was cut: begin, take a piece, drop.

What arrived outlives the page, the session and the device: the next piece may come from anywhere
where the same person is. Once whole, the file is judged by its content and looked into like any
other, and waits beside the draft until its form is sent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from engine.cases.scene import in_one_transaction
from engine.documents.claiming import claim
from engine.documents.names import bare_filename
from engine.documents.places import Asked, Place, asked_at
from engine.documents.receiving import NewFile, Received, receive
from engine.documents.uploads import (
    append_to_upload,
    begin_upload,
    discard_upload,
    upload_reached,
)
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.uploads import UploadRow, bytes_on_the_way, upload_by_id, uploads_at
from storage.writes import uploads as rows

TIMES = 10
"""So many of the largest files a person may have on the way."""


def begin(
    installation: Installation, actor: Actor, place: Place, *, kind: str, filename: str, size: int
) -> UploadRow | Refused:
    """Announce a file; the same one announced again goes on where it was."""
    if actor.person_id is None:
        return Refused(RefusalKind.NO_ROLE)
    person_id, name = actor.person_id, bare_filename(filename)
    handle = begin_upload(installation, actor)

    def verb(connection: Connection) -> UploadRow | Refused:
        asked = asked_at(installation, actor, connection, place)
        if isinstance(asked, Refused):
            return asked
        if kind not in asked:
            return Refused(RefusalKind.NOT_FOUND)
        there = there_of(connection, actor.municipality_id, person_id, place)
        known = (kind, name, size)
        for each in there:
            if not each.whole and (each.kind, each.filename, each.size) == known:
                return each
        waiting = bytes_on_the_way(connection, actor.municipality_id, person_id)
        refused = _refusal(installation, asked[kind], there, size, waiting)
        if refused is not None:
            return refused
        now = installation.clock.now()
        row = UploadRow(
            id=installation.ids.new(),
            person_id=person_id,
            task_id=place.task_id,
            draft_id=place.draft_id,
            kind=kind,
            filename=name,
            size=size,
            received=0,
            handle=handle,
            sha256=None,
            media_type=None,
            begun_at=now,
            moved_at=now,
        )
        rows.insert_upload(connection, actor.municipality_id, row)
        return row

    row = installation.database.run(verb, municipality=actor.municipality_id)
    if isinstance(row, Refused) or row.handle != handle:
        discard_upload(installation, actor, handle)
    return row if isinstance(row, Refused) else _as_it_stands(installation, actor, row)


def take(
    installation: Installation,
    actor: Actor,
    upload_id: int,
    *,
    at: int,
    stream: BinaryIO,
    process_key: str = "",
) -> UploadRow | Refused:
    """Keep the piece that begins at byte `at`; with the last one the file is judged."""
    row = mine(installation, actor, upload_id)
    if row is None:
        return Refused(RefusalKind.NOT_FOUND)
    if row.whole:
        return row
    row = _as_it_stands(installation, actor, row)
    if at != row.received:
        return Refused(RefusalKind.UPLOAD_PLACE, {"reached": str(row.received)})
    if row.received < row.size:
        reached = append_to_upload(installation, actor, row.handle, at, stream)
        if isinstance(reached, Refused):
            return reached
        if reached > row.size:
            _forget(installation, actor, row)
            return Refused(RefusalKind.FILE_TRUNCATED)
        row = _moved(installation, actor, row, reached, row.handle)
    if row.received < row.size:
        return row
    return _finish(installation, actor, row, process_key)


def drop(installation: Installation, actor: Actor, upload_id: int) -> bool:
    """Forget a file that is on its way or waits; whether there was one."""
    row = mine(installation, actor, upload_id)
    if row is None:
        return False
    _forget(installation, actor, row)
    return True


def mine(installation: Installation, actor: Actor, upload_id: int) -> UploadRow | None:
    """An upload of this person."""
    with installation.database.read(actor.municipality_id) as connection:
        row = upload_by_id(connection, actor.municipality_id, upload_id)
    return row if row is not None and row.person_id == actor.person_id else None


def there_of(
    connection: Connection, municipality_id: int, person_id: int, place: Place
) -> tuple[UploadRow, ...]:
    """What a person has sent to a place."""
    return uploads_at(
        connection, municipality_id, person_id, task_id=place.task_id, draft_id=place.draft_id
    )


def _refusal(
    installation: Installation,
    asked: Asked,
    there: tuple[UploadRow, ...],
    size: int,
    waiting: int,
) -> Refused | None:
    """What is known before a byte came."""
    if size < 1:
        return Refused(RefusalKind.FILE_EMPTY)
    if size > asked.largest:
        return Refused(RefusalKind.FILE_TOO_LARGE, {"bytes": str(asked.largest)})
    already = sum(each.kind == asked.kind for each in there)
    if asked.most > 1 and already >= asked.most:
        return Refused(RefusalKind.FILES_TOO_MANY, {"most": str(asked.most)})
    if waiting + size > TIMES * installation.limits.document_bytes:
        return Refused(RefusalKind.FILES_TOO_MANY, {"most": str(asked.most)})
    return None


def _as_it_stands(installation: Installation, actor: Actor, row: UploadRow) -> UploadRow:
    """The row as the store knows it; begun anew when the store has thrown away what had come."""
    reached = upload_reached(installation, actor, row.handle)
    if isinstance(reached, Refused):
        handle = begin_upload(installation, actor)
        return _moved(installation, actor, row, 0, handle)
    return replace(row, received=min(reached, row.size))


def _moved(
    installation: Installation, actor: Actor, row: UploadRow, reached: int, handle: str
) -> UploadRow:
    now = installation.clock.now()

    def verb(connection: Connection) -> None:
        rows.move_upload(
            connection, actor.municipality_id, row.id, received=reached, handle=handle, at=now
        )

    installation.database.run(verb, municipality=actor.municipality_id)
    return replace(row, received=reached, handle=handle, moved_at=now)


def _finish(
    installation: Installation, actor: Actor, row: UploadRow, process_key: str
) -> UploadRow | Refused:
    """Judge the whole; what is refused is forgotten, unless it can still be looked into later."""
    place = Place(row.task_id, row.draft_id, process_key)
    with installation.database.read(actor.municipality_id) as connection:
        asked = asked_at(installation, actor, connection, place)
    if isinstance(asked, Refused):
        return asked
    if row.kind not in asked:
        return Refused(RefusalKind.NOT_FOUND)
    file = NewFile(row.kind, row.kind, row.filename, declared_size=row.size, upload=row.handle)
    received = receive(installation, actor, file, takes=asked[row.kind].takes)
    if isinstance(received, Refused):
        if received.kind is not RefusalKind.FILE_UNSCANNED:
            _forget(installation, actor, row)
        return received
    return _finished(installation, actor, row, received, only=asked[row.kind].most == 1)


def _finished(
    installation: Installation, actor: Actor, row: UploadRow, received: Received, *, only: bool
) -> UploadRow | Refused:
    town, now = actor.municipality_id, installation.clock.now()
    place = Place(row.task_id, row.draft_id)

    def verb(connection: Connection) -> None:
        claim(installation, connection, received.sha256)
        rows.finish_upload(
            connection,
            town,
            row.id,
            sha256=received.sha256,
            media_type=received.media_type,
            filename=received.filename,
            at=now,
        )
        for other in there_of(connection, town, row.person_id, place) if only else ():
            if other.kind == row.kind and other.whole and other.id != row.id:
                rows.drop_upload(connection, town, other.id)

    answer = in_one_transaction(installation, actor, verb)
    if isinstance(answer, Refused):
        return answer
    return replace(
        row, sha256=received.sha256, media_type=received.media_type, filename=received.filename
    )


def _forget(installation: Installation, actor: Actor, row: UploadRow) -> None:
    installation.database.run(
        lambda connection: rows.drop_upload(connection, actor.municipality_id, row.id),
        municipality=actor.municipality_id,
    )
    if not row.whole:
        discard_upload(installation, actor, row.handle)
