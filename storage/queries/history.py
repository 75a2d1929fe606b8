"""The history: the timeline of a case for people, and whole chains for whoever verifies them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_, type_coerce

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import cases, counters, event_details, events, instances, persons, tasks
from storage.tables.sealing import ENVELOPES_COMING, ENVELOPES_OPENED
from storage.tables.types import Id


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event as people read it; `detail` is its personal part, None when erased or absent."""

    seq: int
    kind: int
    element: int | None
    person_id: int | None
    task_id: int | None
    at: datetime
    data: str
    detail: str | None
    detail_digest: bytes | None
    hash: bytes
    person_name: str | None
    task_name: str | None


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One event as it is verified: `at` in microseconds, everything as it lies."""

    seq: int
    kind: int
    element: int | None
    person_id: int | None
    task_id: int | None
    at: int
    data: str
    detail_digest: bytes | None
    hash: bytes
    salt: bytes | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class HeadRow:
    """What a case itself keeps about its chain."""

    municipality_id: int
    case_id: int
    number: str
    chain_seq: int
    chain_hash: bytes


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series of case numbers: the last that was given, and how many cases of it there are."""

    municipality_id: int
    kind: str
    year: int
    last: int


_details = and_(
    event_details.c.municipality_id == events.c.municipality_id,
    event_details.c.case_id == events.c.case_id,
    event_details.c.seq == events.c.seq,
)


_TIMELINE = (
    *(events.c[name] for name in list(TimelineRow.__dataclass_fields__)[:7]),
    event_details.c.data,
    events.c.detail_digest,
    events.c.hash,
    persons.c.name,
    tasks.c.name,
)


def _timeline(*before: ColumnElement[Any]) -> Select[Any]:
    """Events as people read them, behind other columns."""
    return (
        select(*before, *_TIMELINE)
        .select_from(events)
        .outerjoin(event_details, _details)
        .outerjoin(persons, joined(events, persons, "person_id"))
        .outerjoin(tasks, joined(events, tasks, "task_id"))
    )


def events_of_case(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    *,
    before: int | None = None,
    limit: int = 50,
) -> tuple[TimelineRow, ...]:
    """The timeline of a case, newest first; the page before event `before`. What came in sealed
    envelopes is part of it once they were opened."""
    found = (
        _timeline()
        .where(events.c.municipality_id == municipality_id, events.c.case_id == case_id)
        .where(_told_by_now(municipality_id, case_id))
        .order_by(events.c.seq.desc())
        .limit(limit)
    )
    if before is not None:
        found = found.where(events.c.seq < before)
    return many(connection, found, TimelineRow)


def events_of_kind(
    connection: Connection, municipality_id: int, case_id: int, kind: int
) -> tuple[TimelineRow, ...]:
    """The events of one kind in a case, the newest first."""
    found = (
        _timeline()
        .where(events.c.municipality_id == municipality_id, events.c.case_id == case_id)
        .where(events.c.kind == kind)
        .order_by(events.c.seq.desc())
    )
    return many(connection, found, TimelineRow)


def _told_by_now(municipality_id: int, case_id: int) -> ColumnElement[bool]:
    """Not the envelopes of a call that is still closed: nobody is told that any came."""
    later = events.alias()
    opened = (
        select(func.coalesce(func.max(later.c.seq), 0))
        .where(later.c.municipality_id == municipality_id, later.c.case_id == case_id)
        .where(later.c.kind == ENVELOPES_OPENED)
        .scalar_subquery()
    )
    return or_(events.c.kind.not_in(ENVELOPES_COMING), events.c.seq < opened)


def sealed_events_of(connection: Connection, municipality_id: int, case_id: int) -> int:
    """How many events of a case nobody is told of yet."""
    found = select(func.count()).where(
        events.c.municipality_id == municipality_id,
        events.c.case_id == case_id,
        ~_told_by_now(municipality_id, case_id),
    )
    return int(connection.scalar(found) or 0)


def events_at(
    connection: Connection, municipality_id: int, places: Collection[tuple[int, int]]
) -> Mapping[tuple[int, int], TimelineRow]:
    """Events of several cases, by case and place in its history."""
    found = (
        _timeline(events.c.case_id)
        .where(events.c.municipality_id == municipality_id)
        .where(tuple_(events.c.case_id, events.c.seq).in_(sorted(places)))
    )
    return {(row[0], row[1]): TimelineRow(*tuple(row)[1:]) for row in connection.execute(found)}


