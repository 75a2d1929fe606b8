"""Passwords anew: one that an administrator gives, and one that the person chooses.

Either ends the sessions that are open. What an administrator gives is known to two people: it must
be changed at once and opens the door for a week.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.identity.passwords import first_password, hash_password, is_weak
from engine.identity.people import administering, because, known_person
from engine.identity.sessions import hash_of
from engine.identity.signing_in import prove
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.identity import PersonRow, person_by_id
from storage.writes import identity as writes


@dataclass(frozen=True, slots=True)
class Given:
    """A new first password; it is shown only now."""

    person_id: int
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Renewed:
    """The person's own password counts from now on."""

    person_id: int


def give_password(
    installation: Installation, actor: Actor, person_id: int, reason: str, *, password: str = ""
) -> Given | Refused:
    """Give somebody who cannot get in a new first password; `password` only from the terminal."""
    secret = password or first_password(installation.random_bytes)
    password_hash = hash_password(secret)

    def verb(connection: Connection, history: TownHistory) -> Given | Refused:
        town = actor.municipality_id
        person = known_person(connection, town, person_id)
        if isinstance(person, Refused):
            return person
        if person.active_until is not None and person.active_until <= history.now:
            return Refused(RefusalKind.NOT_OPEN, {"state": "disabled"})
        if not reason.strip():
            return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
        writes.set_password(connection, town, person_id, password_hash=password_hash)
        writes.mark_given(connection, town, person_id, at=history.now, given_by=actor.person_id)
        writes.end_sessions_of(connection, town, person_id, at=history.now)
        history.add(TownEventKind.PASSWORD_GIVEN, person_id, detail=because(reason))
        return Given(person_id, secret)

    return administering(installation, actor, verb, about=person_id)


def change_password(
    installation: Installation, actor: Actor, old: str, new: str, *, session_token: str
) -> Renewed | Refused:
    """Choose a password of one's own; only this browser stays signed in. Wrong old passwords
    count as wrong ones at the door."""
    town, person_id = actor.municipality_id, actor.person_id or 0
    with installation.database.read(town) as connection:
        person = person_by_id(connection, town, person_id)
    if person is None:
        return Refused(RefusalKind.NOT_FOUND)
    if new == old or is_weak(new, person.name, person.email, person.national_id):
        return Refused(RefusalKind.INVALID_DATA, {"field": "new"})
    refused = prove(installation, town, person, old)
    if refused is not None:
        return refused
    return _keep(installation, actor, person, hash_password(new), hash_of(session_token))


def _keep(
    installation: Installation, actor: Actor, person: PersonRow, password_hash: str, session: str
) -> Renewed:
    def verb(connection: Connection) -> Renewed:
        town = actor.municipality_id
        history = TownHistory(installation, connection, actor)
        writes.set_password(connection, town, person.id, password_hash=password_hash)
        writes.mark_own(connection, town, person.id)
        writes.end_sessions_of(connection, town, person.id, at=history.now, but=session)
        history.add(TownEventKind.PASSWORD_CHANGED, person.id)
        history.write()
        return Renewed(person.id)

    return installation.database.run(verb, municipality=actor.municipality_id)
