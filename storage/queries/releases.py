"""What is published: releases, records, and which events are still to be looked at."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, or_, select, tuple_

from storage.database import Connection
from storage.queries.due_towns import with_news
from storage.queries.reading import joined, many, one
from storage.tables import (
    cases,
    events,
    instances,
    municipalities,
    release_follows,
    release_records,
    releases,
)


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One release, as it was published; `tag` holds words with spaces between."""

    case_id: int
    seq: int
    ocid: str
    release_id: str
    tag: str
    date: datetime
    published_at: datetime
    body: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordRow:
    """What the releases of a case come to."""

    case_id: int
    ocid: str
    seq: int
    title: str
    method: str
    status: str
    amount: Decimal | None
    currency: str
    began_at: datetime
    changed_at: datetime
    body: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FollowRow:
    """Up to when the events of a municipality have their releases; None: nobody looked yet.
    `behind`: more was there than one look takes."""

    municipality_id: int
    followed_at: datetime | None
    behind: int | None


@dataclass(frozen=True, slots=True)
class NewsRow:
    """A case in which something happened: how long its history is, how many of the events that
    were asked for are its own, and when the last of them was."""

    case_id: int
    definition_id: int
    chain_seq: int
    events: int
    at: datetime


_RELEASE = select(*(releases.c[name] for name in ReleaseRow.__dataclass_fields__))
_RECORD = select(*(release_records.c[name] for name in RecordRow.__dataclass_fields__))


def releases_to_follow(
    connection: Connection, *, now: datetime, overlap: timedelta, kinds: Collection[int]
) -> tuple[FollowRow, ...]:
    """How far each municipality was looked at in which something is to be published, or may be,
    over the whole installation."""
    of, town = release_follows.c, municipalities.c.id
    news = with_news(connection, release_follows, now=now, overlap=overlap)
    news = news.where(events.c.kind.in_(sorted(kinds)))
    found = (
        select(town, of.followed_at, of.behind)
        .outerjoin(release_follows, of.municipality_id == town)
        .where(or_(town.in_(news), of.followed_at.is_(None), of.behind != 0))
    )
    return many(connection, found, FollowRow)


def published_up_to(connection: Connection, municipality_id: int) -> datetime | None:
    """Up to when a municipality was looked at; None where nobody looked yet."""
    of = release_follows.c
    found = select(of.followed_at).where(of.municipality_id == municipality_id)
    return connection.execute(found).scalar()


def cases_with_news(
    connection: Connection,
    municipality_id: int,
    *,
    after: datetime,
    process_keys: Collection[str],
    kinds: Collection[int],
    limit: int,
) -> tuple[NewsRow, ...]:
    """The cases of these processes in which one of the first `limit` events of these kinds since
    an instant happened, in the order of the last of them."""
    first = (
        select(events.c.municipality_id, events.c.case_id, events.c.at)
        .join(cases, joined(events, cases, "case_id"))
        .where(events.c.municipality_id == municipality_id, events.c.at >= after)
        .where(events.c.kind.in_(sorted(kinds)), cases.c.process_key.in_(sorted(process_keys)))
        .order_by(events.c.at, events.c.case_id, events.c.seq)
        .limit(limit)
        .subquery()
    )
    last = func.max(first.c.at)
    found = (
        select(cases.c.id, cases.c.definition_id, instances.c.chain_seq, func.count(), last)
        .join(first, joined(first, cases, "case_id"))
        .join(instances, joined(cases, instances, "id", key="case_id"))
        .group_by(cases.c.id, cases.c.definition_id, instances.c.chain_seq)
        .order_by(last, cases.c.id)
    )
    return many(connection, found, NewsRow)


def record_of_case(connection: Connection, municipality_id: int, case_id: int) -> RecordRow | None:
    """The record of a case; None while nothing of it was published."""
    found = _RECORD.where(
        release_records.c.municipality_id == municipality_id, release_records.c.case_id == case_id
    )
    return one(connection, found, RecordRow)


def record_by_ocid(connection: Connection, municipality_id: int, ocid: str) -> RecordRow | None:
    """The record with an identifier."""
    found = _RECORD.where(
        release_records.c.municipality_id == municipality_id, release_records.c.ocid == ocid
    )
    return one(connection, found, RecordRow)


def records_of(
    connection: Connection,
    municipality_id: int,
    *,
    before: tuple[datetime, int] | None = None,
    limit: int = 50,
    but: str | None = None,
) -> tuple[RecordRow, ...]:
    """Records, those that changed last first; the page after an instant and case; `but` is a
    standing that is left out."""
    key = (release_records.c.changed_at, release_records.c.case_id)
    found = (
        _RECORD.where(release_records.c.municipality_id == municipality_id)
        .where(*(() if but is None else (release_records.c.status != but,)))
        .order_by(key[0].desc(), key[1].desc())
        .limit(limit)
    )
    if before is not None:
        found = found.where(tuple_(*key) < before)
    return many(connection, found, RecordRow)


def releases_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[ReleaseRow, ...]:
    """All that was published of a case, oldest first."""
    found = _RELEASE.where(
        releases.c.municipality_id == municipality_id, releases.c.case_id == case_id
    ).order_by(releases.c.seq)
    return many(connection, found, ReleaseRow)


def releases_between(
    connection: Connection,
    municipality_id: int,
    *,
    since: datetime,
    until: datetime,
    after: tuple[datetime, int, int] | None = None,
    limit: int = 200,
) -> tuple[ReleaseRow, ...]:
    """The next releases with a date in a span, oldest first; `after` is date, case and place of
    the last one seen."""
    key = (releases.c.date, releases.c.case_id, releases.c.seq)
    found = (
        _RELEASE.where(releases.c.municipality_id == municipality_id)
        .where(releases.c.date >= since, releases.c.date < until)
        .order_by(*key)
        .limit(limit)
    )
    if after is not None:
        found = found.where(tuple_(*key) > after)
    return many(connection, found, ReleaseRow)


def span_of_releases(
    connection: Connection, municipality_id: int
) -> tuple[datetime, datetime] | None:
    """The dates of the first and the last release; None where there is none."""
    found = select(func.min(releases.c.date), func.max(releases.c.date)).where(
        releases.c.municipality_id == municipality_id
    )
    row = connection.execute(found).one()
    return None if row[0] is None else (row[0], row[1])


def state_of_releases(
    connection: Connection,
    municipality_id: int,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[int, datetime] | None:
    """How many releases there are (with a date in a span) and when the last was published: what
    a copy is good for as long as it stays so; None where there is none."""
    found = select(func.count(), func.max(releases.c.published_at)).where(
        releases.c.municipality_id == municipality_id
    )
    if since is not None:
        found = found.where(releases.c.date >= since)
    if until is not None:
        found = found.where(releases.c.date < until)
    row = connection.execute(found).one()
    return None if row[0] == 0 else (int(row[0]), row[1])


def open_calls(
    connection: Connection, municipality_id: int, *, limit: int
) -> tuple[tuple[RecordRow, str], ...]:
    """What was called and is not decided, the newest first, each with the number of its case."""
    found = (
        _RECORD.add_columns(cases.c.number)
        .join(cases, joined(release_records, cases, "case_id"))
        .where(release_records.c.municipality_id == municipality_id)
        .where(release_records.c.status == "active", cases.c.state.in_(("open", "suspended")))
        .order_by(release_records.c.began_at.desc(), release_records.c.case_id.desc())
        .limit(limit)
    )
    return tuple((RecordRow(*row[:-1]), row[-1]) for row in connection.execute(found))
