"""A packed file (ZIP) made while it is sent: no member lies whole in memory, nor on the disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the pack: its path inside, and its content, opened when its turn comes."""

    path: str
    content: AbstractContextManager[Iterable[bytes]]


class _Outgoing:
    """What the packer has written and nobody has taken yet."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, content: bytes) -> int:
        """Keep it until it is taken."""
        self._written.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def take(self) -> bytes:
        """All that was written since the last time."""
        content = b"".join(self._written)
        self._written.clear()
        return content


def packed(members: Iterable[Member], *, at: datetime) -> Iterator[bytes]:
    """The ZIP in pieces; members are stored as they are, documents being compressed already."""
    outgoing = _Outgoing()
    with zipfile.ZipFile(outgoing, "w", zipfile.ZIP_STORED, allowZip64=True) as pack:  # type: ignore[call-overload]  # writes only, and says so by having no seek
        for member in members:
            yield from _add(pack, outgoing, member, at)
    yield outgoing.take()


def _add(
    pack: zipfile.ZipFile, outgoing: _Outgoing, member: Member, at: datetime
) -> Iterator[bytes]:
    about = zipfile.ZipInfo(member.path, at.timetuple()[:6])
    about.external_attr = 0o644 << 16
    with member.content as chunks, pack.open(about, "w", force_zip64=True) as written:
        for chunk in chunks:
            written.write(chunk)
            yield outgoing.take()
    yield outgoing.take()
