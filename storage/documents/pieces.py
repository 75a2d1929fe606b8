"""A row of objects read as one file, from any place, a stretch at a time."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # only the type checker has this module
    from _typeshed import WriteableBuffer


@dataclass(frozen=True, slots=True)
class Piece:
    """One object of the row: where it begins in the whole, and its size in bytes."""

    name: str
    start: int
    size: int

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.start + self.size


class Pieces(io.RawIOBase):
    """A file to be read only; `read(name, offset, length)` fetches a stretch of one object."""

    def __init__(self, pieces: Sequence[Piece], read: Callable[[str, int, int], bytes]) -> None:
        self._pieces = pieces
        self._read = read
        self._place = 0
        self._size = pieces[-1].end if pieces else 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """From any place."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place of the whole."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("there is nothing before the beginning")
        self._place = base + offset
        return self._place

    def readinto(self, buffer: WriteableBuffer) -> int:
        """The next stretch, never across two objects; 0 at the end."""
        into = memoryview(buffer).cast("B")
        if self._place >= self._size or not into:
            return 0
        piece = self._pieces[bisect_right(self._pieces, self._place, key=lambda it: it.start) - 1]
        offset = self._place - piece.start
        content = self._read(piece.name, offset, min(len(into), piece.size - offset))
        into[: len(content)] = content
        self._place += len(content)
        return len(content)
