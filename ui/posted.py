"""What a form posted: its fields and its files, read from the wire as they arrive.

Files go to the disk of the machine while they are counted; one that passes the limit stops being
kept, but the fields beside it still arrive, so that nothing typed is lost. A body that is cut off
keeps its fields, drops its files and says how much of it came. The only asynchronous part of the
pages lives here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from python_multipart.multipart import parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from ui import csrf
from ui.multipart import (
    MOST_PARTS,
    MOST_TEXT,
    BodyTooLargeError,
    Parts,
    PostedFile,
    UnreadableBodyError,
)

MOST_FILES_TOGETHER = 6

__all__ = [
    "BodyTooLargeError",
    "Posted",
    "PostedFile",
    "UnreadableBodyError",
    "brings_files",
    "read_posted",
]


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields by name, in the order they came, and the files that were chosen.

    `cut_at` is the percentage at which the body stopped coming; None when it came whole."""

    fields: Mapping[str, list[str]] = field(default_factory=dict)
    files: tuple[PostedFile, ...] = ()
    cut_at: int | None = None

    def one(self, name: str, default: str = "") -> str:
        """The last value of a field, without the spaces around it."""
        values = self.fields.get(name)
        return values[-1].strip() if values else default

    def answers(self) -> dict[str, str | list[str]]:
        """What the form asks, as engine.forms takes it; names of our own are left out."""
        return {
            name: values[0] if len(values) == 1 else values
            for name, values in self.fields.items()
            if not name.startswith("_") and name != csrf.FIELD
        }


def brings_files(request: Request) -> bool:
    """Whether the form came in the kind that may hold files."""
    return request.headers.get("content-type", "").lower().startswith("multipart/")


async def read_posted(request: Request, *, limit: int) -> Posted:
    """Read the form that this request carries; `limit` is the largest file, in bytes."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind == b"multipart/form-data" and options.get(b"boundary"):
        return await _read_parts(request, options[b"boundary"], limit=limit)
    if kind in (b"application/x-www-form-urlencoded", b""):
        return await _read_fields(request)
    raise UnreadableBodyError(kind.decode("latin-1"))


async def _read_fields(request: Request) -> Posted:
    body = bytearray()
    cut_at = None
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_TEXT:
                raise BodyTooLargeError
    except ClientDisconnect:
        cut_at = _share(len(body), _declared(request))
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_PARTS)
    except ValueError as wrong:
        raise UnreadableBodyError from wrong
    return Posted(_by_name(pairs), cut_at=cut_at)


async def _read_parts(request: Request, boundary: bytes, *, limit: int) -> Posted:
    declared = _declared(request)
    most = MOST_FILES_TOGETHER * limit + MOST_TEXT
    if declared > most:
        raise BodyTooLargeError
    parts = Parts(boundary, limit=limit)
    came = 0
    try:
        async for chunk in request.stream():
            came += len(chunk)
            if came > most:
                raise BodyTooLargeError
            if chunk:
                await run_in_threadpool(parts.feed, chunk)
    except ClientDisconnect:
        parts.complete = False
    except BaseException:
        parts.discard()
        raise
    fields, files = parts.finish()
    cut_at = None if parts.complete else _share(came, declared)
    return Posted(_by_name(fields), files, cut_at)


def _declared(request: Request) -> int:
    length = request.headers.get("content-length", "")
    return int(length) if length.isdigit() else 0


def _share(came: int, declared: int) -> int:
    """How much of a cut-off body came, in percent; never 100, since something is missing."""
    return min(99, came * 100 // declared) if declared else 0


def _by_name(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\x00", ""))
    return fields


@contextmanager
def closing(posted: Posted) -> Iterator[Posted]:
    """Give the disk back when the request is over."""
    try:
        yield posted
    finally:
        for each in posted.files:
            each.content.close()
