"""What the network keeps of one municipality, and whose turn it is to be looked at."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import (
    indicator_follows,
    indicator_months,
    network_figures,
    network_processes,
    network_towns,
    network_uses,
    picture_counts,
)


@dataclass(frozen=True, slots=True)
class NetworkTownRow:
    """A municipality as the network knows it; `band` -1: nobody said how many people live there."""

    municipality_id: int
    name: str
    country: str
    region: str
    population: int | None
    band: int
    band_below: int | None
    processes: int
    last_month: date | None
    refreshed_at: datetime


@dataclass(frozen=True, slots=True)
class NetworkFigureRow:
    """An indicator in a period; `state` 0 told, 1 insufficient, 2 withheld, 3 rounded; `value` in
    millionths."""

    period: str
    indicator: str
    state: int
    n: int | None
    numerator: int | None
    denominator: int | None
    value: int | None
    country: str
    band: int


@dataclass(frozen=True, slots=True)
class NetworkProcessRow:
    """A process that is in force in a municipality (`version`), or was used there."""

    process_key: str
    title: str
    version: int | None
    standing: str
    last_month: date | None


@dataclass(frozen=True, slots=True)
class NetworkUseRow:
    """How much a process was used in a period; None: withheld."""

    period: str
    process_key: str
    started: int | None
    decided: int | None
    in_time: int | None


@dataclass(frozen=True, slots=True)
class BegunRow:
    """How many cases of a process were opened in a month."""

    process_key: str
    month: date
    n: int


TOWN = tuple(network_towns.c[name] for name in NetworkTownRow.__dataclass_fields__)
FIGURE = tuple(network_figures.c[name] for name in NetworkFigureRow.__dataclass_fields__)
PROCESS = tuple(network_processes.c[name] for name in NetworkProcessRow.__dataclass_fields__)
USE = tuple(network_uses.c[name] for name in NetworkUseRow.__dataclass_fields__)


def towns_to_refresh(connection: Connection, *, before: datetime, limit: int) -> tuple[int, ...]:
    """Those that are counted and that the network does not know yet, then those that nobody looked
    at since, the longest waiting first; over the whole installation."""
    follows, towns = indicator_follows.c, network_towns.c
    new = (
        select(follows.municipality_id)
        .outerjoin(network_towns, towns.municipality_id == follows.municipality_id)
        .where(follows.behind == 0, towns.municipality_id.is_(None))
        .order_by(follows.municipality_id)
        .limit(limit)
    )
    found = tuple(connection.execute(new).scalars())
    old = (
        select(towns.municipality_id)
        .where(towns.refreshed_at < before)
        .order_by(towns.refreshed_at)
        .limit(limit - len(found))
    )
    return (*found, *connection.execute(old).scalars()) if len(found) < limit else found


def not_refreshed(connection: Connection, *, country: str, since: datetime) -> int:
    """How many municipalities of a country nobody looked at since an instant."""
    of = network_towns.c
    found = (
        select(func.count())
        .select_from(network_towns)
        .where(of.country == country, of.refreshed_at < since)
    )
    return connection.execute(found).scalar_one()


def network_town(connection: Connection, municipality_id: int) -> NetworkTownRow | None:
    """What the network knows of a municipality."""
    found = select(*TOWN).where(network_towns.c.municipality_id == municipality_id)
    return one(connection, found, NetworkTownRow)


def network_figures_of(
    connection: Connection, municipality_id: int, *, periods: Collection[str]
) -> tuple[NetworkFigureRow, ...]:
    """The figures of a municipality in some periods, in order."""
    of = network_figures.c
    found = (
        select(*FIGURE)
        .where(of.municipality_id == municipality_id, of.period.in_(sorted(periods)))
        .order_by(of.period, of.indicator)
    )
    return many(connection, found, NetworkFigureRow)


def network_processes_of(
    connection: Connection, municipality_id: int
) -> tuple[NetworkProcessRow, ...]:
    """The processes of a municipality, by title."""
    of = network_processes.c
    found = select(*PROCESS).where(of.municipality_id == municipality_id)
    return many(connection, found.order_by(of.title, of.process_key), NetworkProcessRow)


def network_uses_of(
    connection: Connection, municipality_id: int, *, periods: Collection[str]
) -> tuple[NetworkUseRow, ...]:
    """How much the processes of a municipality were used in some periods."""
    of = network_uses.c
    found = (
        select(*USE)
        .where(of.municipality_id == municipality_id, of.period.in_(sorted(periods)))
        .order_by(of.period, of.process_key)
    )
    return many(connection, found, NetworkUseRow)


def changed_month(
    connection: Connection, municipality_id: int, *, since: datetime, after: date
) -> date | None:
    """The first month after a day of which something was counted since an instant."""
    of = indicator_months.c
    found = select(func.min(of.month)).where(
        of.municipality_id == municipality_id, of.slice == "", of.newest == 1,
        of.month >= after, of.counted_at >= since,
    )  # fmt: skip
    return connection.execute(found).scalar()


def begun_by_month(
    connection: Connection, municipality_id: int, *, what: int, since: date
) -> tuple[BegunRow, ...]:
    """How many cases of each process were opened in each month, of all its versions; `what` is the
    number under which pictures count them."""
    of = picture_counts.c
    found = (
        select(of.process_key, of.month, func.sum(of.n))
        .where(of.municipality_id == municipality_id, of.month >= since)
        .where(of.element == "", of.what == what)
        .group_by(of.process_key, of.month)
        .order_by(of.process_key, of.month)
    )
    rows = connection.execute(found)
    return tuple(BegunRow(row[0], row[1], int(row[2])) for row in rows)


def last_months(connection: Connection, municipality_id: int) -> dict[str, date]:
    """The last month in which anything happened in cases of each process."""
    of = picture_counts.c
    found = (
        select(of.process_key, func.max(of.month))
        .where(of.municipality_id == municipality_id)
        .group_by(of.process_key)
    )
    return {row[0]: row[1] for row in connection.execute(found)}
