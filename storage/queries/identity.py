"""Who is who: people, the roles they hold at an instant, sessions, failed sign-ins."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from sqlalchemy import ColumnElement, and_, bindparam, literal, or_, select, union_all

from storage.database import Connection
from storage.queries.reading import many, one
from storage.questions import Question, answer
from storage.tables import (
    given_passwords,
    memberships,
    persons,
    sign_in_attempts,
    tokens,
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person of the municipality, with the hash of the password."""

    id: int
    email: str | None
    national_id: str | None
    name: str
    position: str | None
    password_hash: str | None
    locale: str | None
    active_from: datetime
    active_until: datetime | None
    password_given_at: datetime | None = None
    """When somebody else set the password; None once the person chose their own."""


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A role held by a person, in time."""

    id: int
    person_id: int
    role: str
    valid_from: datetime
    valid_until: datetime | None
    granted_by: int | None


_MOST_FAILURES = 100
"""Nobody needs to know of more: the login is locked long before."""

_TOO_GREAT = 2**63
"""No id: digits from a model may be longer."""

_given = and_(
    given_passwords.c.municipality_id == persons.c.municipality_id,
    given_passwords.c.person_id == persons.c.id,
)
_OWN = [persons.c[name] for name in list(PersonRow.__dataclass_fields__)[:-1]]
_PERSON = select(*_OWN, given_passwords.c.given_at).outerjoin(given_passwords, _given)
_ONE_PERSON = _PERSON.where(
    persons.c.municipality_id == bindparam("municipality"), persons.c.id == bindparam("person")
)
_MEMBERSHIP = select(*(memberships.c[name] for name in MembershipRow.__dataclass_fields__))


def person_by_id(connection: Connection, municipality_id: int, person_id: int) -> PersonRow | None:
    """One person."""
    return answer(connection, person_asked(municipality_id, person_id))


def person_asked(municipality_id: int, person_id: int) -> Question[PersonRow | None]:
    """The same, to be asked together with others."""
    return Question(
        _ONE_PERSON,
        {"municipality": municipality_id, "person": person_id},
        lambda rows: PersonRow(*rows[0]) if rows else None,
    )


def person_by_login(connection: Connection, municipality_id: int, login: str) -> PersonRow | None:
    """Whoever signs in with this e-mail (in small letters, as stored) or national id."""
    found = _PERSON.where(
        persons.c.municipality_id == municipality_id,
        or_(persons.c.email == login.lower(), persons.c.national_id == login),
        persons.c.outside == 0,
    )
    return one(connection, found, PersonRow)


def person_by_national_id(
    connection: Connection, municipality_id: int, national_id: str
) -> PersonRow | None:
    """Whoever has an account under this identifier, active or not."""
    found = _PERSON.where(
        persons.c.municipality_id == municipality_id, persons.c.national_id == national_id
    )
    return one(connection, found, PersonRow)


def persons_named(
    connection: Connection, municipality_id: int, names: Collection[str], *, at: datetime
) -> dict[str, int]:
    """Which active person each name means: an e-mail, a national id, or an id in digits. A name
    that means nobody is absent."""
    emails = {name.lower(): name for name in names}
    ids = {int(name): name for name in names if name.isascii() and name.isdigit()}
    found = select(persons.c.id, persons.c.email, persons.c.national_id).where(
        persons.c.municipality_id == municipality_id,
        or_(
            persons.c.email.in_(list(emails)),
            persons.c.national_id.in_(list(names)),
            persons.c.id.in_([number for number in ids if number < _TOO_GREAT]),
        ),
        _active(at),
    )
    meant: dict[str, int] = {}
    for person_id, email, national_id in connection.execute(found):
        for name in (ids.get(person_id), emails.get(email), national_id):
            if name is not None and name in names:
                meant[name] = person_id
    return meant


def names_of(connection: Connection, municipality_id: int, ids: Collection[int]) -> dict[int, str]:
    """The names of people, active or not, by their id."""
    found = select(persons.c.id, persons.c.name).where(
        persons.c.municipality_id == municipality_id, persons.c.id.in_(list(ids))
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def people_of(
    connection: Connection, municipality_id: int, *, at: datetime
) -> tuple[PersonRow, ...]:
    """Everyone of the house who is active at an instant, by name."""
    found = _PERSON.where(
        persons.c.municipality_id == municipality_id, persons.c.outside == 0, _active(at)
    ).order_by(persons.c.name)
    return many(connection, found, PersonRow)


def people_in_role(
    connection: Connection, municipality_id: int, role: str, *, at: datetime
) -> tuple[PersonRow, ...]:
    """Everyone active who holds a role at an instant, by name."""
    holders = select(memberships.c.person_id).where(
        memberships.c.municipality_id == municipality_id, memberships.c.role == role, _held(at)
    )
    found = _PERSON.where(
        persons.c.municipality_id == municipality_id,
        persons.c.outside == 0,
        persons.c.id.in_(holders),
        _active(at),
    ).order_by(persons.c.name)
    return many(connection, found, PersonRow)


def roles_of(
    connection: Connection, municipality_id: int, person_id: int, *, at: datetime
) -> frozenset[str]:
    """The roles a person holds at an instant; of a program, those of its token."""
    held = select(memberships.c.role, literal(0)).where(
        memberships.c.municipality_id == municipality_id,
        memberships.c.person_id == person_id,
        _held(at),
    )
    of_token = select(tokens.c.roles, literal(1)).where(
        tokens.c.municipality_id == municipality_id,
        tokens.c.person_id == person_id,
        tokens.c.revoked_at.is_(None),
        or_(tokens.c.expires_at.is_(None), tokens.c.expires_at > at),
    )
    rows = connection.execute(union_all(held, of_token))
    words = (told.split() if several else [told] for told, several in rows)
    return frozenset(role for roles in words for role in roles)


def memberships_of(
    connection: Connection, municipality_id: int, person_id: int
) -> tuple[MembershipRow, ...]:
    """Every role a person held or holds, newest first."""
    found = _MEMBERSHIP.where(
        memberships.c.municipality_id == municipality_id, memberships.c.person_id == person_id
    ).order_by(memberships.c.valid_from.desc(), memberships.c.id.desc())
    return many(connection, found, MembershipRow)


def failures_since(
    connection: Connection, municipality_id: int, login_hash: str, *, since: datetime
) -> tuple[datetime, ...]:
    """When a login failed since an instant, and since it last succeeded; oldest first."""
    mine = and_(
        sign_in_attempts.c.municipality_id == municipality_id,
        sign_in_attempts.c.login_hash == login_hash,
    )
    found = (
        select(sign_in_attempts.c.at, sign_in_attempts.c.succeeded)
        .where(mine, sign_in_attempts.c.at >= since)
        .order_by(sign_in_attempts.c.at.desc(), sign_in_attempts.c.id.desc())
        .limit(_MOST_FAILURES)
    )
    latest = takewhile(lambda attempt: not attempt.succeeded, connection.execute(found))
    return tuple(attempt.at for attempt in latest)[::-1]


def _held(at: datetime) -> ColumnElement[bool]:
    return and_(
        memberships.c.valid_from <= at,
        or_(memberships.c.valid_until.is_(None), memberships.c.valid_until > at),
    )


def _active(at: datetime) -> ColumnElement[bool]:
    return and_(
        persons.c.active_from <= at,
        or_(persons.c.active_until.is_(None), persons.c.active_until > at),
    )
