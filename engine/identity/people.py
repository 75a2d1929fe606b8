"""Letting people in: adding somebody with their first roles, correcting what is written of them.

Whoever is added gets a first password that they must change when they come in. Each act lies in
the history of the municipality with who did it and why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TypeVar

from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.identity.passwords import first_password, hash_password
from engine.identity.registering import give
from engine.identity.rights import refusal_about_oneself, refusal_to_administer
from engine.identity.roles import roles_in_force
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection, TooManyRaces
from storage.queries.identity import PersonRow, person_by_id, person_by_login
from storage.queries.people import is_outsider, is_program
from storage.writes import identity as writes

LONGEST_NAME = 120
LONGEST_REASON = 500
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]+")
_NATIONAL_ID = re.compile(r"[0-9A-Za-z.\-]{5,20}")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is written down about a person; they sign in with the e-mail or the national id."""

    name: str
    email: str = ""
    national_id: str = ""
    position: str = ""

    def tidy(self) -> Particulars:
        """Without spaces around, the e-mail in small letters."""
        return Particulars(
            " ".join(self.name.split()),
            self.email.strip().lower(),
            self.national_id.strip(),
            " ".join(self.position.split()),
        )


@dataclass(frozen=True, slots=True)
class Added:
    """The person is in; the password is shown only now."""

    person_id: int
    password: str = field(repr=False)


def add_person(
    installation: Installation,
    actor: Actor,
    particulars: Particulars,
    *,
    roles: Collection[str] = (),
    reason: str = "",
    password: str = "",
) -> Added | Refused:
    """Let somebody in, with roles from now on; a first `password` is made where none is given."""
    told = particulars.tidy()
    secret = password or first_password(installation.random_bytes)
    password_hash = hash_password(secret)
    person_id = installation.ids.new()

    def verb(connection: Connection, history: TownHistory) -> Added | Refused:
        wrong = wrong_in(connection, actor.municipality_id, told)
        if not wrong and not roles_in_force(connection, actor.municipality_id).issuperset(roles):
            wrong = "roles"
        if wrong:
            return Refused(RefusalKind.INVALID_DATA, {"field": wrong})
        enter(connection, history, actor, person_id, told, password_hash, reason)
        for role in sorted(set(roles)):
            _first_role(installation, connection, history, actor, person_id, role, reason)
        return Added(person_id, secret)

    return administering(installation, actor, verb)


def correct_person(
    installation: Installation, actor: Actor, person_id: int, particulars: Particulars, reason: str
) -> Refused | None:
    """Write a name, a position or what one signs in with down anew."""
    told = particulars.tidy()

    def verb(connection: Connection, history: TownHistory) -> Refused | None:
        person = known_person(connection, actor.municipality_id, person_id)
        if isinstance(person, Refused):
            return person
        wrong = wrong_in(connection, actor.municipality_id, told, person_id)
        wrong = wrong or ("reason" if not reason.strip() else "")
        if wrong:
            return Refused(RefusalKind.INVALID_DATA, {"field": wrong})
        writes.correct_person(
            connection,
            actor.municipality_id,
            person_id,
            name=told.name,
            email=told.email or None,
            national_id=told.national_id or None,
            position=told.position or None,
        )
        changed = _changed(person, told)
        if changed:
            data = {"fields": changed}
            history.add(
                TownEventKind.PERSON_CORRECTED, person_id, data=data, detail=because(reason)
            )
        return None

    return administering(installation, actor, verb)


def enter(
    connection: Connection,
    history: TownHistory,
    actor: Actor,
    person_id: int,
    told: Particulars,
    password_hash: str,
    reason: str = "",
) -> None:
    """A person of the municipality, whose first password somebody else knows."""
    town = actor.municipality_id
    writes.insert_person(
        connection,
        town,
        person_id=person_id,
        name=told.name,
        active_from=history.now,
        email=told.email or None,
        national_id=told.national_id or None,
        position=told.position or None,
        password_hash=password_hash,
    )
    writes.mark_given(connection, town, person_id, at=history.now, given_by=actor.person_id)
    history.add(TownEventKind.PERSON_ADDED, person_id, detail=because(reason))


def administering(
    installation: Installation,
    actor: Actor,
    verb: Callable[[Connection, TownHistory], T | Refused],
    *,
    about: int | None = None,
) -> T | Refused:
    """A verb about people in one transaction: allowed first, alone with the rights of the
    municipality, and told in its history. `about`: somebody who must not be the actor."""
    refused = refusal_to_administer(actor) or refusal_about_oneself(actor, about)
    if refused is not None:
        return refused

    def alone(connection: Connection) -> T | Refused:
        history = TownHistory(installation, connection, actor)
        answer = verb(connection, history)
        if not isinstance(answer, Refused):
            history.write()
        return answer

    try:
        return installation.database.run(alone, municipality=actor.municipality_id)
    except TooManyRaces:
        return Refused(RefusalKind.CONFLICT)


def known_person(
    connection: Connection, municipality_id: int, person_id: int
) -> PersonRow | Refused:
    """Somebody of the municipality, in or out; programs, and people from outside, are none of these
    verbs' business."""
    person = person_by_id(connection, municipality_id, person_id)
    if person is None or is_program(connection, municipality_id, person_id):
        return Refused(RefusalKind.NOT_FOUND)
    if is_outsider(connection, municipality_id, person_id):
        return Refused(RefusalKind.NOT_FOUND)
    return person


def because(reason: str) -> dict[str, str] | None:
    """The reason as it lies beside an event; free words may name people."""
    told = reason.strip()[:LONGEST_REASON]
    return {"reason": told} if told else None


def _first_role(
    installation: Installation,
    connection: Connection,
    history: TownHistory,
    actor: Actor,
    person_id: int,
    role: str,
    reason: str,
) -> None:
    give(
        installation,
        connection,
        actor.municipality_id,
        person_id,
        role,
        since=history.now,
        granted_by=actor.person_id,
    )
    data = {"role": role}
    history.add(TownEventKind.ROLE_GRANTED, person_id, data=data, detail=because(reason))


def is_email(text: str) -> bool:
    """Whether it looks like an address of mail."""
    return bool(_EMAIL.fullmatch(text)) and len(text) <= 254


def wrong_in(
    connection: Connection, municipality_id: int, told: Particulars, person_id: int = 0
) -> str:
    """The field of someone's particulars to correct; empty when all is well."""
    if not 2 <= len(told.name) <= LONGEST_NAME or not told.name.isprintable():
        return "name"
    if len(told.position) > LONGEST_NAME or not told.position.isprintable():
        return "position"
    if not told.email and not told.national_id:
        return "login"
    if told.email and not is_email(told.email):
        return "email"
    if told.national_id and not _NATIONAL_ID.fullmatch(told.national_id):
        return "national_id"
    for name, login in (("email", told.email), ("national_id", told.national_id)):
        other = person_by_login(connection, municipality_id, login) if login else None
        if other is not None and other.id != person_id:
            return f"{name}_taken"
    return ""


def _changed(person: PersonRow, told: Particulars) -> list[str]:
    """Which fields are other than before; never what stood in them."""
    fields = ("name", "email", "national_id", "position")
    return [name for name in fields if (getattr(person, name) or "") != getattr(told, name)]
