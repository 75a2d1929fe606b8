"""Documents of a case and their versions; the bytes are in the document store, found by hash.

A content that a disposal gave up is marked before it is removed (`storage/writes/contents.py`).
"""

from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, Text, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, Small


class DocumentState(StrEnum):
    """present: part of the file; withdrawn: taken back with a reason, kept for the history;
    disposed: its contents are gone, by an act of disposal."""

    PRESENT = "present"
    WITHDRAWN = "withdrawn"
    DISPOSED = "disposed"


class Level(StrEnum):
    """public: whoever asks may read it; internal: whoever takes part in the case; reserved: only
    the roles that its kind names, who filed it, and the auditor."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESERVED = "reserved"


class Origin(StrEnum):
    """digital: made as a file; digitised: the picture of a paper."""

    DIGITAL = "digital"
    DIGITISED = "digitised"


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
    Column("level", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("locked_by", Id),
    Column("locked_at", Instant),
    one_of("state", DocumentState),
    one_of("level", Level),
    one_of("origin", Origin),
    inside("cases", "case_id"),
    inside("persons", "created_by"),
    inside("persons", "locked_by"),
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
    Column("folio", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    CheckConstraint("folio > 0 AND pages > 0", name="foliated"),
    inside("documents", "document_id"),
    inside("persons", "uploaded_by"),
    Index(None, "municipality_id", "task_id"),  # what a task has left in the file
    Index(None, "municipality_id", "sha256"),  # every content of a town in turn, to be verified
    Index(None, "sha256"),  # is this content still referred to, by whichever town?
)

doomed_contents = table(  # of the whole installation: equal contents are kept once
    "doomed_contents",
    Column("sha256", Text, primary_key=True),
    Column("doomed_at", Instant, nullable=False),
    Column("removed_at", Instant),
    Index(  # what is still to be removed
        "ix_doomed_contents_left",
        "doomed_at",
        sqlite_where=text("removed_at IS NULL"),
        postgresql_where=text("removed_at IS NULL"),
    ),
)
