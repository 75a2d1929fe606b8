"""From facts to figures, exactly: what they add up to, medians, scores. Pure.

Nothing is rounded here; a page rounds once. Numbers of days are kept as how often each came, so
that the median of several months is that of all their cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from engine.indicators.definition import How, Indicator

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a case or a register counts for in an indicator, on the day of the legal fact. `n`: as
    how many; `days`: of what a median is made."""

    indicator: str
    key: str
    on: date
    n: int
    numerator: int
    denominator: int
    days: int | None = None
    slice: str = ""
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What facts add up to."""

    n: int = 0
    numerator: int = 0
    denominator: int = 0
    days: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator in a time: `value` in its unit, None where nothing can be said; `insufficient`:
    fewer than its minimum; `score` of 0 to 100."""

    n: int
    numerator: int
    denominator: int
    value: Fraction | None
    insufficient: bool
    score: Fraction | None


NOTHING = Material()


def added(how: How, facts: Iterable[Fact]) -> Material:
    """What facts come to: their sum, or what the last day told."""
    rows = list(facts)
    if how is How.LATEST and rows:
        last = max(each.on for each in rows)
        rows = [each for each in rows if each.on == last]
    days: Counter[int] = Counter()
    for each in rows:
        if each.days is not None:
            days[each.days] += each.n
    return Material(
        sum(each.n for each in rows),
        sum(each.numerator for each in rows),
        sum(each.denominator for each in rows),
        days,
    )


def merged(how: How, months: Iterable[Material]) -> Material:
    """Several times after one another as one."""
    known = [each for each in months if each != NOTHING]
    if how is How.LATEST or len(known) < 2:
        return known[-1] if known else NOTHING
    days: Counter[int] = Counter()
    for each in known:
        days.update(each.days)
    return Material(
        sum(each.n for each in known),
        sum(each.numerator for each in known),
        sum(each.denominator for each in known),
        days,
    )


def figure(indicator: Indicator, material: Material) -> Figure:
    """The indicator in the time that the material is of."""
    numerator = material.numerator
    if indicator.complement:
        numerator = material.denominator - numerator
    insufficient = material.n < indicator.minimum
    value = _value(indicator, numerator, material)
    known = value is not None and not insufficient
    return Figure(
        material.n,
        numerator,
        material.denominator,
        value,
        insufficient or value is None,
        score_of(indicator, value) if known and value is not None else None,
    )


def score_of(indicator: Indicator, value: Fraction) -> Fraction:
    """0 at its worst, 100 at its best, even between and never beyond."""
    worst, best = Fraction(indicator.worst), Fraction(indicator.best)
    return min(HUNDRED, max(Fraction(0), 100 * (value - worst) / (best - worst)))


def rounded(value: Fraction | Decimal, places: int) -> Decimal:
    """As it is told: once, half up."""
    scaled = Fraction(value) * 10**places
    exact = Decimal(scaled.numerator) / Decimal(scaled.denominator)
    return exact.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-places)


def median(days: Mapping[int, int]) -> Fraction | None:
    """The middle of all days, the mean of the two middle ones where they are even."""
    total = sum(days.values())
    if not total:
        return None
    lower, upper = (total - 1) // 2, total // 2
    return Fraction(_at(days, lower) + _at(days, upper), 2)


def _at(days: Mapping[int, int], place: int) -> int:
    seen = 0
    for each in sorted(days):
        seen += days[each]
        if seen > place:
            return each
    raise IndexError(place)


def _value(indicator: Indicator, numerator: int, material: Material) -> Fraction | None:
    if indicator.how is How.MEDIAN:
        return median(material.days)
    if not material.denominator:
        return None
    return indicator.factor * Fraction(numerator, material.denominator)
