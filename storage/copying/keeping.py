"""A copy of a whole database in one SQLite file, made while everybody goes on working.

Of SQLite it is a copy of the file, of PostgreSQL of every row at one moment: either can be opened
by Cauce itself, looked at, and brought back into either kind of database.
"""

import sqlite3
from pathlib import Path

from storage.copying.copying import Progress, copy_rows
from storage.database import Database
from storage.migrations import upgrade


def keep_copy(source: Database, file: Path, *, progress: Progress) -> None:
    """Writes the copy, to a file that is not there yet; it is whole by itself, without a log beside
    it. Raises WrongRevision."""
    url = f"sqlite:///{file}"
    if source.dialect == "postgresql":
        upgrade(url)
        target = Database(url)
        try:
            copy_rows(source, target, resting=False, progress=progress)
        finally:
            target.close()
        copied = sqlite3.connect(file)
    else:
        copied = sqlite3.connect(file)
        with source.driver() as driver:
            driver.backup(copied)
    copied.execute("PRAGMA journal_mode = DELETE")
    copied.close()
