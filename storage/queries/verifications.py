"""Verifications: those that run, one, and the list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, text

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import verifications


@dataclass(frozen=True, slots=True)
class VerificationRow:
    """A verification as it stands."""

    municipality_id: int
    id: int
    scope: str
    case_id: int | None
    case_number: str
    since: datetime | None
    until: datetime | None
    asked_at: datetime
    asked_by: int | None
    state: str
    place: int
    total: int
    checked: int
    events: int
    trail: bytes
    faults: str
    ended_at: datetime | None
    statement: str | None
    hash: str | None
    public_key: str | None
    signature: str | None


def _rows(*where: ColumnElement[bool]) -> Select[Any]:
    columns = (verifications.c[name] for name in VerificationRow.__dataclass_fields__)
    return select(*columns).where(*where)


def running_verifications(
    connection: Connection, *, now: datetime, limit: int
) -> tuple[VerificationRow, ...]:
    """What a worker may go on with, over the municipalities of the transaction; oldest first."""
    of = verifications.c
    free = of.locked_until.is_(None) | (of.locked_until < now)
    running = text("verifications.state = 'running'")
    found = _rows(free).where(running).order_by(of.asked_at).limit(limit)
    return many(connection, found, VerificationRow)


def verification_by_id(
    connection: Connection, municipality_id: int, verification_id: int
) -> VerificationRow | None:
    """One of this municipality."""
    of = verifications.c
    found = _rows(of.municipality_id == municipality_id, of.id == verification_id)
    return one(connection, found, VerificationRow)


def verification_by_hash(
    connection: Connection, municipality_id: int, statement_hash: str
) -> VerificationRow | None:
    """The one whose sealed result has this hash."""
    of = verifications.c
    found = _rows(of.municipality_id == municipality_id, of.hash == statement_hash)
    return one(connection, found, VerificationRow)


def newest_verifications(
    connection: Connection, municipality_id: int, *, limit: int
) -> tuple[VerificationRow, ...]:
    """The list, the newest first."""
    of = verifications.c
    found = _rows(of.municipality_id == municipality_id).order_by(of.asked_at.desc(), of.id.desc())
    return many(connection, found.limit(limit), VerificationRow)


def last_verification(
    connection: Connection, municipality_id: int, scope: str, *, state: str = ""
) -> VerificationRow | None:
    """The newest of a scope, in a state where one is named."""
    of = verifications.c
    found = _rows(of.municipality_id == municipality_id, of.scope == scope)
    if state:
        found = found.where(of.state == state)
    return one(connection, found.order_by(of.asked_at.desc()).limit(1), VerificationRow)
