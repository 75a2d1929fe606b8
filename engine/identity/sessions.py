"""Sessions: what a browser holds is a random token; the database holds only its hash.

The token begins with the municipality's id, so that its session is looked for among that town's
rows and nowhere else.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

from engine.deadlines.calendars import calendar_of
from engine.identity.actor import Actor, StandIn
from engine.identity.house import NEVER_LENT
from engine.installation import Installation
from storage.database import Connection
from storage.queries.identity import PersonRow, SessionRow, person_by_id, roles_of, session_by_token
from storage.queries.substitutions import stood_in_for
from storage.writes import identity as writes

LENGTH = timedelta(hours=12)
_TOKEN_BYTES = 24
_TOKEN = re.compile(r"([0-7]?[0-9a-f]{1,15})\.[A-Za-z0-9_=-]{1,100}")
"""An id of 63 bits in hexadecimal, and the random text: nothing else reaches the database."""


def open_session(
    installation: Installation, connection: Connection, municipality_id: int, person_id: int
) -> str:
    """A new session of a person; its token, which is shown only now."""
    token = f"{municipality_id:x}.{_random_text(installation)}"
    now = installation.clock.now()
    writes.insert_session(
        connection,
        municipality_id,
        session_id=installation.ids.new(),
        person_id=person_id,
        token_hash=hash_of(token),
        created_at=now,
        expires_at=now + LENGTH,
    )
    return token


def actor_of(installation: Installation, token: str) -> Actor | None:
    """Who the token stands for; None when its session ended, or the person left."""
    municipality_id = town_of(token)
    if municipality_id is None:
        return None
    with installation.database.read(municipality_id) as connection:
        session = session_by_token(connection, municipality_id, hash_of(token))
        if session is None or not _runs(installation, session):
            return None
        person = person_by_id(connection, municipality_id, session.person_id)
        if person is None:
            return None
        return actor_for(installation, connection, municipality_id, person)


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
    away = _stands_for(installation, connection, municipality_id, person.id, own)
    roles = own.union(*(each.roles for each in away))
    given = person.password_given_at is not None
    locale = person.locale or ""
    return Actor(municipality_id, person.id, person.name, roles, locale, away, must_renew=given)


def _stands_for(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    person_id: int,
    own: frozenset[str],
) -> tuple[StandIn, ...]:
    """Who is away today, each with the roles that come from them, but those that are never lent."""
    now = installation.clock.now()
    today = calendar_of(installation, connection, municipality_id).local_day(now)
    found = stood_in_for(connection, municipality_id, person_id, on=today, at=now)
    return tuple(StandIn(absent, roles - own - NEVER_LENT) for absent, roles in found.items())


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return sha256(token.encode()).hexdigest()


def town_of(token: str) -> int | None:
    """The municipality that a token speaks of; None when it is not a token of ours."""
    found = _TOKEN.fullmatch(token)
    return int(found[1], 16) if found else None


def _runs(installation: Installation, session: SessionRow) -> bool:
    return session.ended_at is None and installation.clock.now() < session.expires_at


def _random_text(installation: Installation) -> str:
    return urlsafe_b64encode(installation.random_bytes(_TOKEN_BYTES)).decode()
