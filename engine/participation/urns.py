"""An urn: sealed ballots of one length, sorted by what they look like. Pure.

A sealed ballot looks random, so that its place says nothing of when it came; all have the same
length whatever they hold. A ballot is the set of options that it marks; none is a blank vote.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from hashlib import sha256

from engine.letters.codes import spelled
from engine.sealing.boxes import KEY, seal, unseal

MOST_OPTIONS = 64
_WORD = MOST_OPTIONS // 8
_TAG = 16
LENGTH = KEY + _WORD + _TAG
"""Bytes of a sealed ballot."""


def sealed_ballot(public: bytes, marked: Iterable[int], *, said: bytes, fresh: bytes) -> bytes:
    """A ballot for who holds the other half of `public`; `marked` are places from 1 on."""
    word = sum(1 << (place - 1) for place in set(marked))
    return seal(public, word.to_bytes(_WORD, "big"), said=said, fresh=fresh)


def opened_ballot(private: bytes, ballot: bytes, *, said: bytes) -> frozenset[int]:
    """The places that it marks. Raises NotOpened."""
    word = int.from_bytes(unseal(private, ballot, said=said), "big")
    return frozenset(place for place in range(1, MOST_OPTIONS + 1) if word >> (place - 1) & 1)


def ballots_in(content: bytes) -> list[bytes]:
    """The ballots of an urn."""
    return [content[at : at + LENGTH] for at in range(0, len(content), LENGTH)]


def with_ballot(content: bytes, ballot: bytes) -> bytes:
    """The urn with one ballot more."""
    held = ballots_in(content)
    insort(held, ballot)
    return b"".join(held)


def receipt_of(ballot: bytes) -> str:
    """What its voter keeps: it names the sealed ballot and says nothing of what it holds."""
    return spelled(sha256(b"cauce ballot receipt 1\n" + ballot).digest())
