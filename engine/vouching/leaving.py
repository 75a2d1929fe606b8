"""On the way to a provider: where the browser goes, and what proves on the way back that it is the
same browser, the same sign-in and the same provider.

The browser keeps a random state, which the provider hands back; the database keeps its hash, for
ten minutes and one answer. Nonce and verifier (PKCE, S256) are made of the state and the key of the
house, so that they lie nowhere.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge

from engine.installation import Installation
from engine.vouching.providers import Door, Provider
from engine.vouching.reaching import Reach, Unreachable
from storage.queries.accounts import OuterSignInRow
from storage.writes import accounts as writes

LASTS = timedelta(minutes=10)
_BYTES = 24


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where the browser goes now, and the state that it keeps."""

    url: str
    state: str = field(repr=False)


def leave_for(
    installation: Installation,
    reach: Reach,
    municipality_id: int,
    provider: Provider,
    door: Door,
    *,
    redirect: str,
    back: str = "",
    person_id: int | None = None,
    language: str = "",
) -> Leaving | Unreachable:
    """The authorization request (OpenID Connect Core 1.0, 3.1.2.1). `redirect`: where the answer
    is to come; `back`: the page of ours to show then; `person_id`: who is in already."""
    now = installation.clock.now()
    known = reach.discover(provider.issuer, now)
    if isinstance(known, Unreachable):
        return known
    state = urlsafe_b64encode(installation.random_bytes(_BYTES)).decode()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect,
        "scope": provider.scopes,
        "state": state,
        "nonce": nonce_of(installation, state),
        "code_challenge": create_s256_code_challenge(verifier_of(installation, state)),
        "code_challenge_method": "S256",
    }
    if provider.levels:
        asked["acr_values"] = " ".join(provider.levels)
    if language:
        asked["ui_locales"] = language
    row = OuterSignInRow(
        id=installation.ids.new(),
        door=door,
        provider=provider.key,
        state_hash=state_hash(state),
        person_id=person_id,
        back=back,
        made_at=now,
        expires_at=now + LASTS,
        answered_at=None,
        issuer=None,
        subject=None,
        told=None,
        finished_at=None,
    )
    installation.database.run(
        lambda connection: writes.insert_outer_sign_in(connection, municipality_id, row),
        municipality=municipality_id,
    )
    joint = "&" if urlsplit(known.authorization).query else "?"
    return Leaving(f"{known.authorization}{joint}{urlencode(asked)}", state)


def farewell(
    reach: Reach,
    installation: Installation,
    provider: Provider,
    *,
    id_token: str,
    redirect: str,
) -> str:
    """Where the session at the provider ends (OpenID Connect RP-Initiated Logout 1.0, 2); empty
    where it offers no such place."""
    known = reach.discover(provider.issuer, installation.clock.now())
    if isinstance(known, Unreachable) or not known.end_session:
        return ""
    asked = {"client_id": provider.client_id, "post_logout_redirect_uri": redirect}
    if id_token:
        asked["id_token_hint"] = id_token
    joint = "&" if urlsplit(known.end_session).query else "?"
    return f"{known.end_session}{joint}{urlencode(asked)}"


def state_hash(state: str) -> str:
    """What is stored of a state."""
    return sha256(state.encode()).hexdigest()


def nonce_of(installation: Installation, state: str) -> str:
    return _made_of(installation, "nonce", state)


def verifier_of(installation: Installation, state: str) -> str:
    """43 signs (RFC 7636, 4.1)."""
    return _made_of(installation, "verifier", state)


def _made_of(installation: Installation, what: str, state: str) -> str:
    text = f"outer {what} {state}".encode()
    made = hmac.new(installation.secret or b"cauce", text, sha256).digest()
    return urlsafe_b64encode(made).rstrip(b"=").decode()
