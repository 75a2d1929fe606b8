"""Service tokens: made, used, revoked; and the answers kept for requests that come twice."""

from datetime import date, datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import kept_answers, tokens


def insert_token(
    connection: Connection,
    municipality_id: int,
    *,
    token_id: int,
    person_id: int,
    name: str,
    token_hash: str,
    scopes: str,
    roles: str,
    job_kinds: str = "",
    created_at: datetime,
    created_by: int | None,
    expires_at: datetime | None,
) -> None:
    """A new token."""
    connection.execute(
        tokens.insert().values(
            municipality_id=municipality_id,
            id=token_id,
            person_id=person_id,
            name=name,
            token_hash=token_hash,
            scopes=scopes,
            roles=roles,
            job_kinds=job_kinds,
            created_at=created_at,
            created_by=created_by,
            expires_at=expires_at,
        )
    )


def revoke_token(
    connection: Connection, municipality_id: int, token_id: int, *, at: datetime
) -> bool:
    """Ends a token; revoking it twice keeps the first instant. False when there is no such."""
    connection.execute(
        update(tokens)
        .where(tokens.c.municipality_id == municipality_id, tokens.c.id == token_id)
        .where(tokens.c.revoked_at.is_(None))
        .values(revoked_at=at)
    )
    there = select(tokens.c.id).where(
        tokens.c.municipality_id == municipality_id, tokens.c.id == token_id
    )
    return connection.scalar(there) is not None


def note_use(connection: Connection, municipality_id: int, token_id: int, *, on: date) -> None:
    """Remembers the day on which a token was last used."""
    connection.execute(
        update(tokens)
        .where(tokens.c.municipality_id == municipality_id, tokens.c.id == token_id)
        .where(or_(tokens.c.last_used_on.is_(None), tokens.c.last_used_on < on))
        .values(last_used_on=on)
    )


def reserve_answer(
    connection: Connection,
    municipality_id: int,
    token_id: int,
    *,
    key: str,
    fingerprint: str,
    at: datetime,
    expires_at: datetime,
) -> bool:
    """Takes a key for a request that is about to be worked on; False when it is taken."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    taken = connection.execute(
        insert(kept_answers)
        .values(
            municipality_id=municipality_id,
            token_id=token_id,
            key=key,
            fingerprint=fingerprint,
            kept_at=at,
            expires_at=expires_at,
        )
        .on_conflict_do_nothing()
        .returning(kept_answers.c.key)
    )
    return taken.first() is not None


def keep_answer(
    connection: Connection,
    municipality_id: int,
    token_id: int,
    *,
    key: str,
    status: int,
    headers: str,
    body: bytes,
) -> None:
    """Keeps what was answered under a reserved key."""
    connection.execute(
        update(kept_answers)
        .where(kept_answers.c.municipality_id == municipality_id)
        .where(kept_answers.c.token_id == token_id, kept_answers.c.key == key)
        .values(status=status, headers=headers, body=body)
    )


def forget_answer(connection: Connection, municipality_id: int, token_id: int, *, key: str) -> None:
    """Frees a key: the request did nothing and may come again."""
    connection.execute(
        delete(kept_answers)
        .where(kept_answers.c.municipality_id == municipality_id)
        .where(kept_answers.c.token_id == token_id, kept_answers.c.key == key)
    )


def prune_answers(connection: Connection, municipality_id: int, *, now: datetime) -> int:
    """Forgets the answers whose time is over; how many."""
    gone = connection.execute(
        delete(kept_answers)
        .where(kept_answers.c.municipality_id == municipality_id)
        .where(kept_answers.c.expires_at <= now)
    )
    return gone.rowcount
