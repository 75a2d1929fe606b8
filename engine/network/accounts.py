"""Accounts of the central government: who reads the network's figures and publishes scores.

They belong to no municipality and open no page of any. What a browser holds is a random token; the
database holds its hash. How they come in is in `proving.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes

from engine.identity.passwords import first_password, hash_password
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.network_accounts import AccountRow, account_by_login, account_of_session
from storage.tables.network_accounts import AccountKind
from storage.writes.network_accounts import (
    change_account,
    delete_network_session,
    delete_sessions_of,
    insert_account,
)

LONGEST_NAME, LONGEST_LOGIN = 120, 254


@dataclass(frozen=True, slots=True)
class AccountAdded:
    """The account, and its password, which is shown only now."""

    account_id: int
    password: str = field(repr=False)


def add_account(
    installation: Installation,
    *,
    login: str,
    name: str,
    kind: AccountKind = AccountKind.GOVERNMENT,
    password: str = "",
    needs_code: bool | None = None,
) -> AccountAdded | Refused:
    """Let somebody into the network's pages; `needs_code`: they come in with a device, as operators
    do where nothing is said. Refused: invalid_data (field), account_taken."""
    told, mail = " ".join(name.split()), clean_login(login)
    if not told or len(told) > LONGEST_NAME or not told.isprintable():
        return Refused(RefusalKind.INVALID_DATA, {"field": "name"})
    if "@" not in mail or len(mail) > LONGEST_LOGIN or not mail.isprintable() or " " in mail:
        return Refused(RefusalKind.INVALID_DATA, {"field": "login"})
    chosen = password or first_password(token_bytes)
    hashed = hash_password(chosen)

    def verb(connection: Connection) -> AccountAdded | Refused:
        if account_by_login(connection, mail) is not None:
            return Refused(RefusalKind.ACCOUNT_TAKEN, {})
        now = installation.clock.now()
        needed = kind is AccountKind.OPERATOR if needs_code is None else needs_code
        row = AccountRow(
            installation.ids.new(), mail, told, str(kind), hashed, now, None, 0, None, int(needed)
        )
        insert_account(connection, row)
        return AccountAdded(row.id, chosen)

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def renew_password(installation: Installation, login: str, password: str = "") -> str | None:
    """Another password; whoever was in is out. None where there is no such account."""
    chosen = password or first_password(token_bytes)
    hashed = hash_password(chosen)

    def verb(connection: Connection) -> str | None:
        row = account_by_login(connection, clean_login(login))
        if row is None or row.ended_at is not None:
            return None
        change_account(connection, row.id, password_hash=hashed, failures=0)
        delete_sessions_of(connection, row.id)
        return chosen

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def forget_device(installation: Installation, login: str) -> bool:
    """Somebody lost their device: they come in by the password and take another one first. False:
    there is no such account, or it has none."""

    def verb(connection: Connection) -> bool:
        row = account_by_login(connection, clean_login(login))
        if row is None or row.ended_at is not None or row.device_since is None:
            return False
        change_account(connection, row.id, device=None, device_since=None)
        delete_sessions_of(connection, row.id)
        return True

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def end_account(installation: Installation, login: str) -> bool:
    """Nobody comes in with it any more, and who was in is out; False: there is no such account."""

    def verb(connection: Connection) -> bool:
        row = account_by_login(connection, clean_login(login))
        if row is None or row.ended_at is not None:
            return False
        change_account(connection, row.id, ended_at=installation.clock.now())
        delete_sessions_of(connection, row.id)
        return True

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def account_of(installation: Installation, token: str) -> AccountRow | None:
    """Whose a token is; None when its session is over, or the account."""
    if not token:
        return None
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        return account_of_session(connection, hash_of(token), at=installation.clock.now())


def leave(installation: Installation, token: str) -> None:
    """The session ends."""
    installation.database.run(
        lambda connection: delete_network_session(connection, hash_of(token)),
        municipality=WHOLE_INSTALLATION,
    )


def hash_of(token: str) -> str:
    """What is kept of a token: it is random, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


def clean_login(login: str) -> str:
    """As it is kept."""
    return login.strip().casefold()
