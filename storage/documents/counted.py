"""A stream of chunks as something to be read, while its size and its hash are counted."""

import hashlib
import io
from collections.abc import Iterator

from storage.documents.store import Stored, TooLarge


class Counted:
    """Reads on in a stream of chunks. Raises TooLarge as soon as it passes the limit."""

    def __init__(self, chunks: Iterator[bytes], limit: int) -> None:
        self._chunks = chunks
        self._limit = limit
        self._held = b""
        self._size = 0
        self._digest = hashlib.sha256()

    def read(self, length: int) -> bytes:
        """So many bytes, fewer only at the end."""
        pieces, have = [self._held], len(self._held)
        while have < length and (chunk := self._next()):
            pieces.append(chunk)
            have += len(chunk)
        content = b"".join(pieces)
        self._held = content[length:]
        return content[:length]

    def stored(self) -> Stored:
        """What the stream was, once it was read to its end."""
        return Stored(self._digest.hexdigest(), self._size)

    def _next(self) -> bytes:
        chunk = next((chunk for chunk in self._chunks if chunk), b"")
        self._size += len(chunk)
        if self._size > self._limit:
            raise TooLarge(f"more than {self._limit} bytes")
        self._digest.update(chunk)
        return chunk


class Chained:
    """What was read already, then the rest."""

    def __init__(self, first: bytes, rest: Counted) -> None:
        self._first = io.BytesIO(first)
        self._rest = rest

    def read(self, length: int) -> bytes:
        """So many bytes, fewer only at the end of the first part and of the whole."""
        return self._first.read(length) or self._rest.read(length)
