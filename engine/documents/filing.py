"""A document enters the file of a case, told in the history by the hash of its content.

Each version gets the next folios of the file, one a page, and keeps them for ever: a later version
stands behind what came meanwhile, as a later paper would (LPAG art. 164, correlative folios).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.documents.claiming import claim
from engine.documents.receiving import Received
from engine.history.kinds import EventKind
from engine.history.ledger import Ledger
from engine.ids import Ids
from engine.installation import Installation
from storage.database import Connection
from storage.queries.documents import VersionRow, last_folio
from storage.queries.letters import EvidenceRow, SignatureRow
from storage.tables.documents import Level
from storage.writes.documents import insert_document, insert_version
from storage.writes.letters import insert_evidence, insert_signatures


@dataclass(frozen=True, slots=True)
class Filing:
    """Who files, when, and in which step."""

    at: datetime
    person_id: int | None
    task_id: int | None = None
    element: int | None = None
    sealed: int = 0
    level: Level = Level.INTERNAL


@dataclass(frozen=True, slots=True)
class Filed:
    """A version of a document, ready to be written; the first one brings the document."""

    document_id: int
    number: int
    received: Received
    filing: Filing

    def write(
        self,
        installation: Installation,
        connection: Connection,
        municipality_id: int,
        case_id: int,
    ) -> None:
        """Enter it in the file of a case. Raises TooManyRaces where its content was disposed of
        since it came in."""
        claim(installation, connection, self.received.sha256)
        if self.number == 1:
            insert_document(
                connection,
                municipality_id,
                document_id=self.document_id,
                case_id=case_id,
                kind=self.received.kind,
                title=self.received.title,
                created_at=self.filing.at,
                created_by=self.filing.person_id,
                sealed=self.filing.sealed,
                level=self.filing.level,
                origin=self.received.origin,
            )
        folio = last_folio(connection, municipality_id, case_id) + 1
        insert_version(connection, municipality_id, self._row(folio))
        insert_signatures(connection, municipality_id, self._signatures())
        insert_evidence(connection, municipality_id, self._evidence())

    def _signatures(self) -> Iterator[SignatureRow]:
        for place, found in enumerate(self.received.signatures, start=1):
            yield SignatureRow(
                self.document_id,
                self.number,
                place,
                found.signer,
                found.issuer,
                found.signed_at,
                int(found.intact),
                int(found.whole),
                int(found.trusted),
                int(found.revoked),
                found.stamped_at,
            )

    def _evidence(self) -> Iterator[EvidenceRow]:
        for place, found in enumerate(self.received.signatures, start=1):
            for number, each in enumerate(found.evidence, start=1):
                yield EvidenceRow(
                    self.document_id,
                    self.number,
                    place,
                    number,
                    each.kind,
                    each.address,
                    each.content,
                    self.filing.at,
                )

    def _row(self, folio: int) -> VersionRow:
        received, filing = self.received, self.filing
        return VersionRow(
            document_id=self.document_id,
            version=self.number,
            sha256=received.sha256,
            size=received.size,
            media_type=received.media_type,
            filename=received.filename,
            uploaded_at=filing.at,
            uploaded_by=filing.person_id,
            task_id=filing.task_id,
            folio=folio,
            pages=received.pages,
        )


def enter(ids: Ids, received: Received, ledger: Ledger, filing: Filing) -> Filed:
    """A new document."""
    return enter_as(ids.new(), received, ledger, filing)


def enter_as(document_id: int, received: Received, ledger: Ledger, filing: Filing) -> Filed:
    """A new document with a number that somebody else made."""
    return _told(Filed(document_id, 1, received, filing), ledger, EventKind.DOCUMENT_ADDED)


def replace_with(
    received: Received, ledger: Ledger, filing: Filing, *, document_id: int, number: int
) -> Filed:
    """A further version of a document."""
    filed = Filed(document_id, number, received, filing)
    return _told(filed, ledger, EventKind.DOCUMENT_REPLACED)


def _told(filed: Filed, ledger: Ledger, kind: EventKind) -> Filed:
    received = filed.received
    ledger.add(
        kind,
        element=filed.filing.element,
        task_id=filed.filing.task_id,
        data={
            "document": str(filed.document_id),
            "kind": received.kind,
            "version": filed.number,
            "sha256": received.sha256,
            "pages": received.pages,
        },
        detail={"title": received.title, "filename": received.filename},
    )
    return filed
