"""A tree of hashes over many things (RFC 6962, 2.1): one root stands for all, a short path shows
that one of them is among them, without telling the others. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

_LEAF, _INNER = b"\x00", b"\x01"
NOTHING = sha256(b"").digest()
"""The root of no leaves."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A hash on the way from a leaf to the root, and on which side of the way it stands."""

    hash: bytes
    left: bool


def leaf(content: bytes) -> bytes:
    """The hash of one thing."""
    return sha256(_LEAF + content).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaves in their order."""
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0] if level else NOTHING


def path_to(leaves: Sequence[bytes], place: int) -> tuple[Beside, ...]:
    """What stands beside the way from the leaf in this place up to the root, from below."""
    level, found = list(leaves), []
    while len(level) > 1:
        other = place ^ 1
        if other < len(level):
            found.append(Beside(level[other], left=other < place))
        level, place = _above(level), place // 2
    return tuple(found)


def root_by(start: bytes, path: Sequence[Beside]) -> bytes:
    """The root to which a leaf leads by a path."""
    now = start
    for each in path:
        now = _inner(each.hash, now) if each.left else _inner(now, each.hash)
    return now


def _above(level: Sequence[bytes]) -> list[bytes]:
    """The level above; who has nobody beside goes up alone."""
    pairs = [_inner(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return pairs + ([level[-1]] if len(level) % 2 else [])


def _inner(left: bytes, right: bytes) -> bytes:
    return sha256(_INNER + left + right).digest()
