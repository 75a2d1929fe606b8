"""Reading a document: who may, and the content checked against its hash while it is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from engine.bpmn import Snapshot, visited
from engine.cases.permission import may_see
from engine.definitions.loading import program_of
from engine.documents.permission import may_read
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.cases import where_it_stands
from storage.queries.documents import (
    DocumentRow,
    VersionRow,
    document_by_id,
    document_version,
)
from storage.queries.letters import EvidenceRow, evidence_by_place
from storage.tables.documents import DocumentState, Level


@dataclass(frozen=True, slots=True)
class Opened:
    """A version that the person may read; `content()` streams it and raises Corrupted at the end
    when it is not what was filed."""

    version: VersionRow
    title: str
    installation: Installation
    level: str = Level.INTERNAL
    case_id: int | None = None

    @property
    def is_reserved(self) -> bool:
        """Only some may read it: it goes nowhere but through the house."""
        return self.level == Level.RESERVED

    def content(self) -> AbstractContextManager[Iterator[bytes]]:
        """The bytes in pieces."""
        return self.installation.documents.open(self.version.sha256)


def open_version(
    installation: Installation, actor: Actor, document_id: int, version: int | None = None
) -> Opened | Refused:
    """A version of a document, the newest when none is named."""
    with installation.database.read(actor.municipality_id) as connection:
        document = document_by_id(connection, actor.municipality_id, document_id)
        found = document_version(connection, actor.municipality_id, document_id, version=version)
        if document is None or found is None or document.state == DocumentState.DISPOSED:
            return Refused(RefusalKind.NOT_FOUND)
        refused = _refusal(installation, actor, connection, document)
        return refused or Opened(
            found, document.title, installation, document.level, document.case_id
        )


def open_evidence(
    installation: Installation,
    actor: Actor,
    document_id: int,
    version: int,
    *,
    place: int,
    number: int,
) -> EvidenceRow | Refused:
    """What a signature in a version was judged by, for who may read the version."""
    opened = open_version(installation, actor, document_id, version)
    if isinstance(opened, Refused):
        return opened
    with installation.database.read(actor.municipality_id) as connection:
        found = evidence_by_place(
            connection,
            actor.municipality_id,
            document_id,
            version=version,
            place=place,
            number=number,
        )
    return found or Refused(RefusalKind.NOT_FOUND)


def _refusal(
    installation: Installation, actor: Actor, connection: Connection, document: DocumentRow
) -> Refused | None:
    stand = where_it_stands(connection, actor.municipality_id, document.case_id)
    if stand is None:
        return Refused(RefusalKind.NOT_FOUND)
    definition = program_of(installation, connection, actor.municipality_id, stand.definition_id)
    if not may_see(actor, definition):
        return Refused(RefusalKind.NO_ROLE)
    seen = visited(definition.program, Snapshot(stand.tokens, stand.scopes))
    return may_read(actor, definition, seen, document)
