"""Letters of cases, looked up by case, id and code; signatures found in documents."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import (
    counters,
    document_signatures,
    documents,
    letters,
    persons,
    signature_evidence,
)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter; what comes with the signature is None before it."""

    id: int
    case_id: int
    kind: str
    title: str
    addressee: str
    body: str
    state: str
    created_at: datetime
    created_by: int | None
    changed_at: datetime
    number: str | None
    code: str | None
    document_id: int | None
    sha256: str | None
    signed_at: datetime | None
    signed_by: int | None
    certificate: str | None
    voided_at: datetime | None
    void_reason: str | None
    signer_name: str | None = None
    signer_position: str | None = None


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """A signature found in a version of a document: whose, by which authority, whether what it
    signed is intact, whether nothing was added since, whether the authority is trusted here,
    whether it had been revoked, and when a trusted time-stamp says that it was there."""

    document_id: int
    version: int
    place: int
    signer: str
    issuer: str
    signed_at: datetime | None
    intact: int
    whole: int
    trusted: int
    revoked: int = 0
    stamped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """What was fetched to judge a signature: a list (crl) or an answer (ocsp), from where, when."""

    document_id: int
    version: int
    place: int
    number: int
    kind: str
    address: str
    content: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class EvidenceHead:
    """The same without its content, which may be large."""

    document_id: int
    version: int
    place: int
    number: int
    kind: str
    address: str
    fetched_at: datetime


_LETTER = select(
    *(letters.c[name] for name in list(LetterRow.__dataclass_fields__)[:-2]),
    persons.c.name,
    persons.c.position,
).outerjoin(persons, joined(letters, persons, "signed_by"))
_SIGNATURE = select(*(document_signatures.c[name] for name in SignatureRow.__dataclass_fields__))


def letters_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[LetterRow, ...]:
    """The letters of a case, oldest first."""
    found = _LETTER.where(
        letters.c.municipality_id == municipality_id, letters.c.case_id == case_id
    ).order_by(letters.c.created_at, letters.c.id)
    return many(connection, found, LetterRow)


def letter_by_id(connection: Connection, municipality_id: int, letter_id: int) -> LetterRow | None:
    """One letter."""
    found = _LETTER.where(letters.c.municipality_id == municipality_id, letters.c.id == letter_id)
    return one(connection, found, LetterRow)


def letter_by_code(connection: Connection, municipality_id: int, code: str) -> LetterRow | None:
    """The letter with a verification code."""
    found = _LETTER.where(letters.c.municipality_id == municipality_id, letters.c.code == code)
    return one(connection, found, LetterRow)


def last_of_series(connection: Connection, municipality_id: int, kind: str, year: int) -> int:
    """The last number that a series has given in a year; 0 before the first."""
    found = select(counters.c.last).where(
        counters.c.municipality_id == municipality_id,
        counters.c.kind == kind,
        counters.c.year == year,
    )
    return int(connection.scalar(found) or 0)


def signatures_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[SignatureRow, ...]:
    """The signatures in all documents of a case."""
    found = (
        _SIGNATURE.join(documents, joined(document_signatures, documents, "document_id"))
        .where(documents.c.municipality_id == municipality_id, documents.c.case_id == case_id)
        .order_by(
            document_signatures.c.document_id,
            document_signatures.c.version,
            document_signatures.c.place,
        )
    )
    return many(connection, found, SignatureRow)


def evidence_of_document(
    connection: Connection, municipality_id: int, document_id: int
) -> tuple[EvidenceRow, ...]:
    """What is kept beside the signatures of a document, in their order."""
    found = (
        select(*(signature_evidence.c[name] for name in EvidenceRow.__dataclass_fields__))
        .where(signature_evidence.c.municipality_id == municipality_id)
        .where(signature_evidence.c.document_id == document_id)
        .order_by(*(signature_evidence.c[name] for name in ("version", "place", "number")))
    )
    return many(connection, found, EvidenceRow)


def evidence_in_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[EvidenceHead, ...]:
    """What is kept beside the signatures in all documents of a case, without the contents."""
    columns = signature_evidence.c
    found = (
        select(*(columns[name] for name in EvidenceHead.__dataclass_fields__))
        .join(documents, joined(signature_evidence, documents, "document_id"))
        .where(documents.c.municipality_id == municipality_id, documents.c.case_id == case_id)
        .order_by(columns.document_id, columns.version, columns.place, columns.number)
    )
    return many(connection, found, EvidenceHead)


def evidence_by_place(
    connection: Connection,
    municipality_id: int,
    document_id: int,
    *,
    version: int,
    place: int,
    number: int,
) -> EvidenceRow | None:
    """One piece of it: the `number`th beside the signature at that place of a version."""
    columns = signature_evidence.c
    found = (
        select(*(columns[name] for name in EvidenceRow.__dataclass_fields__))
        .where(columns.municipality_id == municipality_id, columns.document_id == document_id)
        .where(columns.version == version, columns.place == place, columns.number == number)
    )
    return one(connection, found, EvidenceRow)
