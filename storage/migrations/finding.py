"""The full-text index over the words of documents: GIN on PostgreSQL, FTS5 on SQLite.

On PostgreSQL a condition that the wall has not looked at yet may not choose rows by an index unless
its operator is leakproof, and `@@` is not. So what is sought is part of the wall itself: a setting
of the transaction, without which every word is. Whoever seeks says the same in the question too.
"""

from collections.abc import Iterator

from storage.tables.finding import ANY

TABLE = "document_words"
_SOUGHT = f"coalesce(nullif(current_setting('cauce.sought', true), ''), '''{ANY}''')::tsquery"

_POSTGRES = (
    f"CREATE INDEX ix_document_words_found ON {TABLE} USING gin (words)",
    f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
    f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
)
_POLICY = "CREATE POLICY own_municipality ON {table} USING\n({wall}\nAND words @@ {sought})\n"
_SQLITE = (
    """CREATE VIRTUAL TABLE document_index USING fts5(words, content='document_words',
content_rowid='document_id', tokenize="unicode61 remove_diacritics 0 tokenchars '/*'")""",
    """CREATE TRIGGER document_words_enter AFTER INSERT ON document_words
BEGIN INSERT INTO document_index (rowid, words) VALUES (NEW.document_id, NEW.words); END""",
    """CREATE TRIGGER document_words_leave AFTER DELETE ON document_words
BEGIN INSERT INTO document_index (document_index, rowid, words)
VALUES ('delete', OLD.document_id, OLD.words); END""",
    """CREATE TRIGGER document_words_change AFTER UPDATE OF words ON document_words
BEGIN INSERT INTO document_index (document_index, rowid, words)
VALUES ('delete', OLD.document_id, OLD.words);
INSERT INTO document_index (rowid, words) VALUES (NEW.document_id, NEW.words); END""",
)


def index_of(dialect: str, wall: str) -> Iterator[str]:
    """The statements that make the index; on PostgreSQL the wall of its table as well."""
    if dialect == "sqlite":
        yield from _SQLITE
        return
    yield from _POSTGRES
    yield _POLICY.format(table=TABLE, wall=wall, sought=_SOUGHT) + f"WITH CHECK {wall}"
