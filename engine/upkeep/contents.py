"""The contents of documents brought from one store to another: each is read, checked and put once.

What is there already is not brought again, so whoever is cut off simply begins anew, and a copy of
yesterday costs what came since.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from storage.database import WHOLE_INSTALLATION, Database
from storage.documents.store import Corrupted, Missing, Store
from storage.queries.casefile import is_still_kept
from storage.queries.contents import contents_wanted


@dataclass(slots=True)
class Brought:
    """How many contents are wanted, how many of them came now with how many bytes, and the hashes
    of those that the source has not, or has damaged."""

    wanted: int = 0
    came: int = 0
    size: int = 0
    lost: list[str] = field(default_factory=list)


Progress = Callable[[Brought], None]


def wanted(database: Database) -> Iterator[str]:
    """The hash of every content that anything refers to, in their order."""
    after = ""
    while True:
        with database.read(WHOLE_INSTALLATION) as connection:
            page = contents_wanted(connection, after=after)
        if not page:
            return
        yield from page
        after = page[-1]


def bring(
    database: Database, source: Store, target: Store, progress: Progress = lambda _: None
) -> Brought:
    """Every content that the database refers to, from one store into another. Raises StoreFault or
    OSError when one of them gives or takes nothing any more."""
    brought = Brought()
    for sha256 in wanted(database):
        brought.wanted += 1
        if not target.exists(sha256):
            _bring(database, source, target, sha256, brought)
        progress(brought)
    return brought


def _bring(database: Database, source: Store, target: Store, sha256: str, brought: Brought) -> None:
    try:
        with source.open(sha256) as chunks:
            stored = target.put(chunks, limit=sys.maxsize)
    except Corrupted:
        brought.lost.append(sha256)
    except Missing:
        with database.read(WHOLE_INSTALLATION) as connection:
            if is_still_kept(connection, sha256):  # else it was disposed of meanwhile
                brought.lost.append(sha256)
    else:
        brought.came += 1
        brought.size += stored.size
