"""The seal of the house: what it hands out is signed, so that anybody can tell that it made it.

Ed25519 (RFC 8032). The key of a municipality follows from the secret of the installation and never
leaves it; its public half goes along with whatever is signed, and its fingerprint is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.installation import Installation

_PURPOSE = b"cauce seal 1 "


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature and the public key that proves it, both in hexadecimal."""

    public_key: str
    signature: str

    @property
    def fingerprint(self) -> str:
        """What people compare: the SHA-256 of the public key."""
        return fingerprint_of(self.public_key)


def sign(installation: Installation, municipality_id: int, content: bytes) -> Seal:
    """The seal of a municipality upon a content."""
    key = _key(installation, municipality_id)
    return Seal(key.public_key().public_bytes_raw().hex(), key.sign(content).hex())


def public_key_of(installation: Installation, municipality_id: int) -> str:
    """The public half of a municipality's key, in hexadecimal."""
    return _key(installation, municipality_id).public_key().public_bytes_raw().hex()


def is_genuine(seal: Seal, content: bytes) -> bool:
    """Whether this key made this signature upon this content; who has the key is another matter."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(seal.public_key))
        key.verify(bytes.fromhex(seal.signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint_of(public_key: str) -> str:
    """The SHA-256 of a public key, in hexadecimal; of what is none, of nothing."""
    try:
        return sha256(bytes.fromhex(public_key)).hexdigest()
    except ValueError:
        return ""


def _key(installation: Installation, municipality_id: int) -> Ed25519PrivateKey:
    derive = HKDF(SHA256(), 32, salt=None, info=_PURPOSE + str(municipality_id).encode())
    return Ed25519PrivateKey.from_private_bytes(derive.derive(installation.secret))
