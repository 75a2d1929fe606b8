"""A municipality on a database of its own or a given one, where a benchmark works."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.identity import Actor
from engine.installation import Installation
from storage.database import Database
from storage.documents.folder import FolderStore
from storage.migrations import upgrade
from ui.cli.bench import town, workload

Progress = Callable[[str, int], None]
"""Told what is being done, and how many cases of it are done."""


@dataclass(frozen=True, slots=True)
class Hall:
    """A municipality on a database, and the one person who works there."""

    installation: Installation
    actor: Actor
    chance: random.Random


@contextmanager
def hall_on(database_url: str | None) -> Iterator[Hall]:
    """On that database, or on a fresh SQLite file; with the workload in force."""
    with tempfile.TemporaryDirectory(prefix="cauce-bench-") as folder:
        url = database_url or f"sqlite:///{folder}/bench.db"
        upgrade(url)
        database = Database(url)
        try:
            installation = Installation(database, FolderStore(Path(folder) / "documents"))
            actor = town.found(installation)
            workload.install(installation, actor)
            yield Hall(installation, actor, random.Random(1))  # noqa: S311  filling, no secret
        finally:
            database.close()
