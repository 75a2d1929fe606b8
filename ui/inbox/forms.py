"""What an address of the inbox asks for: which list, narrowed by what, in which order, from where.

Everything is in the address, so that going back, sharing and keeping a list work.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from storage.queries.inbox import BY_DUE, After, By, Order, SortKey, Tab, order_of

LONGEST_TEXT = 80
MOST_KEYS = 3
MOST_PROCESSES = 10
FACT = "fact:"
_SIMPLE = ("text", "name", "role", "holder", "due", "priority")
_DAYS = ("due_from", "due_to", "opened_from", "opened_to")
_MONEY = ("amount_from", "amount_to")


@dataclass(frozen=True, slots=True)
class Asked:
    """The inbox as its address says it. `after` is the place in the list where a page begins;
    `columns` None: those that the person chose, or the usual ones."""

    tab: Tab = Tab.MINE
    processes: tuple[str, ...] = ()
    text: str = ""
    name: str = ""
    role: str = ""
    holder: str = ""
    due: str = ""
    due_from: date | None = None
    due_to: date | None = None
    priority: str = ""
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    opened_from: date | None = None
    opened_to: date | None = None
    facts: tuple[tuple[str, str], ...] = ()
    order: Order = BY_DUE
    columns: tuple[str, ...] | None = None
    after: After | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """Whatever cannot be understood is as if it were not asked for."""
        known = {tab.value: tab for tab in Tab}
        narrowed: dict[str, Any] = {
            **{key: query.get(key, "").strip()[:LONGEST_TEXT] for key in _SIMPLE},
            **{key: _day(query.get(key, "")) for key in _DAYS},
            **{key: _money(query.get(key, "")) for key in _MONEY},
        }
        return cls(
            tab=known.get(query.get("tab", ""), Tab.MINE),
            processes=_several(query.get("process", ""))[:MOST_PROCESSES],
            **narrowed,
            facts=_facts(query),
            order=_order(query.get("sort", "")),
            columns=_several(query["columns"]) if "columns" in query else None,
            after=_place(query.get("after", "")),
        )

    def query(self) -> dict[str, str]:
        """The same as the parameters of an address; what is usual is left out."""
        found = {
            "tab": "" if self.tab is Tab.MINE else self.tab.value,
            "process": ",".join(self.processes),
            **{key: str(getattr(self, key)) for key in _SIMPLE},
            **{key: _or_nothing(getattr(self, key)) for key in (*_DAYS, *_MONEY)},
            **{f"{FACT}{label}": text for label, text in self.facts},
            "sort": "" if self.order == BY_DUE else sort_text(self.order),
            "columns": "" if self.columns is None else ",".join(self.columns),
            "after": json.dumps([list(self.after[0]), self.after[1]]) if self.after else "",
        }
        return {key: value for key, value in found.items() if value}

    def on(self, tab: Tab) -> Asked:
        """The same filters on another tab, from its beginning."""
        return replace(self, tab=tab, after=None)

    def begun(self) -> Asked:
        """The same list from its beginning."""
        return replace(self, after=None)

    def bare(self) -> Asked:
        """The same list with nothing filtered out."""
        return Asked(tab=self.tab, order=self.order, columns=self.columns)

    @property
    def narrowed(self) -> bool:
        """Whether something is filtered out."""
        bare = self.bare()
        return any(
            getattr(self, each.name) != getattr(bare, each.name)
            for each in fields(self)
            if each.name != "after"
        )

    @property
    def process(self) -> str:
        """The one process that the list is narrowed to; empty when there are several or none."""
        return self.processes[0] if len(self.processes) == 1 else ""


def sort_text(order: Order) -> str:
    """An order as an address says it: «-amount,due»."""
    return ",".join(("-" if by.down else "") + _key_text(by) for by in order)


def _key_text(by: By) -> str:
    return f"{FACT}{by.fact}" if by.key is SortKey.FACT else by.key.value


def _order(text: str) -> Order:
    known = {key.value: key for key in SortKey if key is not SortKey.FACT}
    found = []
    for part in _several(text)[:MOST_KEYS]:
        word = part.removeprefix("-")
        down = part != word
        if word.startswith(FACT) and len(word) > len(FACT):
            found.append(By(SortKey.FACT, down, word.removeprefix(FACT)[:LONGEST_TEXT]))
        elif word in known:
            found.append(By(known[word], down))
    order: Order = order_of(found)
    return order


def _several(text: str) -> tuple[str, ...]:
    given = (part.strip()[:LONGEST_TEXT] for part in text.split(",")[:20])
    return tuple(dict.fromkeys(part for part in given if part))


def _facts(query: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    found = [
        (key.removeprefix(FACT)[:LONGEST_TEXT], value.strip()[:LONGEST_TEXT])
        for key, value in query.items()
        if key.startswith(FACT) and value.strip()
    ]
    return tuple(sorted(found)[:5])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _money(text: str) -> Decimal | None:
    """As it is typed, with or without marks of thousands: «1,200.50» and «1200.5»."""
    try:
        amount = Decimal(text.strip().replace(",", "").replace("\u00a0", "").replace(" ", ""))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < Decimal(10) ** 12 else None


def _place(text: str) -> After | None:
    """«[[values], id]»; nothing for anything else."""
    if len(text) > 1000:
        return None
    try:
        values, task_id = json.loads(text)
    except (ValueError, TypeError):
        return None
    if not isinstance(values, list) or not isinstance(task_id, int) or len(values) > MOST_KEYS:
        return None
    whole = all(isinstance(each, str | int) and not isinstance(each, bool) for each in values)
    small = all(abs(each) < 2**63 for each in (*values, task_id) if isinstance(each, int))
    return (tuple(values), task_id) if whole and small else None


def _or_nothing(value: date | Decimal | None) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat()
