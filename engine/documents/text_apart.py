"""Reading the words of a file in a process of its own, with little time and memory.

A file from anywhere may keep a reader busy for ever or fill the memory; here that ends a process
that does nothing else and knows none of the house's secrets. The content goes in by its standard
input, the words come back folded (`storage/words.py`), each once, a line each.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

SECONDS = 60
MEMORY = 1024 * 1024 * 1024
"""In bytes, for all that the process holds."""
MOST_CHARACTERS = 2_000_000
MOST_WORDS = 20_000
"""Different words; what comes after is not found."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why there are no words, in a sentence without anything of the file."""

    reason: str


def words_apart(content: BinaryIO, media_type: str) -> tuple[str, ...] | Unreadable:
    """The words of a file on disk, from its start."""
    content.seek(0)
    command = [sys.executable, "-P", "-m", "engine.documents.text_apart", media_type]
    plain = {name: each for name, each in os.environ.items() if not name.startswith("CAUCE_")}
    try:
        done = subprocess.run(  # noqa: S603  # our own module; the type is one of ours
            command, stdin=content, env=plain, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Unreadable(f"No se terminó de leer en {SECONDS} segundos.")
    if done.returncode:
        return Unreadable(f"El archivo no se pudo leer (salida {done.returncode}).")
    return tuple(done.stdout.decode().split())


def main(media_type: str) -> None:
    """Reads standard input, writes the words."""
    _limit()
    from engine.documents.text_in import text_in  # after the limits: it loads what reads

    words = _words(text_in(sys.stdin.buffer, media_type))
    sys.stdout.buffer.write("\n".join(words).encode())


def _words(pieces: Iterator[str]) -> dict[str, None]:
    from storage.words import all_words

    found: dict[str, None] = {}
    left = MOST_CHARACTERS
    for piece in pieces:
        for word in all_words(piece[:left]):
            found.setdefault(word)
            if len(found) == MOST_WORDS:
                return found
        left -= len(piece)
        if left <= 0:
            break
    return found


def _limit() -> None:
    """Where the machine can (not on Windows, where only the time is limited)."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main(sys.argv[1])
