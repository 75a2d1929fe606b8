"""Erasures by an act, and the personal parts of a case that one may concern."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import case_facts, case_people, cases, erasures, event_details


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """An erasure with its case."""

    id: int
    case_id: int
    name: str
    act: str
    basis: str
    state: str
    asked_at: datetime
    asked_by: int
    decided_at: datetime | None
    decided_by: int | None
    events: int
    number: str


_ERASURE = (*(erasures.c[name] for name in list(ErasureRow.__dataclass_fields__)[:11]),)


def erasures_of(
    connection: Connection, municipality_id: int, *, limit: int
) -> tuple[ErasureRow, ...]:
    """The newest first."""
    of = erasures.c
    found = (
        select(*_ERASURE, cases.c.number)
        .join(cases, joined(erasures, cases, "case_id"))
        .where(of.municipality_id == municipality_id)
        .order_by(of.asked_at.desc(), of.id.desc())
        .limit(limit)
    )
    return many(connection, found, ErasureRow)


def erasure_to_decide(
    connection: Connection, municipality_id: int, erasure_id: int
) -> ErasureRow | None:
    """One that waits for its decision, held until the transaction ends."""
    of = erasures.c
    found = (
        select(*_ERASURE, cases.c.number)
        .join(cases, joined(erasures, cases, "case_id"))
        .where(of.municipality_id == municipality_id, of.id == erasure_id, of.state == "asked")
        .with_for_update(of=erasures)
    )
    return one(connection, found, ErasureRow)


def personal_parts(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[tuple[int, str], ...]:
    """The personal parts of a history that are still there: place and text."""
    of = event_details.c
    found = select(of.seq, of.data).where(
        of.municipality_id == municipality_id, of.case_id == case_id
    )
    return tuple((row[0], row[1]) for row in connection.execute(found.order_by(of.seq)))


def people_in_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[tuple[int, str], ...]:
    """Everybody who is or was in a case: their place and name."""
    of = case_people.c
    found = select(of.id, of.name).where(
        of.municipality_id == municipality_id, of.case_id == case_id
    )
    return tuple((row[0], row[1]) for row in connection.execute(found.order_by(of.id)))


def facts_in_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[tuple[str, str], ...]:
    """What lists show of a case: label and text."""
    of = case_facts.c
    found = select(of.label, of.text).where(
        of.municipality_id == municipality_id, of.case_id == case_id
    )
    return tuple((row[0], row[1]) for row in connection.execute(found.order_by(of.label)))
