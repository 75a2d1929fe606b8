"""The figures of a municipality in months and quarters, as the network keeps them. Pure.

A figure that few people stand behind is kept without any number. Where there are enough cases and
few alone are in or out of its numerator, its share is kept in steps of five percent without any
count: else who has four late cases of a hundred would be told of nowhere. A quarter is kept so too
where it would give away what one of its months does not tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from engine.indicators.counting import NOTHING, Material, figure, merged, rounded
from engine.indicators.definition import How, Indicator
from engine.indicators.kept import material_of
from engine.indicators.periods import Period, first_of, month_of, named, shifted
from engine.indicators.reading import KEPT
from engine.indicators.reserving import LEAST, withheld
from engine.publishing.disclosure import DOMINANT, Counted
from engine.publishing.disclosure import withheld as withheld_cells
from storage.queries.indicators import MonthRow
from storage.queries.network_towns import BegunRow, NetworkFigureRow, NetworkUseRow

TOLD, INSUFFICIENT, WITHHELD, ROUNDED = range(4)
STEP = 5
"""Percent."""
UNIT = 1_000_000
"""A figure is kept in millionths of its unit."""

Months = Mapping[date, Material]


def periods_from(first: date, last: date) -> list[Period]:
    """The months from one day's to another's, and the quarters that they are in."""
    months, month = [], first_of(first)
    while month <= last:
        months.append(month_of(month))
        month = shifted(month, 1)
    quarters = {quarter_of(each.begins) for each in months}
    return [*months, *sorted(quarters, key=lambda each: each.begins)]


def quarter_of(day: date) -> Period:
    """The quarter of a day."""
    found = named(f"{day.year}-T{(day.month - 1) // 3 + 1}")
    assert found is not None  # noqa: S101  a day is in a quarter
    return found


def figures_of(
    indicators: Iterable[Indicator],
    rows: Iterable[MonthRow],
    periods: Sequence[Period],
    *,
    country: str,
    band: int,
) -> list[NetworkFigureRow]:
    """What is kept of some periods; nothing of what has no data there. `rows`: the months of all
    cases, with the year before the first period, of which the last figure may still hold."""
    by_key: defaultdict[str, dict[date, Material]] = defaultdict(dict)
    for row in rows:
        by_key[row.indicator][row.month] = material_of(row)
    found = []
    for one in indicators:
        for period in periods:
            kept = _figure(one, by_key[one.facts], period)
            if kept is not None:
                found.append(
                    NetworkFigureRow(period.name, one.key, *kept, country=country, band=band)
                )
    return found


Kept = tuple[int, int | None, int | None, int | None, int | None]
"""State, n, numerator, denominator, value."""


def _figure(one: Indicator, months: Months, period: Period) -> Kept | None:
    material = _material(one, months, period)
    if material == NOTHING:
        return None
    known = figure(one, material)
    if withheld(one, known) or _given_away(one, months, period):
        if known.insufficient or known.value is None or one.how is not How.SHARE:
            return WITHHELD, None, None, None, None
        steps = rounded(known.value / STEP, 0) * STEP
        return ROUNDED, None, None, None, in_millionths(Fraction(steps))
    counts = (known.n, known.numerator, known.denominator)
    if known.insufficient or known.value is None:
        return INSUFFICIENT, *counts, None
    return TOLD, *counts, in_millionths(known.value)


def _material(one: Indicator, months: Months, period: Period) -> Material:
    if one.how is not How.LATEST:
        return merged(one.how, (months.get(each, NOTHING) for each in period.months()))
    last = first_of(period.ends)
    back = (shifted(last, -each) for each in range(KEPT))
    return next((months[each] for each in back if months.get(each, NOTHING) != NOTHING), NOTHING)


def _given_away(one: Indicator, months: Months, period: Period) -> bool:
    """What its months do not tell of a longer time comes to so few that the rest gives it away."""
    inside = list(period.months())
    if len(inside) == 1 or one.how is How.LATEST:
        return False
    known = [months[each] for each in inside if each in months]
    hidden = [each for each in known if withheld(one, figure(one, each))]
    return bool(hidden) and withheld(one, figure(one, merged(one.how, hidden)))


def in_millionths(value: Fraction) -> int:
    """A figure as it is kept, rounded half up."""
    return int(rounded(value, 6).scaleb(6))


def of_millionths(value: int) -> Fraction:
    """The figure again."""
    return Fraction(value, UNIT)


def uses_of(
    begun: Iterable[BegunRow], decided: Iterable[MonthRow], periods: Sequence[Period]
) -> list[NetworkUseRow]:
    """How much each process was used in some periods: cases begun, and of those that ended with a
    term of the law how many were in time. `decided`: the months of that indicator by process."""
    opened: dict[tuple[str, date], int] = {(row.process_key, row.month): row.n for row in begun}
    ended = {(row.slice, row.month): (row.denominator, row.numerator) for row in decided}
    keys = sorted({key for key, _month in (*opened, *ended)})
    found = []
    for period in periods:
        months = list(period.months())
        started = [[opened.get((key, each), 0) for each in months] for key in keys]
        decided_in = [[ended.get((key, each), (0, 0)) for each in months] for key in keys]
        hidden = _hidden([(sum(each), _few_begun(each)) for each in started])
        unsaid = _hidden([(_summed(each)[0], _few_decided(each)) for each in decided_in])
        for place, key in enumerate(keys):
            whole = _summed(decided_in[place])
            if not sum(started[place]) and not whole[0]:
                continue
            number = None if place in hidden else sum(started[place])
            pair = (None, None) if place in unsaid else whole
            found.append(NetworkUseRow(period.name, key, number, *pair))
    return found


def _hidden(cells: Sequence[tuple[int, bool]]) -> frozenset[int]:
    """Of processes beside each other those that are not told: few themselves, or given away by
    what all come to."""
    counted = [Counted(count, ("all",), DOMINANT if few else 0) for count, few in cells]
    return withheld_cells(counted, least=LEAST)


def _few_begun(months: Sequence[int]) -> bool:
    """Those of months that are not told would be given away by what all months come to."""
    return len(months) > 1 and 0 < sum(each for each in months if each < LEAST) < LEAST


def _few_decided(pairs: Sequence[tuple[int, int]]) -> bool:
    """Few ended with a term, few of them in time or late, or what months do not tell is so."""
    rest = _summed([pair for pair in pairs if _few(pair)])
    return _few(_summed(pairs)) or (len(pairs) > 1 and _few(rest))


def _summed(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    known = list(pairs)
    return sum(pair[0] for pair in known), sum(pair[1] for pair in known)


def _few(pair: tuple[int, int]) -> bool:
    decided, in_time = pair
    return any(0 < each < LEAST for each in (decided, in_time, decided - in_time))
