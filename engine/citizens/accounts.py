"""Accounts of people from outside: an e-mail and a password of their own, for the portal alone.

The staff's door does not know them: their person has neither e-mail nor password there. Wrong tries
are counted as those of the staff are.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.citizens.people import Applicant, enter_citizen, wrong_in
from engine.citizens.sessions import SessionKind, open_citizen_session
from engine.identity.passwords import LONGEST, hash_password, is_weak
from engine.identity.signing_in import prove_secret
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.citizens import citizen_by_login
from storage.writes import citizens as writes

TRIED = "citizen:"
"""Before the e-mail where tries are counted, so that the two doors do not shut each other."""


@dataclass(frozen=True, slots=True)
class CameIn:
    """The person, and the token that their browser keeps."""

    person_id: int
    token: str = field(repr=False)


def sign_up(
    installation: Installation,
    municipality_id: int,
    told: Applicant,
    password: str,
    locale: str = "",
) -> CameIn | Refused:
    """A new account; the e-mail is what they sign in with."""
    told = told.tidy()
    wrong = wrong_in(told) or ("" if told.email else "email")
    if not wrong and is_weak(password, told.name, told.email, told.national_id):
        wrong = "password"
    if wrong:
        return Refused(RefusalKind.INVALID_DATA, {"field": wrong})
    password_hash = hash_password(password)

    def verb(connection: Connection) -> CameIn | Refused:
        if citizen_by_login(connection, municipality_id, told.email) is not None:
            return Refused(RefusalKind.ACCOUNT_TAKEN)
        person_id = enter_citizen(
            installation,
            connection,
            municipality_id,
            told,
            login=told.email,
            password_hash=password_hash,
            locale=locale or None,
        )
        return _came_in(installation, connection, municipality_id, person_id)

    return installation.database.run(verb, municipality=municipality_id)


def come_in(
    installation: Installation, municipality_id: int, login: str, password: str
) -> CameIn | Refused:
    """Check e-mail and password; one answer whatever is wrong."""
    login, town = login.strip().lower()[:254], municipality_id
    login = login if login.isprintable() else ""
    with installation.database.read(town) as connection:
        row = citizen_by_login(connection, town, login)
    stored = None if row is None else row.password_hash
    refused = prove_secret(installation, town, TRIED + login, password[:LONGEST], stored)
    if refused is not None or row is None:
        return refused or Refused(RefusalKind.WRONG_PASSWORD)
    person_id = row.person_id
    return installation.database.run(
        lambda connection: _came_in(installation, connection, town, person_id), municipality=town
    )


def change_password(
    installation: Installation, municipality_id: int, login: str, old: str, new: str
) -> Refused | None:
    """Another password, for who knows the one before."""
    with installation.database.read(municipality_id) as connection:
        row = citizen_by_login(connection, municipality_id, login)
    if row is None:
        return Refused(RefusalKind.NOT_FOUND)
    if is_weak(new, row.name, row.login, row.national_id):
        return Refused(RefusalKind.INVALID_DATA, {"field": "password"})
    refused = prove_secret(
        installation, municipality_id, TRIED + login, old[:LONGEST], row.password_hash
    )
    if refused is not None:
        return refused
    password_hash, person_id = hash_password(new), row.person_id
    installation.database.run(
        lambda connection: writes.set_citizen_password(
            connection, municipality_id, person_id, password_hash=password_hash
        ),
        municipality=municipality_id,
    )
    return None


def _came_in(
    installation: Installation, connection: Connection, town: int, person_id: int
) -> CameIn:
    token = open_citizen_session(installation, connection, town, person_id, SessionKind.ACCOUNT)
    return CameIn(person_id, token)
