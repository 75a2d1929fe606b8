"""The sentences of the annual plan: what areas need, its approval, its changes, and purchases."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from pytest_bdd import given, parsers, then, when

from engine.refusals import Refused
from storage.queries.deadlines import deadlines_of_case
from storage.queries.plans import Plan, PlannedItem, items_of_plan, plan_of
from tests.features.plan import AnnualPlan, Need, need
from tests.features.purchase import Purchase
from tests.ocds import publishes
from tests.town import Town

MONTHS = {"marzo": 3, "agosto": 8}
YEAR = 2026


@dataclass
class Telling:
    """The plan of the scenario and what was proposed for it."""

    plan: AnnualPlan
    needs: list[Need] = field(default_factory=list)

    @property
    def town(self) -> Town:
        return self.plan.town

    def items(self) -> tuple[PlannedItem, ...]:
        publishes(self.town)
        town = self.town.municipality_id
        return self.town.reads(lambda c: items_of_plan(c, town, YEAR))

    def held(self) -> Plan:
        publishes(self.town)
        town = self.town.municipality_id
        found = self.town.reads(lambda c: plan_of(c, town, YEAR))
        assert found is not None
        return found


def soles(text: str) -> str:
    return text.replace(",", "")


@pytest.fixture
def telling(town: Town) -> Telling:
    return Telling(AnnualPlan(town))


@given(parsers.parse('que Contrataciones abrió el plan de 2026 para "{area}", con S/ {budget} de apertura'))  # fmt: skip  # noqa: E501
def _opened(telling: Telling, area: str, budget: str) -> None:
    telling.plan.opens(YEAR, area, budget=soles(budget))


@given(parsers.parse('que el área propuso "{what}", código {code}, por S/ {amount}, para {month}'))
def _needed(telling: Telling, what: str, code: str, amount: str, month: str) -> None:
    telling.needs.append(need(what, soles(amount), code=code, month=MONTHS[month]))


@given(parsers.parse('que rige el plan de 2026 con "{one}" por S/ {amount} y "{other}" por S/ {more}'))  # fmt: skip  # noqa: E501
def _in_force(telling: Telling, one: str, amount: str, other: str, more: str) -> None:
    rows = [need(one, soles(amount)), need(other, soles(more), code="25101702")]
    telling.plan.comes_into_force(YEAR, rows)
    publishes(telling.town)


@when("Contrataciones recibe las necesidades")
def _proposed(telling: Telling) -> None:
    telling.plan.proposes(*telling.needs)


@when("Contrataciones consolida")
def _consolidated(telling: Telling) -> None:
    telling.plan.consolidates(*({**row, "area": "Obras"} for row in telling.needs))


@when(parsers.parse('Contrataciones consolida, Presupuesto da su conformidad y la autoridad aprueba con "{number}"'))  # fmt: skip  # noqa: E501
def _consolidated_and_approved(telling: Telling, number: str) -> None:
    _consolidated(telling)
    _approved(telling, number)


@when(parsers.parse('Presupuesto da su conformidad y la autoridad aprueba con "{number}"'))
def _approved(telling: Telling, number: str) -> None:
    telling.plan.finds_right()
    telling.plan.approves(number)


@when(parsers.parse('Contrataciones pide excluir el ítem {number:d} porque "{why}"'))
def _excluded(telling: Telling, number: int, why: str) -> None:
    telling.plan.changes(why, excluidos=[{"numero": str(number)}])


@when(parsers.parse('el área compra "{what}" por S/ {amount} sin nombrar un ítem del plan'))
def _bought(purchase: Purchase, what: str, amount: str) -> None:
    outside = {"item_plan": "ninguno", "motivo_sin_plan": "No se previó"}
    purchase.need(what, area="Obras", days="10", planned=outside)
    purchase.study(soles(amount))
    purchase.certify()


@when(parsers.parse("Contrataciones nombra el ítem {number:d}"))
def _named(purchase: Purchase, number: int) -> None:
    purchase.do("nombrar_item", item_plan=f"{YEAR}-{number}")


@then(parsers.parse('el ítem {number:d} se prevé por "{method}", porque se suma con otro de su clase'))  # fmt: skip  # noqa: E501
def _method(telling: Telling, number: int, method: str) -> None:
    row = telling.plan.rows()[number - 1]
    assert (row["metodo_nombre"], row["junto"]) == (method, True)


@then(parsers.parse("el plan se publica hasta el {day}"))
def _due(telling: Telling, day: str) -> None:
    town, case_id = telling.town.municipality_id, telling.plan.case_id
    terms = telling.town.reads(lambda c: deadlines_of_case(c, town, case_id))
    assert [f"{term.due_on:%d/%m/%Y}" for term in terms] == [day]


@then(parsers.parse("el plan de 2026 tiene {items:d} ítems por S/ {amount}, en su versión {version:d}"))  # fmt: skip  # noqa: E501
def _holds(telling: Telling, items: int, amount: str, version: int) -> None:
    now = telling.held().now
    assert (now.items, now.amount, now.version) == (items, Decimal(soles(amount)), version)


@then("Presupuesto no puede darle conformidad")
def _beyond(telling: Telling) -> None:
    town, case_id = telling.town, telling.plan.case_id
    task = town.open_task(case_id, "plan_presupuestar", "hugo")
    assert isinstance(town.complete("hugo", task, {"presupuesto_conforme": "si"}), Refused)
    assert town.steps(case_id) == ["plan_presupuestar"]


@then(parsers.parse('el ítem {number:d} sigue en el plan, como excluido, por "{why}"'))
def _still_there(telling: Telling, number: int, why: str) -> None:
    row = telling.items()[number - 1]
    assert (row.item.number, row.state) == (number, "excluded")
    assert telling.held().now.reason == why


@then(parsers.parse('el expediente espera "{step}"'))
def _waits(purchase: Purchase, step: str) -> None:
    assert purchase.town.steps(purchase.case_id) == [step]


@then(parsers.parse("el ítem {number:d} ya no se ofrece a otra compra"))
def _taken(telling: Telling, number: int) -> None:
    assert not telling.items()[number - 1].is_open
