"""Signing in: one answer for an unknown login and for a wrong password, and a pause after five.

What was tried is kept under a keyed hash of the login, never the login itself.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from engine.identity.actor import Actor
from engine.identity.passwords import GIVEN_LASTS, LONGEST, check_password
from engine.identity.sessions import NOWHERE, Origin, actor_for, admit
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.identity import PersonRow, failures_since, person_by_login
from storage.queries.second_factors import factor_of, has_device
from storage.writes import identity as writes

T = TypeVar("T")
TRIES = 5
PAUSE = timedelta(minutes=15)
LONGEST_LOGIN = 254


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person, and the token that their browser keeps."""

    token: str = field(repr=False)
    actor: Actor
    waiting: bool = False
    """They have a device: the token is good for its code alone (`second_factor.pass_step`)."""


def sign_in(
    installation: Installation,
    municipality_id: int,
    login: str,
    password: str,
    origin: Origin = NOWHERE,
) -> SignedIn | Refused:
    """Check login (e-mail or national id) and password, and open a session."""

    def welcome(connection: Connection, actor: Actor) -> SignedIn:
        key = actor.person_id or 0
        opened = admit(installation, connection, municipality_id, key, origin)
        return SignedIn(opened.token, actor, opened.waiting)

    return _enter(installation, municipality_id, login, password, welcome)


def recognise(
    installation: Installation,
    municipality_id: int,
    login: str,
    password: str,
    *,
    code_follows: bool = False,
) -> Actor | Refused:
    """The same without a session: who is behind a program for one act. Whose password was given by
    somebody else is not known by it, nor who comes in with a code, unless that is asked for next
    (`code_follows`)."""

    def welcome(connection: Connection, actor: Actor) -> Actor | Refused:
        found = factor_of(connection, municipality_id, actor.person_id or 0)
        if has_device(found) and not code_follows:
            return Refused(RefusalKind.CODE_NEEDED)
        return actor

    found = _enter(installation, municipality_id, login, password, welcome)
    if isinstance(found, Actor) and found.must_renew:
        return Refused(RefusalKind.PASSWORD_GIVEN)
    return found


def _enter(
    installation: Installation,
    municipality_id: int,
    login: str,
    password: str,
    welcome: Callable[[Connection, Actor], T],
) -> T | Refused:
    """A try counts as failed before the password is looked at, so that many at once are no way
    around the pause; a right password then clears the count."""
    login, town = _clean(login), municipality_id
    tried = _login_hash(installation, town, login)
    locked, person = _look(installation, town, login, tried)
    if locked is not None:
        return _pause(locked)
    failures = _count(installation, town, tried)
    if len(failures) > TRIES:
        return _pause(failures[TRIES - 1] + PAUSE)
    stored = person.password_hash if person else None
    genuine, renewed = check_password(password[:LONGEST], stored)

    def verb(connection: Connection) -> T | None:
        actor = person and actor_for(installation, connection, town, person)
        if not (genuine and actor) or _lapsed(installation, person):
            return None
        _record(installation, connection, town, tried, succeeded=True)
        if renewed:
            key = actor.person_id or 0
            writes.set_password(connection, town, key, password_hash=renewed)
        return welcome(connection, actor)

    entered = installation.database.run(verb, municipality=town)
    return _failed(failures) if entered is None else entered


def prove(
    installation: Installation, municipality_id: int, person: PersonRow, password: str
) -> Refused | None:
    """Whether somebody who is in already knows their password; None when they do. Tries count as
    those at the door."""
    login = person.email or person.national_id or ""
    return prove_secret(installation, municipality_id, login, password, person.password_hash)


def prove_secret(
    installation: Installation, municipality_id: int, login: str, password: str, stored: str | None
) -> Refused | None:
    """The same of a password whose hash is known, under whatever name its tries are counted; the
    work is the same where there is none."""
    tried = _login_hash(installation, municipality_id, login)
    locked, _ = _look(installation, municipality_id, "", tried)
    if locked is not None:
        return _pause(locked)
    failures = _count(installation, municipality_id, tried)
    if len(failures) > TRIES:
        return _pause(failures[TRIES - 1] + PAUSE)
    genuine, _renewed = check_password(password[:LONGEST], stored)
    if not genuine:
        return _failed(failures)
    installation.database.run(
        lambda connection: _record(
            installation, connection, municipality_id, tried, succeeded=True
        ),
        municipality=municipality_id,
    )
    return None


