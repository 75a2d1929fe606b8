"""The sheet (`manifest.toml`) of a process that is new: written, or that of another with its own
name, key and numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import tomlkit
from tomlkit.exceptions import TOMLKitError

from engine.definitions.manifest import FILE
from engine.workshop.adjusting import procedures_in
from storage.words import plain

_KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")
_SHORT = re.compile(r"[A-Z0-9]{2,8}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What whoever makes a process says of it. `short` stands before the numbers of its cases
    («COM» gives COM-2026-0001); `starter`, `worker` and `operator` are roles, named in `titles`."""

    key: str
    title: str
    family: str
    short: str
    starter: str
    worker: str
    operator: str
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The names of what cannot be so."""
        found = []
        if not self.title:
            found.append("title")
        if not _KEY.fullmatch(self.key):
            found.append("key")
        if not _SHORT.fullmatch(self.short):
            found.append("short")
        roles = {"starter": self.starter, "worker": self.worker, "operator": self.operator}
        return (*found, *(name for name, role in roles.items() if role not in self.titles))

    @property
    def number(self) -> str:
        return f"{self.short}-{{year}}-{{sequence:04d}}"


def key_from(title: str) -> str:
    """The key that follows from a name: «Poda de árboles» is `poda_de_arboles`."""
    return re.sub(r"[^a-z0-9]+", "_", plain(title)).strip("_0123456789")[:40].rstrip("_")


def fresh_sheet(sheet: Sheet, process_id: str) -> bytes:
    """A sheet that says no more than it must."""
    document = tomlkit.document()
    document["process"] = process_id
    document["starters"] = [sheet.starter]
    return _said(document, sheet, {sheet.starter, sheet.worker, sheet.operator})


def taken_over(files: Mapping[str, bytes], sheet: Sheet) -> dict[str, bytes] | None:
    """The files of another process, or of another tool, as those of a new one: its own sheet, and
    the main diagram named as it. None where they hold no diagram that draws a process."""
    diagrams = sorted(path for path in files if path.endswith(".bpmn"))
    drawn = {path: list(procedures_in({path: files[path]})) for path in diagrams}
    before = _parsed(files.get(FILE, b""))
    wanted = str(before.get("process", "")) if before is not None else ""
    main = next((path for path in diagrams if wanted in drawn[path]), None)
    main = main or next((path for path in diagrams if drawn[path]), None)
    if main is None:
        return None
    found = {path: body for path, body in files.items() if path not in (main, FILE)}
    found[f"{sheet.key}.bpmn"] = files[main]
    if before is None:
        own = fresh_sheet(sheet, drawn[main][0])
    else:
        own = _said(before, sheet, {sheet.operator})
    return {**found, FILE: own}


def _said(document: tomlkit.TOMLDocument, sheet: Sheet, roles: set[str]) -> bytes:
    """The sheet with what is its own, whatever it said before."""
    document["key"] = sheet.key
    document["title"] = sheet.title
    document["family"] = sheet.family
    document["number"] = sheet.number
    document["operators"] = [sheet.operator]
    titles = document.get("role_titles") or tomlkit.table()
    for role in sorted(roles):
        if role not in titles:
            titles[role] = sheet.titles[role]
    document["role_titles"] = titles
    return tomlkit.dumps(document).encode()


def _parsed(content: bytes) -> tomlkit.TOMLDocument | None:
    try:
        return tomlkit.parse(content.decode()) if content else None
    except (UnicodeDecodeError, TOMLKitError):
        return None
