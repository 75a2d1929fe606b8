"""The file of a case as one reader may see it: its signed index, and all its documents at once.

The index is dated by the last act of the case, so that the same file has the same index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from engine.bpmn import Snapshot, visited
from engine.cases.permission import may_see
from engine.definitions.loading import Definition, program_of
from engine.documents.index import CaseIndex, IndexEntry, as_json, as_xml
from engine.documents.permission import may_read
from engine.history.signing import Seal, sign
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.cases import CaseRow, case_by_id, where_it_stands
from storage.queries.documents import CaseDocument, DocumentRow, VersionRow, documents_of_case
from storage.queries.municipalities import municipality_by_id
from storage.tables.documents import DocumentState


@dataclass(frozen=True, slots=True)
class FiledVersion:
    """One version in its place in the file, with its document."""

    document: DocumentRow
    version: VersionRow
    readable: bool


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case, its versions in the order of their folios, and the index with its seal."""

    case: CaseRow
    versions: tuple[FiledVersion, ...]
    index: CaseIndex
    seal: Seal

    @property
    def index_json(self) -> bytes:
        """The canonical form of the index, upon which the seal is."""
        return as_json(self.index)

    @property
    def index_sha256(self) -> str:
        """The hash of the canonical form, in hexadecimal."""
        return sha256(self.index_json).hexdigest()

    @property
    def index_xml(self) -> bytes:
        """The index as XML, with its hash and its seal."""
        seal = {"public_key": self.seal.public_key, "signature": self.seal.signature}
        return as_xml(self.index, sha256=self.index_sha256, signature=seal)

    def readable(self) -> Iterator[tuple[str, FiledVersion]]:
        """What the reader may have, each with a name of its own: folio, kind, file name."""
        for each in self.versions:
            if each.readable:
                yield name_in_file(each), each


def file_of(installation: Installation, actor: Actor, case_id: int) -> CaseFile | Refused:
    """The file of a case that the person may see."""
    with installation.database.read(actor.municipality_id) as connection:
        case = case_by_id(connection, actor.municipality_id, case_id)
        stand = where_it_stands(connection, actor.municipality_id, case_id)
        if case is None or stand is None:
            return Refused(RefusalKind.NOT_FOUND)
        definition = program_of(
            installation, connection, actor.municipality_id, stand.definition_id
        )
        if not may_see(actor, definition):
            return Refused(RefusalKind.NO_ROLE)
        filed = documents_of_case(connection, actor.municipality_id, case_id)
        seen = visited(definition.program, Snapshot(stand.tokens, stand.scopes))
        versions = in_order(
            (each, is_there(each) and may_read(actor, definition, seen, each.document) is None)
            for each in filed
        )
        return _file(
            installation,
            connection,
            actor,
            case,
            definition,
            versions,
            (stand.chain_seq, stand.chain_hash),
            stand.updated_at,
        )


def is_there(each: CaseDocument) -> bool:
    """Its contents were not disposed of."""
    return each.document.state != DocumentState.DISPOSED


def in_order(filed: Iterator[tuple[CaseDocument, bool]]) -> tuple[FiledVersion, ...]:
    """Every version of every document in the order of its folios."""
    versions = [
        FiledVersion(each.document, version, readable)
        for each, readable in filed
        for version in each.versions
    ]
    return tuple(sorted(versions, key=lambda each: each.version.folio))


def name_in_file(each: FiledVersion) -> str:
    """«0022-acta-acta-firmada.pdf»: sorts by folio, and no two are the same. Its parts came from
    people: nothing in it leads out of a folder."""
    kind = re.sub(r"[^a-z0-9_]", "", each.document.kind.lower())[:40]
    filename = each.version.filename.replace("/", "").replace("\\", "").lstrip(".")
    return f"{each.version.folio:04d}-{kind}-{filename}"


def _file(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    case: CaseRow,
    definition: Definition,
    versions: tuple[FiledVersion, ...],
    head: tuple[int, bytes],
    made_at: datetime,
) -> CaseFile:
    town = municipality_by_id(connection, actor.municipality_id)
    index = CaseIndex(
        municipality=town.name if town else "",
        number=case.number,
        title=case.title,
        process=definition.title,
        state=case.state,
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        made_at=made_at,
        history_events=head[0],
        history_hash=bytes(head[1]).hex(),
        entries=tuple(_entry(order, each) for order, each in enumerate(versions, start=1)),
    )
    return CaseFile(
        case, versions, index, sign(installation, actor.municipality_id, as_json(index))
    )


def _entry(order: int, each: FiledVersion) -> IndexEntry:
    document, version = each.document, each.version
    bare = IndexEntry(
        order=order,
        folio=version.folio,
        last_folio=version.last_folio,
        pages=version.pages,
        sha256=version.sha256,
        size=version.size,
    )
    if not each.readable:
        return bare
    return IndexEntry(
        order=order,
        folio=version.folio,
        last_folio=version.last_folio,
        pages=version.pages,
        sha256=version.sha256,
        size=version.size,
        document_id=str(document.id),
        version=version.version,
        kind=document.kind,
        title=document.title,
        filename=version.filename,
        media_type=version.media_type,
        created_at=document.created_at,
        filed_at=version.uploaded_at,
        filed_by=version.uploader_name,
        origin=document.origin,
        level=document.level,
        state=document.state,
    )
