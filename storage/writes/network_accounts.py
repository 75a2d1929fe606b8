"""Accounts of the network: made, ended, tried at the door; their sessions."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, update

from storage.database import Connection
from storage.queries.network_accounts import AccountRow
from storage.tables import network_accounts, network_sessions


def insert_account(connection: Connection, row: AccountRow) -> None:
    """A new account."""
    connection.execute(insert(network_accounts).values(asdict(row)))


def change_account(connection: Connection, account_id: int, **values: object) -> None:
    """It got another password, was tried in vain, or was ended."""
    of = network_accounts.c
    connection.execute(update(network_accounts).where(of.id == account_id).values(**values))


def count_failure(connection: Connection, account_id: int, *, at: datetime, since: datetime) -> int:
    """One more password was tried in vain; how many since an instant. Those before it are
    forgotten."""
    of = network_accounts.c
    own = of.id == account_id
    connection.execute(update(network_accounts).where(own, of.failed_at < since).values(failures=0))
    connection.execute(
        update(network_accounts).where(own).values(failures=of.failures + 1, failed_at=at)
    )
    found = connection.execute(network_accounts.select().with_only_columns(of.failures).where(own))
    return int(found.scalar_one())


def insert_network_session(
    connection: Connection, token_hash: str, account_id: int, *, at: datetime, until: datetime
) -> None:
    """Somebody came in; sessions that are over go."""
    of = network_sessions.c
    connection.execute(delete(network_sessions).where(of.expires_at <= at))
    connection.execute(
        insert(network_sessions).values(
            token_hash=token_hash, account_id=account_id, opened_at=at, expires_at=until
        )
    )


def delete_network_session(connection: Connection, token_hash: str) -> None:
    """Somebody left."""
    connection.execute(delete(network_sessions).where(network_sessions.c.token_hash == token_hash))


def delete_sessions_of(connection: Connection, account_id: int) -> None:
    """All of an account."""
    connection.execute(delete(network_sessions).where(network_sessions.c.account_id == account_id))
