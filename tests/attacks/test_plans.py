"""Who has no part in a plan neither approves it nor writes into it, whatever they send."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.refusals import RefusalKind, Refused
from tests.features.plan import AnnualPlan, need
from tests.features.purchase import Purchase
from tests.hall import Hall
from tests.town import Town
from ui.settings import Settings


@pytest.fixture
def planning(database_url: str, tmp_path: Path) -> Iterator[AnnualPlan]:
    town = Town(database_url, tmp_path / "documents")
    Purchase(town).found()
    town.move_to(date(2026, 4, 6))
    plan = AnnualPlan(town)
    plan.opens(2026, "Obras")
    yield plan
    town.close()


def refused(plan: AnnualPlan, who: str, step: str, **data: object) -> RefusalKind:
    (task,) = (one for one in plan.town.open_tasks(plan.case_id) if one.element_key == step)
    answer = plan.town.complete(who, task.id, data)
    assert isinstance(answer, Refused)
    return answer.kind


def test_what_nobody_may_write_into_a_plan_stays_out(planning: AnnualPlan) -> None:
    town = planning.town
    assert isinstance(town.start("julia", "plan_anual", {"ejercicio": "2027"}), Refused)
    assert isinstance(town.start("proveedor", "plan_anual", {"ejercicio": "2027"}), Refused)
    assert refused(planning, "proveedor", "plan_proponer", necesidades=[]) is not None
    forged = {**need("Camioneta", "165000.00"), "numero": "99", "estado": "excluido"}
    forged |= {"metodo": "menor", "area": "Alcaldía"}
    planning.proposes(forged)
    (row,) = planning.rows()
    told = {name: row[name] for name in ("numero", "estado", "metodo", "area")}
    assert told == {"numero": 1, "estado": "vigente", "metodo": "lpa", "area": "Obras"}
    for who in ("julia", "hugo", "luis", "proveedor"):
        assert refused(planning, who, "plan_consolidar", consolidacion="enviar") is not None
    planning.consolidates({**need("Camioneta", "165000.00"), "area": "Obras"})
    assert refused(planning, "rosa", "plan_presupuestar", presupuesto_conforme="si") is not None
    planning.finds_right()
    for who in ("julia", "rosa", "hugo", "proveedor"):
        assert refused(planning, who, "plan_aprobar", decision_plan="aprobar") is not None


def test_one_person_with_two_roles_does_not_check_and_approve(planning: AnnualPlan) -> None:
    town = planning.town
    town.person("doble", "presupuesto", "autoridad", "contrataciones")
    planning.proposes(need("Camioneta", "165000.00"))
    planning.consolidates({**need("Camioneta", "165000.00"), "area": "Obras"})
    town.does("doble", planning.case_id, "plan_presupuestar", {"presupuesto_conforme": "si"})
    kind = refused(planning, "doble", "plan_aprobar", decision_plan="aprobar")
    assert kind is RefusalKind.SEPARATED


def test_the_page_of_the_plan_is_for_those_inside(planning: AnnualPlan) -> None:
    hall = Hall(planning.town, Settings())
    planning.town.person("nadie")
    assert hall.desk("rosa").opens("plan").status == 200
    assert hall.desk("nadie").opens("plan").status == 403
    assert hall.desk("proveedor").opens("plan").status == 403
