"""Somebody for whom a provider vouches says which account is theirs: by its password, once, or, at
the door of citizens, by having none yet. What the provider said of them waited for ten minutes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from engine.citizens.accounts import prove_account
from engine.citizens.people import Applicant, enter_citizen, wrong_in
from engine.identity.signing_in import recognise
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.vouching.leaving import state_hash
from engine.vouching.opening import Entered, enter, join
from engine.vouching.providers import Door
from storage.database import Connection
from storage.queries.accounts import OuterSignInRow, outer_sign_in
from storage.writes import accounts as writes


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who came back and has no account that the house knows; `told`: name, email, national_id."""

    provider: str
    told: Mapping[str, str]
    back: str


def waiting_with(
    installation: Installation, municipality_id: int, door: Door, state: str
) -> Waiting | None:
    """Who waits in the browser that keeps a state; None when nobody does, or no more."""
    row = _row(installation, municipality_id, door, state)
    return Waiting(row.provider, json.loads(row.told or "{}"), row.back) if row else None


def join_with_password(
    installation: Installation,
    municipality_id: int,
    door: Door,
    state: str,
    login: str,
    password: str,
) -> Entered | Refused:
    """The account is theirs, for who knows its password; tries count as at its own door."""
    row = _row(installation, municipality_id, door, state)
    if row is None:
        return Refused(RefusalKind.NOT_FOUND)
    if door is Door.CITIZEN:
        proved: int | Refused = prove_account(installation, municipality_id, login, password)
    else:
        person = recognise(installation, municipality_id, login, password, code_follows=True)
        proved = person if isinstance(person, Refused) else person.person_id or 0
    if isinstance(proved, Refused):
        return proved
    person_id = proved
    return _finished(installation, municipality_id, door, row, lambda _: person_id, "password")


def join_as_new(
    installation: Installation,
    municipality_id: int,
    state: str,
    typed: Applicant,
    locale: str = "",
) -> Entered | Refused:
    """A new account of the portal, without a password: its provider is the way in. What the
    provider says counts, and what was typed only where it says nothing; nobody signs in with the
    e-mail, which is where they are told."""
    row = _row(installation, municipality_id, Door.CITIZEN, state)
    if row is None:
        return Refused(RefusalKind.NOT_FOUND)
    told = json.loads(row.told or "{}")
    vouched = {name: value for name, value in told.items() if name in ("name", "national_id")}
    person = replace(typed, **vouched).tidy()
    if wrong := wrong_in(person):
        return Refused(RefusalKind.INVALID_DATA, {"field": wrong})

    def new(connection: Connection) -> int:
        return enter_citizen(
            installation, connection, municipality_id, person, locale=locale or None
        )

    return _finished(installation, municipality_id, Door.CITIZEN, row, new, "new")


def _finished(
    installation: Installation,
    town: int,
    door: Door,
    row: OuterSignInRow,
    whose: Callable[[Connection], int],
    proof: str,
) -> Entered | Refused:
    who = (row.issuer or "", row.subject or "")

    def verb(connection: Connection) -> Entered | Refused:
        if not writes.finish_outer_sign_in(connection, town, row.id, at=installation.clock.now()):
            return Refused(RefusalKind.NOT_FOUND)
        person_id = whose(connection)
        join(installation, connection, town, door, who, person_id, proof)
        entered = enter(installation, connection, town, door, person_id)
        return entered or Refused(RefusalKind.NOT_FOUND)

    return installation.database.run(verb, municipality=town)


def _row(installation: Installation, town: int, door: Door, state: str) -> OuterSignInRow | None:
    if not state:
        return None
    with installation.database.read(town) as connection:
        row = outer_sign_in(connection, town, state_hash(state))
    now = installation.clock.now()
    if row is None or row.door != door or row.subject is None or row.finished_at is not None:
        return None
    return row if row.expires_at > now else None
