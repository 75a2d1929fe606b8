"""The verification code of a letter: sixteen signs that nobody can guess and anybody can type.

Crockford's base 32 of the first ten bytes of an HMAC-SHA256 over the letter and its words, keyed by
the secret of the installation (80 bits); written in four groups. No I, L, O or U: what a person
reads as such is taken as 1, 1, 0 and V.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256

from engine.installation import Installation

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PURPOSE = b"cauce letter 1\n"
_LENGTH = 16
_CODE = re.compile(rf"[{_SIGNS}]{{{_LENGTH}}}")
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def code_of(installation: Installation, municipality_id: int, letter_id: int, words: str) -> str:
    """The code of a letter with these words."""
    said = f"{municipality_id} {letter_id} ".encode() + sha256(words.encode()).digest()
    return spelled(hmac.new(installation.secret, _PURPOSE + said, sha256).digest())


def spelled(random: bytes) -> str:
    """A code of the first ten of these bytes."""
    number = int.from_bytes(random[:10], "big")
    signs = (_SIGNS[number >> place & 31] for place in range(75, -5, -5))
    return grouped("".join(signs))


def read_code(text: str) -> str:
    """The code that a person typed; empty when it can be none."""
    signs = re.sub(r"[\s-]", "", text.upper()).translate(_READ_AS)
    return grouped(signs) if _CODE.fullmatch(signs) else ""


def grouped(signs: str) -> str:
    """«7F3K-9QXM-20TB-C4WE»."""
    return "-".join(signs[place : place + 4] for place in range(0, _LENGTH, 4))
