"""Accounts of people from outside: an e-mail and a password of their own, for the portal alone.

The staff's door does not know them: their person has neither e-mail nor password there. Wrong tries
are counted as those of the staff are. An address is proved before anything is written down of a
person: who asks for an account gets a letter first (`engine/citizens/letters.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from engine.citizens.letters import (
    NO_ADDRESS,
    LetterKind,
    Proof,
    plain_address,
    shown,
    write_letter,
)
from engine.citizens.people import Applicant, enter_citizen, wrong_in
from engine.citizens.sessions import SessionKind, open_citizen_session
from engine.identity.passwords import LONGEST, hash_password, is_weak
from engine.identity.sessions import hash_of
from engine.identity.signing_in import prove_secret
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.citizens import citizen_by_login
from storage.writes import accounts as letters
from storage.writes import citizens as writes

TRIED = "citizen:"
"""Before the e-mail where tries are counted, so that the two doors do not shut each other."""


@dataclass(frozen=True, slots=True)
class CameIn:
    """The person, and the token that their browser keeps."""

    person_id: int
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """A letter is on its way, or seems so: the answer is the same for every address."""

    letter_id: int


def ask_for_account(
    installation: Installation, municipality_id: int, address: str, locale: str = ""
) -> Written | Refused:
    """A letter with the code that opens an account; to who has one, that they have one."""
    address = plain_address(address)
    if not address:
        return NO_ADDRESS

    def verb(connection: Connection) -> Written:
        taken = citizen_by_login(connection, municipality_id, address) is not None
        kind = LetterKind.KNOWN if taken else LetterKind.SIGN_UP
        return Written(
            write_letter(installation, connection, municipality_id, kind, address, locale=locale)
        )

    return installation.database.run(verb, municipality=municipality_id)


def sign_up(
    installation: Installation,
    municipality_id: int,
    told: Applicant,
    password: str,
    locale: str = "",
    *,
    proof: Proof,
) -> CameIn | Refused:
    """A new account, for who proves the address that they sign in with; the e-mail in `told` does
    not count."""
    town, told = municipality_id, replace(told, email="").tidy()
    wrong = wrong_in(told)
    if not wrong and is_weak(password, told.name, told.national_id):
        wrong = "password"
    if wrong:
        return Refused(RefusalKind.INVALID_DATA, {"field": wrong})
    letter = shown(installation, town, proof, (LetterKind.SIGN_UP,))
    if letter is None:
        return Refused(RefusalKind.INVALID_DATA, {"field": "code"})
    if is_weak(password, told.name, letter.address, told.national_id):
        return Refused(RefusalKind.INVALID_DATA, {"field": "password"})
    password_hash, known = hash_password(password), replace(told, email=letter.address)

    def verb(connection: Connection) -> CameIn | Refused:
        if citizen_by_login(connection, town, known.email) is not None:
            return Refused(RefusalKind.ACCOUNT_TAKEN)  # with another letter, a moment before
        if not letters.use_letter(connection, town, letter.id, at=installation.clock.now()):
            return Refused(RefusalKind.INVALID_DATA, {"field": "code"})
        person_id = enter_citizen(
            installation,
            connection,
            town,
            known,
            login=known.email,
            password_hash=password_hash,
            locale=locale or None,
        )
        return came_in(installation, connection, town, person_id)

    return installation.database.run(verb, municipality=town)


def come_in(
    installation: Installation, municipality_id: int, login: str, password: str
) -> CameIn | Refused:
    """Check e-mail and password; one answer whatever is wrong."""
    found = prove_account(installation, municipality_id, login, password)
    if isinstance(found, Refused):
        return found
    return installation.database.run(
        lambda connection: came_in(installation, connection, municipality_id, found),
        municipality=municipality_id,
    )


def prove_account(
    installation: Installation, municipality_id: int, login: str, password: str
) -> int | Refused:
    """The same without coming in: whose account it is."""
    login, town = login.strip().lower()[:254], municipality_id
    login = login if login.isprintable() else ""
    with installation.database.read(town) as connection:
        row = citizen_by_login(connection, town, login)
    stored = None if row is None else row.password_hash
    refused = prove_secret(installation, town, TRIED + login, password[:LONGEST], stored)
    if refused is not None or row is None:
        return refused or Refused(RefusalKind.WRONG_PASSWORD)
    return row.person_id


def change_password(
    installation: Installation,
    municipality_id: int,
    login: str,
    old: str,
    new: str,
    *,
    token: str = "",
) -> Refused | None:
    """Another password, for who knows the one before. Every other session ends, but that of
    `token`; the address is told."""
    town = municipality_id
    with installation.database.read(town) as connection:
        row = citizen_by_login(connection, town, login)
    if row is None:
        return Refused(RefusalKind.NOT_FOUND)
    if is_weak(new, row.name, row.login, row.national_id):
        return Refused(RefusalKind.INVALID_DATA, {"field": "password"})
    refused = prove_secret(installation, town, TRIED + login, old[:LONGEST], row.password_hash)
    if refused is not None:
        return refused
    password_hash, person_id = hash_password(new), row.person_id
    installation.database.run(
        lambda connection: set_password(
            installation, connection, town, person_id, login, password_hash, but=token
        ),
        municipality=town,
    )
    return None


def set_password(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    person_id: int,
    login: str,
    password_hash: str,
    *,
    but: str = "",
) -> None:
    """From now on it is this one: sessions and codes that are out end, but the session of the token
    `but`, and the address is told."""
    town, now = municipality_id, installation.clock.now()
    writes.set_citizen_password(connection, town, person_id, password_hash=password_hash)
    letters.end_letters_of(connection, town, person_id, at=now)
    letters.end_sessions_of_citizen(
        connection, town, person_id, at=now, but=hash_of(but) if but else ""
    )
    write_letter(installation, connection, town, LetterKind.PASSWORD, login, person_id=person_id)


def came_in(
    installation: Installation, connection: Connection, town: int, person_id: int
) -> CameIn:
    """The session of an account."""
    token = open_citizen_session(installation, connection, town, person_id, SessionKind.ACCOUNT)
    return CameIn(person_id, token)
