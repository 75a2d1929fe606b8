"""Whose account somebody at a provider opens, and opening it: a session at the door they came
to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.citizens.sessions import SessionKind, open_citizen_session
from engine.identity.actor import Actor
from engine.identity.sessions import NOWHERE, actor_for, admit
from engine.installation import Installation
from engine.vouching.providers import Door, Provider
from storage.database import Connection
from storage.queries.accounts import OuterIdentityRow, outer_identity
from storage.queries.citizens import citizen_by_login
from storage.queries.identity import person_by_id, person_by_login
from storage.queries.people import is_outsider, is_program
from storage.writes import accounts as writes


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody is in; `actor` of who works here."""

    person_id: int
    token: str = field(repr=False)
    actor: Actor | None = None
    waiting: bool = False
    """Of who works here and has a device: its code comes next."""


def found_account(
    installation: Installation,
    connection: Connection,
    town: int,
    provider: Provider,
    door: Door,
    subject: str,
    told: Mapping[str, str],
) -> int | None:
    """The account that was joined to them, or that a claim joins now; None: nobody's yet."""
    joined = outer_identity(connection, town, door=door, issuer=provider.issuer, subject=subject)
    if joined is not None:
        return joined.person_id
    email = told.get("email", "") if provider.trusts_email else ""
    if door is Door.CITIZEN:
        row = citizen_by_login(connection, town, email) if email else None
        return row.person_id if row else None
    for login in (told.get("national_id", ""), email):
        person = person_by_login(connection, town, login) if login else None
        if person is not None and actor_for(installation, connection, town, person):
            return person.id
    return None


def join(
    installation: Installation,
    connection: Connection,
    town: int,
    door: Door,
    who: tuple[str, str],
    person_id: int,
    proof: str,
) -> None:
    """From now on issuer and subject open this account; harmless when they do already."""
    issuer, subject = who
    if outer_identity(connection, town, door=door, issuer=issuer, subject=subject) is None:
        row = OuterIdentityRow(
            installation.ids.new(),
            door,
            issuer,
            subject,
            person_id,
            installation.clock.now(),
            proof,
        )
        writes.insert_outer_identity(connection, town, row)


def enter(
    installation: Installation, connection: Connection, town: int, door: Door, person_id: int
) -> Entered | None:
    """A session at the door; None for who works here no more, and for who is of the other door."""
    outside = is_outsider(connection, town, person_id)
    if door is Door.CITIZEN:
        if not outside:
            return None
        token = open_citizen_session(installation, connection, town, person_id, SessionKind.ACCOUNT)
        return Entered(person_id, token)
    person = person_by_id(connection, town, person_id)
    if person is None or outside or is_program(connection, town, person_id):
        return None
    actor = actor_for(installation, connection, town, person)
    if actor is None:
        return None
    opened = admit(installation, connection, town, person_id, NOWHERE)
    return Entered(person_id, opened.token, actor, opened.waiting)
