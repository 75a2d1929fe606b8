"""Back from a provider: its answer is believed or not, and whose account it opens is found.

An answer counts once, in the browser that left, from the provider that was asked. An account is
opened by who it was joined to before; it is joined by a claim that the house believes (an e-mail
that the provider verified, where the municipality trusts its word; for staff also the national id),
or by its owner who proves it (`joining.py`). An account of a citizen is never joined by a national
id: there it is only what somebody once said of themselves.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from engine.installation import Installation
from engine.values import dumps
from engine.vouching.checking import NotGenuine, checked, names_unknown_key
from engine.vouching.leaving import LASTS, nonce_of, state_hash, verifier_of
from engine.vouching.opening import Entered, enter, found_account, join
from engine.vouching.providers import Door, Provider
from engine.vouching.reaching import Known, Reach, Unreachable
from storage.database import Connection
from storage.queries.accounts import OuterSignInRow, outer_sign_in
from storage.writes import accounts as writes

LONGEST = 200
LONGEST_STATE = 100
LONGEST_CODE = 4_000


class Why(StrEnum):
    """Why nobody came in.

    stale: this browser did not leave so, or too long ago, or it is answered already.
    denied: the person, or the provider, said no.
    unreachable: the provider does not answer, or not as one does.
    not_genuine: its answer is not believed.
    level: they were not checked well enough there for this municipality.
    taken: who vouches opens another account already.
    """

    STALE = "stale"
    DENIED = "denied"
    UNREACHABLE = "unreachable"
    NOT_GENUINE = "not_genuine"
    LEVEL = "level"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Turned:
    """Nobody came in; `detail` is for the log, and names nobody."""

    why: Why
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The provider vouches for somebody whose account the house does not know yet."""

    claims: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of it, where the browser was going, and the token that says goodbye later."""

    outcome: Entered | Unknown
    back: str
    id_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """The question of the address that the provider sent the browser to."""

    state: str = ""
    code: str = field(default="", repr=False)
    error: str = ""
    issuer: str = ""


def arrive(
    installation: Installation,
    reach: Reach,
    municipality_id: int,
    provider: Provider,
    door: Door,
    said: Said,
    *,
    kept_state: str,
    redirect: str,
    person_id: int | None = None,
) -> Arrived | Turned:
    """The answer to an authorization request; `kept_state` is what the browser kept, `person_id`
    who is in there."""
    row = _left_so(installation, municipality_id, provider, door, said, kept_state)
    if row is None or row.person_id not in (None, person_id):
        return Turned(Why.STALE)
    now = installation.clock.now()
    known = reach.discover(provider.issuer, now)
    if isinstance(known, Unreachable):
        return Turned(Why.UNREACHABLE, known.what)
    if said.issuer != provider.issuer and (said.issuer or known.says_who_answers):
        return Turned(Why.NOT_GENUINE, "another provider answers")  # RFC 9207, 2.4
    if said.error or not said.code:
        return Turned(Why.DENIED, said.error[:40] if said.error.isalnum() else "")
    got = reach.token_for(
        provider,
        known,
        municipality_id,
        code=said.code,
        verifier=verifier_of(installation, said.state),
        redirect=redirect,
    )
    if isinstance(got, Unreachable):
        return Turned(Why.UNREACHABLE, got.what)
    claims = _claims(installation, reach, provider, known, said.state, got)
    if isinstance(claims, Turned):
        return claims
    if provider.levels and claims.get("acr") not in provider.levels:
        return Turned(Why.LEVEL)
    outcome = _opened(installation, municipality_id, provider, door, row, claims)
    if isinstance(outcome, Turned):
        return outcome
    return Arrived(outcome, row.back, str(got.get("id_token", "")))


def told_of(provider: Provider, claims: Mapping[str, Any]) -> dict[str, str]:
    """What is kept of the claims until the person is in: name, e-mail where it is verified, and
    national id where one is asked for."""
    verified = claims.get("email_verified") is True
    told = {
        "name": _text(claims, "name"),
        "email": _text(claims, "email").lower() if verified else "",
        "national_id": _text(claims, provider.national_id) if provider.national_id else "",
    }
    return {name: value for name, value in told.items() if value}


def _left_so(
    installation: Installation,
    town: int,
    provider: Provider,
    door: Door,
    said: Said,
    kept_state: str,
) -> OuterSignInRow | None:
    """The way that this browser began, taken for this one answer."""
    if not said.state or len(said.state) > LONGEST_STATE or len(said.code) > LONGEST_CODE:
        return None
    if not hmac.compare_digest(said.state.encode(), kept_state.encode()):
        return None
    now = installation.clock.now()

    def verb(connection: Connection) -> OuterSignInRow | None:
        row = outer_sign_in(connection, town, state_hash(said.state))
        if row is None or (row.provider, row.door) != (provider.key, door):
            return None
        return row if writes.answer_outer_sign_in(connection, town, row.id, at=now) else None

    return installation.database.run(verb, municipality=town)


def _claims(
    installation: Installation,
    reach: Reach,
    provider: Provider,
    known: Known,
    state: str,
    got: Mapping[str, Any],
) -> Mapping[str, Any] | Turned:
    """What the provider says of who came, once its token is believed."""
    token, access = str(got.get("id_token", "")), str(got.get("access_token", ""))
    now = installation.clock.now()
    keys = reach.keys_of(known, now)
    if not isinstance(keys, Unreachable) and names_unknown_key(token, keys):
        keys = reach.keys_of(known, now, again=True)
    if isinstance(keys, Unreachable):
        return Turned(Why.UNREACHABLE, keys.what)
    claims = checked(
        token,
        keys,
        issuer=provider.issuer,
        client_id=provider.client_id,
        nonce=nonce_of(installation, state),
        access_token=access,
        now=now,
    )
    if isinstance(claims, NotGenuine):
        return Turned(Why.NOT_GENUINE, claims.why)
    wanted = {"name", "email", provider.national_id} - {""}
    if wanted <= set(claims) or not known.user_info:
        return claims
    more = reach.user_info(known, access)
    if isinstance(more, Unreachable):
        return claims
    if more.get("sub") != claims["sub"]:  # OpenID Connect Core 1.0, 5.3.2
        return Turned(Why.NOT_GENUINE, "user info of somebody else")
    return {**more, **claims}


def _opened(
    installation: Installation,
    town: int,
    provider: Provider,
    door: Door,
    row: OuterSignInRow,
    claims: Mapping[str, Any],
) -> Entered | Unknown | Turned:
    told, subject = told_of(provider, claims), str(claims["sub"])
    now = installation.clock.now()

    def verb(connection: Connection) -> Entered | Unknown | Turned:
        who = (provider.issuer, subject)
        found = found_account(installation, connection, town, provider, door, subject, told)
        if row.person_id is not None and found not in (None, row.person_id):
            return Turned(Why.TAKEN)
        person_id = row.person_id or found
        if person_id is None:
            writes.keep_outer_answer(
                connection,
                town,
                row.id,
                issuer=who[0],
                subject=subject,
                told=dumps(told),
                expires_at=now + LASTS,
            )
            return Unknown(told)
        proof = "session" if row.person_id else "claim"
        join(installation, connection, town, door, who, person_id, proof)
        entered = enter(installation, connection, town, door, person_id)
        writes.finish_outer_sign_in(connection, town, row.id, at=now)
        return entered or Turned(Why.DENIED)

    return installation.database.run(verb, municipality=town)


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if len(text) <= LONGEST and text.isprintable() else ""
