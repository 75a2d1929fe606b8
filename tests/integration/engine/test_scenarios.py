"""Scenarios are run against a draft: a step passes, fails with what was otherwise, or neither."""

from __future__ import annotations

import pytest

from engine.definitions import Bundle
from engine.forms import parse_form
from engine.territory.keeping import Territories
from engine.workshop.scenarios import Faulty, House, Outcome, Place, Ran, read, run
from engine.workshop.scenarios.cells import rows_of, typed_in, unclear, worded
from processes.planting import PLANTS
from processes.registry import (
    family,
    paid_into,
    parameters_of,
    places_of,
    registers,
    scenarios_of,
)
from tests.diagrams import bundle, end, field, form, path, start, user
from ui.workshop.lending import harmless, said

PERU = Place("PE", "America/Lima", "PEN")
HOUSE = House(
    law=parameters_of,
    places=Territories(None, places_of),
    registers=registers(),
    paid_into=paid_into(),
    handlers=harmless,
    told=said,
    plants=PLANTS,
)
DRAFT = bundle(
    start(form="ask"),
    user("write"),
    end(),
    path("start", "write", "end"),
    forms={"ask": form(field("asunto"))},
    manifest='operators = ["boss"]',
)
BEFORE = """# language: es
Característica: Una prueba
  Escenario: Uno
    Dado que hoy es lunes 2 de marzo de 2026
    Y que Ana es de "clerk"
    Cuando Ana inicia el trámite con:
      | asunto | Una vereda |
"""


def ran(after: str, draft: Bundle = DRAFT, *, seconds: float = 10.0) -> Ran:
    (scenario,) = read((BEFORE + after).encode()).scenarios
    return run(HOUSE, PERU, draft, scenario, seconds=seconds)


def why(after: str) -> str:
    """Why the last step that was reached does not pass."""
    found = ran(after)
    assert found.outcome is Outcome.FAILED
    (failed,) = [each for each in found.steps if each.outcome is Outcome.FAILED]
    return str(failed.why)


@pytest.mark.parametrize(
    ("key", "folder"),
    [
        ("compra", "procurement"),
        ("certificado", "certificado"),
        ("carne_sanidad", "carne_sanidad"),
        ("licencia_funcionamiento", "licencia_funcionamiento"),
        ("asesoria", "asesoria"),
    ],
)
def test_the_scenarios_that_come_with_the_house_pass(key: str, folder: str) -> None:
    feature = read(scenarios_of(key)["scenarios/ensayo.feature"])
    found = [run(HOUSE, PERU, family(folder).bundle, each) for each in feature.scenarios]
    assert len(found) >= 2
    for each in found:
        told = [(one.step.text, str(one.why)) for one in each.steps if one.why]
        assert (each.outcome, told) == (Outcome.PASSED, []), each.scenario.title


def test_a_step_tells_where_the_case_stands_after_it() -> None:
    found = ran('    Entonces espera la tarea "write"\n    Y "asunto" es "una vereda"\n')
    assert [each.outcome for each in found.steps] == [Outcome.PASSED] * 5
    assert [sorted(each.here) for each in found.steps] == [[], [], ["write"], ["write"], ["write"]]
    assert "start" in found.steps[2].passed


def test_what_is_otherwise_is_told_and_what_comes_after_is_not_reached() -> None:
    found = ran('    Entonces el trámite termina en "Hecho"\n    Y "asunto" es "x"\n')
    assert [each.outcome for each in found.steps[3:]] == [Outcome.FAILED, Outcome.SKIPPED]
    assert str(found.steps[3].why) == "Se esperaba «Hecho»; sigue abierto y espera: «write»."
    assert why('    Entonces "asunto" es "Otra"\n') == "Se esperaba «Otra»; es «Una vereda»."
    assert why('    Cuando Ana completa "Nada"\n') == "No espera «Nada». Espera: «write»."
    assert "ya está en el lunes 2" in why("    Cuando llega el 1 de marzo de 2026\n")
    assert "no es un día" in why("    Cuando llega el martes 3 de abril de 2026\n")
    assert "Diga antes quién es Eva" in why('    Cuando Eva completa "write"\n')
    assert "«clerk»" not in why('    Entonces espera la tarea "write" a boss\n')


