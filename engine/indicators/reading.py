"""What a dashboard tells: each indicator in a period, with the time before, its months, its bounds.

Months are read, never histories; only the ends of a period that is not made of whole months are
added up from their facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine.indicators.bounds import Bounds, bounds_on
from engine.indicators.counting import NOTHING, Figure, Material, figure, merged
from engine.indicators.definition import How, Indicator
from engine.indicators.kept import material_of, materials
from engine.indicators.periods import Period, first_of, month_of, shifted
from storage.database import Connection
from storage.queries.deadlines import all_parameters
from storage.queries.indicator_facts import SumRow, sums_of_days
from storage.queries.indicators import MonthRow, months_between

SHOWN = 13
"""Months that a trend shows: a year, and the same month of the year before."""
KEPT = 12
"""Months for which the last figure of what does not add up still tells something."""


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator in a period. `as_of`: of what does not add up, the month that it is from;
    `corrected`: months of the period that were told otherwise before."""

    indicator: Indicator
    now: Figure
    before: Figure
    as_of: date | None
    months: tuple[tuple[date, Figure], ...]
    corrected: tuple[tuple[date, int, datetime], ...]
    bounds: Bounds


def board(
    connection: Connection,
    municipality_id: int,
    indicators: Mapping[str, Indicator],
    period: Period,
) -> dict[str, Told]:
    """All indicators in a period, by their key."""
    earlier = period.before()
    since = min(first_of(earlier.begins), shifted(first_of(period.ends), -SHOWN))
    rows = months_between(
        connection, municipality_id, since=shifted(since, -KEPT), until=first_of(period.ends)
    )
    by_key: defaultdict[str, dict[date, MonthRow]] = defaultdict(dict)
    for row in rows:
        by_key[row.indicator][row.month] = row
    edges = {
        each: _edges(connection, municipality_id, indicators, each) for each in (period, earlier)
    }
    bounds = bounds_on(all_parameters(connection, municipality_id), indicators, period.ends)
    return {
        key: _told(one, by_key[one.facts], (period, earlier), edges, bounds[key])
        for key, one in indicators.items()
    }


Edges = Mapping[Period, Mapping[tuple[str, date], Material]]


def _told(
    one: Indicator,
    months: Mapping[date, MonthRow],
    periods: tuple[Period, Period],
    edges: Edges,
    bounds: Bounds,
) -> Told:
    now, before = (_in_period(one, months, each, edges[each]) for each in periods)
    period = periods[0]
    last = first_of(period.ends)
    shown = [shifted(last, -back) for back in reversed(range(SHOWN))]
    corrected = tuple(
        (row.month, row.version, row.counted_at)
        for row in months.values()
        if row.version > 1 and first_of(period.begins) <= row.month <= last
    )
    as_of = _last_known(months, period) if one.how is How.LATEST else None
    return Told(
        one,
        figure(one, now),
        figure(one, before),
        as_of,
        tuple((month, figure(one, _month(months, month))) for month in shown),
        corrected,
        bounds,
    )


def _in_period(
    one: Indicator,
    months: Mapping[date, MonthRow],
    period: Period,
    edges: Mapping[tuple[str, date], Material],
) -> Material:
    if one.how is How.LATEST:
        last = _last_known(months, period)
        return NOTHING if last is None else _month(months, last)
    return merged(
        one.how,
        (
            edges.get((one.facts, month), NOTHING) if _cut(period, month) else _month(months, month)
            for month in period.months()
        ),
    )


def _last_known(months: Mapping[date, MonthRow], period: Period) -> date | None:
    """The last month with a figure, at most a year before the period's end."""
    last = first_of(period.ends)
    back = (shifted(last, -each) for each in range(KEPT))
    return next((each for each in back if _month(months, each) != NOTHING), None)


def _month(months: Mapping[date, MonthRow], month: date) -> Material:
    row = months.get(month)
    return NOTHING if row is None else material_of(row)


def _cut(period: Period, month: date) -> bool:
    """A month of which the period has a part."""
    whole = month_of(month)
    return whole.begins < period.begins or whole.ends > period.ends


def _edges(
    connection: Connection, town: int, indicators: Mapping[str, Indicator], period: Period
) -> Mapping[tuple[str, date], Material]:
    """Of the months that a period has a part of, what that part adds up to."""
    found = {}
    keys = {one.facts for one in indicators.values() if one.how is not How.LATEST}
    for month in {first_of(period.begins), first_of(period.ends)}:
        if not _cut(period, month):
            continue
        whole = month_of(month)
        since, until = max(whole.begins, period.begins), min(whole.ends, period.ends)
        sums: defaultdict[str, list[SumRow]] = defaultdict(list)
        for key, row in sums_of_days(connection, town, keys, since=since, until=until):
            sums[key].append(row)
        for key, rows in sums.items():
            found[key, month] = materials(rows)[""]
    return found
