"""What the house asks a provider: where its doors are, which keys it signs with, and a token for a
code.

Each request goes to a host on the installation's list and no other, wherever a document of the
provider points; a private address is called only where the list of such hosts names it. What was
learnt is believed for an hour; keys that do not know a token's are asked for once more, at most
once a minute.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from engine.memory import Bounded
from engine.outside.calling import Answer, Caller, Failed
from engine.outside.secrets import Secret
from engine.vouching.providers import Provider

WELL_KNOWN = "/.well-known/openid-configuration"
BELIEVED = timedelta(hours=1)
ASKED_AGAIN = timedelta(minutes=1)
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The provider did not answer, or not as one does; `what` is for the log, and names nobody."""

    what: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a provider says of itself (OpenID Connect Discovery 1.0, 3)."""

    issuer: str
    authorization: str
    token: str
    keys: str
    user_info: str
    end_session: str
    says_who_answers: bool
    """It names itself in its answers (RFC 9207)."""


@dataclass(frozen=True, slots=True)
class _Kept:
    at: datetime
    value: Any


@dataclass(frozen=True, slots=True)
class Reach:
    """Makes the requests. `caller_for` a host: one that may call it; `secrets` by their name."""

    caller_for: Callable[[str], Caller]
    secrets: Callable[[], Mapping[str, Secret]]
    _kept: Bounded[tuple[str, str], _Kept] = field(default_factory=lambda: Bounded(200))

    def discover(self, issuer: str, now: datetime) -> Known | Unreachable:
        """Where the doors of an issuer are."""
        found = self._document("known", issuer.rstrip("/") + WELL_KNOWN, now, BELIEVED)
        if isinstance(found, Unreachable):
            return found
        if found.get("issuer") != issuer:
            return Unreachable("another issuer than was asked")
        known = Known(
            issuer=issuer,
            authorization=_text(found, "authorization_endpoint"),
            token=_text(found, "token_endpoint"),
            keys=_text(found, "jwks_uri"),
            user_info=_text(found, "userinfo_endpoint"),
            end_session=_text(found, "end_session_endpoint"),
            says_who_answers=found.get("authorization_response_iss_parameter_supported") is True,
        )
        for needed in (known.authorization, known.token, known.keys):
            if isinstance(host := self.caller_for(needed).host_of(needed), Failed):
                return Unreachable(f"a door that may not be called: {host.why}")
        return known

    def keys_of(
        self, known: Known, now: datetime, *, again: bool = False
    ) -> Mapping[str, Any] | Unreachable:
        """The keys that it signs with, as a JWK Set (RFC 7517); `again`: a token names another."""
        return self._document("keys", known.keys, now, ASKED_AGAIN if again else BELIEVED)

    def token_for(
        self,
        provider: Provider,
        known: Known,
        municipality_id: int,
        *,
        code: str,
        verifier: str,
        redirect: str,
    ) -> Mapping[str, Any] | Unreachable:
        """What a code is exchanged for (RFC 6749, 4.1.3; RFC 7636)."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "code_verifier": verifier,
        }
        headers = {"accept": "application/json", "content-type": FORM}
        if provider.secret:
            value = self._secret(provider, known, municipality_id)
            if value is None:
                return Unreachable("the secret of the client is not in the secrets file")
            pair = f"{quote(provider.client_id, safe='')}:{quote(value, safe='')}"
            headers["authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        else:
            form["client_id"] = provider.client_id
        body = urlencode(form).encode()
        return self._asked("POST", known.token, headers=headers, body=body)

    def user_info(self, known: Known, access_token: str) -> Mapping[str, Any] | Unreachable:
        """More claims about who came (OpenID Connect Core 1.0, 5.3)."""
        if not known.user_info or not _is_plain(access_token):
            return Unreachable("no user info")
        headers = {"accept": "application/json", "authorization": f"Bearer {access_token}"}
        return self._asked("GET", known.user_info, headers=headers)

    def _secret(self, provider: Provider, known: Known, municipality_id: int) -> str | None:
        """Bound to the host of the door that it is sent to, and to its municipality."""
        found, host = self.secrets().get(provider.secret), self._host(known.token)
        if found is None or not found.may_go(to=host, of=municipality_id):
            return None
        return found.value

    def _host(self, url: str) -> str:
        host = self.caller_for(url).host_of(url)
        return "" if isinstance(host, Failed) else host

    def _document(
        self, what: str, url: str, now: datetime, believed: timedelta
    ) -> Mapping[str, Any] | Unreachable:
        kept = self._kept.get((what, url))
        if kept is not None and timedelta(0) <= now - kept.at < believed:
            value: Mapping[str, Any] = kept.value
            return value
        found = self._asked("GET", url, headers={"accept": "application/json"})
        if not isinstance(found, Unreachable):
            self._kept.keep((what, url), _Kept(now, found))
        return found

    def _asked(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None
    ) -> Mapping[str, Any] | Unreachable:
        answer = self.caller_for(url).call(method, url, headers=headers, body=body)
        if isinstance(answer, Failed):
            return Unreachable(answer.why or "no answer")
        return _read(answer)


def _read(answer: Answer) -> Mapping[str, Any] | Unreachable:
    if answer.status != 200:
        return Unreachable(f"status {answer.status}")
    try:
        found = json.loads(answer.body)
    except ValueError:
        return Unreachable("no JSON")
    return found if isinstance(found, dict) else Unreachable("no object")


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _is_plain(token: str) -> bool:
    """It can stand in a header."""
    return bool(token) and token.isascii() and token.isprintable() and " " not in token