def test_a_refusal_is_what_a_scenario_may_be_about() -> None:
    tried = '    Cuando Ana intenta completar "write"\n    Entonces no se puede porque "x"\n'
    assert why(tried) == "Se pudo: nada lo impidió."
    eva = '    Dado que Eva es de "boss"\n    Cuando Eva intenta completar "write"\n'
    assert ran(eva + '    Entonces no se puede porque "rol"\n').outcome is Outcome.PASSED
    assert "Se esperaba «otra cosa»" in why(eva + '    Entonces no se puede porque "otra cosa"\n')


def test_a_sentence_of_another_vocabulary_is_never_passed_and_nothing_is_run() -> None:
    found = ran("    Y Presupuesto certifica el crédito\n")
    assert found.outcome is Outcome.ELSEWHERE
    assert {each.outcome for each in found.steps} == {Outcome.SKIPPED, Outcome.ELSEWHERE}


def test_a_try_has_an_end() -> None:
    found = ran('    Entonces espera la tarea "write"\n', seconds=0)
    assert [str(each.why) for each in found.steps if each.why] == [
        "El ensayo tardó demasiado y se detuvo."
    ]


def test_a_draft_with_faults_is_not_tried() -> None:
    broken = bundle(start(), user("alone"), end(), path("start", "end"))
    with pytest.raises(Faulty):
        ran('    Entonces espera la tarea "write"\n', broken)


def test_what_cannot_be_read_is_told_by_its_line() -> None:
    assert read(BEFORE.replace("Escenario:", "Escenaro").encode()).broken == 3
    assert read(BEFORE.replace("Cuando Ana", "Cuano Ana").encode()).broken == 6
    assert read(b"\xff\x00 nada").broken
    assert read(b"").scenarios == ()


def test_a_table_and_a_form_say_the_same() -> None:
    rows = (("casa.calle", "Jr. Uno"), ("filas[1].monto", "3"), ("filas[0].monto", "2"))
    typed = typed_in(None, rows)
    assert typed == {"casa": {"calle": "Jr. Uno"}, "filas": [{"monto": "2"}, {"monto": "3"}]}
    assert sorted(rows_of(typed)) == sorted(rows)


ASKED = parse_form(
    form(
        {
            "type": "select", "key": "clase", "label": "Clase",
            "values": [{"value": "nueva", "label": "Licencia nueva"}],
        },
        {"type": "address", "key": "casa", "label": "Domicilio"},
        {
            "type": "dynamiclist", "path": "filas", "label": "Ofertas",
            "components": [{"type": "textfield", "key": "monto", "label": "Monto"}],
        },
        {"type": "textfield", "key": "uno", "label": "Motivo"},
        {"type": "textfield", "key": "dos", "label": "Motivo"},
    )
)  # fmt: skip


def test_a_table_is_told_in_the_words_of_the_form_and_may_be_written_so() -> None:
    written = (("clase", "nueva"), ("casa.calle", "Jr. Uno"), ("filas[1].monto", "3"))
    told = worded(ASKED, written)
    assert [each.words for each in told] == [
        ("Clase",), ("Domicilio", "Calle"), ("Ofertas", "2", "Monto"),
    ]  # fmt: skip
    assert (told[0].answers, told[0].name) == (("Licencia nueva",), "clase")
    again = tuple((" · ".join(each.words), *each.answers) for each in told)
    assert typed_in(ASKED, again) == typed_in(ASKED, written)
    assert [each.name for each in worded(ASKED, again)] == ["", "", ""]


def test_words_over_two_fields_are_not_guessed() -> None:
    assert "uno, dos" in str(unclear(ASKED, (("Motivo", "x"),)))
    assert unclear(ASKED, (("dos", "x"), ("Clase", "nueva"), ("nada", "x"))) is None
    assert worded(ASKED, (("Motivo", "x"),))[0].words == ("Motivo",)
