"""The promise of a document store: content is found by its SHA-256 and never changes.

Nothing is ever held whole in memory. Every implementation passes the same tests.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

CHUNK = 256 * 1024
"""How much is read and written at a time, in bytes."""


class StoreFault(Exception):
    """The store cannot do what was asked."""


class TooLarge(StoreFault):
    """The stream has more bytes than allowed; nothing was kept."""


class Corrupted(StoreFault):
    """What is kept is not what was put: its hash or its size differs."""


class Missing(StoreFault):
    """Nothing with this hash is kept."""


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
