"""Making a backup while everybody goes on working: rows, contents, keys.

It is written aside and renamed when it is whole. Contents that were brought yesterday are not
brought again. Those that no copy refers to any more go with the last copy that did: so what was
disposed of lawfully leaves the backups too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.installation import Installation
from engine.upkeep.contents import Brought, bring, wanted
from engine.upkeep.keys import lock
from engine.upkeep.manifest import (
    CONTENTS,
    DATABASE,
    DOCUMENTS,
    KEYS,
    MANIFEST,
    Manifest,
    copies_in,
    name_of,
    sha256_of,
)
from storage.copying import close_copy, keep_copy, snapshot, tallies
from storage.database import Database
from storage.documents.folder import FolderStore
from storage.migrations import NEWEST

Progress = Callable[[str], None]
"""Told in a few words what it is at."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup, what came into the folder of contents, and how many older copies went."""

    copy: Path
    manifest: Manifest
    brought: Brought
    dropped: int


def back_up(
    installation: Installation,
    folder: Path,
    *,
    keys: Mapping[str, bytes],
    phrase: str | None,
    keep: int,
    progress: Progress = lambda _: None,
) -> Made:
    """A copy of the installation in `folder`, of which the newest `keep` stay; 0: all. Keys go
    along where there is a phrase. Raises WrongRevision, StoreFault, OSError, ValueError."""
    moment = installation.clock.now()
    folder.mkdir(parents=True, exist_ok=True)
    aside, store = folder / f".{name_of(moment)}", FolderStore(folder / DOCUMENTS)
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        if phrase is not None:
            (aside / KEYS).write_bytes(lock(keys, phrase))
        # Once before: what is disposed of while the rows are copied is among them all the same.
        bring(installation.database, installation.documents, store, _told(progress))
        keep_copy(
            installation.database,
            aside / DATABASE,
            progress=lambda table, rows: progress(f"{rows} filas · {table}"),
        )
        manifest, brought = _describe(installation, aside, store, moment.isoformat(), progress)
        (aside / MANIFEST).write_text(manifest.written(), encoding="utf-8")
        _sync(aside)
        aside.rename(folder / name_of(moment))
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Made(folder / name_of(moment), manifest, brought, _drop(folder, store, keep))


def _describe(
    installation: Installation, aside: Path, store: FolderStore, made_at: str, progress: Progress
) -> tuple[Manifest, Brought]:
    database = Database(f"sqlite:///{aside / DATABASE}")
    try:
        with snapshot(database) as driver:
            held = tallies(driver)
        brought = bring(database, installation.documents, store, _told(progress))
        listed = "".join(f"{each}\n" for each in wanted(database))
    finally:
        database.close()
    close_copy(aside / DATABASE)
    (aside / CONTENTS).write_text(listed, encoding="utf-8")
    files = {each.name: sha256_of(each) for each in aside.iterdir()}
    return Manifest(made_at, NEWEST, files, held), brought


def _told(progress: Progress) -> Callable[[Brought], None]:
    return lambda so_far: progress(f"{so_far.wanted} contenidos")


def _sync(folder: Path) -> None:
    """What lies there survives a power cut."""
    for each in (*folder.iterdir(), folder):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _drop(folder: Path, store: FolderStore, keep: int) -> int:
    """The oldest copies go, and the contents that none of the others refers to."""
    copies = copies_in(folder)
    gone = copies[: max(0, len(copies) - keep)] if keep else []
    if not gone:
        return 0
    for each in gone:
        shutil.rmtree(each)
    named: set[str] = set()
    for each in copies_in(folder):
        named.update((each / CONTENTS).read_text(encoding="utf-8").split())
    for sha256 in store.kept():
        if sha256 not in named:
            store.remove(sha256)
    return len(gone)
