"""Documents in a local folder: `aa/bb/aabb...`, written aside, synced, then renamed into place."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from storage.documents.store import CHUNK, Corrupted, Missing, Stored, TooLarge

_SHA256 = re.compile(r"[0-9a-f]{64}")


class FolderStore:
    """Keeps contents under `root`, which is made when it does not exist."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def put(self, stream: BinaryIO | Iterable[bytes], *, limit: int) -> Stored:
        aside = self._incoming / secrets.token_hex(16)
        try:
            stored = _write(aside, _chunks(stream), limit=limit)
            self._move_into_place(aside, stored.sha256)
        finally:
            aside.unlink(missing_ok=True)
        return stored

    @contextmanager
    def open(self, sha256: str) -> Iterator[Iterator[bytes]]:
        try:
            file = self._path_of(sha256).open("rb")
        except FileNotFoundError as error:
            raise Missing(sha256) from error
        with file:
            yield _checked(file, sha256)

    def exists(self, sha256: str) -> bool:
        return self._path_of(sha256).is_file()

    def _path_of(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise Missing("not a SHA-256")  # nor a way out of the folder
        return self._root / sha256[:2] / sha256[2:4] / sha256

    def _move_into_place(self, aside: Path, sha256: str) -> None:
        target = self._path_of(sha256)
        self._make_folder(target.parent)
        os.replace(aside, target)
        _sync_folder(target.parent)

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        folder.mkdir(parents=True, exist_ok=True)
        _sync_folder(folder.parent)
        _sync_folder(self._root)


def _chunks(stream: BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    if hasattr(stream, "read"):
        file = cast("BinaryIO", stream)
        return iter(lambda: file.read(CHUNK), b"")
    return iter(stream)


def _write(path: Path, chunks: Iterator[bytes], *, limit: int) -> Stored:
    digest = hashlib.sha256()
    size = 0
    with path.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise TooLarge(f"more than {limit} bytes")
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Stored(digest.hexdigest(), size)


def _checked(file: BinaryIO, sha256: str) -> Iterator[bytes]:
    """Gives each chunk one late, so that the last is only given once the whole was checked."""
    digest = hashlib.sha256()
    held = b""
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        if held:
            yield held
        held = chunk
    if digest.hexdigest() != sha256:
        raise Corrupted(sha256)
    if held:
        yield held


def _sync_folder(folder: Path) -> None:
    """Makes a name in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
