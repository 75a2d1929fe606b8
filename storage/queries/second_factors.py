"""Who comes in with a code as well, and what waits for one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import second_factor_roles, second_factors, sessions


@dataclass(frozen=True, slots=True)
class FactorRow:
    """The device of a person: its secret, encrypted; whether it counts yet; the half minute of the
    last code that was taken."""

    person_id: int
    secret: bytes
    confirmed_at: datetime | None
    last_step: int


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session that is open: since when, until when, when it was last seen, from where."""

    id: int
    token_hash: str
    created_at: datetime
    expires_at: datetime
    seen_at: datetime
    device: str
    address: str


def factor_of(connection: Connection, municipality_id: int, person_id: int) -> FactorRow | None:
    """The device of a person, also one that waits for its first code."""
    table = second_factors.c
    found = select(table.person_id, table.secret, table.confirmed_at, table.last_step).where(
        table.municipality_id == municipality_id, table.person_id == person_id
    )
    return one(connection, found, FactorRow)


def has_device(found: FactorRow | None) -> bool:
    """Whether a code is asked of them."""
    return found is not None and found.confirmed_at is not None


def roles_with_factor(connection: Connection, municipality_id: int) -> frozenset[str]:
    """The roles that come in with a code."""
    found = select(second_factor_roles.c.role).where(
        second_factor_roles.c.municipality_id == municipality_id
    )
    return frozenset(connection.scalars(found))


def waiting_session(
    connection: Connection, municipality_id: int, token_hash: str, *, at: datetime
) -> int | None:
    """Whose session waits for a code under this token; None when none does any more."""
    found = (
        select(sessions.c.person_id)
        .where(sessions.c.municipality_id == municipality_id, sessions.c.token_hash == token_hash)
        .where(sessions.c.waiting == 1, sessions.c.ended_at.is_(None), sessions.c.expires_at > at)
    )
    return connection.scalar(found)


def open_sessions(
    connection: Connection, municipality_id: int, person_id: int, *, at: datetime
) -> tuple[SessionRow, ...]:
    """Where a person is in, the one seen last first."""
    table = sessions.c
    found = (
        select(
            table.id,
            table.token_hash,
            table.created_at,
            table.expires_at,
            table.seen_at,
            table.device,
            table.address,
        )
        .where(table.municipality_id == municipality_id, table.person_id == person_id)
        .where(table.waiting == 0, table.ended_at.is_(None), table.expires_at > at)
        .order_by(table.seen_at.desc(), table.id.desc())
        .limit(_MOST)
    )
    return many(connection, found, SessionRow)


_MOST = 100
"""Sessions of twelve hours: nobody has more."""
