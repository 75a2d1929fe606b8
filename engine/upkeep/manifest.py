"""What a backup says of itself, in JSON, and where its parts lie.

FOLDER/documents/aa/bb/aabb...      contents by their hash, shared by all copies
FOLDER/20261130T190000Z/            one copy, whole or not there at all
    database.sqlite                 every row at one moment, whichever database they came from
    contents.txt                    the hash of every content that a row refers to
    keys.json                       the keys of the installation, locked by a pass phrase
    manifest.json                   this
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from storage.copying import Tally

DATABASE, CONTENTS, KEYS = "database.sqlite", "contents.txt", "keys.json"
MANIFEST, DOCUMENTS = "manifest.json", "documents"
_NAME = "%Y%m%dT%H%M%SZ"
_NAMED = re.compile(r"\d{8}T\d{6}Z")


class NoBackup(Exception):
    """There is no backup here, or its manifest cannot be read; says where."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """When a copy was made, at which revision of the tables, the SHA-256 of each of its files by
    name, and what each table holds."""

    made_at: str
    revision: str
    files: Mapping[str, str]
    tables: Mapping[str, Tally]

    @property
    def at(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made_at)

    def written(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"


def name_of(moment: datetime) -> str:
    """What the copy of a moment (UTC) is called."""
    return moment.strftime(_NAME)


def copies_in(folder: Path) -> list[Path]:
    """The copies that lie in a folder, the newest last."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(each for each in found if _NAMED.fullmatch(each.name))


def copy_at(folder: Path, name: str | None) -> Path:
    """The copy of that name, the newest where none is named. Raises NoBackup."""
    found = [each for each in copies_in(folder) if name in (None, each.name)]
    if not found:
        raise NoBackup(str(folder / name if name else folder))
    return found[-1]


def read_manifest(copy: Path) -> Manifest:
    """Raises NoBackup."""
    try:
        read = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
        tables = {name: Tally(**each) for name, each in read["tables"].items()}
        found = Manifest(read["made_at"], read["revision"], read["files"], tables)
        return found if found.at.tzinfo and DATABASE in found.files else _refuse(copy)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise NoBackup(str(copy)) from fault


def sha256_of(file: Path) -> str:
    """The hash of a file, in hexadecimal."""
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _refuse(copy: Path) -> Manifest:
    raise NoBackup(str(copy))
