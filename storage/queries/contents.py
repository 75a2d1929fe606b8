"""Which contents of the store anything refers to, in the whole installation: equal contents of
several municipalities are kept once."""

from sqlalchemy import select, union

from storage.database import Connection
from storage.queries.reading import joined
from storage.tables import document_versions, documents, envelope_files, uploads
from storage.tables.documents import DocumentState


def contents_wanted(
    connection: Connection, *, after: str = "", limit: int = 1_000
) -> tuple[str, ...]:
    """The next hashes after one, in their order: of documents that were not disposed of, of files
    that wait beside a draft, and of sealed envelopes."""
    filed = (
        select(document_versions.c.sha256)
        .join(documents, joined(document_versions, documents, "document_id"))
        .where(document_versions.c.sha256 > after)
        .where(documents.c.state != DocumentState.DISPOSED)
        .distinct()
        .order_by(document_versions.c.sha256)
        .limit(limit)
        .subquery()
    )
    waiting = (
        select(uploads.c.sha256)
        .where(uploads.c.sha256 > after)
        .distinct()
        .order_by(uploads.c.sha256)
        .limit(limit)
        .subquery()
    )
    sealed = (
        select(envelope_files.c.sha256)
        .where(envelope_files.c.sha256 > after)
        .distinct()
        .order_by(envelope_files.c.sha256)
        .limit(limit)
        .subquery()
    )
    every = union(*(select(each.c.sha256) for each in (filed, waiting, sealed))).subquery()
    found = select(every.c.sha256).order_by(every.c.sha256).limit(limit)
    return tuple(connection.scalars(found))
