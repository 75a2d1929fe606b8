"""Adding documents and versions to the file of a case; withdrawing one."""

from datetime import datetime

from sqlalchemy import insert, update

from storage.database import Connection
from storage.queries.documents import VersionRow
from storage.tables import document_versions, documents
from storage.tables.documents import DocumentState


def insert_document(
    connection: Connection,
    municipality_id: int,
    *,
    document_id: int,
    case_id: int,
    kind: str,
    title: str,
    created_at: datetime,
    created_by: int | None,
    sealed: int = 0,
) -> None:
    """A new document without a version yet."""
    connection.execute(
        insert(documents).values(
            municipality_id=municipality_id,
            id=document_id,
            case_id=case_id,
            kind=kind,
            title=title,
            state=DocumentState.PRESENT,
            created_at=created_at,
            created_by=created_by,
            sealed=sealed,
        )
    )


def insert_version(connection: Connection, municipality_id: int, row: VersionRow) -> None:
    """A version of a document; a number that exists already is a lost race."""
    values = {
        name: getattr(row, name)
        for name in VersionRow.__dataclass_fields__
        if name != "uploader_name"
    }
    connection.execute(insert(document_versions).values(municipality_id=municipality_id, **values))


def withdraw_document(connection: Connection, municipality_id: int, document_id: int) -> None:
    """Takes a document back; it stays for the history."""
    connection.execute(
        update(documents)
        .where(documents.c.municipality_id == municipality_id, documents.c.id == document_id)
        .values(state=DocumentState.WITHDRAWN)
    )
