"""The providers that a municipality lets vouch for people, as its settings say. Pure.

Each has a short name that stands in addresses, its issuer exactly as its tokens write it, and what
is believed of it: which claim carries the national id, which levels of assurance are high enough,
and whether its word that an e-mail is verified joins an account.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

PROVIDERS = "sign_in"
"""Where the settings of a municipality keep them."""
MOST = 8
_KEY = re.compile(r"[a-z][a-z0-9-]{0,29}")
_CLAIM = re.compile(r"[A-Za-z0-9_:./-]{1,100}")
_WORDS = re.compile(r"[!-~]+( [!-~]+)*")


class Door(StrEnum):
    """Which accounts somebody comes in to: those of citizens, or those of who works here."""

    CITIZEN = "citizen"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Provider:
    """One of them. `secret`: the name of the client's secret in the secrets file, empty for a
    client that proves itself by PKCE alone; `levels`: values of `acr` that are high enough, none
    named: any; `doors`: for whom it vouches; `trusts_email`: a verified e-mail joins the account
    of that address."""

    key: str
    title: str
    issuer: str
    client_id: str
    secret: str = ""
    scopes: str = "openid profile email"
    national_id: str = ""
    levels: tuple[str, ...] = ()
    doors: tuple[str, ...] = (Door.CITIZEN,)
    trusts_email: bool = False


def providers_in(settings: str) -> tuple[Provider, ...]:
    """Those of a municipality, in the order of their buttons; `settings` is JSON text."""
    found = json.loads(settings or "{}").get(PROVIDERS) or ()
    return tuple(_read(each) for each in found)


def provider_in(settings: str, key: str, door: Door) -> Provider | None:
    """The one of a name that vouches at a door."""
    for each in providers_in(settings):
        if each.key == key and door in each.doors:
            return each
    return None


def with_providers(settings: str, providers: Iterable[Provider]) -> str:
    """The settings with others."""
    kept = [asdict(each) for each in providers]
    return json.dumps({**json.loads(settings or "{}"), PROVIDERS: kept})


def tidy(provider: Provider) -> Provider:
    """Without spaces around, scopes with `openid` among them."""
    scopes = provider.scopes.split()
    return replace(
        provider,
        title=" ".join(provider.title.split()),
        issuer=provider.issuer.strip(),
        client_id=provider.client_id.strip(),
        scopes=" ".join(scopes if "openid" in scopes else ["openid", *scopes]),
    )


def wrong_in(provider: Provider) -> str:
    """The field to correct; empty when all is well."""
    tests = (
        ("key", _KEY.fullmatch(provider.key)),
        ("title", 2 <= len(provider.title) <= 60 and provider.title.isprintable()),
        ("issuer", _is_issuer(provider.issuer)),
        ("client_id", _WORDS.fullmatch(provider.client_id) and len(provider.client_id) <= 300),
        ("scopes", _WORDS.fullmatch(provider.scopes) and len(provider.scopes) <= 300),
        ("national_id", not provider.national_id or _CLAIM.fullmatch(provider.national_id)),
        ("levels", all(_WORDS.fullmatch(each) and len(each) <= 200 for each in provider.levels)),
        ("doors", provider.doors and set(provider.doors) <= set(Door)),
    )
    return next((name for name, right in tests if not right), "")


def _is_issuer(issuer: str) -> bool:
    """A whole address without a question or a fragment (OpenID Connect Discovery 1.0, 2)."""
    try:
        parts = urlsplit(issuer)
    except ValueError:
        return False
    plain = issuer.isascii() and issuer.isprintable() and " " not in issuer
    whole = parts.scheme in ("https", "http") and bool(parts.hostname)
    return plain and whole and not (parts.query or parts.fragment or parts.username)


def _read(written: Mapping[str, Any]) -> Provider:
    known = {each.name for each in fields(Provider)}
    told = {name: value for name, value in written.items() if name in known}
    for name in ("levels", "doors"):
        if name in told:
            told[name] = tuple(told[name])
    return Provider(**told)
