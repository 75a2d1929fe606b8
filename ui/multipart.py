"""Reads the parts of a multipart body while they arrive, and counts them as they do.

Files go to the disk of the machine; one that passes the limit stops being kept, but what comes
after it still does. Knows nothing of requests: bytes in, fields and files out.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

IN_MEMORY = 1_000_000
MOST_PARTS = 2_000
MOST_TEXT = 2_000_000


class BodyTooLargeError(Exception):
    """The whole body is larger than any form of ours can be; nothing of it is kept."""


class UnreadableBodyError(Exception):
    """The body is not a form, or breaks the rules of forms."""


@dataclass(frozen=True, slots=True)
class PostedFile:
    """A file of a form, already on this machine's disk; `too_large` files keep no content."""

    name: str
    filename: str
    content: BinaryIO
    size: int
    too_large: bool = False


class Parts:
    """The parts of one multipart body, while they arrive."""

    def __init__(self, boundary: bytes, *, limit: int) -> None:
        self._limit = limit
        self._fields: list[tuple[str, str]] = []
        self._files: list[PostedFile] = []
        self._text = 0
        self._parts = 0
        self._open: _Part | None = None
        self.complete = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_name,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_finished,
                "on_part_data": self._data,
                "on_part_end": self._end,
                "on_end": self._all_came,
            },
        )

    def feed(self, chunk: bytes) -> None:
        try:
            self._parser.write(chunk)
        except FormParserError as wrong:
            raise UnreadableBodyError from wrong

    def finish(self) -> tuple[list[tuple[str, str]], tuple[PostedFile, ...]]:
        """The fields and files that came; a body that was cut leaves no file."""
        if not self.complete:
            self.discard()
        for each in self._files:
            each.content.seek(0)
        return self._fields, tuple(self._files)

    def discard(self) -> None:
        if self._open is not None:
            self._open.content.close()
        for each in self._files:
            each.content.close()
        self._files.clear()

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise BodyTooLargeError
        self._open = _Part()

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._part.header_name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._part.header_value += data[start:end]

    def _header_end(self) -> None:
        part = self._part
        part.headers[bytes(part.header_name).lower()] = bytes(part.header_value)
        part.header_name.clear()
        part.header_value.clear()

    def _headers_finished(self) -> None:
        disposition = self._part.headers.get(b"content-disposition", b"")
        kind, options = parse_options_header(disposition)
        if kind != b"form-data" or b"name" not in options:
            raise UnreadableBodyError
        self._part.name = options[b"name"].decode(errors="replace")
        if b"filename" in options:
            self._part.expect_file(options[b"filename"].decode(errors="replace"))

    def _data(self, data: bytes, start: int, end: int) -> None:
        part = self._part
        part.size += end - start
        if part.filename is None:
            self._text += end - start
            if self._text > MOST_TEXT:
                raise BodyTooLargeError
        elif part.size > self._limit:
            part.drop()
            return
        part.content.write(memoryview(data)[start:end])

    def _end(self) -> None:
        part, self._open = self._part, None
        if part.filename is None:
            part.content.seek(0)
            self._fields.append((part.name, part.content.read().decode(errors="replace")))
            part.content.close()
        elif part.filename or part.size:
            self._files.append(part.as_file(limit=self._limit))
        else:
            part.content.close()  # a file field that was left empty

    def _all_came(self) -> None:
        self.complete = True

    @property
    def _part(self) -> _Part:
        assert self._open is not None, "data before its part"  # noqa: S101  # the parser's order
        return self._open


class _Part:
    """One part that is arriving."""

    def __init__(self) -> None:
        self.name = ""
        self.filename: str | None = None
        self.headers: dict[bytes, bytes] = {}
        self.header_name = bytearray()
        self.header_value = bytearray()
        self.size = 0
        self.content: BinaryIO = BytesIO()

    def expect_file(self, filename: str) -> None:
        """What follows is a file: keep it on the disk once it grows."""
        self.filename = filename
        self.content = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # type: ignore[assignment]  # noqa: SIM115  # lives as long as the request

    def drop(self) -> None:
        """Forget what came of a file that is too large."""
        self.content.seek(0)
        self.content.truncate()

    def as_file(self, *, limit: int) -> PostedFile:
        filename = self.filename or ""
        return PostedFile(self.name, filename, self.content, self.size, self.size > limit)
