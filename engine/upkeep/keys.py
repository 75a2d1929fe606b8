"""The keys of an installation in a box that a pass phrase opens, to be kept beside its copies.

Without them no sealed envelope is opened and nothing can be signed as before; with them alone
nothing can be read either. scrypt (32 MB) and AES-256-GCM, from the `cryptography` package.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SHORTEST = 12
"""Characters of a pass phrase: it is guessed at without anybody noticing."""
_KIND = b"cauce keys 1"
_COST, _BLOCK, _LANES = 2**15, 8, 1


class WrongPhrase(Exception):
    """The box is not opened by this phrase, or somebody changed it."""


def lock(keys: Mapping[str, bytes], phrase: str) -> bytes:
    """The box with these files, by their names. Raises ValueError for a short phrase."""
    if len(phrase) < SHORTEST:
        raise ValueError(f"a phrase has at least {SHORTEST} characters")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    inside = json.dumps({name: b64encode(key).decode() for name, key in keys.items()})
    box = AESGCM(_key(phrase, salt)).encrypt(nonce, inside.encode(), _KIND)
    parts = {"salt": salt, "nonce": nonce, "box": box}
    return json.dumps({name: b64encode(part).decode() for name, part in parts.items()}).encode()


def unlock(written: bytes, phrase: str) -> dict[str, bytes]:
    """The files in a box. Raises WrongPhrase."""
    try:
        parts = {name: b64decode(part) for name, part in json.loads(written).items()}
        key = _key(phrase, parts["salt"])
        inside = AESGCM(key).decrypt(parts["nonce"], parts["box"], _KIND)
    except (InvalidTag, ValueError, KeyError, AttributeError, TypeError) as fault:
        raise WrongPhrase from fault
    return {name: b64decode(part) for name, part in json.loads(inside).items()}


def _key(phrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK, p=_LANES).derive(phrase.encode())
