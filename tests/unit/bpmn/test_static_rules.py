"""Static rules of the standard that a drawing can break while every element is known."""

import re

import pytest

from engine.bpmn import ModelRefused, Severity, compile_program
from tests.unit.bpmn.specimen import HEAD

ITEMS = (
    '<bpmn:itemDefinition id="text" structureRef="String"/>'
    '<bpmn:itemDefinition id="same" structureRef="String"/>'
    '<bpmn:itemDefinition id="number" structureRef="int"/>'
    '<bpmn:itemDefinition id="many" structureRef="String" isCollection="true"/>'
    '<bpmn:message id="ms" name="m" itemRef="text"/><bpmn:error id="er" structureRef="text"/>'
)
FLOWS = (
    '<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t"/>'
    '<bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e"/>'
)
START, END = '<bpmn:startEvent id="s"/>', '<bpmn:endEvent id="e"/>'


def io(inside):
    """Its data, each in the set of its side."""
    sets = "".join(
        f"<bpmn:{side}Set>"
        + "".join(
            f"<bpmn:data{name}Refs>{key}</bpmn:data{name}Refs>"
            for key in re.findall(rf'<bpmn:data{name} id="(\w+)"', inside)
        )
        + f"</bpmn:{side}Set>"
        for side, name in (("input", "Input"), ("output", "Output"))
    )
    return f"<bpmn:ioSpecification>{inside}{sets}</bpmn:ioSpecification>"


def association(item):
    return (
        f'<bpmn:dataObject id="d" itemSubjectRef="{item}"/>' + START + END + FLOWS
        + '<bpmn:task id="t">'
        + io('<bpmn:dataInput id="i" itemSubjectRef="text"/>')
        + '<bpmn:dataInputAssociation id="a"><bpmn:sourceRef>d</bpmn:sourceRef>'
        "<bpmn:targetRef>i</bpmn:targetRef></bpmn:dataInputAssociation></bpmn:task>"
    )  # fmt: skip


def awaits(inside):
    definition = f'<bpmn:messageEventDefinition messageRef="ms">{inside}'
    return (
        START + END + FLOWS + '<bpmn:intermediateCatchEvent id="t">' + definition
        + "</bpmn:messageEventDefinition></bpmn:intermediateCatchEvent>"
    )  # fmt: skip


def receives(item):
    return (
        START + END + FLOWS + '<bpmn:receiveTask id="t" messageRef="ms">'
        + io(f'<bpmn:dataOutput id="o" itemSubjectRef="{item}"/>') + "</bpmn:receiveTask>"
    )  # fmt: skip


