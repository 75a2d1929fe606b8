"""What the house writes and signs (letters, resolutions, certificates), and the signatures that
were found in documents."""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, UniqueConstraint

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, Small


class LetterState(StrEnum):
    """draft: being written, without a number; signed: in force; void: its number is used, and it
    counts no more."""

    DRAFT = "draft"
    SIGNED = "signed"
    VOID = "void"


letters = table(
    "letters",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", Id),
    Column("changed_at", Instant, nullable=False),
    Column("number", Text),
    Column("code", Text),
    Column("document_id", Id),
    Column("sha256", Text),
    Column("signed_at", Instant),
    Column("signed_by", Id),
    Column("certificate", Text),
    Column("voided_at", Instant),
    Column("void_reason", Text),
    one_of("state", LetterState),
    inside("cases", "case_id"),
    inside("persons", "created_by"),
    inside("persons", "signed_by"),
    inside("documents", "document_id"),
    UniqueConstraint("municipality_id", "number"),  # no number is given twice
    UniqueConstraint("municipality_id", "code"),  # what the public page looks up
    Index(None, "municipality_id", "case_id"),  # the letters of a case
)

document_signatures = table(
    "document_signatures",
    municipality_key(),
    Column("document_id", Id, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("signer", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("signed_at", Instant),
    Column("intact", Small, nullable=False),
    Column("whole", Small, nullable=False),
    Column("trusted", Small, nullable=False),
    Column("revoked", Small, nullable=False),
    Column("stamped_at", Instant),
    inside("documents", "document_id"),
)

signature_evidence = table(
    "signature_evidence",
    municipality_key(),
    Column("document_id", Id, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("fetched_at", Instant, nullable=False),
    one_of("kind", ("crl", "ocsp")),
    inside("documents", "document_id"),
)
