"""`cauce check` and `cauce convert`: everything told at once, and files that keep what they had."""

import json
from pathlib import Path

import pytest

from tests.integration.cli.conftest import Terminal

HOUSE = Path(__file__).parents[3] / "processes"
MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:t">
<bpmn:process id="p" name="Permiso" isExecutable="true"><bpmn:startEvent id="s"/>
<bpmn:serviceTask id="t" name="Sellar la hoja" camunda:type="external" camunda:topic="stamp"/>
<bpmn:serviceTask id="u" name="Avisar al vecino" camunda:class="org.Mail"/><bpmn:endEvent id="e"/>
<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t"/>
<bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="u"/>
<bpmn:sequenceFlow id="f3" sourceRef="u" targetRef="e"/></bpmn:process></bpmn:definitions>
"""


def test_a_sound_process_is_said_to_be_so(terminal: Terminal) -> None:
    answer = terminal("check", str(HOUSE / "procurement"))
    assert (answer.code, answer.problem) == (0, "")


def test_every_fault_is_told_with_its_rule_and_what_follows(
    terminal: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "p.bpmn"
    path.write_text(MODEL)
    answer = terminal("check", str(path), "--json")
    told = [one for one in json.loads(answer.said) if one["severity"] == "error"]
    assert answer.code == 1
    assert {(one["element"], one["rule"]) for one in told} == {
        ("t", "vocabulary"), ("t", "need"), ("u", "vocabulary"), ("u", "need"),
    }  # fmt: skip
    assert all(one["what"] and one["consequence"] and one["file"] == "p.bpmn" for one in told)


def test_findings_are_told_in_the_language_that_was_asked_for_or_the_terminals(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.bpmn"
    path.write_text(MODEL)
    spanish = terminal("check", str(path))
    assert "Falta el tipo de trabajo (zeebe:taskDefinition)." in spanish.problem
    assert "5 faltas y 0 avisos." in spanish.said
    english = terminal("check", str(path), "--language", "en")
    assert "The kind of job is missing (zeebe:taskDefinition)." in english.problem
    assert "5 faults and 0 warnings." in english.said
    monkeypatch.setenv("CAUCE_LANGUAGE", "pt_BR.UTF-8")
    as_json = json.loads(terminal("check", str(path), "--json").said)
    told = {one["what"] for one in as_json if one["rule"] == "need"}
    assert told == {"Falta o tipo de trabalho (zeebe:taskDefinition)."}
    assert terminal("check", str(path), "--language", "qu").code == 2


UNTIDY = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">
  <!-- dibujado a mano -->
  <bpmn:signal id="old" name="viejo" />
  <bpmn:process id="p" name="Permiso" isExecutable="false">
    <bpmn:startEvent id="s" />
    <bpmn:endEvent id="e" />
    <bpmn:sequenceFlow sourceRef="s" targetRef="e" />
  </bpmn:process>
</bpmn:definitions>
"""


def test_what_needs_no_decision_is_shown_as_a_diff_and_written_when_asked(
    terminal: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "p.bpmn"
    path.write_text(UNTIDY)
    assert terminal("check", str(path)).code == 1
    shown = terminal("check", str(path), "--fix")
    assert shown.code == 0
    assert (
        '-    <bpmn:sequenceFlow sourceRef="s" targetRef="e" />'.replace("    ", " ") in shown.said
    )
    assert "Marcarlo como ejecutable: p.bpmn p Permiso: No hay ningún proceso" in shown.problem
    assert "Nada se escribió: agregue --write." in shown.problem
    assert path.read_text() == UNTIDY
    written = terminal("check", str(path), "--fix", "--write", "--language", "en")
    assert (written.code, written.said) == (0, "")
    assert "1 file was written." in written.problem
    assert path.read_text() == UNTIDY.replace(
        '  <bpmn:signal id="old" name="viejo" />\n', ""
    ).replace('isExecutable="false"', 'isExecutable="true"').replace(
        "<bpmn:sequenceFlow source", '<bpmn:sequenceFlow id="sequenceFlow_1" source'
    ).replace(
        '<bpmn:sequenceFlow id="sequenceFlow_1" sourceRef="s" targetRef="e" />',
        '<bpmn:sequenceFlow sourceRef="s" targetRef="e" id="sequenceFlow_1" />',
    )
    assert terminal("check", str(path), "--fix").said == ""


def test_a_converted_file_says_what_is_left(terminal: Terminal, tmp_path: Path) -> None:
    path, new = tmp_path / "p.bpmn", tmp_path / "new.bpmn"
    path.write_text(MODEL)
    answer = terminal("convert", str(path), "-o", str(new))
    assert (answer.code, answer.said) == (0, "")
    assert "1 cambios; quedan 1 por hacer." in answer.problem
    assert "(u) «class» es de otro motor: org.Mail" in answer.problem
    again = terminal("convert", str(new))
    assert " ".join(again.said.split()) == " ".join(new.read_text().split())


def test_a_file_that_is_no_model_is_told(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "p.bpmn"
    path.write_text("<x/>")
    assert terminal("convert", str(path)).code == 1
