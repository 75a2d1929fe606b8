"""Brings a database to the newest revision. A database that is there already costs one query."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import inspect, text

from storage.database import WHOLE_INSTALLATION, Connection, Database

NEWEST = "0020"
"""The newest revision, known without loading alembic; a test compares it with `versions/`."""

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(715225739)"

Progress = Callable[[str], None]


def upgrade(url: str, *, progress: Progress | None = None) -> bool:
    """Upgrades the database at `url`, in one transaction; whether there was anything to do.

    `progress` is told each revision before it is applied.
    """
    database = Database(url)
    try:
        found = current(database)
        if found is not None and found >= NEWEST:  # a newer program may have been here already
            return False
        with database.verb(WHOLE_INSTALLATION) as connection:
            _wait_for_others(connection)
            _apply(connection, progress or _silent)
        return True
    finally:
        database.close()


def current(database: Database) -> str | None:
    """The revision of a database; None when it is empty."""
    with database.read(WHOLE_INSTALLATION) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return None if found is None else str(found)


def _wait_for_others(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(_ONE_AT_A_TIME))


def _apply(connection: Connection, progress: Progress) -> None:
    # Imported here: alembic takes a third of a second that a start without news need not pay.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    config.attributes["progress"] = progress
    command.upgrade(config, "head")


def _silent(_: str) -> None:
    pass
