"""What cases are found by, besides their numbers and titles: the names of people, and the words of
documents. Folded as `storage/words.py` does, and written together with what they are taken from.
"""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR

from storage.tables.cases import BY_CODE_POINT
from storage.tables.catalogue import inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant


class ReadingState(StrEnum):
    """waiting: its text is to be read; asked: a worker was asked to; read: it is found by its text;
    empty: it has none, as a picture; failed: it could not be read, the note says why."""

    WAITING = "waiting"
    ASKED = "asked"
    READ = "read"
    EMPTY = "empty"
    FAILED = "failed"


NUMBER_MARK = "#"
"""Before the identifier of a person among the words of their name: no word begins so."""
ANY = "*"
"""A word that every document has."""

party_words = table(
    "party_words",
    municipality_key(),
    Column("word", BY_CODE_POINT, primary_key=True),
    Column("party_id", Id, primary_key=True, autoincrement=False),
    Column("case_id", Id, nullable=False),
    inside("case_people", "party_id"),
    Index(None, "municipality_id", "party_id", "word"),  # has this person that word?
    clustered=True,
)

person_words = table(
    "person_words",
    municipality_key(),
    Column("word", BY_CODE_POINT, primary_key=True),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    inside("persons", "person_id"),
    Index(None, "municipality_id", "person_id", "word"),  # has this person that word?
    clustered=True,
)

# Full text: a GIN index over lexemes on PostgreSQL, an FTS5 table beside it on SQLite; both are
# made in `storage/migrations/finding.py`. Each word has a mark of its municipality before it.
document_words = table(
    "document_words",
    municipality_key(),
    Column("document_id", Id, primary_key=True, autoincrement=False),
    Column("case_id", Id, nullable=False),
    Column("words", Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
    inside("documents", "document_id"),
    Index(None, "municipality_id", "case_id"),  # those of a case, when it is disposed of
)

_PENDING = text("state IN ('waiting', 'asked')")

document_readings = table(
    "document_readings",
    municipality_key(),
    Column("document_id", Id, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Instant, nullable=False),  # since when it is so
    Column("note", Text, nullable=False),
    one_of("state", ReadingState),
    inside("documents", "document_id"),
    Index(  # what is still to be read, over all municipalities
        "ix_document_readings_pending",
        "state",
        "at",
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    ),
)
