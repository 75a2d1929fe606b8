"""What the planner of SQLite is told about the tables.

Without it SQLite takes all of a town's rows for as few as those of one case, and may read the
town. PostgreSQL keeps its own.
"""

from storage.database import Database

_LOOK_AT = 1000
"""Rows looked at in each index: enough to tell a town from a case, and done in no time."""


def refresh_statistics(database: Database) -> int:
    """Counts anew, for every connection on this file, also those of other processes; how much work
    it leaves: none."""
    if database.dialect != "sqlite":
        return 0
    with database.driver() as driver:
        driver.execute(f"PRAGMA analysis_limit = {_LOOK_AT}")
        driver.execute("ANALYZE")
        (version,) = driver.execute("PRAGMA schema_version").fetchone()
        driver.execute(f"PRAGMA schema_version = {version + 1}")  # all read the schema once more
    return 0
