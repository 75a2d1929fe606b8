"""What needs no decision is mended; the rest of the file stays, and nothing else breaks."""

from collections import Counter

import pytest

from engine.bpmn import ModelRefused, Severity, compile_program
from engine.bpmn.mending import mended
from engine.definitions.mending import mend_diagram
from tests.unit.bpmn.specimen import mutants

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" targetNamespace="urn:t">
  <!-- nadie toca esto -->
"""
FLOWS = """    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t"/>
    <bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e"/>
"""
TASK = """    <bpmn:userTask id="t" name="Revisar el pedido"><bpmn:extensionElements>
      <zeebe:assignmentDefinition candidateGroups="clerk"/></bpmn:extensionElements>{inside}
    </bpmn:userTask>
"""
TIMER = """<bpmn:timerEventDefinition><bpmn:timeDuration{mark}>P1D</bpmn:timeDuration>
      </bpmn:timerEventDefinition>"""


def drawn(inside="", *, roots="", task=TASK, flows=FLOWS, process='isExecutable="true"', after=""):
    return (
        f'{HEAD}{roots}  <bpmn:process id="p" name="Permiso" {process}>\n'
        f'    <bpmn:startEvent id="s"/>\n{task.format(inside=inside)}    <bpmn:endEvent id="e"/>\n'
        f"{flows}  </bpmn:process>\n{after}</bpmn:definitions>\n"
    )


def choosing(*, default="", bare=True):
    condition = (
        '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=x</bpmn:conditionExpression>'
    )
    gate = f'    <bpmn:exclusiveGateway id="g" name="¿Sí?"{default}/>\n'
    flows = (
        '    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t"/>\n'
        '    <bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="g"/>\n'
        f'    <bpmn:sequenceFlow id="f3" name="Sí" sourceRef="g" targetRef="e">{condition}'
        "</bpmn:sequenceFlow>\n"
        f'    <bpmn:sequenceFlow id="f4" name="No" sourceRef="g" targetRef="e">'
        f"{'' if bare else condition}</bpmn:sequenceFlow>\n"
    )
    return drawn(task=TASK + gate, flows=flows)


def splitting(condition):
    gates = '    <bpmn:parallelGateway id="g"/>\n    <bpmn:parallelGateway id="j"/>\n'
    flows = "".join(
        f'    <bpmn:sequenceFlow id="{name}" sourceRef="{a}" targetRef="{b}">{inside}'
        "</bpmn:sequenceFlow>\n"
        for name, a, b, inside in (
            ("f1", "s", "g", ""), ("f2", "g", "t", condition), ("f3", "g", "j", ""),
            ("f4", "t", "j", ""), ("f5", "j", "e", ""),
        )
    )  # fmt: skip
    return drawn(task=TASK + gates, flows=flows)


def border(mark):
    timer = TIMER.format(mark=mark)
    late = (
        '    <bpmn:boundaryEvent id="b" attachedToRef="t">' + timer + "</bpmn:boundaryEvent>\n"
        '    <bpmn:endEvent id="late"/>\n'
    )
    more = FLOWS + '    <bpmn:sequenceFlow id="f3" sourceRef="b" targetRef="late"/>\n'
    return drawn(task=TASK + late, flows=more)


def with_form(more):
    inside = f'<zeebe:formDefinition formKey="f"{more}/></bpmn:extensionElements>'
    return drawn().replace("</bpmn:extensionElements>", inside)


FORMAL = ' xsi:type="bpmn:tFormalExpression"'
SHAPE = (
    '  <bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="pl" bpmnElement="p">{0}'
    "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>\n"
)
OLD = '  <bpmn:{0} id="old" name="viejo"/>\n'
LISTED = "\n      <bpmn:incoming>f1</bpmn:incoming>{0}"
CONDITION = f"<bpmn:conditionExpression{FORMAL}>=x</bpmn:conditionExpression>"
EDGES = "".join(
    f'<bpmndi:BPMNEdge id="{one}_di" bpmnElement="{one}"/>' for one in ("s", "t", "e", "f1", "f2")
)
CASES = {
    "left over message": ("unused", drawn(roots=OLD.format("message")), drawn()),
    "left over signal": ("unused", drawn(roots=OLD.format("signal")), drawn()),
    "only a drawing": ("main-process", drawn(process='isExecutable="false"'), drawn()),
    "flow without id": (
        "id",
        drawn(flows=FLOWS.replace(' id="f2"', "")),
        drawn(flows=FLOWS.replace(' id="f2" sourceRef="t" targetRef="e"',
                                  ' sourceRef="t" targetRef="e" id="sequenceFlow_1"')),
    ),
    "wrong direction": (
        "direction",
        splitting("").replace('"j"/>', '"j" gatewayDirection="Diverging"/>'),
        splitting(""),
    ),
    "condition after a parallel gateway": (
        "condition", splitting(CONDITION), splitting("").replace(
            '<bpmn:sequenceFlow id="f2" sourceRef="g" targetRef="t"></bpmn:sequenceFlow>',
            '<bpmn:sequenceFlow id="f2" sourceRef="g" targetRef="t"/>',
        ),
    ),
    "the way for when nothing holds": (
        "condition", choosing(), choosing(default=' default="f4"'),
    ),
    "constant that is not marked": ("formal", border(""), border(FORMAL)),
    "shape of nothing": (
        "diagram",
        drawn(after=SHAPE.format(EDGES + '<bpmndi:BPMNShape id="x_di" bpmnElement="gone"/>')),
        drawn(after=SHAPE.format(EDGES)),
    ),
    "binding to a version": (
        "extension", with_form(' bindingType="versionTag"'), with_form(""),
    ),
}  # fmt: skip


def squeezed(text):
    """Without the white space that an element had around what is gone."""
    return text.replace("></bpmn:sequenceFlow>", "/>").split()


@pytest.mark.parametrize("name", CASES)
def test_a_finding_is_mended_and_the_rest_of_the_file_stays(name):
    rule, broken, whole = CASES[name]
    found = mend_diagram("p.bpmn", broken.encode())
    assert rule in {fault.rule for fault in found.made}
    assert squeezed(found.files["p.bpmn"].decode()) == squeezed(whole)
    assert not [fault for fault in found.left if fault.rule == rule and fault.fix is not None]


def test_flows_are_listed_at_both_ends():
    found = mend_diagram("p.bpmn", drawn(LISTED.format("")).encode())
    text = found.files["p.bpmn"].decode()
    assert text.count("<bpmn:outgoing>") == text.count("<bpmn:incoming>") == 2
    assert "<bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>" in "".join(
        text.split()
    ).replace("\n", "")
    assert {fault.severity for fault in found.left} <= {"warning"}


def test_what_is_added_stands_on_lines_of_its_own():
    found = mend_diagram("p.bpmn", drawn(LISTED.format("")).encode())
    lines = found.files["p.bpmn"].decode().splitlines()
    at = lines.index('    <bpmn:startEvent id="s">')
    assert lines[at + 1 : at + 3] == [
        "      <bpmn:outgoing>f1</bpmn:outgoing>", "    </bpmn:startEvent>"
    ]  # fmt: skip


def test_nothing_to_mend_leaves_the_file_alone():
    found = mend_diagram("p.bpmn", drawn().encode())
    assert (dict(found.files), found.made) == ({}, ())
    assert mended(drawn().encode(), ()) == drawn().encode()


def test_an_id_of_two_elements_that_something_means_is_left_to_a_person():
    twice = drawn(flows=FLOWS.replace('"f2"', '"f1"'))
    assert mend_diagram("p.bpmn", twice.encode()).made[0].rule == "id"
    listed = drawn(LISTED.format(""), flows=FLOWS.replace('"f2"', '"f1"'))
    found = mend_diagram("p.bpmn", listed.encode())
    assert "id" not in {fault.rule for fault in found.made}


def errors_of(file):
    try:
        found = compile_program({"p.bpmn": file}).warnings
    except ModelRefused as refused:
        found = refused.problems
    return Counter(one.rule for one in found if one.severity is Severity.ERROR)


def test_mending_a_broken_model_never_breaks_anything_else():
    worse, mended_at_all = {}, 0
    for mutant in list(mutants())[::5]:
        found = mend_diagram("p.bpmn", mutant.file)
        mended_at_all += bool(found.files)
        after = errors_of(found.files.get("p.bpmn", mutant.file))
        more = after - errors_of(mutant.file)
        if sum(after.values()) > sum(errors_of(mutant.file).values()):
            worse[mutant.name] = more
    assert worse == {}
    assert mended_at_all > 10
