"""What the revisions lay is what the tables say: no line is lost in a merge, on either database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from storage.database import WHOLE_INSTALLATION, Database
from storage.migrations import draft
from storage.tables import metadata

_ASKED = {
    "sqlite": ["SELECT type, tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL"],
    "postgresql": [
        "SELECT 'column', table_name, column_name, data_type, numeric_precision, numeric_scale,"
        " character_maximum_length, is_nullable, column_default, is_identity,"
        " generation_expression, collation_name, ordinal_position"
        " FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT 'index', tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
        " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    ],
}
_POLICIES = """SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check
FROM pg_policies WHERE schemaname = 'public'"""
_GUARDS = """SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger
WHERE tgname LIKE '%refuse%' AND NOT tgisinternal"""
_BESIDE = {"ix_document_words_found"}
"""The index of full text is of each database alone, and no table says it."""


@pytest.fixture
def upgraded(request: pytest.FixtureRequest, bare_url: str) -> Iterator[Database]:
    """A database of the same kind that went through all revisions."""
    kind = "sqlite" if bare_url.startswith("sqlite") else "postgres"
    opened = Database(str(request.getfixturevalue(f"{kind}_url")))
    yield opened
    opened.close()


@pytest.fixture
def made(bare_url: str) -> Iterator[Database]:
    """A database whose tables were made from `storage.tables`, past all revisions."""
    opened = Database(bare_url)
    with opened.verb(WHOLE_INSTALLATION) as connection:
        metadata.create_all(connection)
    yield opened
    opened.close()


def test_drafting_the_revisions_anew_gives_the_same_files() -> None:
    lie = {file.name: file.read_text(encoding="utf-8") for file in draft.VERSIONS.glob("*.sql")}
    drafted = draft.drafted()
    assert sorted(lie) == sorted(drafted)
    changed = [name for name in lie if lie[name] != drafted[name]]
    assert changed == [], "run python -m storage.migrations.draft"


def test_every_table_that_is_named_as_later_is_a_table() -> None:
    assert draft.LATER.keys() - metadata.tables.keys() == set()


def test_upgraded_columns_indexes_and_constraints_are_those_of_the_tables(
    made: Database, upgraded: Database
) -> None:
    with made.read(WHOLE_INSTALLATION) as fresh, upgraded.read(WHOLE_INSTALLATION) as brought:
        assert laid(brought) == laid(fresh)


def test_every_upgraded_wall_and_guard_is_the_one_that_is_drafted(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.verb(WHOLE_INSTALLATION) as connection:
        walls = {row[0]: tuple(row[1:]) for row in connection.execute(text(_POLICIES))}
        guards = {(table, name) for table, name, on in connection.execute(text(_GUARDS)) if on}
        wanted = wall_of_a_table(connection)
    database.close()
    own = {each.name for each in metadata.sorted_tables if "municipality_id" in each.columns}
    assert {name: walls.get(name) for name in own - {"document_words"}} == dict.fromkeys(
        own - {"document_words"}, wanted
    )
    *_, read, written = walls["document_words"]
    assert read.startswith(f"({wanted[4]} AND (words @@")
    assert written == wanted[4]
    assert {table for table, name in guards if name == f"{table}_refuse_change"} == APPENDED
    assert {table for table, name in guards if name == f"{table}_refuse_truncate"} == APPENDED


APPENDED = {each.name for each in draft.APPEND_ONLY}


def wall_of_a_table(connection: Connection) -> tuple[object, ...]:
    """The wall as PostgreSQL reads it, round a table that no revision made."""
    connection.execute(text("CREATE TABLE walled (municipality_id bigint)"))
    connection.execute(text(draft.WALL.format(table="walled")))
    row = connection.execute(text(f"{_POLICIES} AND tablename = 'walled'")).one()
    connection.execute(text("DROP TABLE walled"))
    return tuple(row[1:])


def laid(connection: Connection) -> set[tuple[object, ...]]:
    """Everything of our tables as the database tells it, the white space of statements folded."""
    rows = {
        tuple(" ".join(each.split()) if isinstance(each, str) else each for each in row)
        for asked in _ASKED[connection.dialect.name]
        for row in connection.execute(text(asked))
    }
    return {row for row in rows if row[1] in metadata.tables and not is_beside(row)}


def is_beside(row: tuple[object, ...]) -> bool:
    return row[0] == "trigger" or any(name in str(row[-1]) for name in _BESIDE)
