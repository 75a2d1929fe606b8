"""The tables of procrastinate, which it brings itself: revisions apply its own migrations, by name.

A newer procrastinate comes with a new revision here; a test compares what it ships.
"""

from collections.abc import Iterator
from importlib import resources

FIRST_SHIPPED = "03.04.00_50_post_add_retry_failed_job_procedure.sql"
"""The last of its migrations when the house took procrastinate in (3.10)."""


def migrations(*, after: str = "", upto: str = FIRST_SHIPPED) -> Iterator[str]:
    """The SQL of its migrations in their order; each is several statements."""
    for name in shipped():
        if after < name <= upto:
            yield (_folder() / name).read_text(encoding="utf-8")


def shipped() -> list[str]:
    """The names of all migrations of the installed version, in their order."""
    return sorted(each.name for each in _folder().iterdir() if each.name.endswith(".sql"))


def _folder() -> resources.abc.Traversable:
    return resources.files("procrastinate.sql.migrations")
