"""Advice of a mobile team and what comes of it in the plan, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

import processes
from engine.jobs.linking import link_handlers
from engine.parameters import load_parameters
from engine.refusals import Refused
from processes.improvement.plans import Plan, plans_of
from processes.registry import family, handlers, parameters_of
from storage.queries.deadlines import deadlines_of_case
from tests.features.sentences import say
from tests.town import Town

PLANNED = {
    "area": "ciudadano", "inicio": "01/03/2026", "linea_base": "Nada", "meta": "Todo",
    "presupuesto": "1000.00", "fuente": "Recursos propios", "riesgo": "Ninguno",
    "probabilidad": "1", "dano": "1",
}  # fmt: skip
KINDS = {"un proceso": "proceso", "un indicador": "indicador"}


@dataclass
class Advice:
    """The plan and the request of the scenario."""

    town: Town
    plan_id: int = 0
    case_id: int = 0

    def does(self, who: str, step: str, data: Mapping[str, Any], case_id: int = 0) -> None:
        """Somebody completes a step, with its papers."""
        town, case_id = self.town, case_id or self.case_id
        task_id = town.open_task(case_id, step, who)
        for title, kind in town.document_kinds(case_id, step).items():
            town.attach(who, case_id, task_id=task_id, kind=kind, title=title)
        town.does(who, case_id, step, data)
        self.settle()

    def settle(self) -> None:
        """What the house does by itself."""
        house = self.town.installation
        while self.town.works({**link_handlers(house), **handlers(house)}):
            self.town.listens()

    def moves_to(self, day: date) -> None:
        """The days pass."""
        self.town.move_to(day)
        self.settle()

    def plans(self) -> tuple[Plan, ...]:
        """As pages read them."""
        town = self.town
        return town.reads(lambda c: plans_of(town.installation, c, town.municipality_id))

    def recommends(self, *what: str, due: str) -> None:
        """The report of the team."""
        rows = [
            {"recomendacion": one, "responsable": "Rentas", "vence": due, "prueba": f"Acta: {one}"}
            for one in what
        ]
        told = {"resumen": "Se espera mucho", "recomendaciones": rows}
        found = [{"hallazgo": "Tres hojas distintas", "gravedad": "2"}]
        self.does("iris", "informar", {**told, "hallazgos": found})

    def proposes(self, day: str) -> None:
        """The team proposes a day."""
        told = {"modalidad": "visita", "fecha": day, "horas": "6", "preparar": "Los expedientes"}
        self.does("iris", "proponer_fecha", told)

    def done(self, day: str) -> None:
        """It took place."""
        told = {"se_hizo": "si", "realizada_el": day, "participaron": "Mesa de Partes"}
        self.does("iris", "realizar", told)


@pytest.fixture
def advice(town: Town) -> Advice:
    """Nothing asked yet."""
    return Advice(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(processes.__file__).parent / "improvement/asesoria"))


@given(say("que hoy es <day:today> y hay un plan de mejora en marcha"))
def _(advice: Advice, today: date) -> None:
    town = advice.town
    town.clock.move(to=town.clock.now().replace(year=today.year, month=today.month, day=today.day))
    town.deploys(family("plan_mejora").bundle)
    town.deploys(family("asesoria").bundle)
    town.person("hugo", "planeamiento")
    town.person("pilar", "concejo")
    town.person("iris", "equipo_movil", "planeamiento")
    town.person("rosa", "responsable_area")
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    advice.plan_id = town.open_case("hugo", "plan_mejora", {"titulo": "2026"})
    advice.settle()
    row = {"accion": "Ventanilla única", "area": "ciudadano"}
    points = {"impacto": "5", "factibilidad": "4", "costo": "2"}
    advice.does("hugo", "priorizar", {"acciones": [{**row, **points}]}, advice.plan_id)
    owner = {"responsable": "Rosa", "correo": "rosa@tamboreal.example"}
    milestone = {"accion": "Ventanilla única", "hito": "Uno", "peso": "1", "vence": "31/12/2026"}
    told = {"acciones": [{**PLANNED, **owner}], "hitos": [milestone]}
    advice.does("hugo", "formular", told, advice.plan_id)
    advice.does("pilar", "aprobar_plan", {"aprobado": "si", "acuerdo": "041"}, advice.plan_id)


@when(parsers.parse('planeamiento pide asesoría sobre "{about}", {kind}, como proponga el equipo'))
def _(advice: Advice, about: str, kind: str) -> None:
    told = {
        "asunto": KINDS[kind], "sobre": about, "area": "ciudadano", "prefiere": "equipo",
        "necesidad": "Se demora y no se sabe por qué", "urgente": "no",
    }  # fmt: skip
    advice.case_id = advice.town.open_case("hugo", "asesoria", told)


@then(parsers.parse('se propone "{how}"'))
def _(advice: Advice, how: str) -> None:
    proposed = advice.town.data_of(advice.case_id)["propuesta"]
    assert isinstance(proposed, Mapping)
    assert proposed["como"] == how


@then(say('<text:who> tiene hasta el <day:until> en "<text:title>"'))
def _(advice: Advice, who: str, until: date, title: str) -> None:
    town = advice.town
    rows = town.reads(
        lambda one: deadlines_of_case(one, town.municipality_id, advice.case_id, open_only=True)
    )
    assert [each.due_on for each in rows if each.title == title] == [until]


@when(parsers.parse("el equipo lo toma y propone una visita el {day}"))
def _(advice: Advice, day: str) -> None:
    advice.does("iris", "tomar", {"se_toma": "si", "experto": "Trámites"})
    advice.proposes(day)


@when("planeamiento pide otro día")
def _(advice: Advice) -> None:
    told = {"acuerdo_fecha": "otra", "otra_fecha": "El 18, desde las 9"}
    advice.does("hugo", "acordar_fecha", told)


@when(parsers.parse("el equipo propone una visita el {day}"))
def _(advice: Advice, day: str) -> None:
    advice.proposes(day)


@when("planeamiento está de acuerdo")
def _(advice: Advice) -> None:
    advice.does("hugo", "acordar_fecha", {"acuerdo_fecha": "si"})


@then(say("hasta el <day:until> el equipo no tiene nada que hacer"))
def _(advice: Advice, until: date) -> None:
    advice.moves_to(until)
    assert advice.town.steps(advice.case_id) == []


@when(say("llega el <day:when_> y el equipo hace la visita"))
def _(advice: Advice, when_: date) -> None:
    advice.moves_to(when_)
    advice.done(f"{when_:%d/%m/%Y}")


@when(parsers.parse('informa con "{first}" y "{second}", hasta el {due}'))
def _(advice: Advice, first: str, second: str, due: str) -> None:
    advice.recommends(first, second, due=due)


@then("quien informó no puede responder")
def _(advice: Advice) -> None:
    refused = advice.town.claim("iris", advice.town.open_task(advice.case_id, "responder"))
    assert isinstance(refused, Refused)


@when(parsers.parse('planeamiento acepta "{yes}" y no "{no}"'))
def _(advice: Advice, yes: str, no: str) -> None:
    rows = [
        {"acepta": "si", "correo": "rosa@tamboreal.example"},
        {"acepta": "no", "por_que": "No hay con quién"},
    ]
    told = {"recomendaciones": rows, "plan": advice.town.case(advice.plan_id).number}
    advice.does("hugo", "responder", told)
    assert [each["acepta"] for each in _rows(advice, "recomendaciones")] == ["si", "no"]


def _rows(advice: Advice, name: str) -> list[Mapping[str, Any]]:
    rows = advice.town.data_of(advice.case_id)[name]
    assert isinstance(rows, list)
    return rows


@when("planeamiento completa la acción en el plan")
def _(advice: Advice) -> None:
    advice.does("hugo", "incorporar", {"nuevas": [PLANNED]}, advice.plan_id)


@then(say('el plan tiene la acción "<text:title>" con su hito al <day:due>'))
def _(advice: Advice, title: str, due: date) -> None:
    (plan,) = advice.plans()
    action = plan.actions[-1]
    assert (action.title, action.owner, action.baseline) == (title, "Rentas", "Nada")
    assert action.course is not None
    assert [each.due for each in action.course.milestones] == [due]


@when(say("llega el <day:when_>"))
def _(advice: Advice, when_: date) -> None:
    advice.moves_to(when_)


@then("se pregunta a rosa por su hito")
def _(advice: Advice) -> None:
    tasks = advice.town.open_tasks(advice.plan_id)
    (asked,) = [each for each in tasks if each.element_key == "decir_hito"]
    assert asked.assignee_id == advice.town.people["rosa"].person_id


@then("el equipo tiene que ver qué se hizo de 1 recomendación")
def _(advice: Advice) -> None:
    assert advice.town.steps(advice.case_id) == ["seguir"]


@when(parsers.parse("el equipo la ve hecha y planeamiento evalúa con {points}"))
def _(advice: Advice, points: str) -> None:
    seen = {"aceptadas": [{"estado": "hecha", "visto": "La hoja"}], "seguimiento": "Seguir así"}
    advice.does("iris", "seguir", seen)
    told = {"utilidad": points, "volveria": "si", "comentario_evaluacion": "Vinieron preparados"}
    advice.does("hugo", "evaluar", told)


@then(parsers.parse('la asesoría termina en "{outcome}"'))
def _(advice: Advice, outcome: str) -> None:
    assert advice.town.case(advice.case_id).outcome == outcome


@when(say('el equipo la hace el <day:when_> y recomienda "<text:what>"'))
def _(advice: Advice, when_: date, what: str) -> None:
    advice.does("iris", "tomar", {"se_toma": "si", "experto": "Recaudo"})
    advice.proposes(f"{when_:%d/%m/%Y}")
    advice.does("hugo", "acordar_fecha", {"acuerdo_fecha": "si"})
    advice.moves_to(when_)
    advice.done(f"{when_:%d/%m/%Y}")
    advice.recommends(what, due="30/06/2026")


@when("planeamiento la acepta sin decir en qué plan")
def _(advice: Advice) -> None:
    row = {"acepta": "si", "correo": "rosa@tamboreal.example"}
    advice.does("hugo", "responder", {"recomendaciones": [row]})


@when("planeamiento abre otro plan")
def _(advice: Advice) -> None:
    advice.town.open_case("hugo", "plan_mejora", {"titulo": "otro"})
    advice.settle()


@then(parsers.parse('"{title}" está entre sus acciones'))
def _(advice: Advice, title: str) -> None:
    newest = advice.plans()[0]
    assert title in [each.title for each in newest.actions]


@then("planeamiento tiene que insistir")
def _(advice: Advice) -> None:
    assert sorted(advice.town.steps(advice.case_id)) == ["insistir", "tomar"]
    advice.does("hugo", "insistir", {"insistencia": "Se llamó a la red"})


@when("el equipo dice que no es su materia")
def _(advice: Advice) -> None:
    told = {"se_toma": "no", "motivo_no": "Lo ve la provincia"}
    advice.does("iris", "tomar", told)
