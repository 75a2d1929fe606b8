"""The sentences of control after the fact: what was granted, the draw, the finding."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_bdd import given, then, when

from engine.control.drawing import draw
from engine.control.population import granted_between
from engine.definitions.loading import Definition
from engine.jobs.drawing import draw_handlers
from engine.jobs.linking import link_handlers
from processes.registry import family
from storage.queries.case_lists import list_cases
from storage.queries.casefile import links_of_case
from tests.features.sentences import say
from tests.features.window import HOUSE, Procedure
from tests.fees import pays_at_the_till

CONTROL = "control"


@dataclass
class Control:
    """The control of a semester beside the procedure that it looks at."""

    procedure: Procedure
    granted: list[str]
    definition: Definition | None = None

    @property
    def town(self) -> Any:
        return self.procedure.town

    def settle(self) -> None:
        """What the house does by itself."""
        house = self.town.installation
        handlers = {**draw_handlers(house), **link_handlers(house)}
        while self.town.works(handlers):
            self.town.listens()

    def do(self, step: str, **answers: Any) -> None:
        """Whoever controls completes a step, with its paper."""
        case_id = self.procedure.case_id
        task_id = self.town.open_task(case_id, step, CONTROL)
        for title, kind in self.town.document_kinds(case_id, step).items():
            self.town.attach(
                CONTROL, case_id, task_id=task_id, kind=kind, title=title,
                stream=io.BytesIO(b"%PDF-1.4\n%%EOF\n"), filename=f"{kind}.pdf",
            )  # fmt: skip
        self.town.complete(CONTROL, task_id, answers)
        self.settle()


@pytest.fixture
def control(procedure: Procedure) -> Control:
    """The control of the scenario."""
    return Control(procedure, [])


@given("la fiscalización posterior del semestre")
def _(control: Control) -> None:
    control.definition = control.town.deploys(family("fiscalizacion_posterior").bundle)
    control.town.person(CONTROL, "control_posterior", "autoridad")
    control.town.person("celia", "caja")


@given(say("<number:count> licencias de riesgo bajo otorgadas y una denegada"))
def _(control: Control, count: str) -> None:
    procedure = control.procedure
    for _number in range(int(count)):
        procedure.file({"giro": "oficina"})
        procedure.do("recepcion_revisar")
        pays_at_the_till(control.town, "celia", procedure.case_id, received="100.00")
        procedure.settle()
        procedure.do("emitir_licencia", numero_licencia="0012-2026")
        procedure.do("publicacion_publicar")
        procedure.do(
            "inspeccion_posterior",
            fecha_inspeccion=f"{procedure.today():%d/%m/%Y}",
            inspeccion="favorable",
            numero_itse="ITSE-0042",
            hallazgos="Extintores vigentes",
        )
        assert procedure.outcome() == "Licencia otorgada"
        control.granted.append(control.town.case(procedure.case_id).number)
    procedure.file({"giro": "oficina"})
    procedure.do("recepcion_revisar", observaciones=[{"campo": "actividad", "motivo": "Falta"}])


@when(say("llega el <day:when_>"))
def _(control: Control, when_: date) -> None:
    town = control.town
    control.procedure.on(when_)
    control.settle()
    (found,) = [
        case
        for case in town.reads(lambda c: list_cases(c, town.municipality_id, limit=100))
        if case.process_key == "fiscalizacion_posterior"
    ]
    control.procedure.case_id = found.id
    control.procedure._definition = control.definition


@then(say("el sorteo toma <number:drawn> de <number:size> expedientes"))
def _(control: Control, drawn: str, size: str) -> None:
    known: Any = control.procedure.knows("sorteo")
    assert (known["sorteados"], known["poblacion"]) == (Decimal(drawn), Decimal(size))
    assert len(control.procedure.open_tasks()) == int(drawn)


@then("con la misma semilla sale el mismo sorteo")
def _(control: Control) -> None:
    town, known = control.town, control.procedure
    sorteo: Any = known.knows("sorteo")
    muestra: Any = known.knows("muestra")
    found = granted_between(
        town.installation, town.municipality_id, date(2026, 1, 1), date(2026, 6, 30)
    )
    assert sorted(each.number for each in found) == sorted(control.granted)
    again = draw(control.granted, sorteo["semilla"], percent=Decimal(10), most=150)
    assert list(again.sample) == [each["number"] for each in muestra]
    assert again.population == sorteo["huella"]
    others = draw(control.granted[1:], sorteo["semilla"], percent=Decimal(10), most=150)
    assert others.population != sorteo["huella"]  # nobody takes one out afterwards


@then("cada expediente sorteado está unido a la fiscalización")
def _(control: Control) -> None:
    town, case_id = control.town, control.procedure.case_id
    muestra: Any = control.procedure.knows("muestra")
    links = town.reads(lambda c: links_of_case(c, town.municipality_id, case_id))
    assert {each.number for each in links} == {each["number"] for each in muestra}


@when("el control posterior encuentra un documento falso")
def _(control: Control) -> None:
    control.do("verificar", hallazgo="falso", sustento="El notario no otorgó ese poder")


@when(say("se piden descargos el <day:when_>"))
def _(control: Control, when_: date) -> None:
    control.procedure.on(when_)
    control.do("correr_traslado", fecha_traslado=f"{when_:%d/%m/%Y}")


@when(say("la autoridad declara nula la licencia con <number:fine> UIT de multa"))
def _(control: Control, fine: str) -> None:
    control.do(
        "declarar_nulidad", nulidad="si", numero_resolucion="RES-0003-2026-FP", multa_uit=fine
    )


@when("se comunica al Ministerio Público")
def _(control: Control) -> None:
    control.do("comunicar", numero_oficio="OF-118-2026", central="true")


@when("el control posterior cierra el informe")
def _(control: Control) -> None:
    control.do("informar", numero_informe="FIS-INF-2026-0001")
    assert HOUSE in control.town.people
