"""Writing letters: drafted, changed, signed, voided; and the signatures found in documents."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, update

from storage.database import Connection
from storage.queries.letters import EvidenceRow, SignatureRow
from storage.tables import document_signatures, letters, signature_evidence
from storage.tables.letters import LetterState


def insert_letter(
    connection: Connection,
    municipality_id: int,
    *,
    letter_id: int,
    case_id: int,
    kind: str,
    title: str,
    addressee: str,
    body: str,
    at: datetime,
    person_id: int | None,
) -> None:
    """A new draft."""
    connection.execute(
        insert(letters).values(
            municipality_id=municipality_id,
            id=letter_id,
            case_id=case_id,
            kind=kind,
            title=title,
            addressee=addressee,
            body=body,
            state=LetterState.DRAFT,
            created_at=at,
            created_by=person_id,
            changed_at=at,
        )
    )


def change_letter(
    connection: Connection,
    municipality_id: int,
    letter_id: int,
    *,
    title: str,
    addressee: str,
    body: str,
    at: datetime,
) -> bool:
    """Other words for a draft; False when it is no draft any more."""
    return _change(
        connection,
        municipality_id,
        letter_id,
        LetterState.DRAFT,
        title=title,
        addressee=addressee,
        body=body,
        changed_at=at,
    )


def sign_letter(
    connection: Connection,
    municipality_id: int,
    letter_id: int,
    *,
    number: str,
    code: str,
    document_id: int,
    sha256: str,
    at: datetime,
    person_id: int | None,
    certificate: str | None,
) -> bool:
    """The letter is in force; False when it was signed before."""
    return _change(
        connection,
        municipality_id,
        letter_id,
        LetterState.DRAFT,
        state=LetterState.SIGNED,
        number=number,
        code=code,
        document_id=document_id,
        sha256=sha256,
        signed_at=at,
        signed_by=person_id,
        certificate=certificate,
    )


def void_letter(
    connection: Connection, municipality_id: int, letter_id: int, *, reason: str, at: datetime
) -> bool:
    """The letter counts no more; its number stays used. False when it was not in force."""
    return _change(
        connection,
        municipality_id,
        letter_id,
        LetterState.SIGNED,
        state=LetterState.VOID,
        voided_at=at,
        void_reason=reason,
    )


def delete_draft(connection: Connection, municipality_id: int, letter_id: int) -> None:
    """A draft that nobody wants."""
    connection.execute(
        delete(letters).where(
            letters.c.municipality_id == municipality_id,
            letters.c.id == letter_id,
            letters.c.state == LetterState.DRAFT,
        )
    )


def insert_signatures(
    connection: Connection, municipality_id: int, rows: Iterable[SignatureRow]
) -> None:
    """The signatures found in a version of a document."""
    values = [{"municipality_id": municipality_id, **asdict(row)} for row in rows]
    if values:
        connection.execute(insert(document_signatures), values)


def insert_evidence(
    connection: Connection, municipality_id: int, rows: Iterable[EvidenceRow]
) -> None:
    """What was fetched to judge the signatures in a version of a document."""
    values = [{"municipality_id": municipality_id, **asdict(row)} for row in rows]
    if values:
        connection.execute(insert(signature_evidence), values)


def _change(
    connection: Connection,
    municipality_id: int,
    letter_id: int,
    before: LetterState,
    **values: object,
) -> bool:
    done = connection.execute(
        update(letters)
        .where(letters.c.municipality_id == municipality_id, letters.c.id == letter_id)
        .where(letters.c.state == before)
        .values(**values)
    )
    return done.rowcount == 1