BROKEN = {
    "start without an end": (
        START + '<bpmn:subProcess id="t"><bpmn:startEvent id="s2"/><bpmn:task id="u"/>'
        '<bpmn:sequenceFlow id="f3" sourceRef="s2" targetRef="u"/></bpmn:subProcess>'
        '<bpmn:subProcess id="h" triggeredByEvent="true"/>' + END + FLOWS,
        "h",
    ),
    "end without a start": ('<bpmn:task id="t"/>' + END + FLOWS[len(FLOWS) // 2 :], "e"),
    "start without a flow": (START + '<bpmn:task id="t"/>' + END + FLOWS[len(FLOWS) // 2 :], "s"),
    "flow listed at one end": (
        START + END + FLOWS + '<bpmn:task id="t"><bpmn:incoming>f1</bpmn:incoming></bpmn:task>',
        "s",
    ),
    "free text as a duration": (
        START + END + FLOWS + '<bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition>'
        "<bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>"
        "</bpmn:intermediateCatchEvent>",
        "t",
    ),
    "gateway in the wrong direction": (
        START + END + FLOWS + '<bpmn:parallelGateway id="t" gatewayDirection="Diverging"/>', "t",
    ),
    "association of two kinds": (association("number"), "a"),
    "collection against its definition": (association("many"), "d"),
    "message with data and no operation": (awaits(""), "t"),
    "operation of another message": (awaits("<bpmn:operationRef>op</bpmn:operationRef>"), "t"),
    "data that is not the message": (receives("number"), "t"),
    "data of a subprocess": (
        START + END + FLOWS + '<bpmn:subProcess id="t">' + io('<bpmn:dataInput id="i"/>')
        + '<bpmn:task id="u"/></bpmn:subProcess>',
        "t",
    ),
    "nothing of that name": (
        START + END + FLOWS + '<bpmn:task id="t"/><bpmn:association id="a" sourceRef="t"'
        ' targetRef="nowhere"/>',
        "a",
    ),
}  # fmt: skip
OPERATION = (
    '<bpmn:message id="other" name="o"/><bpmn:interface id="if" name="i"><bpmn:operation id="op"'
    ' name="o"><bpmn:inMessageRef>other</bpmn:inMessageRef></bpmn:operation></bpmn:interface>'
)


@pytest.mark.parametrize(("body", "element"), BROKEN.values(), ids=BROKEN)
def test_a_model_that_breaks_a_static_rule_is_refused_at_its_element(file, body, element):
    with pytest.raises(ModelRefused) as refusal:
        compile_program({"p.bpmn": file(body, roots=ITEMS + OPERATION)})
    errors = [found for found in refusal.value.problems if found.severity is Severity.ERROR]
    assert element in {found.element_id for found in errors}


@pytest.mark.parametrize("body", [association("text"), association("same"), receives("same")])
def test_items_of_the_same_structure_agree(file, body):
    compile_program({"p.bpmn": file(body, roots=ITEMS)})


POOLS = (
    '<bpmn:collaboration id="c"><bpmn:participant id="one"><bpmn:participantMultiplicity id="mu"'
    ' {}/></bpmn:participant><bpmn:participant id="two"/><bpmn:messageFlow id="mf"'
    ' sourceRef="one" targetRef="{}"/></bpmn:collaboration>'
)


@pytest.mark.parametrize(
    ("many", "target", "element"),
    [
        ('minimum="-1"', "two", "mu"),
        ('minimum="3" maximum="2"', "two", "mu"),
        ("", "one", "mf"),
        ("", "nobody", "mf"),
    ],
)
def test_pools_have_a_number_and_write_to_others(file, many, target, element):
    body = START + END + FLOWS + '<bpmn:task id="t"/>'
    with pytest.raises(ModelRefused) as refusal:
        compile_program({"p.bpmn": file(body, roots=POOLS.format(many, target))})
    errors = [found for found in refusal.value.problems if found.severity is Severity.ERROR]
    assert {found.element_id for found in errors} == {element}


TASK = '<bpmn:task id="t"/>'
WAITS = (
    '<bpmn:eventBasedGateway id="t"/>'
    '<bpmn:intermediateCatchEvent id="c"><bpmn:messageEventDefinition messageRef="plain"/>'
    '</bpmn:intermediateCatchEvent><bpmn:receiveTask id="r" messageRef="plain"/>'
    '<bpmn:exclusiveGateway id="g"/><bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="c"/>'
    '<bpmn:sequenceFlow id="f4" sourceRef="t" targetRef="r"/>'
    '<bpmn:sequenceFlow id="f5" sourceRef="c" targetRef="g"/>'
    '<bpmn:sequenceFlow id="f6" sourceRef="r" targetRef="g"/>'
    '<bpmn:sequenceFlow id="f7" sourceRef="g" targetRef="e"/>'
)
F1, F2 = FLOWS[: len(FLOWS) // 2], FLOWS[len(FLOWS) // 2 :]
CONDITION = (
    '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression"{}>=ok</bpmn:conditionExpression>'
)
FORBIDDEN = {
    "gateway that neither merges nor splits": (FLOWS + '<bpmn:exclusiveGateway id="t"/>', "t"),
    "message events and receive tasks after one gateway": (F1 + WAITS, "t"),
    "condition on the only way": (
        TASK + F1 + f'<bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e">{CONDITION.format("")}'
        "</bpmn:sequenceFlow>",
        "f2",
    ),
    "condition after an event": (
        '<bpmn:intermediateThrowEvent id="t"/>' + F1 + '<bpmn:sequenceFlow id="f2" sourceRef="t"'
        f' targetRef="e">{CONDITION.format("")}</bpmn:sequenceFlow>',
        "f2",
    ),
    "language that is no address": (
        TASK + F2 + '<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t">'
        + CONDITION.format(' language="no %% address"') + "</bpmn:sequenceFlow>",
        "f1",
    ),
    "error without a code": (
        F1 + F2 + '<bpmn:parallelGateway id="t"/>'
        + F2.replace('"f2"', '"f3"').replace('"e"', '"x"')
        + '<bpmn:endEvent id="x"><bpmn:errorEventDefinition errorRef="er"/></bpmn:endEvent>',
        "er",
    ),
    "input in no set": (
        FLOWS + '<bpmn:task id="t"><bpmn:ioSpecification><bpmn:dataInput id="i"/><bpmn:inputSet/>'
        "<bpmn:outputSet/></bpmn:ioSpecification></bpmn:task>",
        "i",
    ),
    "no sets": (FLOWS + '<bpmn:task id="t"><bpmn:ioSpecification id="io"/></bpmn:task>', "io"),
    "node in two lanes": (
        FLOWS + TASK + '<bpmn:laneSet id="ls"><bpmn:lane id="l1"><bpmn:flowNodeRef>t'
        '</bpmn:flowNodeRef></bpmn:lane><bpmn:lane id="l2"><bpmn:flowNodeRef>t</bpmn:flowNodeRef>'
        "</bpmn:lane></bpmn:laneSet>",
        "l2",
    ),
    "item of a reference": (
        FLOWS + TASK + '<bpmn:dataObject id="d"/><bpmn:dataObjectReference id="dr"'
        ' dataObjectRef="d" itemSubjectRef="text"/>',
        "dr",
    ),
    "data of another activity": (
        F1 + F2.replace('"t"', '"u"') + F1.replace('"f1"', '"f3"').replace('"s"', '"t"').replace(
            'targetRef="t"', 'targetRef="u"')
        + '<bpmn:task id="t">' + io('<bpmn:dataInput id="i"/>')
        + '<bpmn:dataInputAssociation id="a"><bpmn:sourceRef>secret</bpmn:sourceRef>'
        "<bpmn:targetRef>i</bpmn:targetRef></bpmn:dataInputAssociation></bpmn:task>"
        '<bpmn:task id="u"><bpmn:property id="secret"/></bpmn:task>',
        "a",
    ),
    "data store that is read": (
        FLOWS + '<bpmn:dataStoreReference id="st"/><bpmn:task id="t">'
        + io('<bpmn:dataInput id="i"/>')
        + '<bpmn:dataInputAssociation id="a"><bpmn:sourceRef>st</bpmn:sourceRef>'
        "<bpmn:targetRef>i</bpmn:targetRef></bpmn:dataInputAssociation></bpmn:task>",
        "a",
    ),
    "output of an event that throws": (
        FLOWS + '<bpmn:intermediateThrowEvent id="t"><bpmn:dataOutput id="o"/>'
        "</bpmn:intermediateThrowEvent>",
        "t",
    ),
    "transaction of another method": (
        FLOWS + '<bpmn:transaction id="t" method="##Store"><bpmn:task id="u"/></bpmn:transaction>',
        "t",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "element"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_the_standard_forbids_is_refused_at_its_element(file, body, element):
    roots = ITEMS.replace('id="er"', 'id="er" name="x"') + '<bpmn:message id="plain" name="p"/>'
    with pytest.raises(ModelRefused) as refusal:
        compile_program({"p.bpmn": file(START + END + body, roots=roots)})
    errors = [found for found in refusal.value.problems if found.severity is Severity.ERROR]
    assert {found.element_id for found in errors} == {element}


def test_an_output_that_copies_nothing_is_a_drawing_and_is_told(file):
    body = START + END + FLOWS + (
        '<bpmn:dataStoreReference id="st"/><bpmn:task id="t"><bpmn:dataOutputAssociation id="a">'
        "<bpmn:targetRef>st</bpmn:targetRef></bpmn:dataOutputAssociation></bpmn:task>"
    )  # fmt: skip
    warnings = compile_program({"p.bpmn": file(body)}).warnings
    told = [(found.element_id, found.rule) for found in warnings if found.rule != "naming"]
    assert told == [("a", "data")]


def test_where_a_level_draws_its_ends_every_way_leads_to_one():
    body = (
        START + END + TASK + F1 + '<bpmn:parallelGateway id="g"/><bpmn:task id="u"/>'
        '<bpmn:task id="v"/><bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="g"/>'
        '<bpmn:sequenceFlow id="f3" sourceRef="g" targetRef="u"/>'
        '<bpmn:sequenceFlow id="f4" sourceRef="g" targetRef="v"/>'
        '<bpmn:sequenceFlow id="f5" sourceRef="v" targetRef="e"/>'
    )
    whole = f'{HEAD}<bpmn:process id="p" name="P">{body}</bpmn:process></bpmn:definitions>'
    with pytest.raises(ModelRefused) as refusal:
        compile_program({"p.bpmn": whole.encode()})
    errors = [found for found in refusal.value.problems if found.severity is Severity.ERROR]
    assert [(found.element_id, found.rule) for found in errors] == [("u", "ends")]
