"""The annual plan is published as a planning process, and its register follows its purchases."""

from __future__ import annotations

import json
from datetime import date

import pytest

from storage.queries.plans import ItemState, items_of_plan, plan_of, purchase_in_plan
from tests.features.plan import AnnualPlan, need
from tests.features.purchase import Purchase
from tests.ocds import judged, publishes, record_of, tags_of
from tests.town import Town

NEEDS = (
    need("Motobombas", "180000.00"),
    need("Camioneta", "165000.00", code="25101702", month=5),
    need("Útiles", "9000.00", code="44121600", month=2),
)


@pytest.fixture
def plan(town: Town, purchase: Purchase) -> AnnualPlan:
    """A plan of 2026 with three items, published."""
    town.move_to(date(2026, 1, 12))
    found = AnnualPlan(town)
    found.comes_into_force(2026, NEEDS)
    publishes(town)
    return found


def states(town: Town) -> list[ItemState]:
    rows = town.reads(lambda c: items_of_plan(c, town.municipality_id, 2026))
    return [row.state for row in rows]


def test_a_version_is_a_planning_release_and_a_change_an_update(
    town: Town, plan: AnnualPlan
) -> None:
    town.move_to(date(2026, 5, 4))
    more = {**need("Posta médica", "320000.00", code="72121406", kind="obras"), "area": "Obras"}
    plan.changes(
        "Llegó una transferencia.",
        incluidos=[more],
        cambiados=[{"numero": "2", "monto": "170000.00"}],
        excluidos=[{"numero": "3"}],
    )
    publishes(town)
    assert tags_of(town, plan.case_id) == ["planning"]  # nothing holds before it is approved
    plan.finds_right()
    plan.approves("0044-2026-A")
    plan.is_published()
    publishes(town)
    assert tags_of(town, plan.case_id) == ["planning", "planningUpdate"]
    releases, compiled = judged(town, plan.case_id)
    first, planning = releases[0]["planning"], compiled["planning"]
    assert [item["status"] for item in first["items"]] == ["planned"] * 3
    assert [item["status"] for item in planning["items"]] == [
        "planned", "planned", "excluded", "planned",
    ]  # fmt: skip
    assert planning["rationale"] == "Llegó una transferencia."
    assert planning["budget"]["amount"] == {"amount": 2000000, "currency": "PEN"}
    assert planning["budget"]["project"] == "Plan anual de contrataciones 2026"
    assert planning["milestones"][1]["dueDate"] == "2026-05-31T23:59:59-05:00"
    assert [each["documentType"] for each in planning["documents"]] == ["procurementPlan"] * 2
    assert {item["id"]: item.get("procurementMethodDetails") for item in planning["items"]} == {
        "1": "Licitación pública abreviada",
        "2": "Licitación pública abreviada",
        "3": "Contrato menor",
        "4": "Licitación pública abreviada de obras",
    }
    held = town.reads(lambda c: plan_of(c, town.municipality_id, 2026))
    assert held is not None
    assert [(each.version, each.items, each.amount) for each in held.versions] == [
        (1, 3, 354000),
        (2, 3, 670000),
    ]
    assert held.now.published_on == date(2026, 5, 4)
    changes = json.loads(held.now.changes)
    assert [(each["number"], each["act"]) for each in changes] == [
        (2, "changed"), (3, "excluded"), (4, "included"),
    ]  # fmt: skip
    assert changes[0]["after"] == {"amount": "170000.00"}


def test_an_item_follows_the_purchase_that_names_it(
    town: Town, plan: AnnualPlan, purchase: Purchase
) -> None:
    purchase.on(date(2026, 3, 2))
    purchase.need("Motobombas", area="Obras", days="30", planned={"item_plan": "2026-1"})
    publishes(town)
    row = town.reads(lambda c: purchase_in_plan(c, town.municipality_id, purchase.case_id))
    assert row is not None
    assert (row.number, row.state) == (1, "preparing")
    purchase.study("180000.00")
    purchase.certify()
    purchase.approve()
    purchase.on(date(2026, 3, 9))
    purchase.call(enquiries="3", offers="5")
    publishes(town)
    assert states(town) == [ItemState.CALLED, ItemState.PLANNED, ItemState.PLANNED]
    _, compiled = judged(town, purchase.case_id)
    (related,) = compiled["relatedProcesses"]
    assert related["relationship"] == ["planning"]
    assert related["identifier"] == record_of(town, plan.case_id).ocid
    assert compiled["planning"]["budget"]["uri"].endswith("/open/plan/2026#item-1")
    rows = town.reads(lambda c: items_of_plan(c, town.municipality_id, 2026))
    assert (rows[0].called_on, rows[0].is_open) == (date(2026, 3, 9), False)


def test_what_came_to_nothing_leaves_the_item_open(
    town: Town, plan: AnnualPlan, purchase: Purchase
) -> None:
    purchase.on(date(2026, 3, 2))
    purchase.need("Camioneta", area="Obras", days="30", planned={"item_plan": "2026-2"})
    purchase.study("165000.00")
    purchase.certify(credit=False)
    publishes(town)
    assert states(town) == [ItemState.PLANNED] * 3
    rows = town.reads(lambda c: items_of_plan(c, town.municipality_id, 2026))
    assert [row.is_open for row in rows] == [True] * 3
