"""What pages ask that compare the municipalities of a country: lists of them, their figures, what
bands of size come to, how far processes have spread.

Over the whole installation, of kept rows alone: numbers without any person, and none that few
stand behind. A list is a range of an index, a page of it at a time.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, tuple_

from storage.database import Connection
from storage.queries.network_towns import (
    FIGURE,
    PROCESS,
    TOWN,
    USE,
    NetworkFigureRow,
    NetworkProcessRow,
    NetworkTownRow,
    NetworkUseRow,
)
from storage.queries.reading import many
from storage.tables import (
    municipalities,
    network_figures,
    network_processes,
    network_towns,
    network_uses,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which municipalities: all of a country, or those of a region, a band, with a process in
    force."""

    country: str
    region: str = ""
    band: int | None = None
    process: str = ""


@dataclass(frozen=True, slots=True)
class BandRow:
    """A band of size: from so many people on, fewer than so many (None: however many), and how
    many municipalities it has."""

    band: int
    below: int | None
    towns: int


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """How far a process has spread: in how many municipalities it is in force, in how many of them
    as the house has it now, in how many it was ever used, and when last."""

    process_key: str
    title: str
    towns: int
    current: int
    own: int
    last_month: date | None


@dataclass(frozen=True, slots=True)
class UsedRow:
    """What the uses of a process come to, of those that may be told."""

    process_key: str
    towns: int
    started: int
    decided: int
    in_time: int


def countries_of_network(connection: Connection) -> tuple[str, ...]:
    """The countries with municipalities that the network knows."""
    found = select(network_towns.c.country).distinct().order_by(network_towns.c.country)
    return tuple(connection.execute(found).scalars())


def regions_of(connection: Connection, country: str) -> tuple[str, ...]:
    """The regions of a country that any of its municipalities names."""
    of = network_towns.c
    found = select(of.region).where(of.country == country, of.region != "").distinct()
    return tuple(connection.execute(found.order_by(of.region)).scalars())


def bands_of(connection: Connection, country: str) -> tuple[BandRow, ...]:
    """The bands of a country, the smallest first; -1: population not known."""
    of = network_towns.c
    found = (
        select(of.band, func.max(of.band_below), func.count())
        .where(of.country == country)
        .group_by(of.band)
        .order_by(of.band)
    )
    return many(connection, found, BandRow)


def count_towns(connection: Connection, wanted: Wanted) -> int:
    """How many municipalities."""
    found = _narrowed(select(func.count()).select_from(network_towns), wanted)
    return int(connection.execute(found).scalar_one())


def towns_by_name(
    connection: Connection,
    wanted: Wanted,
    *,
    after: tuple[str, int] | None = None,
    limit: int = 50,
) -> tuple[NetworkTownRow, ...]:
    """Municipalities in the order of their names."""
    of = network_towns.c
    found = _narrowed(select(*TOWN), wanted).order_by(of.name, of.municipality_id).limit(limit)
    if after is not None:
        found = found.where(tuple_(of.name, of.municipality_id) > after)
    return many(connection, found, NetworkTownRow)


def towns_by_figure(
    connection: Connection,
    wanted: Wanted,
    *,
    period: str,
    indicator: str,
    falling: bool,
    after: tuple[int, int] | None = None,
    limit: int = 50,
) -> tuple[tuple[NetworkTownRow, int], ...]:
    """Municipalities in the order of a figure that is told of them, with it, in millionths."""
    figures = network_figures.c
    found = (
        select(*TOWN, figures.value)
        .join(network_figures, network_towns.c.municipality_id == figures.municipality_id)
        .where(figures.country == wanted.country, figures.period == period)
        .where(figures.indicator == indicator, figures.value.is_not(None))
        .limit(limit)
    )
    if wanted.band is not None:
        found = found.where(figures.band == wanted.band)
    key = (figures.value, figures.municipality_id)
    found = found.order_by(*(each.desc() if falling else each for each in key))
    if after is not None:
        found = found.where(tuple_(*key) < after if falling else tuple_(*key) > after)
    rows = connection.execute(_inside(found, wanted))
    return tuple((NetworkTownRow(*row[:-1]), row[-1]) for row in rows)


def towns_of_network(connection: Connection, towns: Collection[int]) -> tuple[NetworkTownRow, ...]:
    """Some municipalities."""
    of = network_towns.c
    found = select(*TOWN).where(of.municipality_id.in_(sorted(towns)))
    return many(connection, found, NetworkTownRow)


def codes_of_towns(connection: Connection, towns: Collection[int]) -> dict[int, tuple[str, str]]:
    """The address and the code (ubigeo, empty where there is none) of some municipalities."""
    of = municipalities.c
    found = select(of.id, of.slug, func.coalesce(of.ubigeo, "")).where(of.id.in_(sorted(towns)))
    return {row[0]: (row[1], row[2]) for row in connection.execute(found)}


