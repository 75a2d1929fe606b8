"""People from outside: entered, let in, the cases that they asked for."""

from datetime import datetime

from sqlalchemy import and_, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.citizens import ApplicationRow
from storage.tables import (
    applications,
    citizen_sessions,
    citizens,
    draft_codes,
    persons,
    start_drafts,
    surveys,
    uploads,
)


def insert_citizen(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    *,
    national_id: str,
    email: str,
    phone: str,
    at: datetime,
    login: str | None = None,
    password_hash: str | None = None,
) -> None:
    """How somebody from outside is reached, and comes in."""
    connection.execute(
        insert(citizens).values(
            municipality_id=municipality_id,
            person_id=person_id,
            national_id=national_id,
            email=email,
            phone=phone,
            login=login,
            password_hash=password_hash,
            made_at=at,
        )
    )


def correct_citizen(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    *,
    name: str,
    national_id: str,
    email: str,
    phone: str,
) -> None:
    """What they say of themselves; the words that people are found by stay those of the staff."""
    connection.execute(
        update(persons)
        .where(persons.c.municipality_id == municipality_id, persons.c.id == person_id)
        .where(persons.c.outside == 1)
        .values(name=name)
    )
    connection.execute(
        update(citizens)
        .where(citizens.c.municipality_id == municipality_id, citizens.c.person_id == person_id)
        .values(national_id=national_id, email=email, phone=phone)
    )


def set_citizen_password(
    connection: Connection, municipality_id: int, person_id: int, *, password_hash: str
) -> None:
    """Replaces the hash of an account's password."""
    connection.execute(
        update(citizens)
        .where(citizens.c.municipality_id == municipality_id, citizens.c.person_id == person_id)
        .where(citizens.c.login.is_not(None))
        .values(password_hash=password_hash)
    )


def insert_citizen_session(
    connection: Connection,
    municipality_id: int,
    *,
    session_id: int,
    person_id: int,
    kind: str,
    case_id: int | None,
    token_hash: str,
    created_at: datetime,
    expires_at: datetime,
) -> None:
    """A browser of somebody from outside."""
    connection.execute(
        insert(citizen_sessions).values(
            municipality_id=municipality_id,
            id=session_id,
            person_id=person_id,
            kind=kind,
            case_id=case_id,
            token_hash=token_hash,
            created_at=created_at,
            expires_at=expires_at,
        )
    )


def end_citizen_session(
    connection: Connection, municipality_id: int, *, token_hash: str, at: datetime
) -> None:
    """Ends the session of a token; ending it twice keeps the first instant."""
    connection.execute(
        update(citizen_sessions)
        .where(citizen_sessions.c.municipality_id == municipality_id)
        .where(citizen_sessions.c.token_hash == token_hash, citizen_sessions.c.ended_at.is_(None))
        .values(ended_at=at)
    )


def end_guest_sessions(
    connection: Connection, municipality_id: int, person_id: int, *, at: datetime
) -> None:
    """Ends every session in which somebody fills in forms without an account."""
    connection.execute(
        update(citizen_sessions)
        .where(citizen_sessions.c.municipality_id == municipality_id)
        .where(citizen_sessions.c.person_id == person_id, citizen_sessions.c.kind == "guest")
        .where(citizen_sessions.c.ended_at.is_(None))
        .values(ended_at=at)
    )


def hand_drafts_over(
    connection: Connection, municipality_id: int, person_id: int, *, to: int
) -> None:
    """The cases that somebody has not begun yet are another's now, with their files and codes."""
    for table in (start_drafts, uploads, draft_codes):
        connection.execute(
            update(table)
            .where(table.c.municipality_id == municipality_id, table.c.person_id == person_id)
            .values(person_id=to)
        )


def end_sessions_of_case(
    connection: Connection, municipality_id: int, case_id: int, *, at: datetime
) -> None:
    """Ends every session that is good for a case: its PIN is another now."""
    connection.execute(
        update(citizen_sessions)
        .where(citizen_sessions.c.municipality_id == municipality_id)
        .where(citizen_sessions.c.case_id == case_id, citizen_sessions.c.ended_at.is_(None))
        .values(ended_at=at)
    )


def insert_application(connection: Connection, municipality_id: int, row: ApplicationRow) -> None:
    """A case was asked for from outside."""
    values = {name: getattr(row, name) for name in ApplicationRow.__dataclass_fields__}
    connection.execute(insert(applications).values(municipality_id=municipality_id, **values))


def spend_pin_try(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    *,
    now: datetime,
    tries: int,
    closed_until: datetime,
) -> bool:
    """One try less, before it is known whether it is right; False while none is left. The last one
    closes it until an instant; a pause that is over gives them all back."""
    mine = and_(
        applications.c.municipality_id == municipality_id, applications.c.case_id == case_id
    )
    connection.execute(
        update(applications)
        .where(mine, applications.c.closed_until <= now)
        .values(tries_left=tries, closed_until=None)
    )
    spent = connection.execute(
        update(applications)
        .where(mine, applications.c.tries_left > 0)
        .values(tries_left=applications.c.tries_left - 1)
    )
    connection.execute(
        update(applications)
        .where(mine, applications.c.tries_left == 0, applications.c.closed_until.is_(None))
        .values(closed_until=closed_until)
    )
    return spent.rowcount == 1


def set_pin(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    *,
    tries: int,
    pin_hash: str | None = None,
) -> None:
    """The tries begin anew: it was right, or there is another one."""
    more = {} if pin_hash is None else {"pin_hash": pin_hash}
    connection.execute(
        update(applications)
        .where(applications.c.municipality_id == municipality_id)
        .where(applications.c.case_id == case_id)
        .values(tries_left=tries, closed_until=None, **more)
    )


def mark_withdrawn(
    connection: Connection, municipality_id: int, case_id: int, *, at: datetime, scope: str
) -> None:
    """The applicant wants it no more: the procedure, or the claim itself."""
    connection.execute(
        update(applications)
        .where(applications.c.municipality_id == municipality_id)
        .where(applications.c.case_id == case_id, applications.c.withdrawn_at.is_(None))
        .values(withdrawn_at=at, withdrawn_as=scope)
    )


def insert_survey(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    *,
    process_key: str,
    rating: int,
    words: str,
    at: datetime,
) -> bool:
    """What the applicant thought of it, once; False when they said so before."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    made = connection.execute(
        upsert(surveys)
        .values(
            municipality_id=municipality_id,
            case_id=case_id,
            process_key=process_key,
            rating=rating,
            words=words,
            answered_at=at,
        )
        .on_conflict_do_nothing(index_elements=["municipality_id", "case_id"])
        .returning(surveys.c.case_id)
    )
    return made.first() is not None
