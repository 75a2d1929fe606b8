"""What indicators ask of cases, many at a time: their life, terms, channel, survey, publication."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, FromClause, select

from storage.database import Connection
from storage.queries.reading import many
from storage.tables import (
    applications,
    case_facts,
    cases,
    contracts,
    deadlines,
    events,
    release_records,
    releases,
    surveys,
)


@dataclass(frozen=True, slots=True)
class LifeRow:
    """A case from its opening to its end."""

    id: int
    process_key: str
    state: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str | None
    channel: str | None
    filed_at: datetime | None
    rating: int | None
    answered_at: datetime | None
    record: str | None  # the compiled release, as JSON


@dataclass(frozen=True, slots=True)
class TermRow:
    """A legal term of a case."""

    case_id: int
    owner: str
    effect: str
    state: str
    due_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class MarkRow:
    """That something happened in a case."""

    case_id: int
    kind: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TellingRow:
    """An act that was published."""

    case_id: int
    seq: int
    date: datetime
    published_at: datetime


@dataclass(frozen=True, slots=True)
class SignedRow:
    """A contract that was signed, as its register has it now."""

    case_id: int
    place: int
    method: str
    signed_on: date | None
    amount: Decimal | None
    original: Decimal | None
    amendments: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    """What a case shows of itself in lists, beside its amount."""

    case_id: int
    label: str
    text: str
    amount: Decimal | None
    opened_at: datetime


def news_since(
    connection: Connection,
    municipality_id: int,
    *,
    after: datetime,
    until: datetime,
    limit: int,
) -> tuple[tuple[int, int, datetime], ...]:
    """The first events of a time, as case, place in its history and instant, oldest first."""
    found = (
        select(events.c.case_id, events.c.seq, events.c.at)
        .where(events.c.municipality_id == municipality_id)
        .where(events.c.at >= after, events.c.at <= until)
        .order_by(events.c.at)
        .limit(limit)
    )
    return tuple((row[0], row[1], row[2]) for row in connection.execute(found))


def case_ids_after(
    connection: Connection, municipality_id: int, *, after: int, limit: int
) -> tuple[int, ...]:
    """The next cases of a municipality by their id."""
    found = (
        select(cases.c.id)
        .where(cases.c.municipality_id == municipality_id, cases.c.id > after)
        .order_by(cases.c.id)
        .limit(limit)
    )
    return tuple(connection.execute(found).scalars())


def towns_with_events(connection: Connection, *, after: datetime) -> frozenset[int]:
    """Where something happened since an instant, over all municipalities."""
    found = select(events.c.municipality_id).where(events.c.at >= after).distinct()
    return frozenset(connection.execute(found).scalars())


def lives_of(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> tuple[LifeRow, ...]:
    """Some cases."""
    of = cases.c
    found = (
        select(
            of.id, of.process_key, of.state, of.opened_at, of.closed_at, of.outcome,
            applications.c.channel, applications.c.filed_at,
            surveys.c.rating, surveys.c.answered_at, release_records.c.body,
        )
        .outerjoin(applications, _beside(applications))
        .outerjoin(surveys, _beside(surveys))
        .outerjoin(release_records, _beside(release_records))
        .where(of.municipality_id == municipality_id, of.id.in_(sorted(case_ids)))
    )  # fmt: skip
    return many(connection, found, LifeRow)


def terms_of(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> tuple[TermRow, ...]:
    """The legal terms of some cases."""
    of = deadlines.c
    found = select(of.case_id, of.owner, of.effect, of.state, of.due_at, of.closed_at).where(
        of.municipality_id == municipality_id, of.case_id.in_(sorted(case_ids))
    )
    return many(connection, found, TermRow)


def marks_of(
    connection: Connection,
    municipality_id: int,
    case_ids: Collection[int],
    *,
    kinds: Collection[int],
) -> tuple[MarkRow, ...]:
    """Events of some kinds in some cases, in the order of each history."""
    of = events.c
    found = (
        select(of.case_id, of.kind, of.at)
        .where(of.municipality_id == municipality_id, of.case_id.in_(sorted(case_ids)))
        .where(of.kind.in_(sorted(kinds)))
        .order_by(of.case_id, of.seq)
    )
    return many(connection, found, MarkRow)


def tellings_of(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> tuple[TellingRow, ...]:
    """What was published of some cases."""
    of = releases.c
    found = select(of.case_id, of.seq, of.date, of.published_at).where(
        of.municipality_id == municipality_id, of.case_id.in_(sorted(case_ids))
    )
    return many(connection, found, TellingRow)


def signed_of(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> tuple[SignedRow, ...]:
    """The contracts of some cases."""
    of = contracts.c
    found = select(*(of[name] for name in SignedRow.__dataclass_fields__)).where(
        of.municipality_id == municipality_id, of.case_id.in_(sorted(case_ids))
    )
    return many(connection, found, SignedRow)


def shown_of_process(
    connection: Connection,
    municipality_id: int,
    process_key: str,
    *,
    since_year: int,
    labels: Collection[str],
) -> tuple[ShownRow, ...]:
    """What the cases of a process show in lists under some labels, from a year on; those that were
    cancelled or failed show nothing."""
    found = (
        select(case_facts.c.case_id, case_facts.c.label, case_facts.c.text, cases.c.amount,
               cases.c.opened_at)
        .join(
            cases,
            (cases.c.municipality_id == case_facts.c.municipality_id)
            & (cases.c.id == case_facts.c.case_id),
        )
        .where(case_facts.c.municipality_id == municipality_id)
        .where(case_facts.c.label.in_(sorted(labels)), cases.c.process_key == process_key)
        .where(cases.c.year >= since_year)
        .where(cases.c.state.in_(("open", "suspended", "completed")))
        .order_by(case_facts.c.case_id)
    )  # fmt: skip
    return many(connection, found, ShownRow)


def _beside(table: FromClause) -> ColumnElement[bool]:
    """What lies beside a case in its town."""
    return (table.c.municipality_id == cases.c.municipality_id) & (table.c.case_id == cases.c.id)
