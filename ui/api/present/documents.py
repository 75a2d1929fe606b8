"""Documents as the API tells them."""

from __future__ import annotations

from storage.queries.documents import CaseDocument, VersionRow
from ui.api.present.tasks import person
from ui.api.shapes.others import Document, DocumentVersion


def document(number: str, each: CaseDocument) -> Document:
    """A document that the caller may read, with its versions."""
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
        versions=[version(found) for found in each.versions],
    )


def version(row: VersionRow) -> DocumentVersion:
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
    )
