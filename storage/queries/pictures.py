"""Pictures of processes: what was added up, the ways, up to where each case is counted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select

from storage.database import Connection
from storage.queries.due_towns import with_news
from storage.queries.reading import many
from storage.tables import (
    cases,
    municipalities,
    picture_cases,
    picture_counts,
    picture_follows,
    picture_ways,
    tasks,
)


@dataclass(frozen=True, slots=True)
class PictureFollowRow:
    """How far a municipality is counted, and by which rule; None: nobody looked yet."""

    municipality_id: int
    followed_at: datetime | None
    behind: int | None
    rule: int | None


@dataclass(frozen=True, slots=True)
class PicturedCaseRow:
    """A case, and up to where it is counted."""

    id: int
    process_key: str
    definition_id: int
    seq: int | None


@dataclass(frozen=True, slots=True)
class PictureCountRow:
    """How much stands at a place."""

    process_key: str
    month: date
    version: int
    element: str
    what: int
    bucket: int
    n: int


@dataclass(frozen=True, slots=True)
class LongOpenRow:
    """A case that is open since long."""

    id: int
    number: str
    title: str
    opened_at: datetime


def pictures_to_follow(
    connection: Connection, *, now: datetime, overlap: timedelta, rule: int
) -> tuple[PictureFollowRow, ...]:
    """How far each municipality is counted in which something is to be counted by the rule, or may
    be, over the whole installation."""
    of, town = picture_follows.c, municipalities.c.id
    news = with_news(connection, picture_follows, now=now, overlap=overlap)
    found = (
        select(town, of.followed_at, of.behind, of.rule)
        .outerjoin(picture_follows, of.municipality_id == town)
        .where(or_(town.in_(news), of.followed_at.is_(None), of.behind != 0, of.rule != rule))
    )
    return many(connection, found, PictureFollowRow)


def pictured_up_to(connection: Connection, municipality_id: int) -> datetime | None:
    """Up to when events are counted; None where nobody looked yet."""
    of = picture_follows.c
    found = select(of.followed_at).where(of.municipality_id == municipality_id)
    return connection.execute(found).scalar()


def pictured_cases(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> tuple[PicturedCaseRow, ...]:
    """Some cases."""
    of = picture_cases.c
    beside = (of.municipality_id == cases.c.municipality_id) & (of.case_id == cases.c.id)
    found = (
        select(cases.c.id, cases.c.process_key, cases.c.definition_id, of.seq)
        .outerjoin(picture_cases, beside)
        .where(cases.c.municipality_id == municipality_id, cases.c.id.in_(sorted(case_ids)))
        .order_by(cases.c.id)
    )  # fmt: skip
    return many(connection, found, PicturedCaseRow)


def all_picture_counts(connection: Connection, municipality_id: int) -> tuple[PictureCountRow, ...]:
    """Everything that was added up and is not nothing."""
    of = picture_counts.c
    found = select(*(of[name] for name in PictureCountRow.__dataclass_fields__)).where(
        of.municipality_id == municipality_id, of.n != 0
    )
    return many(connection, found, PictureCountRow)


def picture_sums(
    connection: Connection,
    municipality_id: int,
    process_key: str,
    *,
    whats: Collection[int],
    since: date,
    until: date,
    version: int | None = None,
    element: str | None = None,
) -> tuple[tuple[str, int, int, int], ...]:
    """Element, what, bucket and sum over some months (their first days) of one version or all."""
    of = picture_counts.c
    found = (
        select(of.element, of.what, of.bucket, func.sum(of.n))
        .where(of.municipality_id == municipality_id, of.process_key == process_key)
        .where(of.month >= since, of.month <= until, of.what.in_(sorted(whats)))
        .group_by(of.element, of.what, of.bucket)
        .having(func.sum(of.n) != 0)
    )
    if version is not None:
        found = found.where(of.version == version)
    if element is not None:
        found = found.where(of.element == element)
    rows = connection.execute(found.order_by(of.element, of.what, of.bucket))
    return tuple((row[0], row[1], row[2], int(row[3])) for row in rows)


def most_taken_ways(
    connection: Connection,
    municipality_id: int,
    process_key: str,
    *,
    what: int,
    since: date,
    until: date,
    version: int | None = None,
    limit: int = 10,
) -> tuple[tuple[str, int], ...]:
    """The digests of the ways that most cases took, with how many did."""
    of, n = picture_counts.c, func.sum(picture_counts.c.n)
    found = (
        select(of.element, n)
        .where(of.municipality_id == municipality_id, of.process_key == process_key)
        .where(of.month >= since, of.month <= until, of.what == what)
        .group_by(of.element)
        .having(n > 0)
        .order_by(n.desc(), of.element)
        .limit(limit)
    )
    if version is not None:
        found = found.where(of.version == version)
    return tuple((row[0], int(row[1])) for row in connection.execute(found))


def steps_of_ways(
    connection: Connection, municipality_id: int, process_key: str, ways: Collection[str]
) -> Mapping[str, str]:
    """The steps of some ways, as JSON."""
    of = picture_ways.c
    found = select(of.way, of.steps).where(
        of.municipality_id == municipality_id, of.process_key == process_key,
        of.way.in_(sorted(ways)),
    )  # fmt: skip
    return {row[0]: row[1] for row in connection.execute(found)}


def longest_open(
    connection: Connection,
    municipality_id: int,
    process_key: str,
    *,
    opened_before: datetime,
    limit: int,
) -> tuple[LongOpenRow, ...]:
    """Open cases that were opened before an instant, the oldest first."""
    of = cases.c
    found = (
        select(of.id, of.number, of.title, of.opened_at)
        .where(of.municipality_id == municipality_id, of.process_key == process_key)
        .where(of.state == "open", of.opened_at < opened_before)
        .order_by(of.opened_at, of.id)
        .limit(limit)
    )
    return many(connection, found, LongOpenRow)


def open_steps_of(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> tuple[tuple[int, str, datetime], ...]:
    """What waits for people in some cases: the case, the id of the element, since when."""
    of = tasks.c
    found = (
        select(of.case_id, of.element_key, of.created_at)
        .where(of.municipality_id == municipality_id, of.case_id.in_(sorted(case_ids)))
        .where(of.state == "open")
        .order_by(of.case_id, of.id)
    )
    return tuple((row[0], row[1], row[2]) for row in connection.execute(found))
