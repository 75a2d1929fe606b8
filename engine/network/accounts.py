"""Accounts of the central government: who reads the network's figures and publishes scores.

They belong to no municipality and open no page of any. One answer for an unknown login and for a
wrong password; after five in vain a pause of fifteen minutes. What a browser holds is a random
token; the database holds its hash.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from secrets import token_bytes, token_urlsafe

from engine.identity.passwords import LONGEST, check_password, first_password, hash_password
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.network_accounts import AccountRow, account_by_login, account_of_session
from storage.tables.network_accounts import AccountKind
from storage.writes.network_accounts import (
    change_account,
    count_failure,
    delete_network_session,
    delete_sessions_of,
    insert_account,
    insert_network_session,
)

LENGTH = timedelta(hours=12)
TRIES, PAUSE = 5, timedelta(minutes=15)
LONGEST_NAME, LONGEST_LOGIN = 120, 254


@dataclass(frozen=True, slots=True)
class AccountAdded:
    """The account, and its password, which is shown only now."""

    account_id: int
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CameIn:
    """The account, and the token that the browser keeps."""

    account: AccountRow
    token: str = field(repr=False)


def add_account(
    installation: Installation,
    *,
    login: str,
    name: str,
    kind: AccountKind = AccountKind.GOVERNMENT,
    password: str = "",
) -> AccountAdded | Refused:
    """Let somebody into the network's pages. Refused: invalid_data (field), account_taken."""
    told, mail = " ".join(name.split()), _clean(login)
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
        row = AccountRow(installation.ids.new(), mail, told, str(kind), hashed, now, None, 0, None)
        insert_account(connection, row)
        return AccountAdded(row.id, chosen)

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def renew_password(installation: Installation, login: str, password: str = "") -> str | None:
    """Another password; whoever was in is out. None where there is no such account."""
    chosen = password or first_password(token_bytes)
    hashed = hash_password(chosen)

    def verb(connection: Connection) -> str | None:
        row = account_by_login(connection, _clean(login))
        if row is None or row.ended_at is not None:
            return None
        change_account(connection, row.id, password_hash=hashed, failures=0)
        delete_sessions_of(connection, row.id)
        return chosen

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def end_account(installation: Installation, login: str) -> bool:
    """Nobody comes in with it any more, and who was in is out; False: there is no such account."""

    def verb(connection: Connection) -> bool:
        row = account_by_login(connection, _clean(login))
        if row is None or row.ended_at is not None:
            return False
        change_account(connection, row.id, ended_at=installation.clock.now())
        delete_sessions_of(connection, row.id)
        return True

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def come_in(installation: Installation, login: str, password: str) -> CameIn | Refused:
    """Check login and password, and open a session. A try counts as failed before the password is
    looked at, so that many at once are no way around the pause. Refused: wrong_password,
    locked_out (until)."""
    now = installation.clock.now()

    def tried(connection: Connection) -> tuple[AccountRow | None, int]:
        row = account_by_login(connection, _clean(login))
        if row is None or row.ended_at is not None:
            return None, 0
        if row.failures >= TRIES and row.failed_at and row.failed_at > now - PAUSE:
            return row, row.failures + 1
        return row, count_failure(connection, row.id, at=now, since=now - PAUSE)

    row, failures = installation.database.run(tried, municipality=WHOLE_INSTALLATION)
    if row is not None and failures > TRIES:
        until = (row.failed_at or now) + PAUSE
        return Refused(RefusalKind.LOCKED_OUT, {"until": until.isoformat()})
    genuine, renewed = check_password(password[:LONGEST], row.password_hash if row else None)
    if row is None or not genuine:
        return Refused(RefusalKind.WRONG_PASSWORD, {})
    token = token_urlsafe(32)

    def verb(connection: Connection) -> CameIn:
        changed = {"password_hash": renewed} if renewed else {}
        change_account(connection, row.id, failures=0, **changed)
        insert_network_session(connection, hash_of(token), row.id, at=now, until=now + LENGTH)
        return CameIn(row, token)

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


def _clean(login: str) -> str:
    return login.strip().casefold()
