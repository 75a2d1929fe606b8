"""Sessions: what a browser holds is a random token; the database holds only its hash.

The token begins with the municipality's id, so that its session is looked for among that town's
rows and nowhere else.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from engine.deadlines.calendars import calendar_of
from engine.identity.actor import Actor, StandIn
from engine.identity.house import NEVER_LENT
from engine.installation import Installation
from engine.memory import Bounded
from storage.database import WHOLE_INSTALLATION, Connection
from storage.door import SessionAtDoor, session_at_door
from storage.proof import Answers, Proof
from storage.queries.identity import PersonRow, roles_of
from storage.queries.municipalities import MunicipalityRow, municipality_by_slug
from storage.queries.second_factors import factor_of, has_device
from storage.queries.substitutions import stood_in_for
from storage.writes import identity as writes

LENGTH = timedelta(hours=12)
WAIT = timedelta(minutes=10)
"""For how long a right password waits for the code of a device."""
SEEN = timedelta(minutes=15)
"""How often it is written down that a browser was here."""
_TOKEN_BYTES = 24
_seen: Bounded[tuple[str, str, str], Answers] = Bounded(2_000)
"""What the door said of a session at an address; believed only with its proof."""
_TOKEN = re.compile(r"([0-7]?[0-9a-f]{1,15})\.[A-Za-z0-9_=-]{1,100}")
"""An id of 63 bits in hexadecimal, and the random text: nothing else reaches the database."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where somebody comes from: what their browser calls itself in a few words, and the address
    of the network. For themselves, on the list of their sessions."""

    device: str = ""
    address: str = ""


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Opened:
    """A session; `waiting`: it opens nothing until the code of their device came."""

    token: str
    waiting: bool


def admit(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    person_id: int,
    origin: Origin,
) -> Opened:
    """A session of who came by whichever door; it waits for a code where they have a device."""
    found = factor_of(connection, municipality_id, person_id)
    waits = has_device(found)
    token = open_session(
        installation, connection, municipality_id, person_id, origin, waiting=waits
    )
    return Opened(token, waits)


def open_session(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    person_id: int,
    origin: Origin = NOWHERE,
    *,
    waiting: bool = False,
    until: datetime | None = None,
) -> str:
    """A new session of a person, to end at the latest `until`; its token, shown only now."""
    token = new_token(installation, municipality_id)
    now = installation.clock.now()
    ends = now + (WAIT if waiting else LENGTH)
    writes.insert_session(
        connection,
        municipality_id,
        session_id=installation.ids.new(),
        person_id=person_id,
        token_hash=hash_of(token),
        created_at=now,
        expires_at=ends if until is None else min(ends, until),
        device=origin.device,
        address=origin.address,
        waiting=waiting,
    )
    return token


def actor_of(installation: Installation, token: str) -> Actor | None:
    """Who the token stands for; None when its session ended, or the person left."""
    return arrival(installation, token, slug="").actor


@dataclass(frozen=True, slots=True)
class Arrival:
    """The municipality at an address, and who a token stands for there or elsewhere; `proof` is
    what the first transaction must prove for it to be so."""

    town: MunicipalityRow | None
    actor: Actor | None
    proof: Proof | None = None


def arrival(installation: Installation, token: str, *, slug: str, proves: bool = False) -> Arrival:
    """What every page asks first, in one trip; no actor when the session ended or they left. Who
    `proves` what is owed (`Database.proving`) may be told what the door said last time."""
    slug = "" if "\x00" in slug else slug  # no town has it, and no text of PostgreSQL's either
    municipality_id, now = town_of(token), installation.clock.now()
    if municipality_id is None:
        with installation.database.read(WHOLE_INSTALLATION) as connection:
            return Arrival(municipality_by_slug(connection, slug), None)
    database, hashed = installation.database, hash_of(token)
    key = (database.url, hashed, slug)
    town, found, told = session_at_door(
        database,
        municipality_id,
        hashed,
        slug=slug,
        at=now,
        known=_seen.get(key) if proves else None,
    )
    actor = _actor_at_door(municipality_id, found, now) if found else None
    if actor is None:
        _seen.forget(key)
    if actor is None and told.proof is not None:
        return arrival(installation, token, slug=slug)
    if found is not None and actor is not None and now - found.seen_at >= SEEN:
        _write_seen(installation, municipality_id, hashed, now)
        _seen.forget(key)
    elif town is not None and actor is not None and not (actor.must_renew or actor.must_enrol):
        _seen.keep(key, told.answers)
    return Arrival(town, actor, told.proof)


def _write_seen(
    installation: Installation, municipality_id: int, hashed: str, now: datetime
) -> None:
    installation.database.run(
        lambda connection: writes.see_session(
            connection, municipality_id, token_hash=hashed, at=now
        ),
        municipality=municipality_id,
    )


def end_own(installation: Installation, actor: Actor, session_id: int) -> bool:
    """End one of one's own sessions; whether it was open."""
    now = installation.clock.now()
    return installation.database.run(
        lambda connection: writes.end_own_session(
            connection, actor.municipality_id, actor.person_id or 0, session_id, at=now
        ),
        municipality=actor.municipality_id,
    )


