"""The network's duty of the worker: what each municipality counted is kept for pages that compare.

A municipality is looked at once an hour at most, a few at a time, and only what changed is written:
the months of which something was counted since, and the one that goes on. No step and no page pays
for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import TypeVar

from engine.deadlines.calendars import calendar_of
from engine.indicators.comparing import BANDS, POPULATION, band_of
from engine.indicators.definition import Indicator
from engine.indicators.periods import first_of, shifted
from engine.indicators.reading import KEPT
from engine.installation import Installation
from engine.network.figures import figures_of, periods_from, uses_of
from engine.parameters import NoParameter, resolve
from engine.pictures.counting import What
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.indicators import months_between, months_of_indicator
from storage.queries.municipalities import MunicipalityRow, municipality_by_id
from storage.queries.network_towns import (
    NetworkProcessRow,
    NetworkTownRow,
    begun_by_month,
    changed_month,
    last_months,
    network_figures_of,
    network_processes_of,
    network_town,
    network_uses_of,
    towns_to_refresh,
)
from storage.writes.indicators import hold_counting
from storage.writes.network import put_town, replace_figures, replace_processes, replace_uses

EVERY = timedelta(hours=1)
"""How often a municipality is looked at."""
AT_ONCE = 25
"""Municipalities that one look takes."""
OVERLAP = timedelta(minutes=5)
"""A month may be told with an earlier instant than one that was told before it."""
MONTHS = 24
"""How far back the network compares."""
IN_TIME = "on_time_cases"
"""The indicator of which the terms of each process are a part."""
UNKNOWN = -1
"""The band of those of whom nobody said how many people live there."""
Adopted = Callable[[Connection, MunicipalityRow], Sequence[NetworkProcessRow]]
"""The processes in force in a municipality, and how each stands beside what the house offers."""
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Compared:
    """What the network compares: the indicators by their key, and who tells what is in force."""

    indicators: Mapping[str, Indicator]
    adopted: Adopted


def refresh(installation: Installation, compared: Compared, *, limit: int = AT_ONCE) -> int:
    """Look at municipalities whose turn it is; how many."""
    before = installation.clock.now() - EVERY
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        due = towns_to_refresh(connection, before=before, limit=limit)
    for municipality_id in due:
        refresh_town(installation, compared, municipality_id)
    return len(due)


def refresh_town(installation: Installation, compared: Compared, municipality_id: int) -> None:
    """Keep what a municipality counted since it was looked at."""

    def verb(connection: Connection) -> None:
        town = municipality_by_id(connection, municipality_id)
        if town is None:
            return
        hold_counting(connection, municipality_id)
        now = installation.clock.now()
        today = calendar_of(installation, connection, municipality_id).local_day(now)
        before = network_town(connection, municipality_id)
        people, band, below = _size(connection, municipality_id, today)
        since = _since(connection, before, town, band, today)
        if since is not None:
            _keep(connection, compared, town, band, since, today)
        processes = _processes(connection, compared, town)
        put_town(
            connection,
            NetworkTownRow(
                municipality_id, town.name, town.country, town.region or "", people, band, below,
                sum(row.version is not None for row in processes),
                max((row.last_month for row in processes if row.last_month), default=None), now,
            ),
        )  # fmt: skip

    installation.database.run(verb, municipality=municipality_id)


def _since(
    connection: Connection,
    before: NetworkTownRow | None,
    town: MunicipalityRow,
    band: int,
    today: date,
) -> date | None:
    """From which month on it is counted anew; None where nothing can have changed."""
    first = shifted(first_of(today), 1 - MONTHS)
    if before is None or (before.band, before.country) != (band, town.country):
        return first
    looked = before.refreshed_at
    changed = changed_month(connection, town.id, since=looked - OVERLAP, after=first)
    last = max(first, first_of(looked.astimezone(UTC).date()))
    return last if changed is None else min(changed, last)


def _keep(
    connection: Connection,
    compared: Compared,
    town: MunicipalityRow,
    band: int,
    since: date,
    today: date,
) -> None:
    last = first_of(today)
    periods = periods_from(since, last)
    first = min(each.begins for each in periods)
    rows = months_between(connection, town.id, since=shifted(first, -KEPT), until=last)
    figures = figures_of(
        compared.indicators.values(), rows, periods, country=town.country, band=band
    )
    names = [each.name for each in periods]
    gone, new = _differing(network_figures_of(connection, town.id, periods=names), figures)
    replace_figures(connection, town.id, gone=gone, new=new)
    decided = months_of_indicator(connection, town.id, IN_TIME, since=first, until=last)
    uses = uses_of(
        begun_by_month(connection, town.id, what=What.VISITS, since=first),
        [row for row in decided if row.slice],
        periods,
    )
    dropped, added = _differing(network_uses_of(connection, town.id, periods=names), uses)
    replace_uses(connection, town.id, gone=dropped, new=added)


def _processes(
    connection: Connection, compared: Compared, town: MunicipalityRow
) -> Sequence[NetworkProcessRow]:
    """What is in force, and what was used before and is in force no more."""
    last = last_months(connection, town.id)
    kept = network_processes_of(connection, town.id)
    adopted = {row.process_key: row for row in compared.adopted(connection, town)}
    known = {row.process_key: row for row in kept}
    rows = [
        NetworkProcessRow(row.process_key, row.title, row.version, row.standing, last.get(key))
        for key, row in adopted.items()
    ] + [
        NetworkProcessRow(key, known[key].title if key in known else key, None, "absent", month)
        for key, month in last.items()
        if key not in adopted
    ]
    if set(rows) != set(kept):
        replace_processes(connection, town.id, rows)
    return rows


def _size(
    connection: Connection, municipality_id: int, on: date
) -> tuple[int | None, int, int | None]:
    """How many people live there, and the band of so many: both are dated parameters."""
    try:
        people = int(resolve(connection, municipality_id, POPULATION, on))
        text = str(resolve(connection, municipality_id, BANDS, on))
        bounds = sorted(int(each) for each in text.split())
    except (NoParameter, ValueError):
        return None, UNKNOWN, None
    found = band_of(bounds, people)
    return people, found.least, found.below


def _differing(kept: Sequence[Row], now: Sequence[Row]) -> tuple[set[Row], set[Row]]:
    """Only what differs is written."""
    old, new = set(kept), set(now)
    return old - new, new - old
