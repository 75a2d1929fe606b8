"""The annual procurement plans as the acts of their cases left them.

The plan of a year is that of the case that was approved first; a state of an item is that of the
purchase that got furthest with it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import cases, plan_items, plan_purchases, plan_versions, release_records

MOST = 1_000
"""Items of a plan that are read; a small municipality has some dozens."""


class ItemState(StrEnum):
    """How far an item got: planned: nothing was called yet; called, awarded, contracted: as far as
    a purchase got with it; excluded: a later version took it out."""

    PLANNED = "planned"
    CALLED = "called"
    AWARDED = "awarded"
    CONTRACTED = "contracted"
    EXCLUDED = "excluded"


_STEPS = ("failed", "preparing", "called", "awarded", "contracted")
"""How far a purchase got; what came to nothing leaves the item as it was."""


@dataclass(frozen=True, slots=True)
class PlanItemRow:
    """An item of a plan as its last version has it; `month` of the call that is foreseen, `since`
    the version that changed it last."""

    case_id: int
    number: int
    year: int
    description: str
    object: str
    code: str
    quantity: Decimal | None
    unit: str
    amount: Decimal | None
    month: int
    funds: str
    area: str
    method: str
    method_name: str
    excluded: int
    since: int

    @property
    def key(self) -> str:
        """What a purchase calls it: the year and the number."""
        return f"{self.year}-{self.number}"

    @property
    def quarter(self) -> int:
        """That of the month, from 1."""
        return (self.month + 2) // 3


@dataclass(frozen=True, slots=True)
class PlanVersionRow:
    """A version of a plan: 1 as it was approved first, and one more for each change. `changes` is
    JSON: what each item was before and is now."""

    case_id: int
    version: int
    year: int
    approved_on: date | None
    published_on: date | None
    resolution: str
    reason: str
    items: int
    amount: Decimal | None
    currency: str
    changes: str


@dataclass(frozen=True, slots=True)
class PlanPurchaseRow:
    """A purchase that runs an item; `state`: preparing, called, awarded, contracted, failed."""

    case_id: int
    year: int
    number: int
    state: str
    called_on: date | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class ItemPurchase:
    """A purchase of an item, by the number of its case and, where it was published, its ocid."""

    purchase: PlanPurchaseRow
    case_number: str
    ocid: str = ""


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item with the purchases that run or ran it, oldest first."""

    item: PlanItemRow
    purchases: tuple[ItemPurchase, ...] = ()

    @property
    def state(self) -> ItemState:
        """How far it got."""
        if self.item.excluded:
            return ItemState.EXCLUDED
        steps = [_STEPS.index(each.purchase.state) for each in self.purchases]
        furthest = _STEPS[max(steps, default=0)]
        return ItemState.PLANNED if furthest in _STEPS[:2] else ItemState(furthest)

    @property
    def called_on(self) -> date | None:
        """When it was first called, whatever came of it."""
        days = (each.purchase.called_on for each in self.purchases)
        return min((day for day in days if day is not None), default=None)

    @property
    def is_open(self) -> bool:
        """Whether a purchase may still take it: nothing runs it."""
        running = any(each.purchase.state != "failed" for each in self.purchases)
        return not self.item.excluded and not running


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a year: the number of its case and its versions, the newest last."""

    case_number: str
    versions: tuple[PlanVersionRow, ...]

    @property
    def now(self) -> PlanVersionRow:
        """The version in force."""
        return self.versions[-1]


_ITEM = tuple(plan_items.c[name] for name in PlanItemRow.__dataclass_fields__)
_VERSION = tuple(plan_versions.c[name] for name in PlanVersionRow.__dataclass_fields__)
_PURCHASE = tuple(plan_purchases.c[name] for name in PlanPurchaseRow.__dataclass_fields__)


def years_of_plans(connection: Connection, municipality_id: int) -> tuple[int, ...]:
    """The years that have a plan, the newest first."""
    of = plan_versions.c
    found = select(of.year).where(of.municipality_id == municipality_id).distinct()
    return tuple(connection.scalars(found.order_by(of.year.desc())))


def plan_of(connection: Connection, municipality_id: int, year: int) -> Plan | None:
    """The plan of a year; None where none was approved."""
    found = (
        select(*_VERSION, cases.c.number)
        .join(cases, joined(plan_versions, cases, "case_id"))
        .where(_in_force(municipality_id, year, plan_versions.c.case_id))
        .where(plan_versions.c.municipality_id == municipality_id)
        .order_by(plan_versions.c.version)
    )
    rows = connection.execute(found).all()
    if not rows:
        return None
    return Plan(rows[0][-1], tuple(PlanVersionRow(*row[:-1]) for row in rows))


def items_of_plan(
    connection: Connection, municipality_id: int, year: int, *, but: int | None = None
) -> tuple[PlannedItem, ...]:
    """The items of the plan of a year by their number, with the purchases that run them; `but` is
    the case that asks, which is not in its own way."""
    found = (
        select(*_ITEM)
        .where(plan_items.c.municipality_id == municipality_id)
        .where(_in_force(municipality_id, year, plan_items.c.case_id))
        .order_by(plan_items.c.number)
        .limit(MOST)
    )
    rows = many(connection, found, PlanItemRow)
    running = _purchases_of(connection, municipality_id, year, but) if rows else {}
    return tuple(PlannedItem(row, tuple(running.get(row.number, ()))) for row in rows)


def purchase_in_plan(
    connection: Connection, municipality_id: int, case_id: int
) -> PlanPurchaseRow | None:
    """The item that a purchase runs; None for one that is outside of the plan."""
    of = plan_purchases.c
    found = select(*_PURCHASE).where(of.municipality_id == municipality_id, of.case_id == case_id)
    return one(connection, found, PlanPurchaseRow)


def published_plans(connection: Connection, municipality_id: int) -> dict[int, str]:
    """By year, the identifier under which its plan was published."""
    of = plan_versions.c
    first = (
        select(of.year, func.min(of.case_id).label("case_id"))
        .where(of.municipality_id == municipality_id)
        .group_by(of.year)
        .subquery()
    )
    found = (
        select(first.c.year, release_records.c.ocid)
        .join(release_records, release_records.c.case_id == first.c.case_id)
        .where(release_records.c.municipality_id == municipality_id)
    )
    return {int(year): str(ocid) for year, ocid in connection.execute(found)}


def state_of_plans(connection: Connection, municipality_id: int) -> str | None:
    """A text that changes whenever the plans do, or what runs them; None while there is none."""
    of, by = plan_versions.c, plan_purchases.c
    mine = select(func.count(), func.max(of.version), func.max(of.published_on))
    found = connection.execute(mine.where(of.municipality_id == municipality_id)).one()
    states = (
        select(by.state, func.count(), func.max(by.called_on))
        .where(by.municipality_id == municipality_id)
        .group_by(by.state)
        .order_by(by.state)
    )
    told = [str(part) for row in connection.execute(states) for part in row]
    return "-".join([*map(str, found), *told]) if found[0] else None


def _in_force(municipality_id: int, year: int, case_id: ColumnElement[int]) -> ColumnElement[bool]:
    of = plan_versions.alias("approved").c
    first = select(func.min(of.case_id)).where(of.municipality_id == municipality_id)
    return case_id == first.where(of.year == year).scalar_subquery()


def _purchases_of(
    connection: Connection, municipality_id: int, year: int, but: int | None
) -> dict[int, list[ItemPurchase]]:
    of = plan_purchases.c
    found = (
        select(*_PURCHASE, cases.c.number, func.coalesce(release_records.c.ocid, ""))
        .join(cases, joined(plan_purchases, cases, "case_id"))
        .outerjoin(
            release_records, joined(plan_purchases, release_records, "case_id", key="case_id")
        )
        .where(of.municipality_id == municipality_id, of.year == year, of.case_id != (but or 0))
        .order_by(of.case_id)
    )
    by_item: dict[int, list[ItemPurchase]] = defaultdict(list)
    for row in connection.execute(found):
        each = ItemPurchase(PlanPurchaseRow(*row[:-2]), row[-2], row[-1])
        by_item[each.purchase.number].append(each)
    return by_item
