"""Adding documents and versions to the file of a case; withdrawing one."""

from datetime import datetime

from sqlalchemy import insert, update

from storage.database import Connection
from storage.queries.documents import VersionRow
from storage.tables import document_versions, documents
from storage.tables.documents import DocumentState, Level, Origin
from storage.writes.finding import write_document_words
from storage.writes.reading import wish_to_read


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
    level: Level = Level.INTERNAL,
    origin: Origin = Origin.DIGITAL,
) -> None:
    """A new document without a version yet; its case is found by its title."""
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
            level=level,
            origin=origin,
        )
    )
    write_document_words(connection, municipality_id, document_id, case_id, title)


def insert_version(connection: Connection, municipality_id: int, row: VersionRow) -> None:
    """A version of a document, whose text is read later (`storage/writes/reading.py`); a number
    that exists already is a lost race."""
    values = {
        name: getattr(row, name)
        for name in VersionRow.__dataclass_fields__
        if name != "uploader_name"
    }
    connection.execute(insert(document_versions).values(municipality_id=municipality_id, **values))
    wish_to_read(connection, municipality_id, row.document_id, row.version, at=row.uploaded_at)


def withdraw_document(connection: Connection, municipality_id: int, document_id: int) -> None:
    """Takes a document back; it stays for the history."""
    _change(connection, municipality_id, document_id, state=DocumentState.WITHDRAWN)


def lock_document(
    connection: Connection, municipality_id: int, document_id: int, *, person_id: int, at: datetime
) -> None:
    """Somebody is changing a document."""
    _change(connection, municipality_id, document_id, locked_by=person_id, locked_at=at)


def unlock_document(connection: Connection, municipality_id: int, document_id: int) -> None:
    """Nobody is changing a document any more."""
    _change(connection, municipality_id, document_id, locked_by=None, locked_at=None)


def classify_document(
    connection: Connection, municipality_id: int, document_id: int, *, level: Level
) -> None:
    """From now on others may read it."""
    _change(connection, municipality_id, document_id, level=level)


def _change(
    connection: Connection, municipality_id: int, document_id: int, **values: object
) -> None:
    connection.execute(
        update(documents)
        .where(documents.c.municipality_id == municipality_id, documents.c.id == document_id)
        .values(**values)
    )
