"""The PIN on the receipt of a case: six signs of 32, shown once and kept as a hash.

A wrong one costs a try before it is known to be wrong; after five, none is taken for an hour, so
that 30 bits hold for centuries and nobody who knows a code shuts its owner out for long. Whoever
lost it gets another one at the counter.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

TRIES = 5
PAUSE = timedelta(hours=1)
LENGTH = 6
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 signs that nobody mistakes for each other on paper."""


def new_pin(random_bytes: Callable[[int], bytes]) -> str:
    """«K7QF3M»."""
    return "".join(SIGNS[byte % len(SIGNS)] for byte in random_bytes(LENGTH))


def read_pin(typed: str) -> str:
    """What somebody typed, as it is kept: without spaces or dashes, in capitals."""
    return "".join(each for each in typed.upper() if each in SIGNS)[:LENGTH]
