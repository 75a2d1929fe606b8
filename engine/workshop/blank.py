"""What a process begins with when nothing is there to begin from: a start with a form, one task, an
end, and a scenario that goes that way."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import quoteattr

from engine.definitions.manifest import FILE
from engine.workshop.scenarios.days import in_words
from engine.workshop.scenarios.sentences import known_language
from engine.workshop.sheet import Sheet, fresh_sheet

FORM = "solicitud"
SCENARIO = "scenarios/recorrido.feature"
_DRAWING = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" \
xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" \
xmlns:di="http://www.omg.org/spec/DD/20100524/DI" \
xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:cauce="urn:cauce:bpmn:1" \
id="modelo" targetNamespace="urn:cauce:workshop">
  <bpmn:process id={key} name={title} isExecutable="true">
    <bpmn:extensionElements><cauce:subject expression="=asunto"/></bpmn:extensionElements>
    <bpmn:startEvent id="inicio" name={begun}>
      <bpmn:extensionElements><zeebe:formDefinition formKey="solicitud"/></bpmn:extensionElements>
      <bpmn:outgoing>a_atender</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:sequenceFlow id="a_atender" sourceRef="inicio" targetRef="atender"/>
    <bpmn:userTask id="atender" name={task}>
      <bpmn:extensionElements>
        <zeebe:userTask/>
        <zeebe:assignmentDefinition candidateGroups={worker}/>
      </bpmn:extensionElements>
      <bpmn:incoming>a_atender</bpmn:incoming>
      <bpmn:outgoing>a_fin</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="a_fin" sourceRef="atender" targetRef="fin"/>
    <bpmn:endEvent id="fin" name={done}><bpmn:incoming>a_fin</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="dibujo">
    <bpmndi:BPMNPlane id="plano" bpmnElement={key}>
      <bpmndi:BPMNShape id="s_inicio" bpmnElement="inicio"><dc:Bounds x="172" y="142" width="36" \
height="36"/><bpmndi:BPMNLabel><dc:Bounds x="150" y="185" width="80" height="27"/>\
</bpmndi:BPMNLabel></bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="s_atender" bpmnElement="atender"><dc:Bounds x="290" y="120" \
width="130" height="80"/></bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="s_fin" bpmnElement="fin"><dc:Bounds x="502" y="142" width="36" \
height="36"/><bpmndi:BPMNLabel><dc:Bounds x="480" y="185" width="80" height="14"/>\
</bpmndi:BPMNLabel></bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="e_a_atender" bpmnElement="a_atender"><di:waypoint x="208" y="160"/>\
<di:waypoint x="290" y="160"/></bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="e_a_fin" bpmnElement="a_fin"><di:waypoint x="420" y="160"/>\
<di:waypoint x="502" y="160"/></bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


@dataclass(frozen=True, slots=True)
class _Words:
    """What the parts of a blank process are called in one language, and its scenario."""

    begun: str
    task: str
    done: str
    subject: str
    scenario: str


_WORDS = {
    "es": _Words("Solicitud recibida", "Atender la solicitud", "Atendida", "Asunto",
        """Característica: {title}

  Escenario: De principio a fin
    Dado que hoy es {day}
    Y que Rosa es de "{starter}"
    Y que Luis es de "{worker}"
    Cuando Rosa inicia el trámite con:
      | asunto | Un pedido |
    Entonces espera la tarea "Atender la solicitud"
    Cuando Luis completa "Atender la solicitud"
    Entonces el trámite termina en "Atendida"
"""),
    "pt": _Words("Pedido recebido", "Atender o pedido", "Atendido", "Assunto",
        """Funcionalidade: {title}

  Cenário: Do início ao fim
    Dado que hoje é {day}
    E que Rosa é de "{starter}"
    E que Luis é de "{worker}"
    Quando Rosa inicia o processo com:
      | asunto | Um pedido |
    Então espera a tarefa "Atender o pedido"
    Quando Luis conclui "Atender o pedido"
    Então o processo termina em "Atendido"
"""),
    "en": _Words("Request received", "Deal with the request", "Done", "Subject",
        """Feature: {title}

  Scenario: From beginning to end
    Given that today is {day}
    And that Rosa is from "{starter}"
    And that Luis is from "{worker}"
    When Rosa starts the case with:
      | asunto | A request |
    Then the task "Deal with the request" waits
    When Luis completes "Deal with the request"
    Then the case ends in "Done"
"""),
}  # fmt: skip


def blank_files(sheet: Sheet, language: str, today: date) -> dict[str, bytes]:
    """The files of a process that runs as it is; `language`: of the names in it (es, pt, en)."""
    known = known_language(language)
    words = _WORDS[known]
    drawing = _DRAWING.format(
        key=quoteattr(sheet.key), title=quoteattr(sheet.title), begun=quoteattr(words.begun),
        task=quoteattr(words.task), worker=quoteattr(sheet.worker), done=quoteattr(words.done),
    )  # fmt: skip
    scenario = words.scenario.format(
        title=sheet.title, day=in_words(today, known),
        starter=sheet.titles[sheet.starter], worker=sheet.titles[sheet.worker],
    )  # fmt: skip
    return {
        FILE: fresh_sheet(sheet, sheet.key),
        f"{sheet.key}.bpmn": drawing.encode(),
        f"forms/{FORM}.json": json.dumps(_form(words), ensure_ascii=False, indent=2).encode(),
        SCENARIO: f"# language: {known}\n{scenario}".encode(),
    }


def _form(words: _Words) -> dict[str, Any]:
    asked = {"required": True, "maxLength": 120}
    field = {
        "type": "textfield", "id": "c1", "key": "asunto", "label": words.subject, "validate": asked,
    }  # fmt: skip
    return {"type": "default", "id": FORM, "schemaVersion": 18, "components": [field]}
