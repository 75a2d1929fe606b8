"""The annual plan in the pure engine: from what the areas need to a version that is in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.definitions.compilation import compile_bundle
from processes.registry import family
from tests.unit.processes.conftest import Walk

DAY = date(2026, 1, 12)


def need(what: str, code: str, amount: str, *, month: int = 3, **more: str) -> dict[str, str]:
    told = {
        "descripcion": what, "objeto": "bienes", "codigo": code, "cantidad": "4", "unidad": "kit",
        "monto": amount, "mes": str(month), "fuente": "FONCOMUN", "modalidad": "ninguna",
        "uniforme": "no",
    }  # fmt: skip
    return {**told, **more}


PUMPS = need("Motobombas", "40151503", "40000")
MORE = need("Motobombas para riego", "40151510", "30000", month=8)
TRUCK = need("Camioneta", "25101702", "165000", month=5)


def opened(walk: Walk, budget: str = "900000", *, funds: str = "FONCOMUN") -> Walk:
    """Two areas proposed what they need."""
    areas = [{"nombre": "Obras", "correo": "julia@x.pe"}, {"nombre": "Administración"}]
    walk.start(
        ejercicio="2026", presupuesto_apertura=budget, fecha_limite="2026-01-20", areas=areas
    )
    for rows in ([PUMPS, TRUCK], [MORE]):
        walk.do("plan_proponer", necesidades=[{**row, "fuente": funds} for row in rows])
    return walk


def consolidated(walk: Walk, step: str = "enviar") -> None:
    rows = list(walk.data("plan_consolidar")["renglones_propuestos"])  # type: ignore[call-overload]
    typed = [{key: str(value) for key, value in row.items()} for row in rows]
    walk.do("plan_consolidar", renglones_propuestos=typed, consolidacion=step)


def approved(walk: Walk, number: str = "0003-2026-A") -> Walk:
    walk.do("plan_presupuestar", presupuesto_conforme="si")
    today = f"{walk.today:%d/%m/%Y}"
    walk.do(
        "plan_aprobar", decision_plan="aprobar", numero_resolucion=number, fecha_resolucion=today
    )
    return walk


def in_force(walk: Walk) -> Walk:
    consolidated(opened(walk))
    approved(walk)
    walk.do("plan_publicar", fecha_publicacion=f"{walk.today:%d/%m/%Y}")
    return walk


def told(rows: object, *names: str) -> list[tuple[Any, ...]]:
    assert isinstance(rows, Sequence)
    return [tuple(row[name] for name in names) for row in rows]


@pytest.fixture
def plan() -> Walk:
    compiled = compile_bundle(family("plan_anual").bundle)
    return Walk(compiled, DAY, first="plan_abrir")


def test_what_areas_need_is_numbered_with_its_method_and_what_adds_up(plan: Walk) -> None:
    opened(plan)
    rows = plan.data("plan_consolidar")["borrador"]
    assert told(rows, "numero", "area", "metodo", "junto") == [
        (1, "Obras", "lpa", True),  # 40,000 is a minor contract, with 30,000 of its class it is not
        (2, "Obras", "lpa", False),
        (3, "Administración", "lpa", True),
    ]


def test_consolidating_may_join_what_was_split_and_look_again(plan: Walk) -> None:
    opened(plan)
    joined = [{**PUMPS, "area": "Obras", "monto": "70000"}, {**TRUCK, "area": "Obras"}]
    plan.do("plan_consolidar", renglones_propuestos=joined, consolidacion="revisar")
    rows = plan.data("plan_consolidar")["borrador"]
    assert told(rows, "numero", "metodo", "junto") == [(1, "lpa", False), (2, "lpa", False)]


def test_a_plan_beyond_the_opening_budget_is_not_found_right(plan: Walk) -> None:
    consolidated(opened(plan, "200000"))
    with pytest.raises(AssertionError, match="presupuesto_conforme"):
        plan.do("plan_presupuestar", presupuesto_conforme="si")
    plan.do("plan_presupuestar", presupuesto_conforme="no", motivo_presupuesto="Pasa del PIA.")
    assert plan.data("plan_consolidar")["motivo_devolucion"] == "Pasa del PIA."


def test_the_authority_gives_back_what_it_does_not_approve(plan: Walk) -> None:
    consolidated(opened(plan))
    plan.do("plan_presupuestar", presupuesto_conforme="si")
    plan.do("plan_aprobar", decision_plan="devolver", motivo_plan="Falta la posta.")
    assert plan.open_steps() == ["plan_consolidar"]


def test_colombia_has_the_same_plan_with_its_own_methods() -> None:
    compiled = compile_bundle(family("plan_adquisiciones").bundle)
    plan = Walk(compiled, DAY, country="CO", first="plan_abrir")
    opened(plan, "900000000", funds="Recursos propios")
    rows = plan.data("plan_consolidar")["borrador"]
    assert told(rows, "numero", "metodo", "junto") == [
        (1, "minima", False), (2, "minima", False), (3, "minima", False)
    ]  # fmt: skip
    consolidated(plan)
    approved(plan)
    assert plan.due("Publicación del plan") == date(2026, 1, 15)


def test_the_publication_has_its_term(plan: Walk) -> None:
    consolidated(opened(plan))
    approved(plan)
    assert plan.due("Publicación del plan") == date(2026, 1, 19)
    plan.do("plan_publicar", fecha_publicacion="12/01/2026")
    data = plan.data("plan_gestionar")
    assert told(data["versiones"], "numero", "resolucion", "publicada") == [(1, "0003-2026-A", DAY)]
    assert plan.open_steps() == ["plan_gestionar"]


def test_a_change_is_another_version_and_leaves_the_numbers_as_they_are(plan: Walk) -> None:
    known = in_force(plan).data("plan_gestionar")

    def free(year: int) -> list[Mapping[str, object]]:
        rows = known["renglones"]
        assert isinstance(rows, list)
        assert year == DAY.year
        return [{**row, "abierto": row["numero"] != 2} for row in rows]

    plan.plans = free
    plan.on(date(2026, 5, 4))
    plan.do(
        "plan_gestionar",
        asunto="modificar",
        area_cambio="Obras",
        motivo_cambio="Llegó una transferencia.",
        incluidos=[{**need("Posta médica", "72121406", "320000"), "area": "Obras"}],
        cambiados=[{"numero": "2", "monto": "170000", "mes": "6"}],
        excluidos=[{"numero": "3"}],
    )
    assert told(plan.data("plan_presupuestar")["renglones"], "numero", "monto", "estado") == [
        (1, 40000, "vigente"), (2, 165000, "vigente"), (3, 30000, "vigente"),
    ]  # fmt: skip
    approved(plan, "0044-2026-A")
    rows = plan.data("plan_publicar")["renglones"]
    assert told(rows, "numero", "monto", "mes", "estado", "metodo") == [
        (1, 40000, 3, "vigente", "menor"),
        (2, 170000, 6, "vigente", "lpa"),
        (3, 30000, 8, "excluido", "lpa"),
        (4, 320000, 3, "vigente", "lpa"),
    ]
    plan.do("plan_publicar", fecha_publicacion="04/05/2026")
    versions = told(plan.data("plan_gestionar")["versiones"], "numero", "motivo")
    assert versions == [(1, None), (2, "Llegó una transferencia.")]
    assert plan.data("plan_gestionar")["incluidos"] is None


def test_a_change_that_is_given_back_changes_nothing(plan: Walk) -> None:
    in_force(plan)
    more = [{**need("Posta médica", "72121406", "3200000"), "area": "Obras"}]
    plan.do(
        "plan_gestionar",
        asunto="modificar",
        area_cambio="Obras",
        motivo_cambio="Hace falta.",
        incluidos=more,
    )
    plan.do("plan_presupuestar", presupuesto_conforme="no", motivo_presupuesto="No alcanza.")
    assert plan.open_steps() == ["plan_gestionar"]
    rows, versions = (
        plan.data("plan_gestionar")["renglones"],
        plan.data("plan_gestionar")["versiones"],
    )
    assert (told(rows, "numero"), told(versions, "numero")) == ([(1,), (2,), (3,)], [(1,)])
    plan.do("plan_gestionar", asunto="cerrar")
    assert plan.ends[-1] == "plan_anual_fin"


def test_a_second_plan_of_a_year_is_not_approved(plan: Walk) -> None:
    consolidated(opened(plan))
    plan.plans = lambda year: [{"clave": f"{year}-1", "abierto": True}]
    plan.do("plan_presupuestar", presupuesto_conforme="si")
    with pytest.raises(AssertionError, match="decision_plan"):
        plan.do("plan_aprobar", decision_plan="aprobar")


def test_a_year_that_has_a_plan_is_not_offered(plan: Walk) -> None:
    plan.plans = lambda year: [{"clave": f"{year}-1"}] if year == DAY.year else []
    with pytest.raises(AssertionError, match="ejercicio"):
        opened(plan)


def test_amounts_are_exact(plan: Walk) -> None:
    in_force(plan)
    rows = plan.data("plan_gestionar")["renglones"]
    assert isinstance(rows, list)
    assert sum(row["monto"] for row in rows) == Decimal(235000)
