"""The tables of procrastinate, which it brings itself: revision 0003 lays them whole.

Its own migrations would not do on an empty database: they add a value to an enumeration and then
use it, which PostgreSQL before 17 refuses within one transaction, and our upgrade is one. A newer
procrastinate comes with a new revision here, which applies what it ships after `LAID` unless 0003
of that day has laid it already; a test compares what it ships.
"""

from importlib import resources

LAID = "03.04.00_50_post_add_retry_failed_job_procedure.sql"
"""The last of its migrations that the schema of the installed version holds (3.10)."""


def whole() -> str:
    """The SQL of its newest schema, several statements, for a database that has none of it."""
    return (_folder() / "schema.sql").read_text(encoding="utf-8")


def shipped() -> list[str]:
    """The names of all migrations of the installed version, in their order."""
    migrations = _folder() / "migrations"
    return sorted(each.name for each in migrations.iterdir() if each.name.endswith(".sql"))


def _folder() -> resources.abc.Traversable:
    return resources.files("procrastinate.sql")
