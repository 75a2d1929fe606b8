"""A file comes in: judged by its content, looked into, then kept in the store.

The content goes to the store before the transaction: should that fail, a content that nothing
refers to is left over; never a document without its content.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from engine.documents.content import Content, examine
from engine.documents.names import safe_filename
from engine.documents.scanning import Unscanned
from engine.documents.signatures import Found, signatures_in
from engine.documents.uploads import upload_named
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.documents.store import Missing, Stored, TooLarge
from storage.tables.documents import Origin

_IN_MEMORY = 256 * 1024
Keep = Callable[[BinaryIO], Stored]
"""Puts a content that was judged into the store."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file as it was sent: a stream, or the handle of an upload that has arrived.

    `declared_size` is what the sender said it would be."""

    kind: str
    title: str
    filename: str
    stream: BinaryIO | None = None
    declared_size: int | None = None
    upload: str = ""
    origin: Origin = Origin.DIGITAL


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is in the store and may enter a case."""

    kind: str
    title: str
    filename: str
    sha256: str
    size: int
    media_type: str
    pages: int = 1
    origin: Origin = Origin.DIGITAL
    signatures: tuple[Found, ...] = ()


def receive(
    installation: Installation,
    actor: Actor,
    file: NewFile,
    *,
    takes: Callable[[str], bool] | None = None,
    keep: Keep | None = None,
) -> Received | Refused:
    """Judge a file and keep its content; `takes` says which media types are asked for. `keep` puts
    it into the store in another way: what it gives is the hash and size of the received file."""
    limit = installation.limits.document_bytes
    try:
        with _readable(installation, actor, file, limit=limit) as stream:
            content = examine(
                stream, filename=file.filename, limit=limit, declared_size=file.declared_size
            )
            if not isinstance(content, Content):
                return content
            refused = _refusal(installation, content, stream, takes)
            if refused is not None:
                return refused
            signatures = _signatures_in(installation, stream, content)
            stored = keep(stream) if keep else _keep(installation, actor, file, stream)
    except TooLarge:
        return Refused(RefusalKind.FILE_TOO_LARGE, {"limit": str(limit)})
    except Missing:
        return Refused(RefusalKind.NOT_FOUND)
    name = safe_filename(file.filename, content.media_type)
    return Received(
        file.kind,
        file.title,
        name,
        stored.sha256,
        stored.size,
        content.media_type,
        content.pages,
        file.origin,
        signatures,
    )


def _signatures_in(
    installation: Installation, stream: BinaryIO, content: Content
) -> tuple[Found, ...]:
    if not content.signed:
        return ()
    found = signatures_in(
        stream,
        roots=installation.trust_roots,
        at=installation.clock.now(),
        fetch=installation.fetch_list,
        ask=installation.ask_responder,
    )
    stream.seek(0)
    return found


def _keep(installation: Installation, actor: Actor, file: NewFile, stream: BinaryIO) -> Stored:
    limit = installation.limits.document_bytes
    if not file.upload:
        return installation.documents.put(stream, limit=limit)
    name = upload_named(installation, actor, file.upload)
    return installation.documents.finish(name, limit=limit)


@contextmanager
def _readable(
    installation: Installation, actor: Actor, file: NewFile, *, limit: int
) -> Iterator[BinaryIO]:
    """The file, to be read from any place."""
    if file.upload:
        name = upload_named(installation, actor, file.upload)
        with installation.documents.review(name) as stream:
            yield stream
        return
    if file.stream is None:
        raise Missing("neither a stream nor an upload")
    with _seekable(file.stream, limit=limit) as stream:
        yield stream


def _refusal(
    installation: Installation,
    content: Content,
    stream: BinaryIO,
    takes: Callable[[str], bool] | None,
) -> Refused | None:
    """What is not asked for is not let in; nor what harms, nor, where there is a scanner, what it
    could not look into."""
    if takes is not None and not takes(content.media_type):
        return Refused(RefusalKind.FILE_TYPE, {"found": content.media_type})
    if installation.scanner is None:
        return None
    try:
        found = installation.scanner.infection(stream)
    except Unscanned:
        return Refused(RefusalKind.FILE_UNSCANNED)
    return Refused(RefusalKind.FILE_INFECTED, {"found": found}) if found else None


def once_through(chunks: Iterator[bytes]) -> BinaryIO:
    """Chunks as a stream that can be read once."""
    return cast("BinaryIO", _OnceThrough(chunks))


class _OnceThrough:
    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = b""

    def seekable(self) -> bool:
        """It can only be read forwards."""
        return False

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; nothing at the end."""
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._left = chunk
        taken = self._left if size < 0 else self._left[:size]
        self._left = self._left[len(taken) :]
        return taken


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