def guess(
    installation: Installation,
    municipality_id: int,
    name: str,
    verb: Callable[[Connection], T | None],
) -> T | Refused:
    """A verb that answers None to a wrong code; wrong ones are counted under a name, and waited
    for, as wrong passwords are."""
    tried = _login_hash(installation, municipality_id, name)
    locked, _ = _look(installation, municipality_id, "", tried)
    if locked is not None:
        return _pause(locked)
    failures = _count(installation, municipality_id, tried)
    if len(failures) > TRIES:
        return _pause(failures[TRIES - 1] + PAUSE)

    def tell(connection: Connection) -> T | None:
        answer = verb(connection)
        if answer is not None:
            _record(installation, connection, municipality_id, tried, succeeded=True)
        return answer

    done = installation.database.run(tell, municipality=municipality_id)
    return _failed(failures) if done is None else done


def forgive(
    installation: Installation, connection: Connection, municipality_id: int, login: str
) -> None:
    """The wrong tries under this name count no more."""
    tried = _login_hash(installation, municipality_id, login)
    _record(installation, connection, municipality_id, tried, succeeded=True)


def locked_until(
    installation: Installation, connection: Connection, municipality_id: int, login: str
) -> datetime | None:
    """Until when who tries this name must wait; None when they need not."""
    now, tried = installation.clock.now(), _login_hash(installation, municipality_id, login)
    failures = failures_since(connection, municipality_id, tried, since=now - 2 * PAUSE)
    return _locked_until(failures, now)


def _look(
    installation: Installation, municipality_id: int, login: str, tried: str
) -> tuple[datetime | None, PersonRow | None]:
    """Until when this login must wait, if it must; and whose it is."""
    since = installation.clock.now() - 2 * PAUSE
    with installation.database.read(municipality_id) as connection:
        failures = failures_since(connection, municipality_id, tried, since=since)
        locked = _locked_until(failures, installation.clock.now())
        if locked is not None or not login:
            return locked, None
        return None, person_by_login(connection, municipality_id, login)


def _locked_until(failures: tuple[datetime, ...], now: datetime) -> datetime | None:
    """The end of the pause that five failures within a quarter of an hour began, if it lasts."""
    for first, fifth in zip(failures, failures[TRIES - 1 :], strict=False):
        if fifth - first < PAUSE and fifth + PAUSE > now:
            return fifth + PAUSE
    return None


def _count(installation: Installation, municipality_id: int, tried: str) -> tuple[datetime, ...]:
    """Keep the try, for all to see, and then count: of six at once the sixth sees six."""
    installation.database.run(
        lambda connection: _record(
            installation, connection, municipality_id, tried, succeeded=False
        ),
        municipality=municipality_id,
    )
    since = installation.clock.now() - PAUSE
    with installation.database.read(municipality_id) as connection:
        failures = failures_since(connection, municipality_id, tried, since=since)
    return tuple(failure for failure in failures if failure > since)


def _failed(failures: tuple[datetime, ...]) -> Refused:
    if len(failures) >= TRIES:
        return _pause(failures[TRIES - 1] + PAUSE)
    return Refused(RefusalKind.WRONG_PASSWORD, {"left": str(TRIES - len(failures))})


def _lapsed(installation: Installation, person: PersonRow | None) -> bool:
    """Somebody else set the password, too long ago."""
    given_at = None if person is None else person.password_given_at
    return given_at is not None and installation.clock.now() - given_at > GIVEN_LASTS


def _pause(until: datetime) -> Refused:
    return Refused(RefusalKind.LOCKED_OUT, {"until": until.isoformat()})


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


def _clean(login: str) -> str:
    """The login as it would be stored; empty for what no login can be."""
    login = login.strip()
    return login if login.isprintable() and len(login) <= LONGEST_LOGIN else ""


def _login_hash(installation: Installation, municipality_id: int, login: str) -> str:
    text = f"{municipality_id}:{login.lower()}"
    return hmac.new(installation.secret or b"cauce", text.encode(), "sha256").hexdigest()
