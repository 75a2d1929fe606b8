"""Indicators: what counts in them, what the months come to, entered figures, alerts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, tuple_

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import (
    cases,
    indicator_alerts,
    indicator_facts,
    indicator_figures,
    indicator_follows,
    indicator_months,
    indicator_stale,
    municipalities,
    release_follows,
)


@dataclass(frozen=True, slots=True)
class FactRow:
    """What a case (`case_id`) or a register counts for in an indicator."""

    indicator: str
    key: str
    on_day: date
    slice: str
    n: int
    numerator: int
    denominator: int
    days: int | None
    case_id: int | None


@dataclass(frozen=True, slots=True)
class SumRow:
    """Facts of one slice with the same number of days, added up."""

    slice: str
    days: int | None
    n: int
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class MonthRow:
    """What was counted of a month; `days` is JSON."""

    month: date
    indicator: str
    slice: str
    version: int
    n: int
    numerator: int
    denominator: int
    days: str
    counted_at: datetime
    settled: int
    newest: int


@dataclass(frozen=True, slots=True)
class IndicatorFollowRow:
    """How far a municipality is counted: up to which events (None: nobody looked yet), whether more
    was there, and when its registers were looked at. `published_at`: up to which events its
    purchases are published; None where nobody publishes."""

    municipality_id: int
    followed_at: datetime | None
    behind: int | None
    looked_at: datetime | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure that a person entered, with its evidence."""

    id: int
    indicator: str
    from_on: date
    until_on: date
    numerator: int
    denominator: int
    source: str
    document: str
    case_id: int
    entered_by: int | None
    entered_at: datetime
    replaced_by: int | None


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An indicator that passed a bound; numbers are decimal text."""

    id: int
    indicator: str
    bound: str
    value: str
    month: date
    opened_at: datetime
    case_id: int | None
    closed_at: datetime | None
    closed_with: str | None


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A fact with the case that it is of."""

    fact: FactRow
    number: str
    title: str
    definition_id: int


_FACT = tuple(indicator_facts.c[name] for name in FactRow.__dataclass_fields__)
_MONTH = tuple(indicator_months.c[name] for name in MonthRow.__dataclass_fields__)
_FIGURE = tuple(indicator_figures.c[name] for name in FigureRow.__dataclass_fields__)
_ALERT = tuple(indicator_alerts.c[name] for name in AlertRow.__dataclass_fields__)


def followed_indicators(connection: Connection) -> tuple[IndicatorFollowRow, ...]:
    """How far each municipality is counted, over the whole installation."""
    follows, published = indicator_follows, release_follows
    found = (
        select(
            municipalities.c.id,
            follows.c.followed_at,
            follows.c.behind,
            follows.c.looked_at,
            published.c.followed_at,
        )
        .outerjoin(follows, follows.c.municipality_id == municipalities.c.id)
        .outerjoin(published, published.c.municipality_id == municipalities.c.id)
    )
    return many(connection, found, IndicatorFollowRow)


