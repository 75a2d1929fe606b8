"""The promise of whoever looks into files for what harms: viruses and the like."""

from __future__ import annotations

from typing import BinaryIO, Protocol


class Unscanned(Exception):
    """The file could not be looked at; it is not let in, and may be sent again later."""


class Scanner(Protocol):
    """Looks into a file before it is kept."""

    def infection(self, stream: BinaryIO) -> str | None:
        """The name of what harms; None when nothing was found. The stream is seekable, and is left
        rewound. Raises Unscanned."""
        ...
