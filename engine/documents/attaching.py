"""Adding a document to the file of a case.

The same person filing the same kind of document under the same title adds a version, and so does
whoever names the document; the versions before stay. While somebody is changing a document, nobody
else adds to it. What is filed in a sealed step is sealed like its form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import BinaryIO

from engine.bpmn import visited
from engine.cases.lifecycle import CaseState
from engine.cases.permission import takes_part
from engine.cases.scene import Scene, in_one_transaction, scene_of, write_events
from engine.cases.sealing import seal_of, takes_envelopes
from engine.cases.suspending import refusal_of_suspended
from engine.cases.timers import fire_what_is_due
from engine.definitions.loading import Definition, program_of
from engine.documents.filing import Filed, Filing, enter, replace_with
from engine.documents.keeping import refusal_of_lock
from engine.documents.levels import level_of
from engine.documents.permission import may_read
from engine.documents.receiving import NewFile, Received, receive
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.lateness import note_late_attempt, refusal_to_finish
from storage import step
from storage.database import Connection
from storage.queries.documents import CaseDocument, documents_of_case
from storage.tables.documents import DocumentState, Origin
from storage.writes.documents import unlock_document


@dataclass(frozen=True, slots=True)
class Attached:
    """The document is in the file."""

    document_id: int
    version: int


def attach(
    installation: Installation,
    actor: Actor,
    case_id: int,
    *,
    kind: str,
    title: str,
    filename: str,
    stream: BinaryIO | None = None,
    task_id: int | None = None,
    declared_size: int | None = None,
    upload: str = "",
    takes: Callable[[str], bool] | None = None,
    document_id: int | None = None,
    origin: Origin = Origin.DIGITAL,
) -> Attached | Refused:
    """File a document, for a task of the case or for the case itself; its content is a stream, or
    what has arrived under the handle of an upload. With `document_id` it is a further version of
    that one, and keeps its kind and title.
    `takes` says which media types are asked for."""

    refused = _looked_at_first(installation, actor, case_id, task_id)
    if refused is not None:
        return _told(installation, actor, task_id, refused)
    file = NewFile(kind, title, filename, stream, declared_size, upload, origin)
    received = receive(installation, actor, file, takes=takes)
    if isinstance(received, Refused):
        return received

    def verb(connection: Connection) -> Attached | Refused:
        found = _load(installation, actor, connection, case_id, task_id)
        if isinstance(found, Refused):
            return found
        return _attach(connection, *found, received, document_id)

    answer = in_one_transaction(installation, actor, verb)
    return _told(installation, actor, task_id, answer) if isinstance(answer, Refused) else answer


def _told(
    installation: Installation, actor: Actor, task_id: int | None, refused: Refused
) -> Refused:
    """Who comes late is told which term is over, and the history who came."""
    if refused.kind is not RefusalKind.LATE or task_id is None:
        return refused
    return note_late_attempt(installation, actor, task_id)


def _looked_at_first(
    installation: Installation, actor: Actor, case_id: int, task_id: int | None
) -> Refused | None:
    """Before a content is taken in: may the person, and is there still time?"""

    def look(connection: Connection) -> Refused | int | None:
        found = _load(installation, actor, connection, case_id, task_id)
        if isinstance(found, Refused):
            return found
        scene, _ = found
        due = scene.loaded.next_due
        return scene.loaded.instance.id if due is not None and due <= scene.at else None

    answer = in_one_transaction(installation, actor, look)
    if isinstance(answer, int):
        fire_what_is_due(installation, actor.municipality_id, answer)
        return None
    return answer


def _load(
    installation: Installation,
    actor: Actor,
    connection: Connection,
    case_id: int,
    task_id: int | None,
) -> tuple[Scene, Definition] | Refused:
    loaded = step.load(
        connection,
        actor.municipality_id,
        task_id=task_id,
        case_id=None if task_id is not None else case_id,
    )
    if loaded is None or loaded.case.id != case_id:
        return Refused(RefusalKind.NOT_FOUND)
    scene = scene_of(installation, actor, loaded)
    definition = program_of(
        installation, connection, actor.municipality_id, loaded.instance.definition_id
    )
    return _refusal(scene, definition) or (scene, definition)


def _refusal(scene: Scene, definition: Definition) -> Refused | None:
    task = scene.loaded.task
    if task is None:
        if not takes_part(scene.actor, definition):
            return Refused(RefusalKind.NO_ROLE)
        if scene.loaded.case.state not in (CaseState.OPEN, CaseState.SUSPENDED):
            return Refused(RefusalKind.NOT_OPEN, {"state": scene.loaded.case.state})
        return None
    if takes_envelopes(definition.program.elements[task.element]):
        return Refused(RefusalKind.IN_ENVELOPE)
    refused = refusal_to_finish(scene.actor, definition.program, scene.snapshot, task)
    return refused or refusal_of_suspended(scene)


def _attach(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    received: Received,
    document_id: int | None,
) -> Attached | Refused:
    filing = _filing(scene, definition, received.kind)
    before = _before(connection, scene, definition, received, document_id)
    if isinstance(before, Refused):
        return before
    if before is None:
        filed = enter(scene.installation.ids, received, scene.ledger, filing)
    else:
        filed = _version_of(connection, scene, before, received, filing)
    case_id = scene.loaded.case.id
    filed.write(scene.installation, connection, scene.municipality_id, case_id)
    write_events(connection, scene)
    return Attached(filed.document_id, filed.number)


def _version_of(
    connection: Connection, scene: Scene, before: CaseDocument, received: Received, filing: Filing
) -> Filed:
    """A further version; who was changing the document is done with it."""
    document = before.document
    if document.locked_by is not None:
        unlock_document(connection, scene.municipality_id, document.id)
    return replace_with(
        replace(received, kind=document.kind, title=document.title),
        scene.ledger,
        filing,
        document_id=document.id,
        number=before.versions[0].version + 1,
    )


def _filing(scene: Scene, definition: Definition, kind: str) -> Filing:
    task, person_id, level = scene.loaded.task, scene.actor.person_id, level_of(definition, kind)
    if task is None:
        return Filing(scene.now, person_id, level=level)
    element = definition.program.elements[task.element]
    sealed = seal_of(definition.program, element)
    return Filing(scene.now, person_id, task.id, task.element, sealed, level)


def _before(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    received: Received,
    document_id: int | None,
) -> CaseDocument | Refused | None:
    """The document of which this is a version; None for a new one."""
    filed = documents_of_case(connection, scene.municipality_id, scene.loaded.case.id)
    if document_id is None:
        before = _filed_before(filed, scene, received)
    else:
        before = next((each for each in filed if each.document.id == document_id), None)
        refused = _refusal_to_add(scene, definition, before)
        if refused is not None:
            return refused
    return (before and refusal_of_lock(scene, before.document, connection)) or before


def _refusal_to_add(
    scene: Scene, definition: Definition, before: CaseDocument | None
) -> Refused | None:
    """Only what one may read, and what is still part of the file, gets another version."""
    if before is None or not before.versions:
        return Refused(RefusalKind.NOT_FOUND)
    if before.document.state != DocumentState.PRESENT:
        return Refused(RefusalKind.NOT_OPEN, {"state": before.document.state})
    seen = visited(definition.program, scene.snapshot)
    return may_read(scene.actor, definition, seen, before.document)


def _filed_before(
    filed: tuple[CaseDocument, ...], scene: Scene, received: Received
) -> CaseDocument | None:
    """The same document of the same person, of which this is a new version."""
    for found in filed:
        document = found.document
        same = (document.kind, document.title) == (received.kind, received.title)
        present = document.state == DocumentState.PRESENT and bool(found.versions)
        if same and present and document.created_by == scene.actor.person_id:
            return found
    return None
