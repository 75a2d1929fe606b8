"""The indicator of the plan: called in the planned quarter, of what was to be called by now."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.registers.execution import execution_of
from storage.queries.plans import (
    ItemPurchase,
    ItemState,
    PlanItemRow,
    PlannedItem,
    PlanPurchaseRow,
)


def item(number: int, month: int, *called: str, state: str = "called", out: int = 0) -> PlannedItem:
    row = PlanItemRow(
        1, number, 2026, "x", "bienes", "40151503", Decimal(1), "u", Decimal(100), month, "F", "A",
        "lpa", "LPA", out, 1,
    )  # fmt: skip
    bought = (
        ItemPurchase(
            PlanPurchaseRow(n, 2026, number, state, date.fromisoformat(day) if day else None, None),
            f"CON-{n}",
        )
        for n, day in enumerate(called)
    )
    return PlannedItem(row, tuple(bought))


def test_only_quarters_that_ended_count_and_ten_items_are_enough() -> None:
    ten = [item(n, 2, "2026-03-31" if n < 7 else "2026-04-01") for n in range(10)]
    later = [item(20, 5), item(21, 3, out=1)]
    done = execution_of([*ten, *later], 2026, date(2026, 4, 1))
    assert (done.items, done.called, done.due, done.on_time) == (11, 10, 10, 7)
    assert done.share == Decimal("0.7")
    assert [each.over for each in done.quarters] == [True, False, False, False]
    assert execution_of(ten[1:], 2026, date(2026, 4, 1)).share is None
    assert execution_of(ten, 2026, date(2026, 3, 31)).share is None


def test_an_item_stands_where_its_purchase_that_got_furthest_does() -> None:
    assert item(1, 2).state is ItemState.PLANNED
    assert item(1, 2, "", state="preparing").state is ItemState.PLANNED
    assert not item(1, 2, "", state="preparing").is_open
    failed = item(1, 2, "2026-02-03", state="failed")
    assert (failed.state, failed.is_open, failed.called_on) == (
        ItemState.PLANNED, True, date(2026, 2, 3),
    )  # fmt: skip
    assert item(1, 2, "2026-02-03", state="contracted").state is ItemState.CONTRACTED
    assert item(1, 2, "2026-02-03", out=1).state is ItemState.EXCLUDED
