"""Indicators: what counts in them, what the months come to, entered figures, alerts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, not_, or_, select

from storage.database import Connection
from storage.queries.due_towns import newest_entry, with_news
from storage.queries.reading import many, one
from storage.tables import (
    cases,
    indicator_alerts,
    indicator_figures,
    indicator_follows,
    indicator_months,
    indicator_stale,
    municipalities,
    release_follows,
)


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


_MONTH = tuple(indicator_months.c[name] for name in MonthRow.__dataclass_fields__)
_FIGURE = tuple(indicator_figures.c[name] for name in FigureRow.__dataclass_fields__)
_ALERT = tuple(indicator_alerts.c[name] for name in AlertRow.__dataclass_fields__)


def indicators_to_follow(
    connection: Connection,
    *,
    now: datetime,
    overlap: timedelta,
    looked: tuple[datetime, datetime],
    limit: int,
) -> tuple[IndicatorFollowRow, ...]:
    """How far each municipality is counted in which something is to be counted, or may be, over
    the whole installation; after those where something happened, so many whose registers were not
    looked at since the first of two instants, or the second where something happened meanwhile."""
    of, town = indicator_follows.c, municipalities.c.id
    news = with_news(connection, indicator_follows, now=now, overlap=overlap)
    due = or_(town.in_(news), of.followed_at.is_(None), of.behind != 0)
    long_ago, before = looked
    busy = and_(of.looked_at <= before, newest_entry(town) > of.looked_at)
    rests = or_(of.looked_at.is_(None), of.looked_at <= long_ago, busy)
    quiet = _followed().where(not_(due), rests).order_by(of.looked_at).limit(limit)
    rows = many(connection, _followed().where(due), IndicatorFollowRow)
    return (*rows, *many(connection, quiet, IndicatorFollowRow))


def _followed() -> Select[Any]:
    follows, published = indicator_follows, release_follows
    return (
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
