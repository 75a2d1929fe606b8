"""People, their roles in time, their sessions, and what was tried at the door."""

from datetime import datetime

from sqlalchemy import and_, delete, insert, or_, select, update

from storage.database import Connection
from storage.tables import (
    given_passwords,
    memberships,
    persons,
    sessions,
    sign_in_attempts,
)
from storage.writes.finding import write_person_words


def insert_person(
    connection: Connection,
    municipality_id: int,
    *,
    person_id: int,
    name: str,
    active_from: datetime,
    email: str | None = None,
    national_id: str | None = None,
    position: str | None = None,
    password_hash: str | None = None,
    locale: str | None = None,
    outside: bool = False,
) -> None:
    """A new person; the e-mail is kept in small letters. Who is from `outside` only files cases:
    they are found by their part in those."""
    connection.execute(
        insert(persons).values(
            municipality_id=municipality_id,
            id=person_id,
            email=email.lower() if email else None,
            national_id=national_id,
            name=name,
            position=position,
            password_hash=password_hash,
            locale=locale,
            active_from=active_from,
            outside=int(outside),
        )
    )
    if not outside:
        write_person_words(connection, municipality_id, person_id, name)


def set_password(
    connection: Connection, municipality_id: int, person_id: int, *, password_hash: str
) -> None:
    """Replaces the hash of a person's password."""
    connection.execute(
        update(persons)
        .where(persons.c.municipality_id == municipality_id, persons.c.id == person_id)
        .values(password_hash=password_hash)
    )


def mark_given(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    *,
    at: datetime,
    given_by: int | None,
) -> None:
    """The password was set by somebody else: the person must choose their own."""
    mark_own(connection, municipality_id, person_id)
    connection.execute(
        insert(given_passwords).values(
            municipality_id=municipality_id, person_id=person_id, given_at=at, given_by=given_by
        )
    )


def mark_own(connection: Connection, municipality_id: int, person_id: int) -> None:
    """The password is the person's own secret."""
    connection.execute(
        delete(given_passwords)
        .where(given_passwords.c.municipality_id == municipality_id)
        .where(given_passwords.c.person_id == person_id)
    )


def correct_person(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    *,
    name: str,
    email: str | None,
    national_id: str | None,
    position: str | None,
) -> None:
    """Replaces what is written down about a person."""
    connection.execute(
        update(persons)
        .where(persons.c.municipality_id == municipality_id, persons.c.id == person_id)
        .values(
            name=name,
            email=email.lower() if email else None,
            national_id=national_id,
            position=position,
        )
    )
    write_person_words(connection, municipality_id, person_id, name)


def set_locale(
    connection: Connection, municipality_id: int, person_id: int, *, locale: str
) -> None:
    """Replaces the language a person reads in."""
    connection.execute(
        update(persons)
        .where(persons.c.municipality_id == municipality_id, persons.c.id == person_id)
        .values(locale=locale)
    )


def deactivate_person(
    connection: Connection, municipality_id: int, person_id: int, *, until: datetime | None
) -> None:
    """Ends a person's time at the municipality (None: they are back); the row stays."""
    connection.execute(
        update(persons)
        .where(persons.c.municipality_id == municipality_id, persons.c.id == person_id)
        .values(active_until=until)
    )


def insert_membership(
    connection: Connection,
    municipality_id: int,
    *,
    membership_id: int,
    person_id: int,
    role: str,
    valid_from: datetime,
    valid_until: datetime | None = None,
    granted_by: int | None = None,
) -> None:
    """Gives a person a role for a time."""
    connection.execute(
        insert(memberships).values(
            municipality_id=municipality_id,
            id=membership_id,
            person_id=person_id,
            role=role,
            valid_from=valid_from,
            valid_until=valid_until,
            granted_by=granted_by,
        )
    )


def end_membership(
    connection: Connection, municipality_id: int, *, person_id: int, role: str, until: datetime
) -> int:
    """Takes a role from a person from an instant on; how many memberships ended."""
    ended = connection.execute(
        update(memberships)
        .where(memberships.c.municipality_id == municipality_id)
        .where(memberships.c.person_id == person_id, memberships.c.role == role)
        .where(or_(memberships.c.valid_until.is_(None), memberships.c.valid_until > until))
        .values(valid_until=until)
    )
    return ended.rowcount


def end_memberships_of(
    connection: Connection, municipality_id: int, person_id: int, *, until: datetime
) -> tuple[str, ...]:
    """Takes every role from a person, also those to come; which they were."""
    mine = and_(
        memberships.c.municipality_id == municipality_id,
        memberships.c.person_id == person_id,
        or_(memberships.c.valid_until.is_(None), memberships.c.valid_until > until),
    )
    roles = connection.execute(select(memberships.c.role).where(mine).distinct()).scalars().all()
    connection.execute(update(memberships).where(mine).values(valid_until=until))
    return tuple(sorted(roles))


def insert_session(
    connection: Connection,
    municipality_id: int,
    *,
    session_id: int,
    person_id: int,
    token_hash: str,
    created_at: datetime,
    expires_at: datetime,
    device: str = "",
    address: str = "",
    waiting: bool = False,
) -> None:
    """A browser that signed in, or whose person still owes a code."""
    connection.execute(
        insert(sessions).values(
            municipality_id=municipality_id,
            id=session_id,
            person_id=person_id,
            token_hash=token_hash,
            created_at=created_at,
            expires_at=expires_at,
            seen_at=created_at,
            device=device,
            address=address,
            waiting=int(waiting),
        )
    )


def see_session(
    connection: Connection, municipality_id: int, *, token_hash: str, at: datetime
) -> None:
    """Its browser was here."""
    connection.execute(
        update(sessions)
        .where(sessions.c.municipality_id == municipality_id, sessions.c.token_hash == token_hash)
        .values(seen_at=at)
    )


def end_own_session(
    connection: Connection, municipality_id: int, person_id: int, session_id: int, *, at: datetime
) -> bool:
    """Ends one session of a person; whether it was open."""
    ended = connection.execute(
        update(sessions)
        .where(sessions.c.municipality_id == municipality_id, sessions.c.id == session_id)
        .where(sessions.c.person_id == person_id, sessions.c.ended_at.is_(None))
        .values(ended_at=at)
    )
    return ended.rowcount == 1


def end_session(
    connection: Connection, municipality_id: int, *, token_hash: str, at: datetime
) -> bool:
    """Ends the session of a token, and tells whether it was open; ending it twice keeps the first
    instant."""
    ended = connection.execute(
        update(sessions)
        .where(sessions.c.municipality_id == municipality_id)
        .where(sessions.c.token_hash == token_hash, sessions.c.ended_at.is_(None))
        .values(ended_at=at)
    )
    return ended.rowcount == 1


def end_sessions_of(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    *,
    at: datetime,
    but: str = "",
) -> int:
    """Ends every open session of a person but that of a token's hash; how many there were."""
    ended = connection.execute(
        update(sessions)
        .where(sessions.c.municipality_id == municipality_id, sessions.c.token_hash != but)
        .where(sessions.c.person_id == person_id, sessions.c.ended_at.is_(None))
        .values(ended_at=at)
    )
    return ended.rowcount


def record_attempt(
    connection: Connection,
    municipality_id: int,
    *,
    attempt_id: int,
    login_hash: str,
    at: datetime,
    succeeded: bool,
) -> None:
    """What was tried at the door; the login only as a hash."""
    connection.execute(
        insert(sign_in_attempts).values(
            municipality_id=municipality_id,
            id=attempt_id,
            login_hash=login_hash,
            at=at,
            succeeded=int(succeeded),
        )
    )
