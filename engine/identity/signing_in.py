"""Signing in: one answer for an unknown login and for a wrong password, and a pause after five.

What was tried is kept under a keyed hash of the login, never the login itself.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.identity.actor import Actor
from engine.identity.passwords import check_password
from engine.identity.sessions import actor_for, open_session
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.identity import PersonRow, failures_since, person_by_login
from storage.writes import identity as writes

TRIES = 5
PAUSE = timedelta(minutes=15)
LONGEST_PASSWORD = 1000


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person, and the token that their browser keeps."""

    token: str = field(repr=False)
    actor: Actor


def sign_in(
    installation: Installation, municipality_id: int, login: str, password: str
) -> SignedIn | Refused:
    """Check login (e-mail or national id) and password, and open a session."""
    tried = _login_hash(installation, municipality_id, login)
    locked, person = _look(installation, municipality_id, login, tried)
    if locked is not None:
        return Refused(RefusalKind.LOCKED_OUT, {"until": locked.isoformat()})
    stored = person.password_hash if person else None
    genuine, renewed = check_password(password[:LONGEST_PASSWORD], stored)

    def verb(connection: Connection) -> SignedIn | Refused:
        actor = person and actor_for(installation, connection, municipality_id, person)
        if not (genuine and actor):
            return _refuse(installation, connection, municipality_id, tried)
        _record(installation, connection, municipality_id, tried, succeeded=True)
        return _welcome(installation, connection, actor, renewed)

    return installation.database.run(verb, municipality=municipality_id)


def _look(
    installation: Installation, municipality_id: int, login: str, tried: str
) -> tuple[datetime | None, PersonRow | None]:
    """Until when this login must wait, if it must; and whose it is."""
    with installation.database.read(municipality_id) as connection:
        failures = _failures(installation, connection, municipality_id, tried)
        if len(failures) >= TRIES:
            return failures[-1] + PAUSE, None
        return None, person_by_login(connection, municipality_id, login.strip())


def _welcome(
    installation: Installation, connection: Connection, actor: Actor, renewed: str | None
) -> SignedIn:
    assert actor.person_id is not None  # noqa: S101  # a person signed in
    town, person_id = actor.municipality_id, actor.person_id
    if renewed:
        writes.set_password(connection, town, person_id, password_hash=renewed)
    return SignedIn(open_session(installation, connection, town, person_id), actor)


def _refuse(
    installation: Installation, connection: Connection, municipality_id: int, tried: str
) -> Refused:
    _record(installation, connection, municipality_id, tried, succeeded=False)
    failures = _failures(installation, connection, municipality_id, tried)
    if len(failures) >= TRIES:
        return Refused(RefusalKind.LOCKED_OUT, {"until": (failures[-1] + PAUSE).isoformat()})
    return Refused(RefusalKind.WRONG_PASSWORD, {"left": str(TRIES - len(failures))})


def _failures(
    installation: Installation, connection: Connection, municipality_id: int, tried: str
) -> tuple[datetime, ...]:
    since = installation.clock.now() - PAUSE
    return failures_since(connection, municipality_id, tried, since=since)


def _record(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    tried: str,
    *,
    succeeded: bool,
) -> None:
    writes.record_attempt(
        connection,
        municipality_id,
        attempt_id=installation.ids.new(),
        login_hash=tried,
        at=installation.clock.now(),
        succeeded=succeeded,
    )


def _login_hash(installation: Installation, municipality_id: int, login: str) -> str:
    text = f"{municipality_id}:{login.strip().lower()}"
    return hmac.new(installation.secret or b"cauce", text.encode(), "sha256").hexdigest()
