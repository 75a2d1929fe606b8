"""In which municipalities something of the worker's is due, over the whole installation: asked at
once, because asking thousands of them one after the other would take it minutes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, Select, Table, func, or_, select

from storage.database import Connection
from storage.queries.reading import many
from storage.tables import (
    accesses,
    events,
    history_entries,
    municipalities,
    parameters,
    town_roots,
    verifications,
)
from storage.tables.verifications import Scope


@dataclass(frozen=True, slots=True)
class RootedRow:
    """The day of the last root of a municipality, and its newest event that is listed."""

    municipality_id: int
    timezone: str
    day: date | None
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class OldestLookRow:
    """The oldest look in the log of a municipality, and a parameter of its own."""

    municipality_id: int
    at: datetime
    value: str | None


def with_news(
    connection: Connection, follows: Table, *, now: datetime, overlap: timedelta
) -> Select[tuple[int]]:
    """Where something happened since the last look of who follows what happens, and for a while
    before; to be put into another question."""
    looked: datetime | None = connection.scalar(select(func.max(follows.c.followed_at)))
    after = min(looked or now, now) - overlap
    return select(events.c.municipality_id).where(events.c.at >= after)


def roots_and_news(connection: Connection, *, before: date) -> tuple[RootedRow, ...]:
    """Of every municipality whose last root is of a day before that one, or that has none."""
    of = town_roots.c
    day = (
        select(of.day)
        .where(of.municipality_id == municipalities.c.id)
        .order_by(of.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    last = select(municipalities.c.id, municipalities.c.timezone, day.label("day")).subquery()
    found = select(last, newest_entry(last.c.id))
    found = found.where(or_(last.c.day.is_(None), last.c.day < before))
    return many(connection, found, RootedRow)


def newest_entries(connection: Connection) -> dict[int, datetime | None]:
    """When something happened in each municipality for the last time, as far as it is listed."""
    town = municipalities.c.id
    return {row[0]: row[1] for row in connection.execute(select(town, newest_entry(town)))}


def newest_entry(town: ColumnElement[int]) -> ScalarSelect[datetime]:
    """When something happened in it for the last time, as far as it is listed."""
    of = history_entries.c
    return select(func.max(of.at)).where(of.municipality_id == town).scalar_subquery()


def without_daily(connection: Connection, *, since: datetime, limit: int) -> tuple[int, ...]:
    """Where no daily verification was asked for after an instant."""
    of, town = verifications.c, municipalities.c.id
    last = (
        select(func.max(of.asked_at))
        .where(of.municipality_id == town, of.scope == Scope.DAILY)
        .scalar_subquery()
    )
    found = select(town).where(or_(last.is_(None), last <= since)).order_by(town).limit(limit)
    return tuple(connection.execute(found).scalars())


def oldest_looks(connection: Connection, *, key: str, on: date) -> tuple[OldestLookRow, ...]:
    """Where there are any, with the value of a parameter on a day."""
    town, of = municipalities.c.id, parameters.c
    oldest = (
        select(accesses.c.at)
        .where(accesses.c.municipality_id == town)
        .order_by(accesses.c.at)
        .limit(1)
        .scalar_subquery()
    )
    value = (
        select(of.value)
        .where(of.municipality_id == town, of.key == key, of.valid_from <= on)
        .where(or_(of.valid_to.is_(None), of.valid_to >= on))
        .order_by(of.valid_from.desc())
        .limit(1)
        .scalar_subquery()
    )
    found = select(town, oldest.label("at"), value.label("value")).subquery()
    return many(connection, select(found).where(found.c.at.is_not(None)), OldestLookRow)
