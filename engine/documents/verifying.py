"""Is what lies in the store still what the register says? Every content is read, whole and once.

One page of the register and one chunk of a content are in memory at a time. The chain of the
history vouches for the register (`engine/history/verify.py`); this vouches for the contents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION
from storage.documents.store import Corrupted, Missing, Unreachable, place_of
from storage.queries.casefile import is_still_kept
from storage.queries.documents import KeptRow, kept_versions

MOST_UNREADABLE = 5
"""After so many contents in a row that could not be read, it is the store that is away."""


class ContentFault(StrEnum):
    """missing: nothing lies under its name; changed: its hash is another; size: the content is
    whole, but the register tells another length; unreadable: the store could not hand it out."""

    MISSING = "missing"
    CHANGED = "changed"
    SIZE = "size"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Looked:
    """A version that was looked at; `read` bytes for it, 0 where the same content was read just
    before; what is wrong with it, None when nothing is."""

    row: KeptRow
    read: int
    fault: ContentFault | None

    @property
    def key(self) -> str:
        """The name of its content in the store."""
        try:
            return place_of(self.row.sha256)
        except Missing:  # what the register says is no hash
            return self.row.sha256


@dataclass(frozen=True, slots=True)
class _Content:
    """What came of reading a content: its size, what is wrong, why the store gave nothing."""

    sha256: str
    size: int = 0
    fault: ContentFault | None = None
    why: Exception | None = None


def verify_contents(installation: Installation, municipality_id: int) -> Iterator[Looked]:
    """Every version of a municipality, in the order of their contents. Raises Unreachable, or
    OSError, when the store gives nothing any more."""
    content, away = _Content(""), 0
    for row in _register(installation, municipality_id):
        again = row.sha256 == content.sha256
        if not again:
            content = _read(installation, row.sha256)
            away = away + 1 if content.why else 0
            if content.why is not None and away == MOST_UNREADABLE:
                raise content.why
        if content.fault is ContentFault.MISSING and not _wanted(installation, row.sha256):
            continue
        fault = content.fault or (ContentFault.SIZE if content.size != row.size else None)
        yield Looked(row, 0 if again else content.size, fault)


def _register(installation: Installation, municipality_id: int) -> Iterator[KeptRow]:
    after = ("", 0, 0)
    while True:
        with installation.database.read(municipality_id) as connection:
            page = kept_versions(connection, municipality_id, after=after)
        if not page:
            return
        yield from page
        after = (page[-1].sha256, page[-1].document_id, page[-1].version)


def _read(installation: Installation, sha256: str) -> _Content:
    size = 0
    try:
        with installation.documents.open(sha256) as chunks:
            for chunk in chunks:
                size += len(chunk)
    except Missing:
        return _Content(sha256, size, ContentFault.MISSING)
    except Corrupted:
        return _Content(sha256, size, ContentFault.CHANGED)
    except (Unreachable, OSError) as why:
        return _Content(sha256, size, ContentFault.UNREADABLE, why)
    return _Content(sha256, size)


def _wanted(installation: Installation, sha256: str) -> bool:
    """Whether it is still to be there: it may have been disposed of since the register was read."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        return is_still_kept(connection, sha256)
