"""How far the plan of a year is carried out. Pure.

The indicator is «called in the planned quarter / planned», over the quarters that ended: what is
still to come cannot have been missed. Under ten items it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from storage.queries.plans import ItemState, PlannedItem

ENOUGH = 10
"""Items under which a share would say more than it knows."""
QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Quarter:
    """What was planned for a quarter: items, their amount, and how many were called in it; `over`
    once it ended."""

    number: int
    items: int
    amount: Decimal
    called: int
    over: bool


@dataclass(frozen=True, slots=True)
class Execution:
    """The plan of a year: what it holds now (nothing that was excluded) and what became of it;
    `share` is the indicator, None where fewer than ten items were to be called by now."""

    items: int
    amount: Decimal
    called: int
    called_amount: Decimal
    contracted: int
    quarters: tuple[Quarter, ...]
    due: int
    on_time: int

    @property
    def share(self) -> Decimal | None:
        return None if self.due < ENOUGH else Decimal(self.on_time) / self.due


def execution_of(rows: Iterable[PlannedItem], year: int, today: date) -> Execution:
    """The figures of a year on a day."""
    live = [row for row in rows if row.state is not ItemState.EXCLUDED]
    called = [row for row in live if row.called_on is not None]
    quarters = tuple(_quarter(number, live, year, today) for number in QUARTERS)
    over = [each for each in quarters if each.over]
    return Execution(
        items=len(live),
        amount=_sum(live),
        called=len(called),
        called_amount=_sum(called),
        contracted=sum(row.state is ItemState.CONTRACTED for row in live),
        quarters=quarters,
        due=sum(each.items for each in over),
        on_time=sum(each.called for each in over),
    )


def is_on_time(row: PlannedItem) -> bool:
    """Whether an item was called in the quarter for which it was planned."""
    day = row.called_on
    return day is not None and (day.year, (day.month + 2) // 3) == (row.item.year, row.item.quarter)


def _quarter(number: int, live: Sequence[PlannedItem], year: int, today: date) -> Quarter:
    own = [row for row in live if row.item.quarter == number]
    over = (today.year, (today.month + 2) // 3) > (year, number)
    return Quarter(number, len(own), _sum(own), sum(map(is_on_time, own)), over)


def _sum(rows: Iterable[PlannedItem]) -> Decimal:
    return sum((row.item.amount for row in rows if row.item.amount is not None), Decimal(0))
