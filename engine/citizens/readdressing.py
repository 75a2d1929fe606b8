"""An account moves to another address: both prove it, the one before and the one to come.

The one before, so that a stolen session does not carry an account away; the one to come, so that it
is not given to somebody else by mistake. Until both codes are typed nothing changes.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.citizens.accounts import TRIED, Written
from engine.citizens.letters import (
    NO_ADDRESS,
    LetterKind,
    Proof,
    plain_address,
    shown,
    write_letter,
)
from engine.identity import Actor
from engine.identity.passwords import LONGEST
from engine.identity.sessions import hash_of
from engine.identity.signing_in import prove_secret
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.accounts import AccountLetterRow, account_letter
from storage.queries.citizens import CitizenRow, citizen_by_id, citizen_by_login
from storage.writes import accounts as letters


@dataclass(frozen=True, slots=True)
class Moved:
    """The account signs in with this address now."""

    address: str


def ask_to_move(
    installation: Installation, actor: Actor, password: str, address: str, locale: str = ""
) -> Written | Refused:
    """Letters to both addresses, for who knows the password. The answer is the letter to the new
    one; where that has an account, it says so there and to nobody else."""
    town, address = actor.municipality_id, plain_address(address)
    row = _account(installation, actor)
    if row is None or not row.login:
        return Refused(RefusalKind.NOT_FOUND)
    login = row.login
    if address in ("", login):
        return NO_ADDRESS
    refused = prove_secret(installation, town, TRIED + login, password[:LONGEST], row.password_hash)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Written:
        taken = citizen_by_login(connection, town, address) is not None
        old = write_letter(
            installation,
            connection,
            town,
            LetterKind.CHANGE_FROM,
            login,
            person_id=row.person_id,
            locale=locale,
        )
        new = write_letter(
            installation,
            connection,
            town,
            LetterKind.KNOWN if taken else LetterKind.CHANGE_TO,
            address,
            person_id=None if taken else row.person_id,
            locale=locale,
            beside_id=old,
        )
        return Written(new)

    return installation.database.run(verb, municipality=town)


def move(
    installation: Installation,
    actor: Actor,
    letter_id: int,
    *,
    code_before: str,
    code_after: str,
    token: str = "",
) -> Moved | Refused:
    """Both codes: the account signs in with the new address. Its other sessions end, but that of
    `token`, and both addresses are told."""
    town = actor.municipality_id
    row = _account(installation, actor)
    old, new = _shown(installation, town, letter_id, code_before, code_after)
    if row is None or not row.login or old is None:
        return Refused(RefusalKind.INVALID_DATA, {"field": "code_before"})
    login, mine = row.login, {row.person_id}
    if new is None or {old.person_id, new.person_id} != mine or old.address != login:
        return Refused(RefusalKind.INVALID_DATA, {"field": "code_after"})

    def verb(connection: Connection) -> Moved | Refused:
        now = installation.clock.now()
        if citizen_by_login(connection, town, new.address) is not None:
            return Refused(RefusalKind.INVALID_DATA, {"field": "code_after"})
        used = [letters.use_letter(connection, town, each.id, at=now) for each in (old, new)]
        if not all(used):
            return Refused(RefusalKind.INVALID_DATA, {"field": "code_after"})
        letters.set_citizen_login(connection, town, row.person_id, login=new.address)
        letters.end_letters_of(connection, town, row.person_id, at=now)
        letters.end_sessions_of_citizen(
            connection, town, row.person_id, at=now, but=hash_of(token) if token else ""
        )
        for told in (login, new.address):
            write_letter(
                installation,
                connection,
                town,
                LetterKind.ADDRESS,
                told,
                person_id=row.person_id,
                locale=new.locale,
            )
        return Moved(new.address)

    return installation.database.run(verb, municipality=town)


def _account(installation: Installation, actor: Actor) -> CitizenRow | None:
    """The account of who is signed in; a PIN of a case is none."""
    if actor.person_id is None or actor.confined or not actor.outside:
        return None
    with installation.database.read(actor.municipality_id) as connection:
        return citizen_by_id(connection, actor.municipality_id, actor.person_id)


def _shown(
    installation: Installation, town: int, letter_id: int, before: str, after: str
) -> tuple[AccountLetterRow | None, AccountLetterRow | None]:
    """Both letters, each only with its code; a try of each is spent."""
    with installation.database.read(town) as connection:
        row = account_letter(connection, town, letter_id)
    beside = (row and row.beside_id) or 0
    old = shown(installation, town, Proof(beside, before), (LetterKind.CHANGE_FROM,))
    new = shown(installation, town, Proof(letter_id, after), (LetterKind.CHANGE_TO,))
    return old, new
