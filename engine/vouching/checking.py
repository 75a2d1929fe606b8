"""Whether an ID token is what it says: signed by the provider, for us, for this sign-in, now. Pure.

OpenID Connect Core 1.0, 3.1.3.7. The algorithms that are let in are named here; neither `none` nor
one with a shared secret is among them, whatever a token or a provider says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

ALGORITHMS = [f"{kind}{size}" for kind in ("RS", "PS", "ES") for size in ("256", "384", "512")]
KINDS = frozenset({"RSA", "EC"})
LEEWAY = 60
"""Seconds that clocks may differ."""
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class NotGenuine:
    """The token is not believed; `why` is for the log, and names nobody."""

    why: str


def checked(
    token: str,
    keys: Mapping[str, Any],
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str,
    now: datetime,
) -> Mapping[str, Any] | NotGenuine:
    """The claims of a token that is believed."""
    if not token or len(token) > LONGEST:
        return NotGenuine("no token")
    try:
        read = jwt.decode(token, _key_set(keys), algorithms=ALGORITHMS)
        claims = CodeIDToken(
            read.claims,
            read.header,
            options={
                "iss": {"essential": True, "value": issuer},
                "sub": {"essential": True},
                "aud": {"essential": True, "value": client_id},
                "exp": {"essential": True},
                "iat": {"essential": True},
                "nonce": {"essential": True, "value": nonce},
            },
            params={"nonce": nonce, "client_id": client_id, "access_token": access_token},
        )
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as fault:
        return NotGenuine(type(fault).__name__)
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isprintable():
        return NotGenuine("no subject")
    return dict(claims)


def names_unknown_key(token: str, keys: Mapping[str, Any]) -> bool:
    """The token names a key that is not among these: the provider may have new ones."""
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError, AttributeError):
        return False
    named = header.get("kid")
    listed = keys.get("keys")
    known = {each.get("kid") for each in listed if isinstance(each, dict)} if listed else set()
    return isinstance(named, str) and named not in known


def _key_set(keys: Mapping[str, Any]) -> KeySet:
    """Keys of a pair alone: a shared secret in the list would be everybody's."""
    listed = keys.get("keys")
    fit = [
        each
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, dict) and each.get("kty") in KINDS and each.get("use", "sig") == "sig"
    ]
    return KeySet.import_key_set({"keys": fit})
