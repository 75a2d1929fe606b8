"""Documents in a local folder: `aa/bb/aabb...`, written aside, synced, then renamed into place.

An upload is a file in `incoming` that grows; its length says how far it has come.
"""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from storage.documents.store import (
    CHUNK,
    Missing,
    OutOfPlace,
    Stored,
    TooLarge,
    checked,
    chunks_of,
    place_of,
    upload_name,
)


class FolderStore:
    """Keeps contents under `root`, which is made when it does not exist."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def put(self, stream: BinaryIO | Iterable[bytes], *, limit: int) -> Stored:
        aside = self._incoming / secrets.token_hex(16)
        try:
            stored = _write(aside, chunks_of(stream), limit=limit)
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
            yield checked(chunks_of(file), sha256)

    def exists(self, sha256: str) -> bool:
        return self._path_of(sha256).is_file()

    def remove(self, sha256: str) -> None:
        path = self._path_of(sha256)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _sync_folder(path.parent)

    def link(self, sha256: str, *, disposition: str, media_type: str) -> str | None:  # noqa: ARG002  a folder has no address
        return None

    def begin(self) -> str:
        upload = secrets.token_hex(16)
        self._upload(upload).touch(exist_ok=False)
        _sync_folder(self._incoming)
        return upload

    def reached(self, upload: str) -> int:
        try:
            return self._upload(upload).stat().st_size
        except FileNotFoundError as error:
            raise Missing(upload) from error

    def append(
        self, upload: str, offset: int, stream: BinaryIO | Iterable[bytes], *, limit: int
    ) -> int:
        with self._growing(upload) as file:
            place = file.seek(0, os.SEEK_END)
            if place != offset:
                raise OutOfPlace(place)
            return _add(file, place, chunks_of(stream), limit=limit)

    @contextmanager
    def review(self, upload: str) -> Iterator[BinaryIO]:
        try:
            file = self._upload(upload).open("rb")
        except FileNotFoundError as error:
            raise Missing(upload) from error
        with file:
            yield file

    def finish(self, upload: str, *, limit: int) -> Stored:
        with self._growing(upload) as file:
            stored = _measure(file, limit=limit)
            os.fsync(file.fileno())
            self._move_into_place(self._upload(upload), stored.sha256)
        return stored

    def discard(self, upload: str) -> None:
        (self._incoming / upload_name(upload)).unlink(missing_ok=True)
        self._upload(upload).unlink(missing_ok=True)

    def abandoned(self, before: datetime) -> Iterator[str]:
        for path in sorted(self._incoming.iterdir()):
            if path.stat().st_mtime < before.timestamp():
                yield path.stem

    def kept(self) -> Iterator[str]:
        """The hash of every content that lies here."""
        for path in sorted(self._root.glob("??/??/*")):
            yield path.name

    def _upload(self, upload: str) -> Path:
        return self._incoming / f"{upload_name(upload)}.upload"

    @contextmanager
    def _growing(self, upload: str) -> Iterator[BinaryIO]:
        """The file of an upload, for one who adds to it at a time."""
        try:
            file = self._upload(upload).open("r+b")
        except FileNotFoundError as error:
            raise Missing(upload) from error
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file

    def _path_of(self, sha256: str) -> Path:
        return self._root / place_of(sha256)

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


def _add(file: BinaryIO, place: int, chunks: Iterator[bytes], *, limit: int) -> int:
    """Writes on; what was written stays, also when the stream breaks off."""
    try:
        for chunk in chunks:
            if place + len(chunk) > limit:
                raise TooLarge(f"more than {limit} bytes")
            file.write(chunk)
            place += len(chunk)
    finally:
        file.flush()
        os.fsync(file.fileno())
    return place


def _measure(file: BinaryIO, *, limit: int) -> Stored:
    digest = hashlib.sha256()
    size = 0
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge(f"more than {limit} bytes")
        digest.update(chunk)
    return Stored(digest.hexdigest(), size)


def _sync_folder(folder: Path) -> None:
    """Makes a name in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
