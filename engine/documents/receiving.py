"""A file comes in: judged by its content, then kept in the store.

The content goes to the store before the transaction: should that fail, a content that nothing
refers to is left over; never a document without its content.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from engine.documents.content import Content, examine
from engine.documents.names import safe_filename
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.documents.store import TooLarge

_IN_MEMORY = 256 * 1024


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file as it was sent; `declared_size` is what the sender said it would be."""

    kind: str
    title: str
    filename: str
    stream: BinaryIO
    declared_size: int | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is in the store and may enter a case."""

    kind: str
    title: str
    filename: str
    sha256: str
    size: int
    media_type: str


def receive(installation: Installation, file: NewFile) -> Received | Refused:
    """Judge a file and keep its content."""
    limit = installation.limits.document_bytes
    with _seekable(file.stream, limit=limit) as stream:
        content = examine(
            stream, filename=file.filename, limit=limit, declared_size=file.declared_size
        )
        if not isinstance(content, Content):
            return content
        try:
            stored = installation.documents.put(stream, limit=limit)
        except TooLarge:
            return Refused(RefusalKind.FILE_TOO_LARGE, {"limit": str(limit)})
    name = safe_filename(file.filename, content.media_type)
    return Received(file.kind, file.title, name, stored.sha256, stored.size, content.media_type)


@contextmanager
def _seekable(stream: BinaryIO, *, limit: int) -> Iterator[BinaryIO]:
    """The stream itself, or a copy on disk of one that can only be read once."""
    if stream.seekable():
        stream.seek(0)
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        shutil.copyfileobj(_Bounded(stream, limit + 1), copy)
        copy.seek(0)
        yield cast("BinaryIO", copy)


class _Bounded:
    """Reads no more of a stream than is needed to know that it is too large."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def read(self, size: int = -1) -> bytes:
        """At most what is left."""
        wanted = self._left if size < 0 else min(size, self._left)
        piece = self._stream.read(wanted) if wanted else b""
        self._left -= len(piece)
        return piece
