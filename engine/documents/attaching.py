"""Adding a document to the file of a case.

The same person filing the same kind of document under the same title adds a version; the versions
before stay. What is filed in a sealed step is sealed like its form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from engine.cases.lifecycle import CaseState
from engine.cases.permission import takes_part
from engine.cases.scene import Scene, in_one_transaction, scene_of, write_events
from engine.cases.sealing import seal_of
from engine.cases.suspending import refusal_of_suspended
from engine.cases.timers import fire_what_is_due
from engine.definitions.loading import Definition, program_of
from engine.documents.filing import Filing, enter, replace_with
from engine.documents.receiving import NewFile, Received, receive
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.lateness import note_late_attempt, refusal_to_finish
from storage import step
from storage.database import Connection
from storage.queries.documents import CaseDocument, documents_of_case


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
) -> Attached | Refused:
    """File a document, for a task of the case or for the case itself; its content is a stream, or
    what has arrived under the handle of an upload. `takes` says which media types are asked for."""

    refused = _looked_at_first(installation, actor, case_id, task_id)
    if refused is not None:
        return _told(installation, actor, task_id, refused)
    file = NewFile(kind, title, filename, stream, declared_size, upload)
    received = receive(installation, actor, file, takes=takes)
    if isinstance(received, Refused):
        return received

    def verb(connection: Connection) -> Attached | Refused:
        found = _load(installation, actor, connection, case_id, task_id)
        if isinstance(found, Refused):
            return found
        return _attach(connection, *found, received)

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
    refused = refusal_to_finish(scene.actor, definition.program, scene.snapshot, task)
    return refused or refusal_of_suspended(scene)


def _attach(
    connection: Connection, scene: Scene, definition: Definition, received: Received
) -> Attached:
    filing = _filing(scene, definition)
    before = _filed_before(connection, scene, received)
    if before is None:
        filed = enter(scene.installation.ids, received, scene.ledger, filing)
    else:
        filed = replace_with(
            received,
            scene.ledger,
            filing,
            document_id=before.document.id,
            number=before.versions[0].version + 1,
        )
    filed.write(connection, scene.municipality_id, scene.loaded.case.id)
    write_events(connection, scene)
    return Attached(filed.document_id, filed.number)


def _filing(scene: Scene, definition: Definition) -> Filing:
    task, person_id = scene.loaded.task, scene.actor.person_id
    if task is None:
        return Filing(scene.now, person_id)
    element = definition.program.elements[task.element]
    sealed = seal_of(definition.program, element)
    return Filing(scene.now, person_id, task.id, task.element, sealed)


def _filed_before(connection: Connection, scene: Scene, received: Received) -> CaseDocument | None:
    """The same document of the same person, of which this is a new version."""
    for found in documents_of_case(connection, scene.municipality_id, scene.loaded.case.id):
        document = found.document
        same = (document.kind, document.title) == (received.kind, received.title)
        if same and found.versions and document.created_by == scene.actor.person_id:
            return found
    return None