def _chain() -> dict[str, ColumnElement[Any]]:
    own: dict[str, ColumnElement[Any]] = {
        name: events.c[name] for name in list(ChainRow.__dataclass_fields__)[:9]
    }
    own["at"] = type_coerce(events.c.at, Id)
    return own


def history_of(connection: Connection, municipality_id: int, case_id: int) -> tuple[ChainRow, ...]:
    """The whole chain of a case in the order of its events."""
    found = (
        select(*_chain().values(), event_details.c.salt, event_details.c.data)
        .outerjoin(event_details, _details)
        .where(events.c.municipality_id == municipality_id, events.c.case_id == case_id)
        .order_by(events.c.seq)
    )
    return many(connection, found, ChainRow)


def histories_of(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> Mapping[int, list[ChainRow]]:
    """The whole chains of some cases, each in the order of its events; none where one has none."""
    found = (
        select(events.c.case_id, *_chain().values(), event_details.c.salt, event_details.c.data)
        .outerjoin(event_details, _details)
        .where(events.c.municipality_id == municipality_id)
        .where(events.c.case_id.in_(sorted(case_ids)))
        .order_by(events.c.case_id, events.c.seq)
    )
    told: dict[int, list[ChainRow]] = {}
    for case_id, *row in connection.execute(found):
        told.setdefault(case_id, []).append(ChainRow(*row))
    return told


def touched_between(
    connection: Connection,
    municipality_id: int,
    *,
    since: datetime,
    until: datetime,
    after: int = 0,
    limit: int = 200,
) -> tuple[int, ...]:
    """The cases in whose history anything was written from an instant on and before another, by
    their id."""
    found = (
        select(events.c.case_id)
        .where(events.c.municipality_id == municipality_id, events.c.case_id > after)
        .where(events.c.at >= since, events.c.at < until)
        .group_by(events.c.case_id)
        .order_by(events.c.case_id)
        .limit(limit)
    )
    return tuple(connection.execute(found).scalars())


def heads_of(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> tuple[HeadRow, ...]:
    """The heads of some chains, by case id."""
    found = _heads(municipality_id).where(cases.c.id.in_(sorted(case_ids)))
    return many(connection, found.order_by(cases.c.id), HeadRow)


def cases_counted(connection: Connection, municipality_id: int) -> int:
    """How many cases there are."""
    found = select(func.count()).where(cases.c.municipality_id == municipality_id)
    return int(connection.execute(found).scalar_one())


def _heads(municipality_id: int) -> Select[Any]:
    return (
        select(
            cases.c.municipality_id,
            cases.c.id,
            cases.c.number,
            instances.c.chain_seq,
            instances.c.chain_hash,
        )
        .join(instances, joined(cases, instances, "id", key="case_id"))
        .where(cases.c.municipality_id == municipality_id)
    )


def heads(
    connection: Connection,
    municipality_id: int,
    *,
    after: int = 0,
    limit: int = 500,
) -> tuple[HeadRow, ...]:
    """The heads of the chains of a municipality, by case id; the page after case `after`."""
    found = _heads(municipality_id).where(cases.c.id > after).order_by(cases.c.id).limit(limit)
    return many(connection, found, HeadRow)


def head_of(connection: Connection, municipality_id: int, case_id: int) -> HeadRow | None:
    """The head of one case's chain."""
    page = heads(connection, municipality_id, after=case_id - 1, limit=1)
    return page[0] if page and page[0].case_id == case_id else None


def series_of(connection: Connection, municipality_id: int) -> tuple[SeriesRow, ...]:
    """Every series of numbers of a municipality."""
    found = (
        select(counters)
        .where(counters.c.municipality_id == municipality_id)
        .order_by(counters.c.kind, counters.c.year)
    )
    return many(connection, found, SeriesRow)


def numbers_of(connection: Connection, municipality_id: int, *, prefix: str, year: int) -> int:
    """How many cases of a year have a number that begins so."""
    found = select(func.count()).where(
        cases.c.municipality_id == municipality_id,
        cases.c.year == year,
        cases.c.number >= prefix,
        cases.c.number < prefix + "\U0010ffff",
    )
    return int(connection.execute(found).scalar_one())
