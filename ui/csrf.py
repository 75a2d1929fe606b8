"""Proof that a form was sent from a page of ours: a token bound to the visitor's session.

The secret is the visitor's own cookie, which no other site can read; each page gets a fresh nonce,
so that a compressed page does not betray the token. A form carries it in the field `csrf`, htmx
in the header `X-CSRF-Token`.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

FIELD = "csrf"
HEADER = "x-csrf-token"
PURPOSE = b"cauce form "


def token_for(secret: str, *, nonce: bytes) -> str:
    """A token for one page; `nonce` is 16 random bytes."""
    return f"{nonce.hex()}.{_signature(secret, nonce)}"


def is_genuine(token: str, secret: str) -> bool:
    """Whether this token was made for this session."""
    head, _, signature = token.partition(".")
    try:
        nonce = bytes.fromhex(head)
    except ValueError:
        return False
    expected = _signature(secret, nonce)
    return bool(secret) and len(nonce) == 16 and hmac.compare_digest(expected, signature)


def _signature(secret: str, nonce: bytes) -> str:
    return hmac.new(secret.encode(), PURPOSE + nonce, sha256).hexdigest()
