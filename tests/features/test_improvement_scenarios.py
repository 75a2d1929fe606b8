"""The rounds of the diagnostic, on SQLite and PostgreSQL."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

import processes
from engine.refusals import RefusalKind
from processes.demo.rounds import FIRST, HEADS, SECOND
from processes.improvement.answers import answer_of, scores_from
from processes.improvement.questionnaire import questionnaire
from processes.improvement.scoring import points_of, weakest
from tests.features.diagnosis import CONCLUSIONS, PLANNER, Diagnosis
from tests.town import Town

ROUNDS = {"primera": FIRST, "segunda": SECOND}
ASKED = questionnaire("2026-1")


@pytest.fixture
def diagnosis(town: Town) -> Diagnosis:
    """The diagnostic of the scenario."""
    return Diagnosis(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(processes.__file__).parent / "improvement/diagnostico"))


@given(parsers.parse('que planeamiento abre la ronda de "{period}"'))
def _(diagnosis: Diagnosis, period: str) -> None:
    diagnosis.found()
    diagnosis.open(period)


@when(parsers.parse('planeamiento abre la ronda de "{period}"'))
def _(diagnosis: Diagnosis, period: str) -> None:
    diagnosis.open(period)


@then("responden a la vez hugo, carmen, rosa, ana y sonia")
def _(diagnosis: Diagnosis) -> None:
    people = {one.person_id: key for key, one in diagnosis.town.people.items()}
    tasks = diagnosis.waiting("responder_area")
    assert [people[each.assignee_id] for each in tasks] == [*HEADS.values()]


@when(parsers.parse("las áreas responden como en la {which} ronda"))
def _(diagnosis: Diagnosis, which: str) -> None:
    for area in HEADS:
        diagnosis.answer(ROUNDS[which], area)


@when(parsers.parse('"{area}" responde como en la {which} ronda'))
def _(diagnosis: Diagnosis, area: str, which: str) -> None:
    diagnosis.answer(ROUNDS[which], area)


@when("la verificación da todo por conforme")
def _(diagnosis: Diagnosis) -> None:
    diagnosis.verify()


@then(parsers.parse('el resultado es X {x} e Y {y}, banda "{band}"'))
def _(diagnosis: Diagnosis, x: str, y: str, band: str) -> None:
    found = diagnosis.known("resultado")
    assert (found["x"]["puntaje"], found["y"]["puntaje"]) == (Decimal(x), Decimal(y))
    assert found["banda"] == band


@then(parsers.parse('lo más débil es "{dimension}" de "{area}", con {points}'))
def _(diagnosis: Diagnosis, dimension: str, area: str, points: str) -> None:
    cell = weakest(scores_from(diagnosis.known("resultado")))
    assert cell is not None
    assert (ASKED.dimensions[cell.dimension], ASKED.areas[cell.area]) == (dimension, area)
    assert cell.score == Decimal(points)


@then("las conclusiones empiezan por lo que dicen las cifras")
def _(diagnosis: Diagnosis) -> None:
    assert diagnosis.known("hallazgos") == (
        "La municipalidad está en la banda Medio: 61.67 puntos en Desempeño Operativo y 36.00 en"
        " Visión de largo plazo y Transparencia. El área más fuerte es Atención al Ciudadano"
        " (51.00); la más débil, Gestión del Recaudo (40.33). Lo más bajo: Visión Estratégica de"
        " Gestión del Recaudo (20.00); Sostenibilidad de Gestión del Recaudo (25.00); Visión"
        " Estratégica de Gestión Financiera (35.00). Sin evidencia: 24 de 123 respuestas."
    )
    (first, *_rest) = diagnosis.known("proximos_pasos")
    assert first["paso"] == "Subir Visión Estratégica de Gestión del Recaudo, hoy con 20.00 puntos"


@when("planeamiento escribe las conclusiones")
def _(diagnosis: Diagnosis) -> None:
    diagnosis.does(PLANNER, "concluir", CONCLUSIONS)


@then(parsers.parse('el diagnóstico termina en "{outcome}"'))
def _(diagnosis: Diagnosis, outcome: str) -> None:
    assert diagnosis.town.case(diagnosis.case_id).outcome == outcome


@when(parsers.parse('la verificación observa la pregunta {number}: "{why}"'))
def _(diagnosis: Diagnosis, number: str, why: str) -> None:
    diagnosis.verify(**{number: why})


@then(parsers.parse("{who} vuelve a tener el cuestionario, con {count} respuesta observada"))
def _(diagnosis: Diagnosis, who: str, count: str) -> None:
    person = diagnosis.town.people[who].person_id
    (task,) = [t for t in diagnosis.waiting("responder_area") if t.assignee_id == person]
    rows = diagnosis.rows(task)
    assert sum(each.get("veredicto") == "observada" for each in rows) == int(count)


@when(parsers.parse("{who} responde de nuevo con {level} a todo lo que está abierto"))
def _(diagnosis: Diagnosis, who: str, level: str) -> None:
    answers = [{"nivel": level, "evidencia": "Cargo 12"}] * 25
    diagnosis.does(who, "responder_area", {"filas": answers})


@then(
    parsers.parse(
        "la verificación encuentra {new} en la pregunta {open_}, y {old} en la pregunta {closed}"
    )
)
def _(diagnosis: Diagnosis, new: str, open_: str, old: str, closed: str) -> None:
    (task,) = diagnosis.waiting("verificar_area")
    rows = diagnosis.rows(task)
    told = rows[int(open_) - 1]
    assert (told["nivel"], told["evidencia"]) == (new, "Cargo 12")
    assert told["veredicto"] is None
    kept = rows[int(closed) - 1]
    question = ASKED.of("recaudo")[int(closed) - 1]
    assert points_of(question, answer_of(kept)) == Decimal(old)
    assert kept["veredicto"] == "conforme"


@when(parsers.parse('{who} adjunta "{name}" a la pregunta {number} de "{area}"'))
def _(diagnosis: Diagnosis, who: str, name: str, number: str, area: str) -> None:
    diagnosis.attaches(who, ASKED.of(area)[int(number) - 1].code, name, b"Cargo 12 del 30 de enero")


@then(
    parsers.parse(
        'la verificación ve "{name}" con su huella en la pregunta {with_it}, y ninguno en la {bare}'
    )
)
def _(diagnosis: Diagnosis, name: str, with_it: str, bare: str) -> None:
    (task,) = diagnosis.waiting("verificar_area")
    rows = diagnosis.rows(task)
    file = rows[int(with_it) - 1]["archivo"]
    digest = sha256(b"Cargo 12 del 30 de enero").hexdigest()
    assert (file["nombre"], file["version"], file["sha256"]) == (name, Decimal(1), digest)
    assert rows[int(bare) - 1]["archivo"] is None


@given(parsers.parse("que {who} también es verificadora"))
def _(diagnosis: Diagnosis, who: str) -> None:
    town = diagnosis.town
    actor = town.people[who]
    town.people[who] = type(actor)(
        actor.municipality_id, actor.person_id, actor.name, actor.roles | {"verificador"}, "es"
    )


@then(parsers.parse("{who} no puede verificar"))
def _(diagnosis: Diagnosis, who: str) -> None:
    refused = diagnosis.may_not(who, "verificar_area")
    assert refused.kind is RefusalKind.SEPARATED
    diagnosis.verify()
    assert diagnosis.waiting("verificar_area") == []
