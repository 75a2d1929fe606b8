"""What is kept of months and what sums of facts come to, as material of figures. Pure."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from engine.indicators.counting import Material
from storage.queries.indicator_facts import SumRow
from storage.queries.indicators import MonthRow


def materials(rows: Iterable[SumRow]) -> dict[str, Material]:
    """What sums come to by slice, and all of them under the empty one."""
    parts: defaultdict[str, list[SumRow]] = defaultdict(list)
    for row in rows:
        parts[""].append(row)
        if row.slice:
            parts[row.slice].append(row)
    return {part: _material(of) for part, of in parts.items()}


def days_in(text: str) -> dict[int, int]:
    """How often each number of days, from what a month keeps."""
    return {int(days): int(times) for days, times in json.loads(text).items()}


def material_of(row: MonthRow) -> Material:
    """What a month keeps."""
    return Material(row.n, row.numerator, row.denominator, days_in(row.days))


def _material(rows: Sequence[SumRow]) -> Material:
    days = _times(rows)
    return Material(
        sum(row.n for row in rows),
        sum(row.numerator for row in rows),
        sum(row.denominator for row in rows),
        days,
    )


def _times(rows: Sequence[SumRow]) -> dict[int, int]:
    found: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        if row.days is not None:
            found[row.days] += row.n
    return dict(found)
