"""The history: the timeline of a case for people, and whole chains for whoever verifies them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_, type_coerce

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
class ActRow:
    """One event upon a task, as whoever takes it back needs it."""

    seq: int
    kind: int
    person_id: int | None
    at: datetime
    data: str


@dataclass(frozen=True, slots=True)
class TaskActRow:
    """What somebody did with a task: who, and when."""

    task_id: int
    person_id: int | None
    person_name: str | None
    at: datetime


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
    own = (events.c[name] for name in list(TimelineRow.__dataclass_fields__)[:7])
    found = (
        select(
            *own,
            event_details.c.data,
            events.c.detail_digest,
            events.c.hash,
            persons.c.name,
            tasks.c.name,
        )
        .outerjoin(event_details, _details)
        .outerjoin(persons, joined(events, persons, "person_id"))
        .outerjoin(tasks, joined(events, tasks, "task_id"))
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
    own = (events.c[name] for name in list(TimelineRow.__dataclass_fields__)[:7])
    found = (
        select(
            *own,
            event_details.c.data,
            events.c.detail_digest,
            events.c.hash,
            persons.c.name,
            tasks.c.name,
        )
        .outerjoin(event_details, _details)
        .outerjoin(persons, joined(events, persons, "person_id"))
        .outerjoin(tasks, joined(events, tasks, "task_id"))
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
    own = (events.c[name] for name in list(TimelineRow.__dataclass_fields__)[:7])
    found = (
        select(
            events.c.case_id,
            *own,
            event_details.c.data,
            events.c.detail_digest,
            events.c.hash,
            persons.c.name,
            tasks.c.name,
        )
        .outerjoin(event_details, _details)
        .outerjoin(persons, joined(events, persons, "person_id"))
        .outerjoin(tasks, joined(events, tasks, "task_id"))
        .where(events.c.municipality_id == municipality_id)
        .where(tuple_(events.c.case_id, events.c.seq).in_(sorted(places)))
    )
    return {(row[0], row[1]): TimelineRow(*tuple(row)[1:]) for row in connection.execute(found)}


def acts_upon(
    connection: Connection, municipality_id: int, case_id: int, task_id: int, *, since: int
) -> tuple[ActRow, ...]:
    """The events upon one task from event `since` of its case on, the oldest first."""
    found = (
        select(*(events.c[name] for name in ActRow.__dataclass_fields__))
        .where(events.c.municipality_id == municipality_id, events.c.case_id == case_id)
        .where(events.c.seq >= since, events.c.task_id == task_id)
        .order_by(events.c.seq)
    )
    return many(connection, found, ActRow)


def acts_upon_each(
    connection: Connection, municipality_id: int, since: Mapping[tuple[int, int], int]
) -> dict[int, list[ActRow]]:
    """The same of several tasks, by task: `since` says from which event on, by case and task."""
    if not since:
        return {}
    names = list(ActRow.__dataclass_fields__)
    found = (
        select(*(events.c[name] for name in names), events.c.case_id, events.c.task_id)
        .where(events.c.municipality_id == municipality_id)
        .where(events.c.case_id.in_({case_id for case_id, _ in since}))
        .where(events.c.seq >= min(since.values()))
        .where(events.c.task_id.in_({task_id for _, task_id in since}))
        .order_by(events.c.case_id, events.c.seq)
    )
    rows: dict[int, list[ActRow]] = {}
    for *values, case_id, task_id in connection.execute(found):
        row = ActRow(*values)
        if row.seq >= since.get((case_id, task_id), row.seq + 1):
            rows.setdefault(task_id, []).append(row)
    return rows


def last_of_each(
    connection: Connection, municipality_id: int, case_ids: Collection[int], kind: int
) -> dict[int, int]:
    """The number of the last event of one kind in each of these cases, where there is one."""
    if not case_ids:
        return {}
    found = (
        select(events.c.case_id, func.max(events.c.seq))
        .where(events.c.municipality_id == municipality_id, events.c.case_id.in_(case_ids))
        .where(events.c.kind == kind)
        .group_by(events.c.case_id)
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def last_of(connection: Connection, municipality_id: int, case_id: int, kind: int) -> int | None:
    """The number of the last event of one kind in a case; None where there is none."""
    found = select(func.max(events.c.seq)).where(
        events.c.municipality_id == municipality_id,
        events.c.case_id == case_id,
        events.c.kind == kind,
    )
    last: int | None = connection.scalar(found)
    return last


def tasks_told_of(
    connection: Connection, municipality_id: int, case_id: int, kind: int
) -> tuple[TaskActRow, ...]:
    """The events of one kind upon tasks of a case, the oldest first."""
    found = (
        select(events.c.task_id, events.c.person_id, persons.c.name, events.c.at)
        .outerjoin(persons, joined(events, persons, "person_id"))
        .where(
            events.c.municipality_id == municipality_id,
            events.c.case_id == case_id,
            events.c.kind == kind,
            events.c.task_id.is_not(None),
        )
        .order_by(events.c.seq)
    )
    return many(connection, found, TaskActRow)


def history_of(connection: Connection, municipality_id: int, case_id: int) -> tuple[ChainRow, ...]:
    """The whole chain of a case in the order of its events."""
    own: dict[str, ColumnElement[Any]] = {
        name: events.c[name] for name in list(ChainRow.__dataclass_fields__)[:9]
    }
    own["at"] = type_coerce(events.c.at, Id)
    found = (
        select(*own.values(), event_details.c.salt, event_details.c.data)
        .outerjoin(event_details, _details)
        .where(events.c.municipality_id == municipality_id, events.c.case_id == case_id)
        .order_by(events.c.seq)
    )
    return many(connection, found, ChainRow)


def heads(
    connection: Connection,
    municipality_id: int,
    *,
    after: int = 0,
    limit: int = 500,
) -> tuple[HeadRow, ...]:
    """The heads of the chains of a municipality, by case id; the page after case `after`."""
    found = (
        select(
            cases.c.municipality_id,
            cases.c.id,
            cases.c.number,
            instances.c.chain_seq,
            instances.c.chain_hash,
        )
        .join(instances, joined(cases, instances, "id", key="case_id"))
        .where(cases.c.municipality_id == municipality_id, cases.c.id > after)
        .order_by(cases.c.id)
        .limit(limit)
    )
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