def facts_of_cases(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> tuple[FactRow, ...]:
    """What some cases count for."""
    facts = indicator_facts.c
    found = select(*_FACT).where(
        facts.municipality_id == municipality_id, facts.case_id.in_(sorted(case_ids))
    )
    return many(connection, found, FactRow)


def facts_of_indicators(
    connection: Connection, municipality_id: int, indicators: Collection[str]
) -> tuple[FactRow, ...]:
    """All facts of some indicators: those that registers make are few."""
    facts = indicator_facts.c
    found = select(*_FACT).where(
        facts.municipality_id == municipality_id, facts.indicator.in_(sorted(indicators))
    )
    return many(connection, found, FactRow)


def stale_months(
    connection: Connection, municipality_id: int, *, limit: int
) -> tuple[tuple[str, date], ...]:
    """Indicators and months whose facts changed since they were counted."""
    stale = indicator_stale.c
    found = (
        select(stale.indicator, stale.month)
        .where(stale.municipality_id == municipality_id)
        .order_by(stale.indicator, stale.month)
        .limit(limit)
    )
    return tuple((row[0], row[1]) for row in connection.execute(found))


def unsettled_months(
    connection: Connection, municipality_id: int, *, before: date
) -> tuple[tuple[str, date], ...]:
    """Months that are over but were last counted while they went on."""
    months = indicator_months.c
    found = (
        select(months.indicator, months.month)
        .where(months.municipality_id == municipality_id, months.newest == 1)
        .where(months.settled == 0, months.month < before)
        .distinct()
    )
    return tuple((row[0], row[1]) for row in connection.execute(found))


def sums_between(
    connection: Connection,
    municipality_id: int,
    indicator: str,
    *,
    since: date,
    until: date,
    last_only: bool = False,
) -> tuple[SumRow, ...]:
    """What the facts of some days (both included) add up to, by slice and number of days;
    `last_only`: those of the last day on which there is one."""
    facts = indicator_facts.c
    own = (facts.municipality_id == municipality_id, facts.indicator == indicator)
    if last_only:
        found_last = select(func.max(facts.on_day)).where(*own, facts.on_day.between(since, until))
        last = connection.execute(found_last).scalar()
        if last is None:
            return ()
        since = until = last
    found = (
        select(
            facts.slice,
            facts.days,
            func.sum(facts.n),
            func.sum(facts.numerator),
            func.sum(facts.denominator),
        )
        .where(*own, facts.on_day >= since, facts.on_day <= until)
        .group_by(facts.slice, facts.days)
        .order_by(facts.slice, facts.days)
    )
    rows = connection.execute(found)
    return tuple(SumRow(row[0], row[1], *map(int, row[2:])) for row in rows)


def sums_of_days(
    connection: Connection,
    municipality_id: int,
    indicators: Collection[str],
    *,
    since: date,
    until: date,
) -> tuple[tuple[str, SumRow], ...]:
    """What the facts of some indicators in some days add up to, for parts of months."""
    facts = indicator_facts.c
    summed = (func.sum(facts.n), func.sum(facts.numerator), func.sum(facts.denominator))
    found = (
        select(facts.indicator, facts.days, *summed)
        .where(facts.municipality_id == municipality_id, facts.indicator.in_(sorted(indicators)))
        .where(facts.on_day >= since, facts.on_day <= until)
        .group_by(facts.indicator, facts.days)
    )
    rows = connection.execute(found)
    return tuple((row[0], SumRow("", row[1], *map(int, row[2:]))) for row in rows)


def months_between(
    connection: Connection, municipality_id: int, *, since: date, until: date, part: str = ""
) -> tuple[MonthRow, ...]:
    """The newest version of all indicators in some months (their first days), in order."""
    months = indicator_months.c
    found = (
        select(*_MONTH)
        .where(months.municipality_id == municipality_id, months.slice == part)
        .where(months.month >= since, months.month <= until, months.newest == 1)
        .order_by(months.month, months.indicator)
    )
    return many(connection, found, MonthRow)


def months_of_indicator(
    connection: Connection,
    municipality_id: int,
    indicator: str,
    *,
    since: date,
    until: date,
    every_version: bool = False,
) -> tuple[MonthRow, ...]:
    """What was counted of an indicator and its slices in some months, in order."""
    months = indicator_months.c
    found = (
        select(*_MONTH)
        .where(months.municipality_id == municipality_id, months.indicator == indicator)
        .where(months.month >= since, months.month <= until)
        .order_by(months.month, months.slice, months.version)
    )
    if not every_version:
        found = found.where(months.newest == 1)
    return many(connection, found, MonthRow)


def cases_behind(
    connection: Connection,
    municipality_id: int,
    indicator: str,
    *,
    since: date,
    until: date,
    in_numerator: bool | None,
    part: str | None = None,
    after: tuple[date, str] | None = None,
    limit: int = 50,
) -> tuple[CaseFact, ...]:
    """The cases that an indicator counts in some days, oldest first; `in_numerator`: only those
    that are in it, or only those that are not. The page after a day and key."""
    facts = indicator_facts.c
    found = (
        select(*_FACT, cases.c.number, cases.c.title, cases.c.definition_id)
        .join(
            cases,
            (cases.c.municipality_id == facts.municipality_id) & (cases.c.id == facts.case_id),
        )
        .where(facts.municipality_id == municipality_id, facts.indicator == indicator)
        .where(facts.on_day >= since, facts.on_day <= until)
        .order_by(facts.on_day, facts.key)
        .limit(limit)
    )
    if in_numerator is not None:
        found = found.where(facts.numerator != 0 if in_numerator else facts.numerator == 0)
    if part is not None:
        found = found.where(facts.slice == part)
    if after is not None:
        found = found.where(tuple_(facts.on_day, facts.key) > after)
    rows = connection.execute(found).all()
    return tuple(CaseFact(FactRow(*row[:-3]), *row[-3:]) for row in rows)


def figures_of(
    connection: Connection, municipality_id: int, *, indicator: str | None = None
) -> tuple[FigureRow, ...]:
    """The figures that people entered, newest first; with those that were replaced."""
    figures = indicator_figures.c
    found = select(*_FIGURE).where(figures.municipality_id == municipality_id)
    if indicator is not None:
        found = found.where(figures.indicator == indicator)
    return many(connection, found.order_by(figures.until_on.desc(), figures.id.desc()), FigureRow)


def figure_of_case(connection: Connection, municipality_id: int, case_id: int) -> FigureRow | None:
    """The figure that a case entered."""
    figures = indicator_figures.c
    found = select(*_FIGURE).where(
        figures.municipality_id == municipality_id, figures.case_id == case_id
    )
    return one(connection, found, FigureRow)


def alerts_of(
    connection: Connection, municipality_id: int, *, only_open: bool = True, limit: int = 100
) -> Sequence[tuple[AlertRow, str]]:
    """Alerts, newest first, with the number of the case in which each is attended to."""
    alerts = indicator_alerts.c
    found = (
        select(*_ALERT, cases.c.number)
        .outerjoin(
            cases,
            (cases.c.municipality_id == alerts.municipality_id) & (cases.c.id == alerts.case_id),
        )
        .where(alerts.municipality_id == municipality_id)
        .order_by(alerts.opened_at.desc(), alerts.id.desc())
        .limit(limit)
    )
    if only_open:
        found = found.where(alerts.closed_at.is_(None))
    rows = connection.execute(found).all()
    return tuple((AlertRow(*row[:-1]), row[-1] or "") for row in rows)
