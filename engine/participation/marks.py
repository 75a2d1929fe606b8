"""What stands for a person where they support or vote: a keyed mark of the document they showed.

Another one in every proposal and every vote, so that nobody follows a person from one to the next.
Whoever has the database without the secret of the installation learns from it neither who it was
nor whether somebody they know was there.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.installation import Installation

_SUPPORT = b"cauce support mark 1 "
_VOTE = b"cauce vote mark 1 "
_VOUCH = b"cauce vote vouching 1 "
_NUMBER = re.compile(r"[0-9A-Z]{5,20}")


def plain_number(typed: str) -> str:
    """The number of a document however it was typed; empty where it can be none."""
    found = re.sub(r"[\s.\-]", "", typed.upper())
    return found if _NUMBER.fullmatch(found) else ""


def support_mark(
    installation: Installation, municipality_id: int, case_id: int, number: str
) -> str:
    """Of who supports the proposal of a case."""
    return _keyed(installation, _SUPPORT, f"{municipality_id} {case_id} {number}")


def vote_mark(
    installation: Installation, municipality_id: int, consultation_id: int, number: str
) -> str:
    """Of who votes."""
    return _keyed(installation, _VOTE, f"{municipality_id} {consultation_id} {number}")


def vouched_voter(
    installation: Installation, municipality_id: int, consultation_id: int, mark: str
) -> str:
    """That the house wrote down a voter: a row that somebody else put there has none."""
    return _keyed(installation, _VOUCH, f"voter {municipality_id} {consultation_id} {mark}")


def vouched_urn(
    installation: Installation, municipality_id: int, consultation_id: int, content: bytes
) -> str:
    """That the house left an urn as it is."""
    digest = sha256(content).hexdigest()
    return _keyed(installation, _VOUCH, f"urn {municipality_id} {consultation_id} {digest}")


def derived(installation: Installation, purpose: bytes) -> bytes:
    """A key for one purpose, which follows from the secret of the installation."""
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(installation.secret)


def _keyed(installation: Installation, purpose: bytes, said: str) -> str:
    return hmac.new(derived(installation, purpose), said.encode(), sha256).hexdigest()
