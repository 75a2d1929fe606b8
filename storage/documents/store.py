"""The promise of a document store: content is found by its SHA-256 and never changes.

Nothing is ever held whole in memory. Every implementation passes the same tests. What arrives in
several goes is an upload: begun, appended to from where it stands, looked at, and finished.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol, cast

CHUNK = 256 * 1024
"""How much is read and written at a time, in bytes."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_UPLOAD = re.compile(r"[0-9a-f]{32}")


class StoreFault(Exception):
    """The store cannot do what was asked."""


class TooLarge(StoreFault):
    """The stream has more bytes than allowed; nothing was kept."""


class Corrupted(StoreFault):
    """What is kept is not what was put: its hash or its size differs. Says which hash."""


class Missing(StoreFault):
    """Nothing with this hash is kept, or no upload has this name."""


class Unreachable(StoreFault):
    """The service that keeps the contents does not answer, or refuses to work for this house."""


class OutOfPlace(StoreFault):
    """An upload stands at another place than the one that was to be appended to."""

    def __init__(self, reached: int) -> None:
        super().__init__(f"the upload stands at {reached}")
        self.reached = reached


@dataclass(frozen=True, slots=True)
class Stored:
    """What was put: its hash (64 small hexadecimal digits) and its size in bytes."""

    sha256: str
    size: int


class Store(Protocol):
    """Keeps contents by their hash."""

    def put(self, stream: BinaryIO | Iterable[bytes], *, limit: int) -> Stored:
        """Keeps a stream. When this returns, the content survives a power cut and is whole under
        its hash; when it raises (TooLarge, or whatever the stream raises), nothing is kept."""
        ...

    def open(self, sha256: str) -> AbstractContextManager[Iterator[bytes]]:
        """The content in chunks. Raises Missing on entering; Corrupted on the last chunk when the
        hash differs, so a reader who finishes has read what was put."""
        ...

    def exists(self, sha256: str) -> bool:
        """Whether something is kept under this hash."""
        ...

    def remove(self, sha256: str) -> None:
        """Keeps it no longer; nothing happens when it is not kept. A service with object lock
        may keep an older version until its term is over."""
        ...

    def link(self, sha256: str, *, disposition: str, media_type: str) -> str | None:
        """An address from which anyone may read the content for a short time, sent as this type
        under this Content-Disposition; None when contents go through the house. Who follows it
        is not told when the content was damaged."""
        ...

    def begin(self) -> str:
        """Begins an upload and names it: 32 small hexadecimal digits that nobody can guess."""
        ...

    def reached(self, upload: str) -> int:
        """How many bytes of an upload are safely kept. Raises Missing."""
        ...

    def append(
        self, upload: str, offset: int, stream: BinaryIO | Iterable[bytes], *, limit: int
    ) -> int:
        """Adds to an upload that stands at `offset`, and tells where it stands then. What came
        before a stream raised stays, and the upload goes on from there. Raises Missing,
        OutOfPlace, and TooLarge when the whole upload would pass `limit`."""
        ...

    def review(self, upload: str) -> AbstractContextManager[BinaryIO]:
        """What has arrived of an upload, to be read from any place. Raises Missing on entering."""
        ...

    def finish(self, upload: str, *, limit: int) -> Stored:
        """Makes a content of an upload, as `put` would; then the upload is gone. Raises Missing,
        TooLarge. Whoever is cut off may finish again."""
        ...

    def discard(self, upload: str) -> None:
        """Throws an upload away; nothing happens when there is none."""
        ...

    def abandoned(self, before: datetime) -> Iterator[str]:
        """Uploads, and leftovers of contents that never became whole, to which nothing was added
        since then; each may be discarded."""
        ...


def chunks_of(stream: BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    """A stream in pieces, whichever kind it is."""
    if hasattr(stream, "read"):
        file = cast("BinaryIO", stream)
        return iter(lambda: file.read(CHUNK), b"")
    return iter(stream)


def checked(chunks: Iterable[bytes], sha256: str) -> Iterator[bytes]:
    """Gives each chunk one late, so that the last is only given once the whole was checked."""
    digest = hashlib.sha256()
    held = b""
    for chunk in chunks:
        digest.update(chunk)
        if held:
            yield held
        held = chunk
    if digest.hexdigest() != sha256:
        raise Corrupted(sha256)
    if held:
        yield held


def place_of(sha256: str) -> str:
    """`aa/bb/aabb...`, the same in every store: a folder may be copied to a bucket as it is."""
    if not _SHA256.fullmatch(sha256):
        raise Missing("not a SHA-256")  # nor a way out of the store
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def upload_name(upload: str) -> str:
    """The name itself, when it can be one."""
    if not _UPLOAD.fullmatch(upload):
        raise Missing("not an upload")
    return upload
