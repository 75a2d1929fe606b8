"""What deserves a look, and what it is found in: facts of indicators, who evaluated with whom, what
went another way than drawn, and who did what in which role."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import cases, history_entries, indicator_facts, red_flags, tasks


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A sign in a case, and what the auditor noted of it."""

    kind: str
    case_id: int
    on_day: date
    facts: str
    found_at: datetime
    looked_at: datetime | None
    looked_by: int | None
    note: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class FlaggedFact:
    """A fact of an indicator that is a sign; `slice` is the group of a splitting."""

    indicator: str
    case_id: int
    on_day: date
    slice: str
    numerator: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two people who completed the same step of a case."""

    first: int
    second: int
    case_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TimesRow:
    """How often something of a kind happened in a case, and when last."""

    case_id: int
    kind: int
    times: int
    at: datetime


def flags_found(
    connection: Connection,
    municipality_id: int,
    *,
    kind: str = "",
    looked: bool | None = None,
    case_id: int | None = None,
    limit: int,
) -> tuple[FlagRow, ...]:
    """Signs of a kind, looked at or not, or of one case; the newest first."""
    of = red_flags.c
    found = (
        select(
            *(of[name] for name in list(FlagRow.__dataclass_fields__)[:8]),
            cases.c.number,
            cases.c.title,
        )
        .join(cases, joined(red_flags, cases, "case_id"))
        .where(of.municipality_id == municipality_id)
        .order_by(of.on_day.desc(), of.case_id.desc(), of.kind)
        .limit(limit)
    )
    if kind:
        found = found.where(of.kind == kind)
    if case_id is not None:
        found = found.where(of.case_id == case_id)
    if looked is not None:
        found = found.where(of.looked_at.is_not(None) if looked else of.looked_at.is_(None))
    return many(connection, found, FlagRow)


def flagged_facts(
    connection: Connection, municipality_id: int, indicators: Collection[str]
) -> tuple[FlaggedFact, ...]:
    """What these indicators counted of cases."""
    of = indicator_facts.c
    found = select(of.indicator, of.case_id, of.on_day, of.slice, of.numerator).where(
        of.municipality_id == municipality_id,
        of.indicator.in_(sorted(indicators)),
        of.case_id.is_not(None),
    )
    return many(connection, found.order_by(of.on_day), FlaggedFact)


def pairs_at(
    connection: Connection, municipality_id: int, elements: Collection[str], *, since: datetime
) -> tuple[PairRow, ...]:
    """Who completed these steps beside whom since an instant."""
    one, two = tasks.alias(), tasks.alias()
    found = (
        select(one.c.closed_by, two.c.closed_by, one.c.case_id, func.max(one.c.closed_at))
        .join(
            two,
            (two.c.municipality_id == one.c.municipality_id)
            & (two.c.case_id == one.c.case_id)
            & (two.c.element_key == one.c.element_key)
            & (two.c.closed_by > one.c.closed_by),
        )
        .where(one.c.municipality_id == municipality_id, one.c.state == "completed")
        .where(two.c.state == "completed", one.c.element_key.in_(sorted(elements)))
        .where(one.c.closed_at >= since)
        .group_by(one.c.closed_by, two.c.closed_by, one.c.case_id)
    )
    return many(connection, found, PairRow)


def times_of(
    connection: Connection,
    municipality_id: int,
    *,
    topics: Collection[int],
    kinds: Collection[int],
) -> tuple[TimesRow, ...]:
    """How often events of these kinds (of these topics) stand in each case."""
    of = history_entries.c
    found = (
        select(of.case_id, of.kind, func.count(), func.max(of.at))
        .where(of.municipality_id == municipality_id, of.topic.in_(sorted(topics)))
        .where(of.kind.in_(sorted(kinds)), of.case_id > 0)
        .group_by(of.case_id, of.kind)
    )
    return many(connection, found, TimesRow)


def did_in_role(
    connection: Connection,
    municipality_id: int,
    role: str,
    *,
    kind: int,
    since: datetime,
    limit: int,
) -> frozenset[tuple[int, int]]:
    """Cases and people: who did something of a kind in a role, the newest so many."""
    of = history_entries.c
    found = (
        select(of.case_id, of.person_id)
        .where(of.municipality_id == municipality_id, of.role == role, of.at >= since)
        .where(of.kind == kind, of.person_id.is_not(None))
        .order_by(of.at.desc())
        .limit(limit)
    )
    return frozenset((row[0], row[1]) for row in connection.execute(found))
