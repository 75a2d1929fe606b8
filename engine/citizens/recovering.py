"""A forgotten password: a letter with a code goes to the address of the account, and with the code
its owner chooses another one.

Who asks learns nothing: an address without an account is answered the same, and no letter goes.
"""

from __future__ import annotations

from engine.citizens.accounts import CameIn, Written, came_in, set_password
from engine.citizens.letters import (
    NO_ADDRESS,
    LetterKind,
    Proof,
    plain_address,
    shown,
    write_letter,
)
from engine.identity.passwords import hash_password, is_weak
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.citizens import citizen_by_id, citizen_by_login
from storage.writes import accounts as letters


def ask_for_password(
    installation: Installation, municipality_id: int, address: str, locale: str = ""
) -> Written | Refused:
    """A letter with the code for another password."""
    address = plain_address(address)
    if not address:
        return NO_ADDRESS

    def verb(connection: Connection) -> Written:
        row = citizen_by_login(connection, municipality_id, address)
        return Written(
            write_letter(
                installation,
                connection,
                municipality_id,
                LetterKind.RESET,
                address,
                person_id=None if row is None else row.person_id,
                locale=locale,
            )
        )

    return installation.database.run(verb, municipality=municipality_id)


def reset_password(
    installation: Installation, municipality_id: int, password: str, *, proof: Proof
) -> CameIn | Refused:
    """Another password for who reads the mail of the account: every session of it ends, every other
    code too, the address is told, and they are in."""
    town = municipality_id
    if is_weak(password):
        return Refused(RefusalKind.INVALID_DATA, {"field": "password"})
    letter = shown(installation, town, proof, (LetterKind.RESET,))
    with installation.database.read(town) as connection:
        person_id = (letter and letter.person_id) or 0
        row = citizen_by_id(connection, town, person_id) if person_id else None
    if letter is None or row is None or row.login != letter.address:
        return Refused(RefusalKind.INVALID_DATA, {"field": "code"})
    if is_weak(password, row.name, row.login, row.national_id):
        return Refused(RefusalKind.INVALID_DATA, {"field": "password"})
    password_hash, address = hash_password(password), letter.address

    def verb(connection: Connection) -> CameIn | Refused:
        if not letters.use_letter(connection, town, letter.id, at=installation.clock.now()):
            return Refused(RefusalKind.INVALID_DATA, {"field": "code"})
        set_password(installation, connection, town, person_id, address, password_hash)
        return came_in(installation, connection, town, person_id)

    return installation.database.run(verb, municipality=town)
