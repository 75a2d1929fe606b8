"""Bringing a backup back: rows into an empty database of either kind, contents into any store."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.upkeep.backing_up import Progress
from engine.upkeep.contents import Brought, bring
from engine.upkeep.keys import unlock
from engine.upkeep.manifest import (
    DATABASE,
    DOCUMENTS,
    KEYS,
    NoBackup,
    copy_at,
    read_manifest,
    sha256_of,
)
from storage.copying import copy_rows
from storage.database import Database
from storage.documents.folder import FolderStore
from storage.documents.store import Store
from storage.migrations import upgrade


class Damaged(Exception):
    """The rows of the copy are not those that were written."""


def keys_of(folder: Path, name: str | None, phrase: str) -> dict[str, bytes]:
    """The keys in a copy. Raises NoBackup (also when it has none) and WrongPhrase."""
    box = copy_at(folder, name) / KEYS
    if not box.is_file():
        raise NoBackup(str(box))
    return unlock(box.read_bytes(), phrase)


def restore_rows(
    folder: Path, name: str | None, url: str, *, scratch: Path, progress: Progress
) -> int:
    """The rows of a copy into the empty database at `url`, at today's tables, read back one by one;
    how many. Raises NoBackup, Damaged, NotEmpty and NotAlike; then the database is as it was."""
    copy = copy_at(folder, name)
    if sha256_of(copy / DATABASE) != read_manifest(copy).files[DATABASE]:
        raise Damaged
    opened = f"sqlite:///{shutil.copyfile(copy / DATABASE, scratch / DATABASE)}"
    upgrade(opened)
    upgrade(url)
    source, target = Database(opened), Database(url)
    try:
        copied = copy_rows(
            source,
            target,
            resting=False,
            progress=lambda table, rows: progress(f"{rows} filas · {table}"),
        )
    finally:
        source.close()
        target.close()
    return sum(each.rows for each in copied.values())


def restore_contents(folder: Path, url: str, store: Store, *, progress: Progress) -> Brought:
    """What the restored rows refer to, into a store. Raises StoreFault and OSError."""
    database = Database(url)
    try:
        held = FolderStore(folder / DOCUMENTS)
        return bring(database, held, store, lambda so_far: progress(f"{so_far.wanted} contenidos"))
    finally:
        database.close()
