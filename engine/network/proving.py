"""Coming in with an account of the network: the password, and the code of a device after it.

One answer for an unknown login and for a wrong password; after five tries in vain, of passwords and
codes together, a pause of fifteen minutes. A right password alone forgets no wrong codes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_urlsafe

from engine.identity.authenticator import (
    Enrolling,
    enrolling_of,
    new_secret,
    opened_secret,
    step_of,
)
from engine.identity.passwords import LONGEST, check_password, hash_password, is_weak
from engine.installation import Installation
from engine.network.accounts import clean_login, hash_of
from engine.refusals import RefusalKind, Refused
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.network_accounts import AccountRow, account_by_login, account_of_session
from storage.writes.network_accounts import (
    change_account,
    count_failure,
    delete_network_session,
    delete_sessions_of,
    insert_network_session,
    take_device_step,
)

LENGTH, WAIT = timedelta(hours=12), timedelta(minutes=10)
"""Of a session, and of one that waits for its code."""
TRIES, PAUSE = 5, timedelta(minutes=15)
ISSUER = "Cauce"


@dataclass(frozen=True, slots=True)
class CameIn:
    """The account, and the token that the browser keeps; `waits`: which opens nothing yet."""

    account: AccountRow
    token: str = field(repr=False)
    waits: bool = False


def come_in(installation: Installation, login: str, password: str) -> CameIn | Refused:
    """Check login and password, and open a session, or one that waits for the code of the device.
    Refused: wrong_password, locked_out (until)."""
    row = _tried(installation, lambda connection: account_by_login(connection, clean_login(login)))
    if isinstance(row, Refused):
        return row
    genuine, renewed = check_password(password[:LONGEST], row.password_hash if row else None)
    if row is None or not genuine:
        return Refused(RefusalKind.WRONG_PASSWORD, {})
    waits = row.device_since is not None

    def verb(connection: Connection) -> CameIn:
        changed: dict[str, object] = {"password_hash": renewed} if renewed else {}
        if not waits:
            changed["failures"] = 0
        if changed:
            change_account(connection, row.id, **changed)
        return _opened(installation, connection, row, waits=waits)

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def pass_code(installation: Installation, token: str, code: str) -> CameIn | Refused:
    """The code of who proved their password a moment ago. Refused: not_found when nothing waits any
    more, wrong_password for a wrong code, locked_out (until)."""
    now = installation.clock.now()
    row = _tried(
        installation,
        lambda connection: account_of_session(connection, hash_of(token), at=now, waits=True),
    )
    if isinstance(row, Refused):
        return row
    if row is None:
        return Refused(RefusalKind.NOT_FOUND)

    def verb(connection: Connection) -> CameIn | Refused:
        if not _is_right(installation, connection, row, code):
            return Refused(RefusalKind.WRONG_PASSWORD, {})
        if not delete_network_session(connection, hash_of(token)):
            return Refused(RefusalKind.NOT_FOUND)  # somebody came in by it in the same moment
        change_account(connection, row.id, failures=0)
        return _opened(installation, connection, row)

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def enrolling(installation: Installation, account: AccountRow) -> Enrolling | Refused:
    """The secret that waits for the first code of a device. Refused (already_completed) for who has
    a device."""

    def verb(connection: Connection) -> bytes | Refused:
        row = account_by_login(connection, account.login)
        if row is None or row.device_since is not None:
            return Refused(RefusalKind.ALREADY_COMPLETED)
        if row.device is not None:
            return opened_secret(installation, row.id, row.device)
        secret, kept = new_secret(installation, row.id)
        change_account(connection, row.id, device=kept, device_step=0)
        return secret

    secret = installation.database.run(verb, municipality=WHOLE_INSTALLATION)
    return secret if isinstance(secret, Refused) else enrolling_of(secret, account.login, ISSUER)


def confirm(
    installation: Installation, account: AccountRow, code: str, *, token: str
) -> AccountRow | Refused:
    """The first code of the device: from now on it is asked for, and other sessions end. Refused:
    wrong_password for a wrong code, locked_out (until)."""
    row = _tried(installation, lambda connection: account_by_login(connection, account.login))
    if isinstance(row, Refused):
        return row

    def verb(connection: Connection) -> AccountRow | Refused:
        if row is None or row.device_since is not None:
            return Refused(RefusalKind.ALREADY_COMPLETED)
        if not _is_right(installation, connection, row, code):
            return Refused(RefusalKind.WRONG_PASSWORD, {})
        now = installation.clock.now()
        change_account(connection, row.id, device_since=now, failures=0)
        delete_sessions_of(connection, row.id, but=hash_of(token))
        return row

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def change_password(
    installation: Installation, account: AccountRow, old: str, new: str, *, token: str
) -> AccountRow | Refused:
    """A password of one's own; other sessions end. Refused: invalid_data (field new) for one that
    is easily guessed, wrong_password, locked_out (until)."""
    if is_weak(new, account.login, account.name):
        return Refused(RefusalKind.INVALID_DATA, {"field": "new"})
    row = _tried(installation, lambda connection: account_by_login(connection, account.login))
    if isinstance(row, Refused):
        return row
    if row is None or not check_password(old[:LONGEST], row.password_hash)[0]:
        return Refused(RefusalKind.WRONG_PASSWORD, {})
    hashed = hash_password(new)

    def verb(connection: Connection) -> AccountRow:
        change_account(connection, row.id, password_hash=hashed, failures=0)
        delete_sessions_of(connection, row.id, but=hash_of(token))
        return row

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def _tried(
    installation: Installation, find: Callable[[Connection], AccountRow | None]
) -> AccountRow | Refused | None:
    """The account, if there is one that is not ended. The try counts as failed before anything is
    looked at, so that many at once are no way around the pause."""
    now = installation.clock.now()

    def verb(connection: Connection) -> tuple[AccountRow | None, int]:
        row = find(connection)
        if row is None or row.ended_at is not None:
            return None, 0
        if row.failures >= TRIES and row.failed_at and row.failed_at > now - PAUSE:
            return row, row.failures + 1
        return row, count_failure(connection, row.id, at=now, since=now - PAUSE)

    row, failures = installation.database.run(verb, municipality=WHOLE_INSTALLATION)
    if row is not None and failures > TRIES:
        until = (row.failed_at or now) + PAUSE
        return Refused(RefusalKind.LOCKED_OUT, {"until": until.isoformat()})
    return row


def _is_right(
    installation: Installation, connection: Connection, row: AccountRow, code: str
) -> bool:
    """A right code of the device, which is used now."""
    if row.device is None:
        return False
    secret = opened_secret(installation, row.id, row.device)
    step = step_of(secret, code, at=installation.clock.now(), after=row.device_step)
    return step is not None and take_device_step(connection, row.id, step)


def _opened(
    installation: Installation, connection: Connection, row: AccountRow, *, waits: bool = False
) -> CameIn:
    token, now = token_urlsafe(32), installation.clock.now()
    until = now + (WAIT if waits else LENGTH)
    insert_network_session(connection, hash_of(token), row.id, at=now, until=until, waits=waits)
    return CameIn(row, token, waits)
