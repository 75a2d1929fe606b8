"""The second factor of who works here: a code of six digits that their own device counts out.

The secret (`authenticator.py`) is shown once, when the device takes it. A code is good once, in its
half minute or the one before or after. Ten recovery codes stand in for a lost device, each once;
wrong codes wait like wrong passwords.
"""

from __future__ import annotations

import hmac
from base64 import b32encode
from collections.abc import Collection
from dataclasses import dataclass, field

from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.identity.authenticator import (
    Enrolling,
    enrolling_of,
    new_secret,
    opened_secret,
    step_of,
)
from engine.identity.people import administering, because, known_person
from engine.identity.roles import roles_in_force
from engine.identity.sessions import (
    Origin,
    actor_for,
    hash_of,
    open_session,
    town_of,
)
from engine.identity.signing_in import SignedIn, guess
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.identity import person_by_id
from storage.queries.second_factors import FactorRow, factor_of, roles_with_factor, waiting_session
from storage.writes import identity as writes
from storage.writes import second_factors as factors

RECOVERY_CODES = 10
_CODE_BYTES = 10


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The device counts from now on; the recovery codes are shown only now."""

    codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Required:
    """These roles come in with a code from now on."""

    roles: frozenset[str]


def enrolling(
    installation: Installation, actor: Actor, issuer: str, *, anew: bool = False
) -> Enrolling | Refused:
    """The secret that waits for the first code of a device; `anew`: another one. Refused
    (already_completed) for who has a device already."""

    def verb(connection: Connection) -> tuple[str, bytes] | Refused:
        town, person_id = actor.municipality_id, actor.person_id or 0
        found = factor_of(connection, town, person_id)
        person = person_by_id(connection, town, person_id)
        if person is None:
            return Refused(RefusalKind.NOT_FOUND)
        account = person.email or person.national_id or person.name
        if found is not None and found.confirmed_at is not None:
            return Refused(RefusalKind.ALREADY_COMPLETED)
        if found is not None and not anew:
            return account, opened_secret(installation, person_id, found.secret)
        secret, box = new_secret(installation, person_id)
        factors.begin_factor(connection, town, person_id, secret=box, at=installation.clock.now())
        return account, secret

    told = installation.database.run(verb, municipality=actor.municipality_id)
    if isinstance(told, Refused):
        return told
    account, secret = told
    return enrolling_of(secret, account, issuer)


def confirm(
    installation: Installation, actor: Actor, code: str, *, session_token: str
) -> Enrolled | Refused:
    """The first code of the device: from now on it is asked for. Other sessions end, which were
    begun without one."""
    codes = tuple(_recovery_code(installation) for _ in range(RECOVERY_CODES))

    def verb(connection: Connection) -> Enrolled | None:
        town, person_id = actor.municipality_id, actor.person_id or 0
        found = factor_of(connection, town, person_id)
        if found is None or found.confirmed_at is not None:
            return None
        if not _is_right(installation, connection, town, found, code):
            return None
        history = TownHistory(installation, connection, actor)
        factors.confirm_factor(connection, town, person_id, at=history.now)
        hashes = [_hash_of_code(installation, person_id, each) for each in codes]
        factors.set_recovery_codes(connection, town, person_id, hashes)
        own = hash_of(session_token)
        writes.end_sessions_of(connection, town, person_id, at=history.now, but=own)
        history.add(TownEventKind.SECOND_FACTOR_SET, person_id)
        history.write()
        return Enrolled(codes)

    return guess(installation, actor.municipality_id, _name(actor.person_id or 0), verb)


def remove(installation: Installation, actor: Actor, code: str) -> Refused | None:
    """The device counts no more; a code of it, or a recovery code, proves who asks."""

    def verb(connection: Connection) -> bool | None:
        town, person_id = actor.municipality_id, actor.person_id or 0
        found = factor_of(connection, town, person_id)
        if found is None or found.confirmed_at is None:
            return None
        if not _proves(installation, connection, town, found, code):
            return None
        history = TownHistory(installation, connection, actor)
        factors.drop_factor(connection, town, person_id)
        history.add(TownEventKind.SECOND_FACTOR_REMOVED, person_id)
        history.write()
        return True

    answer = guess(installation, actor.municipality_id, _name(actor.person_id or 0), verb)
    return answer if isinstance(answer, Refused) else None


def reset(installation: Installation, actor: Actor, person_id: int, reason: str) -> Refused | None:
    """Who administers takes away the device of somebody who lost it; their sessions end."""

    def verb(connection: Connection, history: TownHistory) -> Refused | None:
        town = actor.municipality_id
        person = known_person(connection, town, person_id)
        if isinstance(person, Refused):
            return person
        if not reason.strip():
            return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
        if not factors.drop_factor(connection, town, person_id):
            return Refused(RefusalKind.NOT_OPEN, {"state": "none"})
        writes.end_sessions_of(connection, town, person_id, at=history.now)
        history.add(TownEventKind.SECOND_FACTOR_RESET, person_id, detail=because(reason))
        return None

    return administering(installation, actor, verb, about=person_id)


def require(
    installation: Installation, actor: Actor, roles: Collection[str], reason: str
) -> Required | Refused:
    """Which roles come in with a code; who has one of them and no device must take one first."""

    def verb(connection: Connection, history: TownHistory) -> Required | Refused:
        town = actor.municipality_id
        if not reason.strip():
            return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
        if not roles_in_force(connection, town).issuperset(roles):
            return Refused(RefusalKind.INVALID_DATA, {"field": "roles"})
        if roles_with_factor(connection, town) != frozenset(roles):
            factors.set_roles(connection, town, roles)
            data = {"roles": sorted(roles)}
            history.add(TownEventKind.SECOND_FACTOR_ROLES, None, data=data, detail=because(reason))
        return Required(frozenset(roles))

    return administering(installation, actor, verb)


def pass_step(
    installation: Installation, token: str, code: str, origin: Origin
) -> SignedIn | Refused:
    """The code of who proved their password a moment ago; `token` is what waits for it. Refused
    (not_found) when nothing waits any more."""
    town, now = town_of(token), installation.clock.now()
    if town is None:
        return Refused(RefusalKind.NOT_FOUND)
    with installation.database.read(town) as connection:
        waiting = waiting_session(connection, town, hash_of(token), at=now)
        person = person_by_id(connection, town, waiting or 0)
    if person is None:
        return Refused(RefusalKind.NOT_FOUND)

    def verb(connection: Connection) -> SignedIn | None:
        actor = actor_for(installation, connection, town, person)
        found = factor_of(connection, town, person.id)
        if actor is None or found is None:
            return None
        if not _proves(installation, connection, town, found, code, actor):
            return None
        if not writes.end_session(connection, town, token_hash=hash_of(token), at=now):
            return None  # somebody came in by it in the same moment
        return SignedIn(open_session(installation, connection, town, person.id, origin), actor)

    return guess(installation, town, _name(person.id), verb)


def _proves(
    installation: Installation,
    connection: Connection,
    town: int,
    found: FactorRow,
    code: str,
    actor: Actor | None = None,
) -> bool:
    """A code of the device, or one of the recovery codes that was not used; it is used now."""
    if _is_right(installation, connection, town, found, code):
        return True
    hashed = _hash_of_code(installation, found.person_id, code)
    used = factors.use_recovery_code(
        connection, town, found.person_id, hashed, at=installation.clock.now()
    )
    if used and actor is not None:
        history = TownHistory(installation, connection, actor)
        history.add(TownEventKind.RECOVERY_CODE_USED, found.person_id)
        history.write()
    return used


def _is_right(
    installation: Installation, connection: Connection, town: int, found: FactorRow, code: str
) -> bool:
    """A right code, which is used now."""
    secret = opened_secret(installation, found.person_id, found.secret)
    step = step_of(secret, code, at=installation.clock.now(), after=found.last_step)
    return step is not None and factors.take_step(connection, town, found.person_id, step)


def _recovery_code(installation: Installation) -> str:
    letters = b32encode(installation.random_bytes(_CODE_BYTES)).decode()
    return "-".join(letters[n : n + 4] for n in range(0, len(letters), 4))


def _hash_of_code(installation: Installation, person_id: int, code: str) -> str:
    plain = "".join(code.upper().split()).replace("-", "")
    text = f"recovery {person_id}:{plain}"
    return hmac.new(installation.secret or b"cauce", text.encode(), "sha256").hexdigest()


def _name(person_id: int) -> str:
    """Under which wrong codes are counted; nobody can type it as a login."""
    return f"\x00code {person_id}"
