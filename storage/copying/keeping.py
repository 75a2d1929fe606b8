"""A copy of a whole database in one SQLite file, made while everybody goes on working.

Of SQLite it is a copy of the file, of PostgreSQL of every row at one moment: either can be opened
by Cauce itself, looked at, and brought back into either kind of database.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.copying.copying import Progress, copy_rows
from storage.database import Database
from storage.migrations import upgrade


def keep_copy(source: Database, file: Path, *, progress: Progress) -> None:
    """Writes the copy, to a file that is not there yet. Raises WrongRevision."""
    if source.dialect == "sqlite":
        with closing(sqlite3.connect(file)) as copied, source.driver() as driver:
            driver.backup(copied)
        return
    url = f"sqlite:///{file}"
    upgrade(url)
    target = Database(url)
    try:
        copy_rows(source, target, resting=False, progress=progress)
    finally:
        target.close()


def close_copy(file: Path) -> None:
    """Once nobody has it open, the file is whole by itself, without a log beside it."""
    with closing(sqlite3.connect(file)) as copied:
        copied.execute("PRAGMA journal_mode = DELETE")
