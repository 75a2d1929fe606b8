"""The way from nothing to today's tables, on both databases."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import storage.migrations
from storage.database import WHOLE_INSTALLATION, Database
from storage.jobs.schema import LAID, shipped, whole
from storage.migrations import NEWEST, current, upgrade
from storage.tables import metadata


def test_an_empty_database_is_brought_to_the_newest_revision(bare_url: str) -> None:
    told: list[str] = []
    assert upgrade(bare_url, progress=told.append) is True
    revisions = [line.partition(":")[0] for line in told]
    assert revisions == [*(f"{number:04d}" for number in range(1, int(NEWEST))), NEWEST]
    database = Database(bare_url)
    assert current(database) == NEWEST
    database.close()


def test_a_second_upgrade_has_nothing_to_do(database_url: str) -> None:
    assert upgrade(database_url) is False


def test_the_newest_revision_is_the_one_in_the_folder() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(storage.migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_current_head() == NEWEST


def test_migrated_tables_are_those_that_the_code_knows(database: Database) -> None:
    with database.read(WHOLE_INSTALLATION) as connection:
        opts = {"compare_type": False, "include_name": _is_ours}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []


def test_every_table_of_a_municipality_is_behind_the_wall(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.read(WHOLE_INSTALLATION) as connection:
        forced = connection.scalars(
            text(
                "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid "
                "WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname"
            )
        ).all()
    database.close()
    expected = [t.name for t in metadata.tables.values() if "municipality_id" in t.columns]
    assert list(forced) == sorted(expected)


def test_procrastinate_ships_no_migration_that_no_revision_applies() -> None:
    assert shipped()[-1] == LAID


def test_what_is_laid_of_procrastinate_can_be_laid_in_one_transaction_on_postgresql_15() -> None:
    assert "ADD VALUE" not in whole().upper()


def test_a_table_of_procrastinate_holds_no_more_than_which_town_is_visited(
    postgres_url: str,
) -> None:
    """They have no wall: nothing of a municipality but its number may lie in them."""
    database = Database(postgres_url)
    with database.read(WHOLE_INSTALLATION) as connection:
        theirs = connection.scalars(
            text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'procr%'")
        ).all()
    database.close()
    assert sorted(theirs) == [
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    ]


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    """The full-text index is made beside the tables, each database its own."""
    if kind == "table":
        return name is None or not name.startswith(("procrastinate_", "document_index"))
    return name != "ix_document_words_found"