def end_others(installation: Installation, actor: Actor, token: str) -> int:
    """End all of one's own sessions but that of a token; how many."""
    now, own = installation.clock.now(), hash_of(token)
    return installation.database.run(
        lambda connection: writes.end_sessions_of(
            connection, actor.municipality_id, actor.person_id or 0, at=now, but=own
        ),
        municipality=actor.municipality_id,
    )


def sign_out(installation: Installation, token: str | None) -> None:
    """End the session of a token; harmless when there is none."""
    municipality_id = town_of(token or "")
    if token is None or municipality_id is None:
        return
    town, now = municipality_id, installation.clock.now()

    def verb(connection: Connection) -> None:
        writes.end_session(connection, town, token_hash=hash_of(token), at=now)

    installation.database.run(verb, municipality=town)


def actor_for(
    installation: Installation, connection: Connection, municipality_id: int, person: PersonRow
) -> Actor | None:
    """A person with the roles of this moment; None when their time at the municipality is over."""
    now = installation.clock.now()
    if person.active_until is not None and person.active_until <= now:
        return None
    own = roles_of(connection, municipality_id, person.id, at=now)
    today = calendar_of(installation, connection, municipality_id).local_day(now)
    away = stood_in_for(connection, municipality_id, person.id, on=today, at=now)
    given = person.password_given_at is not None
    bare = Actor(
        municipality_id, person.id, person.name, own, person.locale or "", must_renew=given
    )
    return _standing_in(bare, away)


def _actor_at_door(municipality_id: int, found: SessionAtDoor, now: datetime) -> Actor | None:
    if found.waiting or found.ended_at is not None or now >= found.expires_at:
        return None
    if found.active_until is not None and found.active_until <= now:
        return None
    today = now.astimezone(ZoneInfo(found.timezone)).date()
    away: dict[int, set[str]] = {}
    for each in found.away:
        if each.from_on <= today <= each.until_on:
            away.setdefault(each.person_id, set()).update(each.role.split())
    bare = Actor(
        municipality_id,
        found.person_id,
        found.name,
        found.roles,
        found.locale or "",
        must_renew=found.must_renew,
        must_enrol=found.must_enrol,
    )
    return _standing_in(bare, away)


def _standing_in(actor: Actor, away: Mapping[int, Set[str]]) -> Actor:
    """The same person with the roles of who is away today, but those that are never lent."""
    if not away:
        return actor
    stands_for = tuple(
        StandIn(absent, frozenset(roles - actor.roles - NEVER_LENT))
        for absent, roles in sorted(away.items())
    )
    roles = actor.roles.union(*(each.roles for each in stands_for))
    return replace(actor, roles=roles, stands_for=stands_for)


def new_token(installation: Installation, municipality_id: int) -> str:
    """A token that nobody guesses, with the town that it is of."""
    return f"{municipality_id:x}.{_random_text(installation)}"


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return sha256(token.encode()).hexdigest()


def town_of(token: str) -> int | None:
    """The municipality that a token speaks of; None when it is not a token of ours."""
    found = _TOKEN.fullmatch(token)
    return int(found[1], 16) if found else None


def _random_text(installation: Installation) -> str:
    return urlsafe_b64encode(installation.random_bytes(_TOKEN_BYTES)).decode()
