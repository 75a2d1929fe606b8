"""Documents in a bucket of any S3-compatible service, under the same names as in a folder.

A small content is one object. A large one is sent in parts under `incoming/` while its hash is
counted, and the service itself then copies it to its name. An upload is a row of objects, each
named by the place where it begins; where the row ends is how far the upload has come.
"""

import io
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO, cast

from storage.documents.bucket import PART, Address, Bucket
from storage.documents.counted import Chained, Counted
from storage.documents.pieces import Piece, Pieces
from storage.documents.store import (
    CHUNK,
    Corrupted,
    Missing,
    OutOfPlace,
    Stored,
    TooLarge,
    checked,
    chunks_of,
    place_of,
    upload_name,
)

__all__ = ["Address", "S3Store"]
INCOMING = "incoming/"
_BEGUN = "begun"
_WHOLE = "whole"


class S3Store:
    """Keeps contents in a bucket, which must be there. Raises Unreachable where it is not."""

    def __init__(self, address: Address, *, now: Callable[[], datetime]) -> None:
        self._bucket = Bucket(address, now=now)

    @property
    def locks(self) -> bool:
        """Whether contents are locked: it was asked for, and the bucket offers it."""
        return self._bucket.locks

    def put(self, stream: BinaryIO | Iterable[bytes], *, limit: int) -> Stored:
        counted = Counted(chunks_of(stream), limit)
        first = counted.read(PART + 1)
        if len(first) > PART:
            return self._put_large(first, counted)
        stored = counted.stored()
        self._bucket.write(place_of(stored.sha256), first, lasting=True)
        return stored

    @contextmanager
    def open(self, sha256: str) -> Iterator[Iterator[bytes]]:
        with self._bucket.reading(place_of(sha256)) as chunks:
            yield checked(chunks, sha256)

    def exists(self, sha256: str) -> bool:
        try:
            self._bucket.size_of(place_of(sha256))
        except Missing:
            return False
        return True

    def remove(self, sha256: str) -> None:
        self._bucket.remove(place_of(sha256))

    def link(self, sha256: str, *, disposition: str, media_type: str) -> str | None:
        name = place_of(sha256)
        return self._bucket.link(name, disposition=disposition, media_type=media_type)

    def begin(self) -> str:
        upload = secrets.token_hex(16)
        self._bucket.write(f"{_folder(upload)}{_BEGUN}", b"")
        return upload

    def reached(self, upload: str) -> int:
        pieces = self._pieces(upload)
        return pieces[-1].end if pieces else 0

    def append(
        self, upload: str, offset: int, stream: BinaryIO | Iterable[bytes], *, limit: int
    ) -> int:
        place = self.reached(upload)
        if place != offset:
            raise OutOfPlace(place)
        held = bytearray()
        try:
            for chunk in chunks_of(stream):
                if place + len(held) + len(chunk) > limit:
                    raise TooLarge(f"more than {limit} bytes")
                held += chunk
                while len(held) >= PART:
                    place = self._write_piece(upload, place, bytes(held[:PART]))
                    del held[:PART]
        finally:  # what came before a stream broke off stays
            place = self._write_piece(upload, place, bytes(held))
        return place

    @contextmanager
    def review(self, upload: str) -> Iterator[BinaryIO]:
        with Pieces(self._pieces(upload), self._bucket.read) as pieces:
            yield cast("BinaryIO", io.BufferedReader(pieces, buffer_size=4 * CHUNK))

    def finish(self, upload: str, *, limit: int) -> Stored:
        stored = self.put(self._flowing(self._pieces(upload)), limit=limit)
        self.discard(upload)
        return stored

    def discard(self, upload: str) -> None:
        for name in [name for name, _, _ in self._bucket.listed(_folder(upload))]:
            self._bucket.remove(name)

    def abandoned(self, before: datetime) -> Iterator[str]:
        newest: dict[str, datetime] = {}
        for name, _, at in self._bucket.listed(INCOMING):
            upload = name.removeprefix(INCOMING).partition("/")[0]
            newest[upload] = max(at, newest.get(upload, at))
        yield from sorted(upload for upload, at in newest.items() if at < before)

    def _put_large(self, first: bytes, counted: Counted) -> Stored:
        aside = f"{_folder(secrets.token_hex(16))}{_WHOLE}"
        try:
            self._bucket.write_in_parts(aside, Chained(first, counted))
            stored = counted.stored()
            target = place_of(stored.sha256)
            self._bucket.copy(aside, target)
            if self._bucket.size_of(target) != stored.size:
                raise Corrupted(stored.sha256)
        finally:
            self._bucket.remove(aside)
        return stored

    def _write_piece(self, upload: str, place: int, content: bytes) -> int:
        if content:
            self._bucket.write(f"{_folder(upload)}{place:016d}", content)
        return place + len(content)

    def _pieces(self, upload: str) -> list[Piece]:
        """The row of an upload as far as it has no gap. Raises Missing when it was not begun."""
        found: list[Piece] = []
        begun = False
        for name, size, _ in self._bucket.listed(_folder(upload)):
            last = name.rpartition("/")[2]
            begun = begun or last == _BEGUN
            if last.isdecimal() and int(last) == (found[-1].end if found else 0):
                found.append(Piece(name, int(last), size))
        if not begun:
            raise Missing(upload)
        return found

    def _flowing(self, pieces: list[Piece]) -> Iterator[bytes]:
        for piece in pieces:
            with self._bucket.reading(piece.name) as chunks:
                yield from chunks


def _folder(upload: str) -> str:
    return f"{INCOMING}{upload_name(upload)}/"
