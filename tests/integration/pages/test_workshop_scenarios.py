"""Scenarios at the workshop without script: written, run, read, and told before publishing."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from engine.parameters import load_parameters
from engine.worker.dispatcher import run_due
from engine.worker.pruner import prune
from engine.workshop.trials import trial_handlers
from tests.diagrams import bundle, end, field, form, path, start, user
from tests.hall import Desk, Hall
from ui.workshop.lending import house_of

FIRST = bundle(
    start(form="ask"),
    user("write"),
    end(),
    path("start", "write", "end"),
    forms={"ask": form(field("asunto"))},
    manifest='operators = ["boss"]',
)
AT = "processes/test/workshop"
FILE = "scenarios/ensayo.feature"
FEE = b"""[[parameters]]
key = "derecho_prueba"
value = "12"
unit = "PEN"
valid_from = 2026-01-01
source = "TUPA"
status = "V"
"""
TEXT = """# language: es
Característica: Una prueba

  Escenario: Se escribe
    Dado que hoy es lunes 2 de marzo de 2026
    Y que Ana es de "clerk"
    Cuando Ana inicia el trámite con:
      | asunto | Una vereda |
"""


@pytest.fixture
def desk(hall: Hall) -> Desk:
    """Luis runs the process, as Eva does, and has begun a draft; Ana only works in it."""
    hall.town.person("luis", "boss")
    hall.town.person("eva", "boss")
    hall.town.person("ana", "clerk")
    hall.town.deploys(FIRST)
    luis = hall.desk("luis")
    luis.follows(luis.sends(AT))
    return luis


def keeps(desk: Desk, text: str, **more: str) -> str:
    over = desk.opens(f"{AT}/scenarios/text?file={FILE}").value("over")
    sent = {"file": FILE, "over": over, "content": text, **more}
    return desk.follows(desk.sends(f"{AT}/scenarios", sent)).text


def test_a_scenario_is_written_run_and_told_before_publishing(desk: Desk) -> None:
    assert "Todavía no hay escenarios" in desk.opens(f"{AT}/scenarios").text
    assert "pasan" not in desk.opens(f"{AT}/publication").text
    keeps(desk, TEXT, keyword="Entonces", sentence='espera la tarea "write"')
    assert "0 de 1 pasan · 1 sin ensayar" in desk.opens(f"{AT}/publication").text
    page = desk.follows(desk.sends(f"{AT}/scenarios/trying"))
    assert "1 de 1 pasan" in page.text
    asked = desk.opens(f"{AT}/publication")
    assert "1 de 1 pasan" in asked.text
    assert "Se escribePasa" in asked.one("//ul[@class='scenario-lines']/li")
    one = desk.opens(f"{AT}/scenarios/one?file={FILE}&at=4")
    assert len(one.all("//ol[contains(@class, 'scenario-steps')]/li[@class='is-ok']")) == 4
    assert one.all("//*[@data-diagram and @data-here='write']") != []
    assert one.all("//dt") == ["Asunto asunto"]
    before = desk.opens(f"{AT}/scenarios/one?file={FILE}&at=4&step=1")
    assert before.all("//*[@data-diagram and @data-here='']") != []


def test_what_takes_long_goes_to_the_worker_and_is_seen_by_all(
    hall: Hall, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = hall.town
    worker = trial_handlers(town.installation, house_of(town.installation))
    keeps(desk, TEXT)
    monkeypatch.setattr("ui.workshop.scenarios.SOON", 0.0)
    page = desk.follows(desk.sends(f"{AT}/scenarios/trying"))
    assert "Ensayados 0 de 1" in page.text
    assert run_due(town.installation, worker) == 1
    part = desk.opens(f"{AT}/scenarios/progress").text
    assert ("1 de 1 pasan" in part, "Ensayados" in part) == (True, False)
    eva = hall.desk("eva").opens(f"{AT}/publication")
    assert "1 de 1 pasan" in eva.text
    load_parameters(
        town.installation, town.municipality_id, FEE
    )  # another fee: nothing is known of it
    assert "1 sin ensayar" in desk.opens(f"{AT}/publication").text
    desk.sends(f"{AT}/scenarios/trying")
    load_parameters(town.installation, town.municipality_id, FEE.replace(b"12", b"13"))
    assert run_due(town.installation, worker) == 1
    assert "1 sin ensayar" in desk.opens(f"{AT}/publication").text
    desk.sends(f"{AT}/discarding", {"reason": "Otro día"})
    town.clock.advance(timedelta(days=31))
    assert prune(town.installation) > 0
    rows = text("SELECT count(*) FROM process_trials")
    assert town.reads(lambda c: c.scalar(rows)) == 0


def test_what_is_asked_for_is_tried_for_who_decides(hall: Hall, desk: Desk) -> None:
    house = hall.town.installation
    keeps(desk, TEXT)
    source = desk.opens(f"{AT}/source?file=test.bpmn")
    drawn = source.text.replace('name="write"', 'name="Escribir"')
    sent = {"file": "test.bpmn", "content": drawn, "over": source.headers["x-revision"]}
    desk.sends(f"{AT}/files", sent)
    day = {"effective-day": "2", "effective-month": "3", "effective-year": "2026"}
    asked = desk.follows(desk.sends(f"{AT}/publication", {**day, "reason": "Ley"}))
    assert "Ensayados 0 de 1" in asked.text
    assert run_due(house, trial_handlers(house, house_of(house))) == 1
    assert "1 de 1 pasan" in hall.desk("eva").opens(f"{AT}/publication").text


def test_why_a_scenario_does_not_pass_is_a_sentence(desk: Desk) -> None:
    keeps(desk, TEXT + '    Entonces "asunto" es "Otra"\n')
    one = desk.opens(f"{AT}/scenarios/one?file={FILE}&at=4")
    assert "Se esperaba «Otra»; es «Una vereda»." in one.text
    assert "0 de 1 pasan" in desk.follows(desk.sends(f"{AT}/scenarios/trying")).text
    apart = TEXT[TEXT.index("  Escenario") :].replace("Se escribe", "De la casa")
    keeps(desk, TEXT + apart + "    Y Presupuesto certifica el crédito\n")
    listed = desk.opens(f"{AT}/scenarios")
    assert listed.all("//section//details//a") == ["De la casa"]
    assert "1 que comprueban los programadores" in listed.text
    keeps(desk, TEXT + "    Y Presupuesto certifica el crédito\n")
    one = desk.opens(f"{AT}/scenarios/one?file={FILE}&at=4")
    assert "lo comprueban los programadores de la casa" in one.text
    assert "Pasa<" not in one.text


def test_what_cannot_be_read_is_kept_and_told_by_its_line(desk: Desk) -> None:
    page = keeps(desk, TEXT.replace("Escenario:", "Escenaro"))
    assert "No se entiende desde la línea 3." in page
    assert "Escenaro Se escribe" in page


def test_the_editor_knows_the_words_of_the_process_and_tells_what_is_no_sentence(
    desk: Desk,
) -> None:
    keeps(desk, TEXT + "    Y Presupuesto certifica el crédito\n")
    page = desk.opens(f"{AT}/scenarios/text?file={FILE}")
    assert "Línea 9: Presupuesto certifica el crédito" in page.text
    [told] = page.tree.xpath("//form/@data-offer")
    offer = json.loads(told)
    assert offer["fields"] == {"=": [{"words": "Asunto", "options": []}]}
    assert offer["places"]["task"] == ["write"]
    assert {"kind": "when", "text": "se paga la tasa"} in offer["phrases"]
    keeps(desk, "# language: en\nFeature: x\n\n  Scenario: y\n    Given today is 2 March 2026\n")
    page = desk.opens(f"{AT}/scenarios/text?file={FILE}")
    assert "Línea" not in page.text
    [told] = page.tree.xpath("//form/@data-offer")
    assert {"kind": "when", "text": "the fee is paid"} in json.loads(told)["phrases"]


def test_a_draft_with_errors_says_that_it_is_not_run_yet(desk: Desk) -> None:
    keeps(desk, TEXT)
    source = desk.opens(f"{AT}/source?file=test.bpmn").text
    broken = source.replace("</bpmn:process>", user("alone") + "</bpmn:process>")
    desk.sends(f"{AT}/files", {"file": "test.bpmn", "content": broken, "over": "1"})
    page = desk.sends(f"{AT}/scenarios/trying")
    assert (page.status, page.heading) == (409, "Todavía no se puede ensayar")


def test_who_does_not_run_the_process_reads_and_runs_none(hall: Hall, desk: Desk) -> None:
    keeps(desk, TEXT)
    ana = hall.desk("ana")
    parts = ("", "/progress", f"/one?file={FILE}&at=4", f"/text?file={FILE}")
    assert {ana.opens(f"{AT}/scenarios{part}").status for part in parts} == {403}
    sent = {"file": FILE, "content": "x", "over": "1"}
    assert {
        ana.sends(f"{AT}/scenarios{act}", sent).status for act in ("", "/bringing", "/trying")
    } == {403}
    assert ana.opens(f"{AT}/sandbox").status == 403
    assert ana.sends(f"{AT}/sandbox", {"_do": "pay"}).status == 403
    assert desk.opens(f"{AT}/scenarios/one?file=manifest.toml&at=1").status == 404
    assert desk.sends(f"{AT}/scenarios", {**sent, "file": "test.bpmn"}).status == 404


def test_a_case_is_played_by_hand_as_any_role_and_kept_as_a_scenario(desk: Desk) -> None:
    at = f"{AT}/sandbox"
    opened = {"_acts": desk.opens(at).value("_acts"), "_task": "=", "_role": "Clerk"}
    assert desk.sends(at, {**opened, "_do": "open"}).all("//*[@name='asunto']") != []
    wrong = desk.sends(at, {**opened, "_do": "start", "asunto": ""})
    assert (wrong.status, wrong.all("//*[@name='asunto']") != []) == (422, True)
    assert "No se abrió: Complete «Asunto»" in wrong.text
    begun = desk.sends(at, {**opened, "_do": "start", "asunto": "Una | vereda"})
    assert "Abrir como Clerk" in begun.text
    acts = {"_acts": begun.value("_acts")}
    later = desk.sends(at, {**acts, "_do": "pass", "days": "5"})
    assert later.value("_acts") == acts["_acts"] + "    Cuando pasan 5 días hábiles\n"
    acts = {"_acts": later.value("_acts")}
    done = desk.sends(at, {**acts, "_do": "complete", "_task": "write", "_role": "Clerk"})
    assert "Terminó en «end»" in done.text
    desk.follows(desk.sends(at, {"_acts": done.value("_acts"), "_do": "keep"}))
    assert "1 de 1 pasan" in desk.follows(desk.sends(f"{AT}/scenarios/trying")).text


def test_a_sandbox_begins_on_any_day_and_says_when_there_is_none(desk: Desk) -> None:
    at = f"{AT}/sandbox"
    page = desk.sends(at, {"_do": "day", "day": "lunes 5 de enero de 2026"})
    assert "Hoy es lunes 5 de enero de 2026" in page.text
    page = desk.sends(at, {"_do": "day", "day": "31/02/2026"})
    assert (page.status, "Escriba un día que exista" in page.text) == (422, True)
    assert desk.sends(at, {"_acts": "nada de nada", "_do": "pay"}).status == 422
