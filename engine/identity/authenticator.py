"""What a device counts out (RFC 6238), by the `cryptography` package: whether a code is right now,
and its secret, kept encrypted under the key of the installation and bound to who has the device."""

from __future__ import annotations

import hmac
from base64 import b32encode
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from engine.installation import Installation

STEP = 30
"""Seconds for which a device shows a code."""
DIGITS = 6
_SECRET_BYTES, _NONCE_BYTES = 20, 12
_PURPOSE = b"cauce second factor 1"


@dataclass(frozen=True, slots=True)
class Enrolling:
    """What a device takes: the secret in letters, and the same as an address for its camera."""

    secret: str = field(repr=False)
    address: str = field(repr=False)


def new_secret(installation: Installation, owner: int) -> tuple[bytes, bytes]:
    """A secret, and what is kept of it."""
    secret = installation.random_bytes(_SECRET_BYTES)
    nonce = installation.random_bytes(_NONCE_BYTES)
    return secret, nonce + _box(installation).encrypt(nonce, secret, str(owner).encode())


def opened_secret(installation: Installation, owner: int, kept: bytes) -> bytes:
    """The secret; nothing that any code fits when the key of the installation is another."""
    nonce, inside = kept[:_NONCE_BYTES], kept[_NONCE_BYTES:]
    try:
        return _box(installation).decrypt(nonce, inside, str(owner).encode())
    except InvalidTag:
        return installation.random_bytes(_SECRET_BYTES)


def enrolling_of(secret: bytes, account: str, issuer: str) -> Enrolling:
    """As a device takes it: under which name, of whose house."""
    address = _device(secret).get_provisioning_uri(account, issuer.replace(":", " "))
    return Enrolling(b32encode(secret).decode(), address)


def step_of(secret: bytes, code: str, *, at: datetime, after: int) -> int | None:
    """The half minute of a right code: this one, the one before or the next, and newer than the
    last one taken; None for a wrong code."""
    digits = "".join(code.split())
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    device, now = _device(secret), int(at.timestamp()) // STEP
    right = [
        step
        for step in (now - 1, now, now + 1)
        if hmac.compare_digest(device.generate(step * STEP), digits.encode())
    ]
    return min((step for step in right if step > after), default=None)


def _device(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303  what devices count with (RFC 6238)


def _box(installation: Installation) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, None, _PURPOSE).derive(installation.secret or b"cauce"))
