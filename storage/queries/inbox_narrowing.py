"""What an inbox may be narrowed by and in which order it may be read.

A narrowing holds the values; its `shape` says which of them are there, so that the question for it
is put together once for each shape.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Each field narrows where it is given. Ranges begin with their first value and end before
    their second; `amount_to` is included. `facts` are labels of business data with the beginning
    of their text, whatever the size of its letters."""

    processes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    holder: int | None = None
    unheld: bool = False
    due_from: datetime | None = None
    due_before: datetime | None = None
    without_due: bool = False
    priority: int | None = None
    priority_from: int | None = None
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    created_before: datetime | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def shape(self) -> Shape:
        """Which fields narrow, and with how many values each."""
        return tuple(
            (each.name, len(value) if isinstance(value, tuple) else 1)
            for each in fields(self)
            if (value := getattr(self, each.name)) not in (None, (), False)
        )

    def values(self) -> dict[str, Any]:
        """The values by the names that a question knows them by."""
        found: dict[str, Any] = {}
        for name, size in self.shape:
            value = getattr(self, name)
            if name == "facts":
                for place, (label, text) in enumerate(value):
                    found |= {f"fact_{place}": label, f"fact_text_{place}": text.casefold()}
            elif isinstance(value, tuple):
                found |= {f"{name}_{place}": value[place] for place in range(size)}
            elif isinstance(value, Decimal):
                found[name] = int(value * 10_000)
            elif value is not True:
                found[name] = value
        return found


Shape = tuple[tuple[str, int], ...]


class SortKey(StrEnum):
    """What a list may be sorted by: when it falls due, its priority, when it opened, the case's
    amount and number, the task's name, the process, business data of the case."""

    DUE = "due"
    PRIORITY = "priority"
    CREATED = "created"
    AMOUNT = "amount"
    NUMBER = "number"
    NAME = "name"
    PROCESS = "process"
    FACT = "fact"


class By(NamedTuple):
    """One key of an order; `fact` is the label where the key is one of the business data."""

    key: SortKey
    down: bool = False
    fact: str = ""


Order = tuple[By, ...]
BY_DUE: Order = (By(SortKey.DUE),)


MOST_KEYS = 3
_APART = frozenset({SortKey.DUE, SortKey.CREATED, SortKey.NUMBER})
"""What hardly two tasks share: nothing needs to follow it."""


def order_of(given: Iterable[By]) -> Order:
    """The order with each key once; by due date where nothing is given, and where many are equal in
    what is given."""
    kept: dict[tuple[SortKey, str], By] = {}
    for by in given:
        kept.setdefault((by.key, by.fact), by)
    order = tuple(kept.values()) or BY_DUE
    if len(order) == MOST_KEYS or order[-1].key in _APART:
        return order
    return order if (SortKey.DUE, "") in kept else (*order, *BY_DUE)
