"""What somebody writes before they file: kept encrypted, and given back to nobody else.

A file is judged and looked into while it comes, and lies in the store under a key of its own; the
key lies in the draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import BinaryIO

from engine.cases.scene import in_one_transaction
from engine.definitions.loading import form_of_task
from engine.documents.claiming import claim
from engine.documents.places import Asked, asked_of
from engine.documents.receiving import NewFile, Received, receive
from engine.identity import Actor
from engine.installation import Installation
from engine.letters.codes import spelled
from engine.refusals import RefusalKind, Refused
from engine.retention.removing import remove_doomed
from engine.sealing.boxes import KEY, sealed_pieces
from engine.sealing.calls import Call, Looked, call_at, hear_what_is_due, told_late
from engine.sealing.contents import Draft, Paper, read_draft_text
from engine.sealing.keys import closed_draft, opened_draft
from storage.database import Connection
from storage.documents.store import Stored, chunks_of
from storage.queries.sealing import EnvelopeFileRow, EnvelopeRow, envelope_of
from storage.tables.sealing import EnvelopeState
from storage.writes.contents import doom_contents
from storage.writes.sealing import (
    drop_envelope_draft,
    drop_envelope_files,
    insert_envelope,
    insert_envelope_file,
    save_envelope_draft,
)

MOST_FILES = 20
"""Files in one envelope."""
NOTHING = Draft({})
_CODE_BYTES = 10


@dataclass(frozen=True, slots=True)
class Kept:
    """The draft is kept."""

    draft: Draft


def keep(
    installation: Installation, actor: Actor, task_id: int, answers: Mapping[str, object]
) -> Kept | Refused:
    """Keep what was typed so far, without a look at it; files stay where they are."""

    def verb(connection: Connection) -> Kept | Refused:
        call = call_at(installation, connection, actor, task_id)
        if isinstance(call, Refused):
            return call
        _, draft = own_draft(installation, connection, call)
        written = replace(draft, answers=dict(answers))
        if len(written.text()) > installation.limits.submission_characters:
            return Refused(RefusalKind.INVALID_DATA, {"too_long": "1"})
        save(connection, call, written)
        return Kept(written)

    hear_what_is_due(installation, actor, task_id)
    return _answered(installation, actor, task_id, in_one_transaction(installation, actor, verb))


def put_in(
    installation: Installation,
    actor: Actor,
    task_id: int,
    *,
    kind: str,
    filename: str,
    stream: BinaryIO,
) -> Kept | Refused:
    """Put a file into the envelope that is being written; where one is asked for it takes the place
    of the one before."""
    hear_what_is_due(installation, actor, task_id)
    asked = in_one_transaction(
        installation, actor, lambda connection: _asked(installation, connection, actor, task_id)
    )
    if isinstance(asked, Refused):
        return _answered(installation, actor, task_id, asked)
    if kind not in asked:
        return Refused(RefusalKind.NOT_FOUND)
    wanted = asked[kind]
    closing = _Closing(installation)
    file = NewFile(kind, wanted.title_of(filename), filename, stream)
    received = receive(installation, actor, file, takes=wanted.takes, keep=closing.keep)
    if isinstance(received, Refused):
        return received
    paper = closing.paper(received)

    def verb(connection: Connection) -> tuple[Kept, list[str]] | Refused:
        call = call_at(installation, connection, actor, task_id)
        if isinstance(call, Refused):
            return call
        return _with(connection, call, paper, wanted)

    answer = in_one_transaction(installation, actor, verb)
    if isinstance(answer, Refused):
        installation.documents.remove(paper.sealed)
        return _answered(installation, actor, task_id, answer)
    kept, gone = answer
    remove_doomed(installation, gone)
    return kept


def take_out(installation: Installation, actor: Actor, task_id: int, row_id: int) -> Kept | Refused:
    """Take a file out of the envelope that is being written."""

    def verb(connection: Connection) -> tuple[Kept, list[str]] | Refused:
        call = call_at(installation, connection, actor, task_id)
        if isinstance(call, Refused):
            return call
        _, draft = own_draft(installation, connection, call)
        gone = [each for each in draft.papers if each.row == row_id]
        left = replace(draft, papers=tuple(each for each in draft.papers if each.row != row_id))
        save(connection, call, left)
        return Kept(left), _drop(connection, call, gone)

    answer = in_one_transaction(installation, actor, verb)
    if isinstance(answer, Refused):
        return _answered(installation, actor, task_id, answer)
    kept, gone = answer
    remove_doomed(installation, gone)
    return kept


def draft_seen(installation: Installation, connection: Connection, looked: Looked) -> Draft:
    """What its owner wrote, for their page."""
    if looked.row is None:
        return NOTHING
    town = looked.definition.municipality_id
    row = envelope_of(connection, town, looked.row.id, mark=looked.mark, state=EnvelopeState.DRAFT)
    return _read(installation, town, looked.mark, row)


def own_draft(
    installation: Installation, connection: Connection, call: Call
) -> tuple[EnvelopeRow | None, Draft]:
    """The draft of whose call it is, with its row; an empty one where there is none."""
    town = call.scene.municipality_id
    row = envelope_of(connection, town, call.row.id, mark=call.mark, state=EnvelopeState.DRAFT)
    return row, _read(installation, town, call.mark, row)


def save(connection: Connection, call: Call, draft: Draft) -> int:
    """Write a draft down, closed; the id of its row."""
    scene, town = call.scene, call.scene.municipality_id
    there = envelope_of(connection, town, call.row.id, mark=call.mark, state=EnvelopeState.DRAFT)
    envelope_id = there.id if there else scene.installation.ids.new()
    content = closed_draft(scene.installation, town, envelope_id, call.mark, draft.text())
    if there is not None:
        save_envelope_draft(connection, town, there.id, content=content, at=scene.now)
        return there.id
    row = EnvelopeRow(
        id=envelope_id,
        call_id=call.row.id,
        mark=call.mark,
        code=spelled(scene.installation.random_bytes(_CODE_BYTES)),
        state=EnvelopeState.DRAFT,
        content=content,
        sha256="",
        saved_at=scene.now,
        filed_at=None,
    )
    insert_envelope(connection, town, row)
    return envelope_id


def forget(connection: Connection, call: Call) -> list[str]:
    """Drop a draft; the contents that are to be removed once that is committed."""
    row, draft = own_draft(call.scene.installation, connection, call)
    if row is None:
        return []
    gone = [each.sealed for each in draft.papers]
    drop_envelope_draft(connection, call.scene.municipality_id, row.id)
    doom_contents(connection, gone, at=call.scene.now)
    return gone


def _asked(
    installation: Installation, connection: Connection, actor: Actor, task_id: int
) -> dict[str, Asked] | Refused:
    call = call_at(installation, connection, actor, task_id)
    if isinstance(call, Refused):
        return call
    form = form_of_task(installation, connection, call.task, call.definition)
    return asked_of(call.element, form, installation.limits.document_bytes)


def _with(
    connection: Connection, call: Call, paper: Paper, wanted: Asked
) -> tuple[Kept, list[str]] | Refused:
    installation, town = call.scene.installation, call.scene.municipality_id
    _, draft = own_draft(installation, connection, call)
    same = [each for each in draft.papers if each.kind == paper.kind]
    gone = same if wanted.most == 1 else []
    if len(same) - len(gone) >= wanted.most or len(draft.papers) - len(gone) >= MOST_FILES:
        most = min(wanted.most, MOST_FILES)
        return Refused(RefusalKind.FILES_TOO_MANY, {"most": str(most)})
    envelope_id = save(connection, call, draft)
    claim(installation, connection, paper.sealed)
    row = EnvelopeFileRow(installation.ids.new(), envelope_id, paper.sealed, paper.size)
    insert_envelope_file(connection, town, row)
    left = tuple(each for each in draft.papers if each not in gone)
    filled = replace(draft, papers=(*left, replace(paper, row=row.id)))
    save(connection, call, filled)
    return Kept(filled), _drop(connection, call, gone)


def _drop(connection: Connection, call: Call, papers: list[Paper]) -> list[str]:
    town, contents = call.scene.municipality_id, [each.sealed for each in papers]
    drop_envelope_files(connection, town, [each.row for each in papers])
    doom_contents(connection, contents, at=call.scene.now)
    return contents


def _read(
    installation: Installation, municipality_id: int, mark: str, row: EnvelopeRow | None
) -> Draft:
    if row is None:
        return NOTHING
    return read_draft_text(opened_draft(installation, municipality_id, row.id, mark, row.content))


def _answered(
    installation: Installation, actor: Actor, task_id: int, answer: Kept | Refused
) -> Kept | Refused:
    if isinstance(answer, Refused):
        return told_late(installation, actor, task_id, answer)
    return answer


class _Closing:
    """Puts a file into the store under a key of its own, and remembers what the file was."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._key = installation.random_bytes(KEY)
        self._digest = sha256()
        self._size = 0

    def keep(self, stream: BinaryIO) -> Stored:
        """The content, encrypted: what the store is given, and nothing else of it is written."""
        limit = self._installation.limits.document_bytes
        pieces = sealed_pieces(self._key, self._counted(stream))
        return self._installation.documents.put(pieces, limit=limit + limit // 8 + KEY)

    def paper(self, received: Received) -> Paper:
        """What the envelope says of it."""
        return Paper(
            kind=received.kind,
            title=received.title,
            filename=received.filename,
            media_type=received.media_type,
            size=self._size,
            sha256=self._digest.hexdigest(),
            sealed=received.sha256,
            key=self._key.hex(),
        )

    def _counted(self, stream: BinaryIO) -> Iterator[bytes]:
        for chunk in chunks_of(stream):
            self._digest.update(chunk)
            self._size += len(chunk)
            yield chunk
