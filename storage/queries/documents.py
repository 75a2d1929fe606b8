"""The file of a case: documents with their versions, newest version first."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, tuple_

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import cases, document_versions, documents, persons
from storage.tables.documents import DocumentState


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a document; the bytes are in the store under `sha256`. `folio` is the number
    of its first page in the file of the case, for ever."""

    document_id: int
    version: int
    sha256: str
    size: int
    media_type: str
    filename: str
    uploaded_at: datetime
    uploaded_by: int | None
    task_id: int | None
    folio: int
    pages: int
    uploader_name: str | None = None

    @property
    def last_folio(self) -> int:
        """The folio of its last page."""
        return self.folio + self.pages - 1


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document without its versions; `sealed` as the verb wrote it, 0 when it is not."""

    id: int
    case_id: int
    kind: str
    title: str
    state: str
    created_at: datetime
    created_by: int | None
    sealed: int
    level: str = "internal"
    origin: str = "digital"
    locked_by: int | None = None
    locked_at: datetime | None = None
    locker_name: str | None = None


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """A document with its versions, newest first."""

    document: DocumentRow
    versions: tuple[VersionRow, ...]


_DOCUMENT = select(
    *(documents.c[name] for name in list(DocumentRow.__dataclass_fields__)[:-1]),
    persons.c.name,
).outerjoin(persons, joined(documents, persons, "locked_by"))
_VERSION = select(
    *(document_versions.c[name] for name in list(VersionRow.__dataclass_fields__)[:-1]),
    persons.c.name,
).outerjoin(persons, joined(document_versions, persons, "uploaded_by"))


def documents_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[CaseDocument, ...]:
    """Every document of a case in the order they came, in two queries."""
    found = many(
        connection,
        _DOCUMENT.where(
            documents.c.municipality_id == municipality_id, documents.c.case_id == case_id
        ).order_by(documents.c.created_at, documents.c.id),
        DocumentRow,
    )
    versions = _versions_of_case(connection, municipality_id, case_id)
    return tuple(CaseDocument(document, tuple(versions[document.id])) for document in found)


def kinds_present(connection: Connection, municipality_id: int, case_id: int) -> frozenset[str]:
    """The kinds of document that a case has."""
    found = select(documents.c.kind).where(
        documents.c.municipality_id == municipality_id,
        documents.c.case_id == case_id,
        documents.c.state == DocumentState.PRESENT,
    )
    return frozenset(connection.scalars(found))


def kinds_left_by_task(
    connection: Connection, municipality_id: int, task_id: int
) -> tuple[str, ...]:
    """The kind of each document of which a task left a version."""
    found = (
        select(documents.c.kind, documents.c.id)
        .distinct()
        .join(
            document_versions,
            joined(documents, document_versions, "id", key="document_id"),
        )
        .where(
            document_versions.c.municipality_id == municipality_id,
            document_versions.c.task_id == task_id,
            documents.c.state == DocumentState.PRESENT,
        )
    )
    return tuple(connection.scalars(found))


def hash_left_by_task(
    connection: Connection, municipality_id: int, task_id: int, kind: str
) -> str | None:
    """The SHA-256 of the last version that a task left of a kind of document."""
    found = (
        select(document_versions.c.sha256)
        .join(documents, joined(document_versions, documents, "document_id", key="id"))
        .where(
            document_versions.c.municipality_id == municipality_id,
            document_versions.c.task_id == task_id,
            documents.c.kind == kind,
            documents.c.state == DocumentState.PRESENT,
        )
        .order_by(document_versions.c.folio.desc())
        .limit(1)
    )
    return connection.scalars(found).first()


def document_by_id(
    connection: Connection, municipality_id: int, document_id: int
) -> DocumentRow | None:
    """One document without its versions."""
    found = _DOCUMENT.where(
        documents.c.municipality_id == municipality_id, documents.c.id == document_id
    )
    return one(connection, found, DocumentRow)


def document_version(
    connection: Connection, municipality_id: int, document_id: int, *, version: int | None = None
) -> VersionRow | None:
    """One version of a document; without a number the newest."""
    found = _VERSION.where(
        document_versions.c.municipality_id == municipality_id,
        document_versions.c.document_id == document_id,
    ).order_by(document_versions.c.version.desc())
    if version is not None:
        found = found.where(document_versions.c.version == version)
    return one(connection, found.limit(1), VersionRow)


def last_folio(connection: Connection, municipality_id: int, case_id: int) -> int:
    """The number of the last page in the file of a case; 0 when there is none yet. Whoever counts
    on from it has locked the instance of the case."""
    found = (
        select(func.max(document_versions.c.folio + document_versions.c.pages))
        .join(documents, joined(document_versions, documents, "document_id"))
        .where(documents.c.municipality_id == municipality_id, documents.c.case_id == case_id)
    )
    return int(connection.scalar(found) or 1) - 1


def _versions_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> defaultdict[int, list[VersionRow]]:
    found = (
        _VERSION.join(documents, joined(document_versions, documents, "document_id"))
        .where(documents.c.municipality_id == municipality_id, documents.c.case_id == case_id)
        .order_by(document_versions.c.version.desc())
    )
    by_document: defaultdict[int, list[VersionRow]] = defaultdict(list)
    for version in many(connection, found, VersionRow):
        by_document[version.document_id].append(version)
    return by_document


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A version whose content must be in the store, with the words by which people know it."""

    sha256: str
    document_id: int
    version: int
    size: int
    title: str
    case_number: str


def kept_versions(
    connection: Connection,
    municipality_id: int,
    *,
    after: tuple[str, int, int] = ("", 0, 0),
    limit: int = 200,
) -> tuple[KeptRow, ...]:
    """The next versions that were not disposed of, in the order of their contents: those of one
    content stand together. `after` is hash, document and version of the last one seen."""
    key = (
        document_versions.c.sha256,
        document_versions.c.document_id,
        document_versions.c.version,
    )
    found = (
        select(*key, document_versions.c.size, documents.c.title, cases.c.number)
        .join(documents, joined(document_versions, documents, "document_id"))
        .join(cases, joined(documents, cases, "case_id"))
        .where(document_versions.c.municipality_id == municipality_id, tuple_(*key) > after)
        .where(documents.c.state != DocumentState.DISPOSED)
        .order_by(*key)
        .limit(limit)
    )
    return many(connection, found, KeptRow)
