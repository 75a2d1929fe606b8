"""Accounts of the network, and whose a session is."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import network_accounts, network_sessions


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account; `failures`: tries in vain since somebody came in; `device` is encrypted."""

    id: int
    login: str
    name: str
    kind: str
    password_hash: str = field(repr=False)
    created_at: datetime
    ended_at: datetime | None
    failures: int
    failed_at: datetime | None
    needs_code: int = 0
    device: bytes | None = field(default=None, repr=False)
    device_since: datetime | None = None
    device_step: int = 0


_ALL = select(*(network_accounts.c[name] for name in AccountRow.__dataclass_fields__))


def accounts_of_network(connection: Connection) -> tuple[AccountRow, ...]:
    """All accounts, by name."""
    return many(connection, _ALL.order_by(network_accounts.c.name), AccountRow)


def account_by_login(connection: Connection, login: str) -> AccountRow | None:
    """The account of a login."""
    return one(connection, _ALL.where(network_accounts.c.login == login), AccountRow)


def account_of_session(
    connection: Connection, token_hash: str, *, at: datetime, waits: bool = False
) -> AccountRow | None:
    """Whose a session is; None when it is over, or the account is. `waits`: one that waits for its
    code, and no other."""
    of = network_sessions.c
    found = (
        _ALL.join(network_sessions, of.account_id == network_accounts.c.id)
        .where(of.token_hash == token_hash, of.expires_at > at, of.waits == int(waits))
        .where(network_accounts.c.ended_at.is_(None))
    )
    return one(connection, found, AccountRow)
