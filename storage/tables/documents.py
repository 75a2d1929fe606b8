"""Documents of a case and their versions; the bytes are in the document store, found by hash."""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, Integer, Text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, Small


class DocumentState(StrEnum):
    """present: part of the file; withdrawn: taken back with a reason, kept for the history."""

    PRESENT = "present"
    WITHDRAWN = "withdrawn"


documents = table(
    "documents",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", Id),
    Column("sealed", Small, nullable=False),
    one_of("state", DocumentState),
    inside("cases", "case_id"),
    inside("persons", "created_by"),
    Index(None, "municipality_id", "case_id"),  # the file of a case
)

document_versions = table(
    "document_versions",
    municipality_key(),
    Column("document_id", Id, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger().with_variant(Integer(), "sqlite"), nullable=False),
    Column("media_type", Text, nullable=False),
    Column("filename", Text, nullable=False),
    Column("uploaded_at", Instant, nullable=False),
    Column("uploaded_by", Id),
    Column("task_id", Id),
    inside("documents", "document_id"),
    inside("persons", "uploaded_by"),
    Index(None, "municipality_id", "task_id"),  # what a task has left in the file
    Index(None, "municipality_id", "sha256"),  # is this content still referred to?
)
