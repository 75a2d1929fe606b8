"""Service tokens, and the answers kept for requests that come twice."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import kept_answers, persons, tokens


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A service token without its secret; scopes and roles are words with spaces between."""

    id: int
    person_id: int
    name: str
    scopes: str
    roles: str
    job_kinds: str
    created_at: datetime
    created_by: int | None
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_on: date | None
    person_name: str
    active_until: datetime | None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was answered to a request; `status` is None while it is being worked on."""

    fingerprint: str
    status: int | None
    headers: str | None
    body: bytes | None
    expires_at: datetime


_TOKEN = select(
    *(tokens.c[name] for name in list(TokenRow.__dataclass_fields__)[:-2]),
    persons.c.name,
    persons.c.active_until,
).join(persons, joined(tokens, persons, "person_id"))


def tokens_of(connection: Connection, municipality_id: int) -> tuple[TokenRow, ...]:
    """Every token of a municipality, in the order they were made."""
    found = _TOKEN.where(tokens.c.municipality_id == municipality_id).order_by(tokens.c.id)
    return many(connection, found, TokenRow)


def kept_answer(
    connection: Connection, municipality_id: int, token_id: int, *, key: str
) -> KeptAnswer | None:
    """The answer kept under a sender's key, also when its time is over."""
    found = select(*(kept_answers.c[name] for name in KeptAnswer.__dataclass_fields__)).where(
        kept_answers.c.municipality_id == municipality_id,
        kept_answers.c.token_id == token_id,
        kept_answers.c.key == key,
    )
    return one(connection, found, KeptAnswer)
