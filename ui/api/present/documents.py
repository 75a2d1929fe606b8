"""Documents as the API tells them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256

from storage.queries.documents import CaseDocument, VersionRow
from storage.queries.letters import EvidenceRow, SignatureRow
from ui.api.present.tasks import person
from ui.api.shapes.others import Document, DocumentVersion, Evidence, FoundSignature

Signatures = Mapping[int, list[FoundSignature]]
"""By the number of a version, what was found in it."""


def document(number: str, each: CaseDocument, signed: Signatures | None = None) -> Document:
    """A document that the caller may read, with its versions and what was found signed in them."""
    row = each.document
    return Document(
        id=str(row.id),
        case_number=number,
        kind=row.kind,
        title=row.title,
        created_at=row.created_at,
        state=row.state,  # type: ignore[arg-type]  # the table holds no other word
        level=row.level,  # type: ignore[arg-type]  # the table holds no other word
        origin=row.origin,  # type: ignore[arg-type]  # the table holds no other word
        locked_by=person(row.locked_by, row.locker_name),
        versions=[version(found, signed) for found in each.versions],
    )


def signatures(
    rows: Sequence[SignatureRow], evidence: Sequence[EvidenceRow]
) -> dict[int, list[FoundSignature]]:
    """The signatures of one document by its versions, each with what is kept beside it."""
    found: dict[int, list[FoundSignature]] = {}
    for row in rows:
        kept = [each for each in evidence if (each.version, each.place) == (row.version, row.place)]
        found.setdefault(row.version, []).append(
            FoundSignature(
                signer=row.signer,
                issuer=row.issuer,
                signed_at=row.signed_at,
                stamped_at=row.stamped_at,
                intact=bool(row.intact),
                changed_after=not row.whole,
                trusted=bool(row.trusted),
                revoked=bool(row.revoked),
                evidence=[shown(each) for each in kept],
            )
        )
    return found


def shown(row: EvidenceRow) -> Evidence:
    """A list or an answer as it came."""
    return Evidence(
        kind=row.kind,  # type: ignore[arg-type]  # the table holds no other word
        address=row.address,
        fetched_at=row.fetched_at,
        sha256=sha256(row.content).hexdigest(),
        content=b64encode(row.content).decode(),
    )


def version(row: VersionRow, signed: Signatures | None) -> DocumentVersion:
    """One version; its bytes lie at its own address."""
    return DocumentVersion(
        version=row.version,
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        filename=row.filename,
        uploaded_at=row.uploaded_at,
        uploaded_by=person(row.uploaded_by, row.uploader_name),
        task_id=None if row.task_id is None else str(row.task_id),
        folio=row.folio,
        pages=row.pages,
        signatures=None if signed is None else signed.get(row.version, []),
    )
