"""What is done with a document that is in the file: locked while somebody changes it, classified,
withdrawn. Each is one act of the case's history; none touches the contents.

A lock lasts until its holder files the next version or lets go, and a day at most: what somebody
forgot must not stop the others. An operator of the process may break it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from engine.bpmn import visited
from engine.cases.lifecycle import CaseState
from engine.cases.operated import refusal_of_reason
from engine.cases.permission import may_operate, may_see, takes_part
from engine.cases.scene import Scene, in_one_transaction, scene_of, write_events
from engine.definitions.loading import Definition, program_of
from engine.documents.permission import may_classify, may_read
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.documents import DocumentRow, document_by_id
from storage.queries.identity import names_of
from storage.tables.documents import DocumentState, Level
from storage.writes.documents import (
    classify_document,
    lock_document,
    unlock_document,
    withdraw_document,
)

LONGEST_LOCK = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Kept:
    """It was done, or was so already."""

    document_id: int
    case_id: int


Act = Callable[[Connection, Scene, Definition, DocumentRow], Refused | None]


def lock(installation: Installation, actor: Actor, document_id: int) -> Kept | Refused:
    """Say that one is changing a document: nobody else adds a version meanwhile."""

    def act(
        connection: Connection, scene: Scene, definition: Definition, document: DocumentRow
    ) -> Refused | None:
        if not takes_part(scene.actor, definition) or scene.actor.person_id is None:
            return Refused(RefusalKind.NO_ROLE)
        refused = refusal_of_lock(scene, document, connection)
        if refused is not None or holder_of(scene, document) == scene.actor.person_id:
            return refused
        key, person_id = scene.municipality_id, scene.actor.person_id
        lock_document(connection, key, document.id, person_id=person_id, at=scene.now)
        _tell(scene, EventKind.DOCUMENT_LOCKED, document)
        return None

    return _kept(installation, actor, document_id, act)


def unlock(installation: Installation, actor: Actor, document_id: int) -> Kept | Refused:
    """Let go of a document; an operator may break another's lock."""

    def act(
        connection: Connection, scene: Scene, definition: Definition, document: DocumentRow
    ) -> Refused | None:
        if document.locked_by is None:
            return None
        if not may_operate(scene.actor, definition):
            refused = refusal_of_lock(scene, document, connection)
            if refused is not None:
                return refused
        unlock_document(connection, scene.municipality_id, document.id)
        _tell(scene, EventKind.DOCUMENT_UNLOCKED, document)
        return None

    return _kept(installation, actor, document_id, act)


def classify(
    installation: Installation, actor: Actor, document_id: int, level: Level, reason: str
) -> Kept | Refused:
    """Say who may read a document, and why."""
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused

    def act(
        connection: Connection, scene: Scene, definition: Definition, document: DocumentRow
    ) -> Refused | None:
        if not may_classify(scene.actor, definition, document):
            return Refused(RefusalKind.NO_ROLE)
        if document.level == level:
            return None
        classify_document(connection, scene.municipality_id, document.id, level=level)
        told = {"from": document.level, "level": str(level)}
        _tell(scene, EventKind.DOCUMENT_CLASSIFIED, document, told, reason)
        return None

    return _kept(installation, actor, document_id, act)


def withdraw(
    installation: Installation, actor: Actor, document_id: int, reason: str
) -> Kept | Refused:
    """Take a document back, saying why: it counts no more, and stays readable with its folios."""
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused

    def act(
        connection: Connection, scene: Scene, definition: Definition, document: DocumentRow
    ) -> Refused | None:
        mine = document.created_by is not None and document.created_by == scene.actor.person_id
        if not mine and not may_operate(scene.actor, definition):
            return Refused(RefusalKind.NO_ROLE)
        if scene.loaded.case.state not in (CaseState.OPEN, CaseState.SUSPENDED):
            return Refused(RefusalKind.CASE_NOT_OPEN, {"state": scene.loaded.case.state})
        if document.state == DocumentState.WITHDRAWN:
            return None
        refused = refusal_of_lock(scene, document, connection)
        if refused is not None:
            return refused
        withdraw_document(connection, scene.municipality_id, document.id)
        _tell(scene, EventKind.DOCUMENT_WITHDRAWN, document, reason=reason)
        return None

    return _kept(installation, actor, document_id, act)


def refusal_of_lock(
    scene: Scene, document: DocumentRow, connection: Connection | None = None
) -> Refused | None:
    """Somebody else is changing the document; None when nobody is."""
    holder = holder_of(scene, document)
    if holder is None or holder == scene.actor.person_id:
        return None
    names = names_of(connection, scene.municipality_id, {holder}) if connection else {}
    facts = {"holder_id": str(holder), "who": names.get(holder, "")}
    return Refused(RefusalKind.DOCUMENT_LOCKED, facts)


def holder_of(scene: Scene, document: DocumentRow) -> int | None:
    """Who is changing the document now; a lock that is a day old counts no more."""
    if document.locked_at is None or document.locked_at + LONGEST_LOCK <= scene.now:
        return None
    return document.locked_by


def _kept(installation: Installation, actor: Actor, document_id: int, act: Act) -> Kept | Refused:
    """The act upon a document that the person may read, with its case locked."""

    def verb(connection: Connection) -> Kept | Refused:
        document = document_by_id(connection, actor.municipality_id, document_id)
        if document is None:
            return Refused(RefusalKind.NOT_FOUND)
        loaded = step.load(connection, actor.municipality_id, case_id=document.case_id)
        document = document_by_id(connection, actor.municipality_id, document_id)
        if loaded is None or document is None:
            return Refused(RefusalKind.NOT_FOUND)
        scene = scene_of(installation, actor, loaded)
        definition = program_of(
            installation, connection, actor.municipality_id, loaded.instance.definition_id
        )
        refused = _refusal(scene, definition, document) or act(
            connection, scene, definition, document
        )
        if refused is not None:
            return refused
        if scene.ledger.events:
            write_events(connection, scene)
        return Kept(document_id, document.case_id)

    return in_one_transaction(installation, actor, verb)


def _refusal(scene: Scene, definition: Definition, document: DocumentRow) -> Refused | None:
    if not may_see(scene.actor, definition):
        return Refused(RefusalKind.NO_ROLE)
    seen = visited(definition.program, scene.snapshot)
    return may_read(scene.actor, definition, seen, document)


def _tell(
    scene: Scene,
    kind: EventKind,
    document: DocumentRow,
    data: dict[str, str] | None = None,
    reason: str = "",
) -> None:
    detail = {"title": document.title}
    if reason.strip():
        detail["reason"] = reason.strip()
    told = {"document": str(document.id), "kind": document.kind, **(data or {})}
    scene.ledger.add(kind, data=told, detail=detail)
