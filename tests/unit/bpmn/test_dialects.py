"""Models of the `camunda:` dialect: what is mechanical is changed exactly, the rest is told."""

import os
from pathlib import Path

import pytest
from lxml import etree

from engine.bpmn import ModelRefused, compile_program
from engine.bpmn.dialects import convert
from engine.bpmn.dialects.juel import Untranslatable, feel_of, feel_of_condition
from engine.bpmn.tree import ZEEBE, Unreadable, bpmn
from engine.feel import compile_expression

ROOT = Path(__file__).resolve().parents[3]
SUITES = Path(os.environ.get("CAUCE_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"

TRUTHS = {
    "${a == 'x'}": [({"a": "x"}, True), ({"a": "y"}, False), ({"a": None}, False)],
    "${a.equals(\"x\") && !b}": [({"a": "x", "b": None}, True), ({"a": "x", "b": True}, False)],
    "${ok}": [({"ok": True}, True), ({"ok": None}, False), ({"ok": False}, False)],
    "#{ not ok or n ge 3 }": [({"ok": True, "n": 3}, True), ({"ok": True, "n": 2}, False)],
    "${empty a}": [({"a": None}, True), ({"a": ""}, True), ({"a": []}, True), ({"a": "x"}, False),
                   ({"a": [None]}, False), ({"a": 5}, False)],
    "${!empty f.A && f.A}": [({"f": {"A": True}}, True), ({"f": {"A": None}}, False),
                             ({"f": {}}, False)],
    "${test.contains('a')}": [({"test": "abc"}, True), ({"test": ["b"]}, False),
                              ({"test": ["a"]}, True)],
    "${execution.getVariable(\"A\") == \"PSU\" || execution.getVariable('B') == 'PSU'}": [
        ({"A": "no", "B": "PSU"}, True), ({"A": None, "B": "x"}, False),
    ],
    "${a.size() > 1 and a[0] == 'x'}": [({"a": ["x", "y"]}, True), ({"a": ["y", "x"]}, False)],
    "${(a || b) && c}": [({"a": True, "b": False, "c": False}, False)],
    "${m['key'].startsWith('ab')}": [({"m": {"key": "abc"}}, True)],
    "${n - 1 - 1 == 0}": [({"n": 2}, True)],
    "${n - (1 - 1) == 2}": [({"n": 2}, True)],
    "${'it\\'s' == a}": [({"a": "it's"}, True)],
    "${a != null ? b : c}": [({"a": 1, "b": True, "c": False}, True)],
    "${!(a == b)}": [({"a": 1, "b": 2}, True)],
    "${(a == b) == c}": [({"a": 1, "b": 2, "c": False}, True)],
}  # fmt: skip


@pytest.mark.parametrize("juel", TRUTHS)
def test_a_condition_decides_in_feel_as_it_did(juel):
    feel = feel_of_condition(juel)
    for context, truth in TRUTHS[juel]:
        assert compile_expression(feel[1:]).evaluate(context) is truth, (feel, context)


@pytest.mark.parametrize(
    ("juel", "part"),
    [
        ("${bean.call(1)}", ".call(…)"), ("${call(1)}", "call"), ("${a / b}", "/"),
        ("${a % 2}", "%"), ("${'a' + b}", "+"), ("text ${a}", "text ${a}"),
        ("${execution.hasVariable('x')}", "execution.hasVariable"), ("${a ==}", ""),
        ("${a ; b}", "; b"), ("${for}", "for"), ("${a[b]}", "[b]"),
    ],
)  # fmt: skip
def test_what_has_no_exact_counterpart_is_not_guessed(juel, part):
    with pytest.raises(Untranslatable) as left:
        feel_of(juel)
    assert str(left.value) == part


def test_a_value_keeps_its_meaning():
    assert feel_of("${a.b}") == "=a.b"
    assert feel_of("${n + 1}") == "=n + 1"
    assert feel_of('${x != null ? x : "P2D"}') == '=if x != null then x else "P2D"'


FOREIGN = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- kept -->
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:t"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<bpmn:process id="p" name="Permiso" isExecutable="true" camunda:historyTimeToLive="P30D">
<bpmn:startEvent id="s"/>
<bpmn:userTask id="u" name="Revisar" camunda:candidateGroups="clerk" camunda:formKey="revision"
  camunda:dueDate="${due}" camunda:asyncBefore="true">
  <bpmn:documentation>Ley 27444</bpmn:documentation></bpmn:userTask>
<bpmn:serviceTask id="w" name="Sellar" camunda:type="external" camunda:topic="stamp">
  <bpmn:extensionElements><camunda:inputOutput>
    <camunda:inputParameter name="title">Hoja "A"</camunda:inputParameter>
    <camunda:inputParameter name="both"><camunda:map><camunda:entry key="a">${x}</camunda:entry>
      <camunda:entry key="b">y</camunda:entry></camunda:map></camunda:inputParameter>
    <camunda:inputParameter name="odd">${bean.call()}</camunda:inputParameter>
    <camunda:outputParameter name="done">${ response }</camunda:outputParameter>
  </camunda:inputOutput></bpmn:extensionElements>
  <bpmn:multiInstanceLoopCharacteristics camunda:collection="sheets" camunda:elementVariable="x">
    <bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${enough}</bpmn:completionCondition>
  </bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>
<bpmn:endEvent id="e"/>
<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="u"/>
<bpmn:sequenceFlow id="f2" sourceRef="u" targetRef="w"/>
<bpmn:sequenceFlow id="f3" sourceRef="w" targetRef="e"/>
</bpmn:process></bpmn:definitions>
"""


def zeebe(root, owner, name):
    return [
        dict(part.attrib) for part in root.find(f".//*[@id='{owner}']").iter(f"{{{ZEEBE}}}{name}")
    ]


def test_a_foreign_model_says_the_same_in_our_words_and_keeps_the_rest():
    result = convert(FOREIGN, file="p.bpmn")
    root = etree.fromstring(result.data)
    assert zeebe(root, "u", "assignmentDefinition") == [{"candidateGroups": "clerk"}]
    assert zeebe(root, "u", "formDefinition") == [{"formKey": "revision"}]
    assert zeebe(root, "u", "taskSchedule") == [{"dueDate": "=due"}]
    assert zeebe(root, "w", "taskDefinition") == [{"type": "stamp"}]
    assert zeebe(root, "w", "loopCharacteristics") == [
        {"inputCollection": "=sheets", "inputElement": "x"}
    ]
    assert zeebe(root, "w", "input") == [
        {"source": '="Hoja \\"A\\""', "target": "title"},
        {"source": '={"a": x, "b": "y"}', "target": "both"},
    ]
    assert zeebe(root, "w", "output") == [{"source": "=response", "target": "done"}]
    assert root.find(f".//{bpmn('completionCondition')}").text == "=enough = true"
    assert [(left.element_id, left.facts["name"]) for left in result.left] == [
        ("w", "inputParameter")
    ]
    assert b"<!-- kept -->" in result.data
    assert result.data.count(b"xmlns:zeebe") == 1
    user = root.find(f".//{bpmn('userTask')}")
    assert [etree.QName(part).localname for part in user] == ["documentation", "extensionElements"]


def test_what_is_left_away_makes_the_model_run():
    bare = FOREIGN.replace(
        b'<camunda:inputParameter name="odd">${bean.call()}</camunda:inputParameter>', b""
    )
    result = convert(bare)
    assert result.left == ()
    compile_program({"p.bpmn": result.data})


def test_deployment_says_what_to_do_about_a_foreign_attribute(file):
    body = (
        '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>'
        '<bpmn:serviceTask id="t" camunda:delegateExpression="${x}"/>'
        '<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t"/>'
        '<bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e"/>'
    )
    with pytest.raises(ModelRefused) as refusal:
        compile_program({"p.bpmn": file(body)})
    told = {problem.advice_es for problem in refusal.value.problems if problem.element_id == "t"}
    assert "Dé el trabajo a un manejador: zeebe:taskDefinition con el nombre del trabajo." in told


@pytest.mark.parametrize("bad", [b"<x", b"<a/>", b"<!DOCTYPE a><a/>"])
def test_what_is_no_bpmn_is_said_so(bad):
    with pytest.raises(Unreadable):
        convert(bad)


def test_a_model_of_ours_comes_back_byte_for_byte():
    for model in (ROOT / "processes").rglob("*.bpmn"):
        assert convert(model.read_bytes()).data == model.read_bytes(), model.name


def models(folder):
    found = sorted((SUITES / folder).rglob("*.bpmn"))
    if not found:
        pytest.skip(f"no models at {SUITES / folder}; set CAUCE_CONFORMANCE to its parent folder")
    return found


def test_reference_models_are_read_and_written_without_loss():
    for model in models("miwg"):
        assert convert(model.read_bytes()).data == model.read_bytes(), model.name


def test_real_models_keep_diagram_ids_and_documentation_and_name_what_is_left():
    for model in models("real"):
        before = etree.fromstring(model.read_bytes())
        result = convert(model.read_bytes(), file=model.name)
        after = etree.fromstring(result.data)
        assert result.changed, model.name
        for tag in ("{*}BPMNDiagram", bpmn("documentation"), bpmn("sequenceFlow")):
            assert drawn(before, tag) == drawn(after, tag), model.name
        ids = [node.get("id") for node in before.iter("{*}*") if node.get("id")]
        assert ids == [node.get("id") for node in after.iter("{*}*") if node.get("id")]
        assert {left.element_id for left in result.left} <= set(ids)
        foreign = {left.element_id for left in result.left}
        for node in after.iter("{*}*"):
            if any(str(name).startswith(CAMUNDA) for name in node.attrib):
                assert nearest(node) in foreign, (model.name, node.attrib)


def drawn(root, tag):
    """The elements, without conditions, which are translated, and as they are read."""
    found = []
    for node in root.iter(tag):
        copy = etree.fromstring(etree.tostring(node, with_tail=False))
        for condition in list(copy.iter(bpmn("conditionExpression"))):
            condition.getparent().remove(condition)
        etree.cleanup_namespaces(copy)
        found.append(etree.tostring(copy, method="c14n"))
    return found


def nearest(node):
    while not node.get("id") or not str(node.tag).startswith(bpmn("")):
        node = node.getparent()
    return node.get("id")
