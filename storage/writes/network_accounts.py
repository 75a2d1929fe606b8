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
    connection: Connection,
    token_hash: str,
    account_id: int,
    *,
    at: datetime,
    until: datetime,
    waits: bool = False,
) -> None:
    """Somebody came in, or their password was right and `waits` for a code; what is over goes."""
    of = network_sessions.c
    connection.execute(delete(network_sessions).where(of.expires_at <= at))
    connection.execute(
        insert(network_sessions).values(
            token_hash=token_hash,
            account_id=account_id,
            opened_at=at,
            expires_at=until,
            waits=int(waits),
        )
    )


def take_device_step(connection: Connection, account_id: int, step: int) -> bool:
    """The code of this half minute is used; False when it was, or a later one."""
    of = network_accounts.c
    newer = (of.id == account_id, of.device_step < step)
    taken = connection.execute(update(network_accounts).where(*newer).values(device_step=step))
    return taken.rowcount == 1


def delete_network_session(connection: Connection, token_hash: str) -> bool:
    """Somebody left, or went through with a code; whether it was there."""
    of = network_sessions.c
    gone = connection.execute(delete(network_sessions).where(of.token_hash == token_hash))
    return gone.rowcount == 1


def delete_sessions_of(connection: Connection, account_id: int, *, but: str = "") -> None:
    """All of an account, but the one of this hash."""
    of = network_sessions.c
    own = (of.account_id == account_id, of.token_hash != but)
    connection.execute(delete(network_sessions).where(*own))
