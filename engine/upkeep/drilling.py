"""Trying a backup out: it is opened in a scratch place, and everything in it is looked at.

A backup that nobody has opened is a hope. What is looked at: the age, the files, every table, the
upgrade to today's tables, every history with its signed roots, every content and every envelope.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from engine.clock import Clock
from engine.history.verify import verify_all
from engine.installation import Installation
from engine.sealing.verifying import verify_envelopes
from engine.upkeep.contents import wanted
from engine.upkeep.keys import WrongPhrase, unlock
from engine.upkeep.manifest import (
    CONTENTS,
    DATABASE,
    DOCUMENTS,
    KEYS,
    Manifest,
    copy_at,
    read_manifest,
    sha256_of,
)
from storage.copying import copy_rows, snapshot, tallies
from storage.database import WHOLE_INSTALLATION, Database
from storage.documents.folder import FolderStore
from storage.documents.store import StoreFault
from storage.migrations import NEWEST, upgrade
from storage.queries.municipalities import all_municipalities

SECRET = "secret"  # noqa: S105  the name of a file in the box of keys

Progress = Callable[[str], None]


@dataclass(slots=True)
class Drilled:
    """What came of it: how old the copy was, what was counted, and every fault in a sentence."""

    copy: Path
    age: timedelta
    rows: int = 0
    cases: int = 0
    events: int = 0
    contents: int = 0
    with_keys: bool = False
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Drill:
    """How it is tried: which copy, where there is room, the phrase of its keys or else the secret
    of this machine, and the address of an empty database to bring it into as well."""

    folder: Path
    scratch: Path
    clock: Clock
    oldest: timedelta
    name: str | None = None
    phrase: str | None = None
    secret: bytes = b""
    into: str | None = None


def drill(wish: Drill, progress: Progress = lambda _: None) -> Drilled:
    """Tries a backup. Raises NoBackup; whatever else is wrong stands among the faults."""
    copy = copy_at(wish.folder, wish.name)
    manifest = read_manifest(copy)
    found = Drilled(copy, wish.clock.now() - manifest.at)
    if found.age > wish.oldest:
        found.faults.append(f"La copia es de hace {_hours(found.age)}: es demasiado antigua.")
    progress("archivos")
    found.faults += _of_files(copy, manifest)
    if manifest.revision > NEWEST:
        found.faults.append("La copia es de una versión más nueva de Cauce que esta.")
    if not _opens(copy, manifest):
        return found
    secret = _secret(wish, copy, found)
    _look(wish, copy, manifest, secret, found, progress)
    return found


def _opens(copy: Path, manifest: Manifest) -> bool:
    """Whether the rows are worth a look: they are those that were written, and not of tomorrow."""
    file = copy / DATABASE
    whole = file.is_file() and sha256_of(file) == manifest.files[DATABASE]
    return whole and manifest.revision <= NEWEST


def _of_files(copy: Path, manifest: Manifest) -> Iterator[str]:
    for name, sha256 in manifest.files.items():
        if not (copy / name).is_file():
            yield f"Falta el archivo {name}."
        elif sha256_of(copy / name) != sha256:
            yield f"El archivo {name} cambió desde que se hizo la copia."


def _secret(wish: Drill, copy: Path, found: Drilled) -> bytes:
    if wish.phrase is None:
        return wish.secret
    try:
        keys = unlock((copy / KEYS).read_bytes(), wish.phrase)
    except FileNotFoundError:
        found.faults.append("La copia no lleva las llaves.")
        return wish.secret
    except WrongPhrase:
        found.faults.append("La frase no abre las llaves.")
        return wish.secret
    found.with_keys = True
    return keys.get(SECRET, b"")


def _look(
    wish: Drill, copy: Path, manifest: Manifest, secret: bytes, found: Drilled, progress: Progress
) -> None:
    file = shutil.copyfile(copy / DATABASE, wish.scratch / DATABASE)
    database = Database(f"sqlite:///{file}")
    try:
        if manifest.revision == NEWEST:
            progress("filas")
            with snapshot(database) as driver:
                held = tallies(driver)
            found.faults += [
                f"La tabla {name} no tiene las filas que tenía."
                for name, tally in held.items()
                if manifest.tables.get(name) != tally
            ]
        upgrade(database.url)
        found.rows = sum(each.rows for each in manifest.tables.values())
        if wish.into is not None:
            found.faults += _bring_into(wish.into, database, progress)
        progress("historia")
        store = FolderStore(wish.folder / DOCUMENTS)
        opened = Installation(database, store, clock=wish.clock, secret=secret)
        _of_history(opened, found)
        _of_contents(opened, copy, found, progress)
    finally:
        database.close()


def _bring_into(url: str, source: Database, progress: Progress) -> Iterator[str]:
    upgrade(url)
    target = Database(url)
    try:
        copy_rows(source, target, resting=False, progress=lambda table, _: progress(table))
    except Exception as fault:
        yield f"No se pudo llevar a la otra base de datos: {type(fault).__name__} {fault}"
    finally:
        target.close()


def _of_history(opened: Installation, found: Drilled) -> None:
    verified = verify_all(opened)
    found.cases, found.events = verified.checked, verified.events
    found.faults += [f"{each.case_number}: {each.sentence_es}" for each in verified.faults]


def _of_contents(opened: Installation, copy: Path, found: Drilled, progress: Progress) -> None:
    listed = copy / CONTENTS
    named = set(listed.read_text(encoding="utf-8").split()) if listed.is_file() else set()
    for sha256 in wanted(opened.database):
        found.contents += 1
        progress(f"{found.contents} contenidos")
        if sha256 not in named:
            found.faults.append(f"La copia no nombra el contenido {sha256}.")
        try:
            with opened.documents.open(sha256) as chunks:
                for _ in chunks:
                    pass
        except (StoreFault, OSError):
            found.faults.append(f"Falta o está dañado el contenido {sha256}.")
    with opened.database.read(WHOLE_INSTALLATION) as connection:
        towns = all_municipalities(connection)
    for town in towns:
        found.faults += [
            f"{each.case_number}: un sobre sellado no es el que llegó ({each.wrong})."
            for each in verify_envelopes(opened, town.id)
        ]


def _hours(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    return f"{hours} horas" if hours < 72 else f"{hours // 24} días"