def figures_of_towns(
    connection: Connection, towns: Collection[int], *, period: str, indicators: Collection[str]
) -> dict[int, dict[str, NetworkFigureRow]]:
    """The figures of some municipalities in a period, by municipality and indicator."""
    of = network_figures.c
    asked = select(of.municipality_id, *FIGURE).where(
        of.municipality_id.in_(sorted(towns)), of.period == period,
        of.indicator.in_(sorted(indicators)),
    )  # fmt: skip
    found: dict[int, dict[str, NetworkFigureRow]] = {town: {} for town in towns}
    for row in connection.execute(asked):
        found[row[0]][row[2]] = NetworkFigureRow(*row[1:])
    return found


def values_by_band(
    connection: Connection,
    *,
    country: str,
    period: str,
    indicator: str,
    band: int | None = None,
) -> dict[int, list[int]]:
    """The figures that are told of an indicator by band, or in one of them, each band in order, in
    millionths."""
    of = network_figures.c
    asked = (
        select(of.band, of.value)
        .where(of.country == country, of.period == period, of.indicator == indicator)
        .where(of.value.is_not(None))
        .order_by(of.band, of.value)
    )
    if band is not None:
        asked = asked.where(of.band == band)
    found: dict[int, list[int]] = {}
    for place, value in connection.execute(asked):
        found.setdefault(place, []).append(value)
    return found


def place_in_band(
    connection: Connection, own: NetworkFigureRow, *, more_is_better: bool
) -> tuple[int, int]:
    """Which place a figure has in its band, the best is the first, and of how many."""
    of = network_figures.c
    base = (
        select(func.count())
        .select_from(network_figures)
        .where(of.country == own.country, of.period == own.period, of.indicator == own.indicator)
        .where(of.band == own.band, of.value.is_not(None))
    )
    better = base.where(of.value > own.value if more_is_better else of.value < own.value)
    return connection.execute(better).scalar_one() + 1, connection.execute(base).scalar_one()


def spread_of_processes(connection: Connection, country: str) -> tuple[SpreadRow, ...]:
    """How far each process has spread, the widest first."""
    of, towns = network_processes.c, network_towns.c
    number = func.count(of.version)
    found = (
        select(
            of.process_key, func.min(of.title), number,
            func.count().filter(of.standing == "current"),
            func.count().filter(of.standing == "own"),
            func.max(of.last_month),
        )
        .join(network_towns, towns.municipality_id == of.municipality_id)
        .where(towns.country == country)
        .group_by(of.process_key)
        .order_by(number.desc(), of.process_key)
    )  # fmt: skip
    return many(connection, found, SpreadRow)


def used_processes(connection: Connection, country: str, period: str) -> dict[str, UsedRow]:
    """What the uses of each process come to in a period."""
    of, towns = network_uses.c, network_towns.c
    total = [func.coalesce(func.sum(each), 0) for each in (of.started, of.decided, of.in_time)]
    found = (
        select(of.process_key, func.count(), *total)
        .join(network_towns, towns.municipality_id == of.municipality_id)
        .where(of.period == period, towns.country == country)
        .group_by(of.process_key)
    )
    rows = connection.execute(found)
    return {row[0]: UsedRow(row[0], row[1], *(int(each) for each in row[2:])) for row in rows}


def processes_of_towns(
    connection: Connection, towns: Collection[int], *, process: str = ""
) -> dict[int, list[NetworkProcessRow]]:
    """The processes of some municipalities, or one of them."""
    of = network_processes.c
    asked = select(of.municipality_id, *PROCESS).where(of.municipality_id.in_(sorted(towns)))
    if process:
        asked = asked.where(of.process_key == process)
    found: dict[int, list[NetworkProcessRow]] = {town: [] for town in towns}
    for row in connection.execute(asked.order_by(of.municipality_id, of.title)):
        found[row[0]].append(NetworkProcessRow(*row[1:]))
    return found


def uses_of_towns(
    connection: Connection, towns: Collection[int], *, period: str, process: str = ""
) -> dict[int, list[NetworkUseRow]]:
    """How much processes were used in a period in some municipalities, or one of them."""
    of = network_uses.c
    asked = select(of.municipality_id, *USE).where(
        of.municipality_id.in_(sorted(towns)), of.period == period
    )
    if process:
        asked = asked.where(of.process_key == process)
    found: dict[int, list[NetworkUseRow]] = {town: [] for town in towns}
    for row in connection.execute(asked):
        found[row[0]].append(NetworkUseRow(*row[1:]))
    return found


def _narrowed(found: Select[Any], wanted: Wanted) -> Select[Any]:
    towns = network_towns.c
    found = found.where(towns.country == wanted.country)
    if wanted.band is not None:
        found = found.where(towns.band == wanted.band)
    return _inside(found, wanted)


def _inside(found: Select[Any], wanted: Wanted) -> Select[Any]:
    """Of a region, with a process in force; country and band are for the index to find."""
    towns, uses = network_towns.c, network_processes
    if wanted.region:
        found = found.where(towns.region == wanted.region)
    if wanted.process:
        found = found.join(
            uses,
            (uses.c.municipality_id == towns.municipality_id)
            & (uses.c.process_key == wanted.process)
            & uses.c.version.is_not(None),
        )
    return found
