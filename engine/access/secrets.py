"""The text of a token: `cauce_<municipality>_<random>`. Pure.

Whoever finds one in a log or a repository sees what it is and whose; the random part has 256 bits,
so that its plain hash may be stored.
"""

from __future__ import annotations

import re
from hashlib import sha256

RANDOM_BYTES = 32
_TOKEN = re.compile(r"cauce_([a-z0-9][a-z0-9-]{0,99})_[0-9a-f]{64}")


def text_of(slug: str, random: bytes) -> str:
    """A token of a municipality."""
    return f"cauce_{slug}_{random.hex()}"


def slug_of(token: str) -> str | None:
    """The municipality that a token names; None when it is not a token of ours."""
    found = _TOKEN.fullmatch(token)
    return found[1] if found else None


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return sha256(token.encode()).hexdigest()
