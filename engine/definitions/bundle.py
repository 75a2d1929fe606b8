"""The files of a definition, as one immutable thing with a content hash.

A bundle holds the manifest, the diagrams, the decisions and the forms, and those of the shared
calls that the manifest uses; what else lies in the folder (scenarios, handlers) belongs to the code
and is not deployed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from engine.definitions.manifest import FILE
from engine.definitions.shared import calls_in, decisions_in, place_of, uses_of

_SUFFIXES = (".bpmn", ".dmn")
_FORMS = "forms/"


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files by their path inside the folder, with `/` between the parts."""

    files: Mapping[str, bytes]

    @property
    def hash(self) -> str:
        """The same for the same files, whatever their order; hexadecimal SHA-256."""
        digest = sha256(b"cauce definition 1\n")
        for path, content in sorted(self.files.items()):
            digest.update(f"{len(path.encode())} {path} {len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest()

    def ending(self, suffix: str) -> dict[str, bytes]:
        """The files whose name ends so."""
        return {path: body for path, body in self.files.items() if path.endswith(suffix)}

    def forms(self) -> dict[str, tuple[str, bytes]]:
        """Forms by key, which is the stem of the file: key -> path, content."""
        return {
            PurePosixPath(path).stem: (path, body)
            for path, body in self.files.items()
            if path.startswith(_FORMS) and path.endswith(".json")
        }


def read_folder(
    folder: Path | Traversable,
    shared: Path | Traversable | None = None,
    around: Path | Traversable | None = None,
) -> Bundle:
    """The bundle that lies in a folder, of the disk or of a package, with what it uses: calls lie
    in `shared`, else where `shared.place_of` finds them; decisions in the family `around`, else in
    the folder that holds it where that is a family."""
    own = files_in(folder)
    place = shared or (place_of(folder) if isinstance(folder, Path) else None)
    holder = around or (folder.resolve().parent if isinstance(folder, Path) else None)
    names = uses_of(own.get(FILE, b"")) if place is not None or around is not None else ()
    used: dict[str, bytes] = {}
    if holder is not None and names and (holder / FILE).is_file():
        used |= decisions_in(files_in(holder), names)
    if place is not None and names:
        used |= calls_in(files_in(place), names)
    return Bundle({**used, **own})


def files_in(folder: Path | Traversable) -> dict[str, bytes]:
    """What of a folder belongs to a definition."""
    return {path: item.read_bytes() for path, item in _files(folder, "") if belongs(path)}


def belongs(path: str) -> bool:
    """Whether a file with this path is part of a definition."""
    if "/" in path:
        return path.startswith(_FORMS) and path.endswith(".json") and path.count("/") == 1
    return path == FILE or path.endswith(_SUFFIXES)


def _files(folder: Path | Traversable, place: str) -> Iterator[tuple[str, Path | Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.startswith((".", "__")):
            continue
        if item.is_dir():
            yield from _files(item, f"{place}{item.name}/")
        elif item.is_file():
            yield f"{place}{item.name}", item
