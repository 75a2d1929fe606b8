"""The history of the municipality: for its pages, and whole for whoever verifies it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select, type_coerce
from sqlalchemy.orm import aliased

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import persons, town_event_details, town_events, town_heads
from storage.tables.types import Id


@dataclass(frozen=True, slots=True)
class TownEventRow:
    """One event as people read it; `detail` is its personal part, None when erased or absent."""

    seq: int
    kind: int
    person_id: int | None
    subject_id: int | None
    at: datetime
    data: str
    detail: str | None
    person_name: str | None
    subject_name: str | None


@dataclass(frozen=True, slots=True)
class TownChainRow:
    """One event as it is verified: `at` in microseconds, everything as it lies."""

    seq: int
    kind: int
    person_id: int | None
    subject_id: int | None
    at: int
    data: str
    detail_digest: bytes | None
    hash: bytes
    salt: bytes | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class TownHeadRow:
    """How many events there are, and the hash of the last."""

    seq: int
    hash: bytes


_details = and_(
    town_event_details.c.municipality_id == town_events.c.municipality_id,
    town_event_details.c.seq == town_events.c.seq,
)
_actor, _subject = aliased(persons, name="actor"), aliased(persons, name="subject")


def _told(municipality_id: int) -> Select[Any]:
    own = (town_events.c[name] for name in list(TownEventRow.__dataclass_fields__)[:6])
    return (
        select(*own, town_event_details.c.data, _actor.c.name, _subject.c.name)
        .outerjoin(town_event_details, _details)
        .outerjoin(_actor, joined(town_events, _actor, "person_id"))
        .outerjoin(_subject, joined(town_events, _subject, "subject_id"))
        .where(town_events.c.municipality_id == municipality_id)
    )


def town_events_of(
    connection: Connection,
    municipality_id: int,
    *,
    subject_id: int | None = None,
    kinds: tuple[int, ...] = (),
    limit: int = 50,
) -> tuple[TownEventRow, ...]:
    """What happened, newest first; only about one person, or of some kinds, when asked so."""
    found = _told(municipality_id).order_by(town_events.c.seq.desc()).limit(limit)
    if subject_id is not None:
        found = found.where(town_events.c.subject_id == subject_id)
    if kinds:
        found = found.where(town_events.c.kind.in_(kinds))
    return many(connection, found, TownEventRow)


def town_events_at(
    connection: Connection, municipality_id: int, seqs: Collection[int]
) -> Mapping[int, TownEventRow]:
    """Events of some places in the history."""
    if not seqs:
        return {}
    found = _told(municipality_id).where(town_events.c.seq.in_(sorted(seqs)))
    return {row.seq: row for row in many(connection, found, TownEventRow)}


def lately_about(
    connection: Connection,
    municipality_id: int,
    *,
    kind: int,
    subject_id: int | None,
    since: datetime,
    limit: int,
) -> int:
    """How many events of a kind concern a person since a moment; no more than `limit` are seen."""
    newest = (
        select(town_events.c.at)
        .where(town_events.c.municipality_id == municipality_id)
        .where(town_events.c.subject_id == subject_id, town_events.c.kind == kind)
        .order_by(town_events.c.seq.desc())
        .limit(limit)
        .subquery()
    )
    found = select(func.count()).where(newest.c.at >= since)
    return int(connection.scalar(found) or 0)


def town_chain_of(
    connection: Connection, municipality_id: int, *, after: int = 0
) -> tuple[TownChainRow, ...]:
    """Every event behind a place with its personal part, in order, as it lies."""
    columns = [
        type_coerce(town_events.c[name], Id) if name == "at" else town_events.c[name]
        for name in list(TownChainRow.__dataclass_fields__)[:8]
    ]
    found = (
        select(*columns, town_event_details.c.salt, town_event_details.c.data)
        .outerjoin(town_event_details, _details)
        .where(town_events.c.municipality_id == municipality_id, town_events.c.seq > after)
        .order_by(town_events.c.seq)
    )
    return many(connection, found, TownChainRow)


def town_head_of(connection: Connection, municipality_id: int) -> TownHeadRow | None:
    """What the municipality keeps about its history; None before the first event."""
    found = select(town_heads.c.seq, town_heads.c.hash).where(
        town_heads.c.municipality_id == municipality_id
    )
    return one(connection, found, TownHeadRow)
