"""Letters to the addresses of accounts and their codes; what providers of sign-in said."""

from datetime import datetime

from sqlalchemy import delete, insert, or_, update

from storage.database import Connection
from storage.queries.accounts import AccountLetterRow, OuterIdentityRow, OuterSignInRow
from storage.tables import account_letters, citizen_sessions, citizens, outer_identities
from storage.tables import outer_sign_ins as ways


def insert_account_letter(
    connection: Connection, municipality_id: int, row: AccountLetterRow
) -> None:
    """A letter is to go."""
    values = {name: getattr(row, name) for name in AccountLetterRow.__dataclass_fields__}
    connection.execute(insert(account_letters).values(municipality_id=municipality_id, **values))


def spend_letter_try(
    connection: Connection, municipality_id: int, letter_id: int, *, now: datetime
) -> bool:
    """One try less, before it is known whether the code is right; False when none is left, it is
    over or it was used."""
    spent = connection.execute(
        update(account_letters)
        .where(account_letters.c.municipality_id == municipality_id)
        .where(account_letters.c.id == letter_id, account_letters.c.used_at.is_(None))
        .where(account_letters.c.tries_left > 0, account_letters.c.expires_at > now)
        .values(tries_left=account_letters.c.tries_left - 1)
    )
    return spent.rowcount == 1


def set_letter_tries(
    connection: Connection, municipality_id: int, letter_id: int, *, tries: int
) -> None:
    """Its code was right: the tries begin anew."""
    connection.execute(
        update(account_letters)
        .where(account_letters.c.municipality_id == municipality_id)
        .where(account_letters.c.id == letter_id)
        .values(tries_left=tries)
    )


def use_letter(
    connection: Connection, municipality_id: int, letter_id: int, *, at: datetime
) -> bool:
    """Its code did its work; False when it had done it before."""
    used = connection.execute(
        update(account_letters)
        .where(account_letters.c.municipality_id == municipality_id)
        .where(account_letters.c.id == letter_id, account_letters.c.used_at.is_(None))
        .values(used_at=at)
    )
    return used.rowcount == 1


def end_letters_of(
    connection: Connection, municipality_id: int, person_id: int, *, at: datetime
) -> None:
    """The codes that are on their way for an account open nothing any more."""
    connection.execute(
        update(account_letters)
        .where(account_letters.c.municipality_id == municipality_id)
        .where(account_letters.c.person_id == person_id, account_letters.c.used_at.is_(None))
        .values(used_at=at)
    )


def set_citizen_login(
    connection: Connection, municipality_id: int, person_id: int, *, login: str
) -> None:
    """An account signs in with another address from now on, and is told there."""
    connection.execute(
        update(citizens)
        .where(citizens.c.municipality_id == municipality_id, citizens.c.person_id == person_id)
        .where(citizens.c.login.is_not(None))
        .values(login=login, email=login)
    )


def close_citizen_account(connection: Connection, municipality_id: int, person_id: int) -> None:
    """They have no account any more; what they filed stays theirs."""
    connection.execute(
        update(citizens)
        .where(citizens.c.municipality_id == municipality_id, citizens.c.person_id == person_id)
        .values(login=None, password_hash=None)
    )


def delete_outer_identities(connection: Connection, municipality_id: int, person_id: int) -> None:
    """They come in by no provider any more."""
    connection.execute(
        delete(outer_identities)
        .where(outer_identities.c.municipality_id == municipality_id)
        .where(outer_identities.c.person_id == person_id)
    )


def end_sessions_of_citizen(
    connection: Connection, municipality_id: int, person_id: int, *, at: datetime, but: str = ""
) -> None:
    """Ends every session of somebody from outside, but the one whose token has this hash."""
    connection.execute(
        update(citizen_sessions)
        .where(citizen_sessions.c.municipality_id == municipality_id)
        .where(citizen_sessions.c.person_id == person_id, citizen_sessions.c.token_hash != but)
        .where(citizen_sessions.c.ended_at.is_(None))
        .values(ended_at=at)
    )


def insert_outer_identity(
    connection: Connection, municipality_id: int, row: OuterIdentityRow
) -> None:
    """Somebody comes in by a provider from now on."""
    values = {name: getattr(row, name) for name in OuterIdentityRow.__dataclass_fields__}
    connection.execute(insert(outer_identities).values(municipality_id=municipality_id, **values))


def delete_outer_identity(
    connection: Connection, municipality_id: int, person_id: int, identity_id: int
) -> bool:
    """They no longer do; whether they did."""
    gone = connection.execute(
        delete(outer_identities)
        .where(outer_identities.c.municipality_id == municipality_id)
        .where(outer_identities.c.person_id == person_id, outer_identities.c.id == identity_id)
    )
    return gone.rowcount == 1


def insert_outer_sign_in(connection: Connection, municipality_id: int, row: OuterSignInRow) -> None:
    """Somebody is on the way to a provider."""
    values = {name: getattr(row, name) for name in OuterSignInRow.__dataclass_fields__}
    connection.execute(insert(ways).values(municipality_id=municipality_id, **values))


def answer_outer_sign_in(
    connection: Connection, municipality_id: int, way_id: int, *, at: datetime
) -> bool:
    """Takes a way for the one answer it is good for; False when it had one before, or is over."""
    taken = connection.execute(
        update(ways)
        .where(ways.c.municipality_id == municipality_id, ways.c.id == way_id)
        .where(ways.c.answered_at.is_(None), ways.c.expires_at > at)
        .values(answered_at=at)
    )
    return taken.rowcount == 1


def keep_outer_answer(
    connection: Connection,
    municipality_id: int,
    way_id: int,
    *,
    issuer: str,
    subject: str,
    told: str,
    expires_at: datetime,
) -> None:
    """Who came back, until they say which account is theirs."""
    connection.execute(
        update(ways)
        .where(ways.c.municipality_id == municipality_id, ways.c.id == way_id)
        .values(issuer=issuer, subject=subject, told=told, expires_at=expires_at)
    )


def finish_outer_sign_in(
    connection: Connection, municipality_id: int, way_id: int, *, at: datetime
) -> bool:
    """The person is in; nothing that the provider told of them stays here."""
    done = connection.execute(
        update(ways)
        .where(ways.c.municipality_id == municipality_id, ways.c.id == way_id)
        .where(ways.c.finished_at.is_(None))
        .values(finished_at=at, told=None)
    )
    return done.rowcount == 1


def prune_accounts(connection: Connection, *, now: datetime) -> int:
    """Forgets letters and ways that are over, with the addresses and names in them; how many."""
    over = [
        delete(account_letters).where(account_letters.c.expires_at <= now),
        delete(ways).where(or_(ways.c.expires_at <= now, ways.c.finished_at < now)),
    ]
    return sum(connection.execute(each).rowcount for each in over)
