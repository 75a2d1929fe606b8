"""An improvement plan from its priorities to its end, on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

import processes
from engine.jobs.linking import link_handlers
from engine.parameters import load_parameters
from processes.improvement.experiences import experiences_of, matching
from processes.improvement.plans import Plan, plans_of
from processes.improvement.progress import overall
from processes.registry import family, handlers, parameters_of
from storage.queries.deadlines import deadlines_of_case
from storage.queries.tasks import TaskDetail
from storage.tables.participation import ProposalState
from storage.writes.participation import put_proposal
from tests.features.sentences import day, say
from tests.town import Town

LEARNT = {
    "titulo": "Una ventanilla para diez trámites", "area": "ciudadano",
    "contexto": "Tres ventanillas por trámite", "hecho": "Se juntaron las tres",
    "resultado": "De 40 a 15 minutos de espera", "costo": "18500.00",
    "preguntar": "Mesa de Partes",
}  # fmt: skip
OWNERS = {"Pagos automáticos": "rosa", "Ventanilla única": "sonia"}


@dataclass
class Planning:
    """The plan of the scenario."""

    town: Town
    case_id: int = 0

    def does(self, who: str, step: str, data: Mapping[str, Any]) -> None:
        """Somebody completes a step, with its papers."""
        town = self.town
        task_id = town.open_task(self.case_id, step, who)
        for title, kind in town.document_kinds(self.case_id, step).items():
            town.attach(who, self.case_id, task_id=task_id, kind=kind, title=title)
        town.does(who, self.case_id, step, data)

    def settle(self) -> None:
        """What the house does by itself."""
        house = self.town.installation
        while self.town.works({**link_handlers(house), **handlers(house)}):
            self.town.listens()

    def waiting(self, step: str) -> list[TaskDetail]:
        """The tasks of a step that are open."""
        return [t for t in self.town.open_tasks(self.case_id) if t.element_key == step]

    @property
    def plan(self) -> Plan:
        """As pages read it."""
        town = self.town
        return town.reads(lambda c: plans_of(town.installation, c, town.municipality_id))[0]


@pytest.fixture
def planning(town: Town) -> Planning:
    """Nothing planned yet."""
    return Planning(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(processes.__file__).parent / "improvement/plan_mejora"))


@given(say('que hoy es <day:today> y planeamiento abre el plan "<text:title>"'))
def _(planning: Planning, today: date, title: str) -> None:
    town = planning.town
    town.clock.move(to=town.clock.now().replace(year=today.year, month=today.month, day=today.day))
    town.deploys(family("plan_mejora").bundle)
    town.person("hugo", "planeamiento")
    town.person("pilar", "concejo")
    town.person("luis", "autoridad")
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    for owner in OWNERS.values():
        town.person(owner, "responsable_area")
    planning.case_id = town.open_case("hugo", "plan_mejora", {"titulo": title})
    planning.settle()


@then(parsers.parse('se proponen {count} acciones, de "{first}" a "{last}"'))
def _(planning: Planning, count: str, first: str, last: str) -> None:
    titles = [each.title for each in planning.plan.actions]
    assert (len(titles), titles[0], titles[-1]) == (int(count), first, last)


@when(parsers.re(r"se priorizan (?P<told>.+)"))
def _(planning: Planning, told: str) -> None:
    rows = [
        {"accion": what, "area": "ciudadano", "impacto": i, "factibilidad": f, "costo": c}
        for what, i, f, c in re.findall(r'"([^"]+)" con (\d), (\d) y (\d)', told)
    ]
    planning.does("hugo", "priorizar", {"acciones": rows})


@then(parsers.parse('la primera es "{what}" con {priority}'))
def _(planning: Planning, what: str, priority: str) -> None:
    first = planning.plan.actions[0]
    assert (first.title, first.priority) == (what, Decimal(priority))


def _formulate(planning: Planning, milestones: list[dict[str, str]]) -> None:
    rows = [
        {
            "responsable": OWNERS[each.title].capitalize(),
            "correo": f"{OWNERS[each.title]}@tamboreal.example",
            "inicio": "01/01/2026",
            "linea_base": "Nada",
            "meta": "Todo",
            "presupuesto": "1000.00",
            "fuente": "Recursos propios",
            "riesgo": "Ninguno",
            "probabilidad": "1",
            "dano": "1",
        }
        for each in planning.plan.actions
    ]
    planning.does("hugo", "formular", {"acciones": rows, "hitos": milestones})


@when(parsers.re(r"se formulan con hitos de (?P<told>.+)"))
def _(planning: Planning, told: str) -> None:
    parts = re.findall(r"(\d+) al (\d\d/\d\d/\d{4})", told)
    _formulate(
        planning,
        [
            {"accion": what, "hito": f"Hito {n}", "peso": weight, "vence": due}
            for what in OWNERS
            for n, (weight, due) in enumerate(parts, start=1)
        ],
    )


@when(parsers.parse('se formulan con hitos solo para "{what}"'))
def _(planning: Planning, what: str) -> None:
    _formulate(planning, [{"accion": what, "hito": "Uno", "peso": "1", "vence": "31/01/2026"}])


@when("el concejo lo aprueba")
def _(planning: Planning) -> None:
    planning.does("pilar", "aprobar_plan", {"aprobado": "si", "acuerdo": "041-2026"})
    assert planning.plan.agreement == "041-2026"


@when(parsers.parse('el concejo lo devuelve porque "{why}"'))
def _(planning: Planning, why: str) -> None:
    told = {"aprobado": "no", "acuerdo": "041-2026", "motivo": why}
    planning.does("pilar", "aprobar_plan", told)


@then("el plan vuelve a formularse")
def _(planning: Planning) -> None:
    assert planning.town.steps(planning.case_id) == ["formular"]
    assert planning.plan.agreement == ""


@then(say("hasta el <day:until> nadie tiene que informar"))
def _(planning: Planning, until: date) -> None:
    planning.town.move_to(until)
    assert planning.waiting("informar_avance") == []


@when(say("llega el <day:when_>"))
def _(planning: Planning, when_: date) -> None:
    planning.town.move_to(when_)
    planning.settle()


@then("informan rosa y sonia")
def _(planning: Planning) -> None:
    people = {one.person_id: key for key, one in planning.town.people.items()}
    waiting = planning.waiting("informar_avance")
    assert sorted(people[task.assignee_id] for task in waiting) == ["rosa", "sonia"]


def _report(planning: Planning, who: str, met: list[int], goes_on: str = "si") -> None:
    today = f"{planning.town.surroundings().today:%d/%m/%Y}"
    rows = [{"cumplido": today, "sustento": "Acta 3"} if n in met else {} for n in (1, 2, 3)]
    told = {"hitos_mes": rows, "seguira": goes_on, "comentario": "Como se previó"}
    planning.does(who, "informar_avance", told)


@when("rosa cumple 2 hitos y sonia deja la acción")
def _(planning: Planning) -> None:
    _report(planning, "rosa", [1, 2])
    _report(planning, "sonia", [], goes_on="no")


@when("rosa cumple 2 hitos")
def _(planning: Planning) -> None:
    _report(planning, "rosa", [1, 2])


@given(say('que se aceptó la propuesta "<text:title>", de "<text:area>", por <money:cost>'))
def _(planning: Planning, title: str, area: str, cost: str) -> None:
    town = planning.town
    row = {
        "number": "PRO-2026-0001", "state": str(ProposalState.ACCEPTED), "title": title,
        "area": area, "place": "Huaypo", "told": "No se ve", "paper_supports": 0,
        "filed_on": date(2026, 1, 2), "answered_on": date(2026, 1, 4), "answer": "Sí",
        "action": "", "cost": Decimal(cost),
    }  # fmt: skip
    with town.installation.database.verb(town.municipality_id) as connection:
        put_proposal(connection, town.municipality_id, planning.case_id, row)


@given("que planeamiento abre otro plan")
def _(planning: Planning) -> None:
    planning.case_id = planning.town.open_case("hugo", "plan_mejora", {"titulo": "otro"})
    planning.settle()


@then(say("sonia tiene hasta el <day:until> para informar"))
def _(planning: Planning, until: date) -> None:
    town = planning.town
    rows = town.reads(
        lambda one: deadlines_of_case(one, town.municipality_id, planning.case_id, open_only=True)
    )
    assert until in [each.due_on for each in rows if each.title == "Plazo para informar el avance"]


@then("la alcaldía no tiene nada que pedir")
def _(planning: Planning) -> None:
    assert planning.waiting("pedir_informe") == []


@then("la alcaldía tiene que pedir los informes que faltan")
def _(planning: Planning) -> None:
    planning.does("luis", "pedir_informe", {"pedido": "A Sonia, mañana"})
    assert [len(planning.waiting(each)) for each in ("pedir_informe", "informar_avance")] == [0, 1]


@when("rosa cumple 1 hito")
def _(planning: Planning) -> None:
    _report(planning, "rosa", [3])


@then(
    parsers.parse("el {when_} el plan lleva {done} % de {plan} % planeado, con ritmo {index}"),
    converters={"when_": day},
)
def _(planning: Planning, when_: date, done: str, plan: str, index: str) -> None:
    found = overall(planning.plan.courses, when_)
    assert found == (Decimal(done), Decimal(plan), Decimal(index))
    rosa = planning.plan.actions[0]
    assert rosa.proofs == {"Hito 1": "Acta 3", "Hito 2": "Acta 3"}


@when("planeamiento cierra con sus lecciones")
def _(planning: Planning) -> None:
    told = {"lecciones": "Empezar por lo que se mide.", "experiencias": [LEARNT]}
    planning.does("hugo", "cerrar_plan", told)
    assert planning.plan.lessons == "Empezar por lo que se mide."


@then(parsers.parse('el banco de experiencias encuentra "{words}" en "{area}"'))
def _(planning: Planning, words: str, area: str) -> None:
    town = planning.town
    known = town.reads(lambda c: experiences_of(town.installation, c, town.municipality_id))
    (found,) = matching(known, words=words, area=area)
    assert (found.title, found.cost) == (LEARNT["titulo"], Decimal("18500.00"))
    assert matching(known, words="ventanilla", area="recaudo") == ()
    assert matching(known, words="semáforo") == ()


@when("planeamiento dice que repite el diagnóstico")
def _(planning: Planning) -> None:
    told = {"se_abre": "si", "ronda_nueva": "DIA-2026-0002"}
    planning.does("hugo", "repetir_diagnostico", told)


@then("nadie propone otra ronda")
def _(planning: Planning) -> None:
    assert planning.waiting("proponer_ronda") == []


@then("planeamiento tiene que decir si repite el diagnóstico")
def _(planning: Planning) -> None:
    told = {"se_abre": "no", "por_que_no": "En marzo, con el nuevo equipo"}
    planning.does("hugo", "proponer_ronda", told)
    assert planning.waiting("proponer_ronda") == []


@then("no se pregunta por ningún hito")
def _(planning: Planning) -> None:
    assert planning.waiting("decir_hito") == []


@then(
    parsers.re(
        r'se pregunta a (?P<who>[\w ]+) por "(?P<what>[^"]+)", con plazo hasta el (?P<on>.+)'
    )
)
def _(planning: Planning, who: str, what: str, on: str) -> None:
    town = planning.town
    people = {one.person_id: key for key, one in town.people.items()}
    tasks = planning.waiting("decir_hito")
    assert sorted(people[each.assignee_id] for each in tasks) == who.split(" y a ")
    assert {each.item for each in tasks} == {what}
    rows = town.reads(
        lambda one: deadlines_of_case(one, town.municipality_id, planning.case_id, open_only=True)
    )
    due = [each.due_on for each in rows if each.title == "Plazo del hito"]
    assert due == [day(on)] * len(tasks)


@when(parsers.parse("{who} dice que estará el {on}"))
def _(planning: Planning, who: str, on: str) -> None:
    told = {"cumplido_ya": "no", "que_falta": "La firma", "compromiso": on}
    planning.does(who, "decir_hito", told)


@when("rosa cumple 1 de sus hitos y sonia deja la acción")
def _(planning: Planning) -> None:
    _report(planning, "rosa", [1])
    _report(planning, "sonia", [], goes_on="no")


@then(parsers.parse('el plan termina en "{outcome}"'))
def _(planning: Planning, outcome: str) -> None:
    assert planning.town.case(planning.case_id).outcome == outcome
