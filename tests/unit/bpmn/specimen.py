"""One valid model with nearly every construct, and what can be broken in it one thing at a time.

`mutants()` gives, for each place, the broken file and the ids of which the refusal must name one.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.tree import BPMN, Node, bpmn, kind

FORMAL = 'xsi:type="bpmn:tFormalExpression"'
HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:tns="urn:specimen"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:specimen"'
    ' id="file">'
)
ROOTS = """
<bpmn:itemDefinition id="item" structureRef="tns:text"/>
<bpmn:itemDefinition id="other_item" structureRef="tns:number"/>
<bpmn:message id="letter" name="letter"><bpmn:extensionElements>
  <zeebe:subscription correlationKey="=number"/></bpmn:extensionElements></bpmn:message>
<bpmn:signal id="bell" name="bell"/>
<bpmn:error id="fault" errorCode="F"/>
<bpmn:escalation id="call_up" escalationCode="U"/>
<bpmn:dataStore id="archive" name="archive" capacity="10"/>
<bpmn:category id="category"><bpmn:categoryValue id="value" value="law"/></bpmn:category>
<bpmn:interface id="interface" name="desk"><bpmn:operation id="operation" name="send">
  <bpmn:inMessageRef>letter</bpmn:inMessageRef></bpmn:operation></bpmn:interface>
<bpmn:collaboration id="town"><bpmn:participant id="pool" processRef="p"/>
  <bpmn:participant id="citizen"><bpmn:participantMultiplicity id="many" minimum="0" maximum="5"/>
  </bpmn:participant>
  <bpmn:messageFlow id="mail" sourceRef="citizen" targetRef="got" messageRef="letter"/>
  <bpmn:messageFlow id="reply" sourceRef="sent" targetRef="citizen"/>
</bpmn:collaboration>
"""
BODY = f"""
<bpmn:laneSet id="lanes"><bpmn:lane id="front"><bpmn:flowNodeRef>first</bpmn:flowNodeRef>
  <bpmn:flowNodeRef>choose</bpmn:flowNodeRef></bpmn:lane>
  <bpmn:lane id="back"><bpmn:flowNodeRef>sent</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
<bpmn:startEvent id="begin"/>
<bpmn:userTask id="first"><bpmn:extensionElements>
  <zeebe:assignmentDefinition candidateGroups="clerk"/></bpmn:extensionElements>
  <bpmn:ioSpecification id="io"><bpmn:dataInput id="in" itemSubjectRef="item"/>
    <bpmn:dataOutput id="out" itemSubjectRef="item"/>
    <bpmn:inputSet id="in_set"><bpmn:dataInputRefs>in</bpmn:dataInputRefs>
      <bpmn:outputSetRefs>out_set</bpmn:outputSetRefs></bpmn:inputSet>
    <bpmn:outputSet id="out_set"><bpmn:dataOutputRefs>out</bpmn:dataOutputRefs>
      <bpmn:inputSetRefs>in_set</bpmn:inputSetRefs></bpmn:outputSet></bpmn:ioSpecification>
  <bpmn:dataInputAssociation id="into"><bpmn:sourceRef>paper_ref</bpmn:sourceRef>
    <bpmn:targetRef>in</bpmn:targetRef></bpmn:dataInputAssociation>
  <bpmn:dataOutputAssociation id="outof"><bpmn:sourceRef>out</bpmn:sourceRef>
    <bpmn:targetRef>paper_ref</bpmn:targetRef></bpmn:dataOutputAssociation>
</bpmn:userTask>
<bpmn:dataObject id="paper" itemSubjectRef="item"/>
<bpmn:dataObjectReference id="paper_ref" dataObjectRef="paper"/>
<bpmn:dataStoreReference id="archive_ref" dataStoreRef="archive"/>
<bpmn:exclusiveGateway id="choose" default="no" gatewayDirection="Diverging"/>
<bpmn:parallelGateway id="split" gatewayDirection="Diverging"/>
<bpmn:parallelGateway id="join" gatewayDirection="Converging"/>
<bpmn:subProcess id="inner"><bpmn:startEvent id="inner_begin"/>
  <bpmn:endEvent id="raised"><bpmn:errorEventDefinition id="raise" errorRef="fault"/>
  </bpmn:endEvent>
  <bpmn:intermediateThrowEvent id="lifted">
    <bpmn:escalationEventDefinition id="lift" escalationRef="call_up"/>
  </bpmn:intermediateThrowEvent>
  <bpmn:sequenceFlow id="i1" sourceRef="inner_begin" targetRef="lifted"/>
  <bpmn:sequenceFlow id="i2" sourceRef="lifted" targetRef="raised"/>
</bpmn:subProcess>
<bpmn:boundaryEvent id="caught" attachedToRef="inner">
  <bpmn:errorEventDefinition id="catch" errorRef="fault"/></bpmn:boundaryEvent>
<bpmn:boundaryEvent id="heard" attachedToRef="inner" cancelActivity="false">
  <bpmn:escalationEventDefinition id="hear" escalationRef="call_up"/></bpmn:boundaryEvent>
<bpmn:endEvent id="told"/>
<bpmn:eventBasedGateway id="wait"/>
<bpmn:intermediateCatchEvent id="got"><bpmn:messageEventDefinition id="get" messageRef="letter">
  <bpmn:operationRef>operation</bpmn:operationRef></bpmn:messageEventDefinition>
</bpmn:intermediateCatchEvent>
<bpmn:intermediateCatchEvent id="late"><bpmn:timerEventDefinition id="clock">
  <bpmn:timeDuration {FORMAL}>P3D</bpmn:timeDuration></bpmn:timerEventDefinition>
</bpmn:intermediateCatchEvent>
<bpmn:exclusiveGateway id="merge" gatewayDirection="Converging"/>
<bpmn:task id="done"><bpmn:multiInstanceLoopCharacteristics id="each">
  <bpmn:loopCardinality {FORMAL}>=3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>
</bpmn:task>
<bpmn:boundaryEvent id="undo_border" attachedToRef="done">
  <bpmn:compensateEventDefinition id="undo_catch"/></bpmn:boundaryEvent>
<bpmn:task id="undo" isForCompensation="true"/>
<bpmn:association id="undo_line" sourceRef="undo_border" targetRef="undo"/>
<bpmn:intermediateThrowEvent id="undone">
  <bpmn:compensateEventDefinition id="undo_throw" activityRef="done"/></bpmn:intermediateThrowEvent>
<bpmn:intermediateThrowEvent id="leap">
  <bpmn:linkEventDefinition id="leap_def" name="hop"><bpmn:target>land_def</bpmn:target>
  </bpmn:linkEventDefinition></bpmn:intermediateThrowEvent>
<bpmn:intermediateCatchEvent id="land">
  <bpmn:linkEventDefinition id="land_def" name="hop"><bpmn:source>leap_def</bpmn:source>
  </bpmn:linkEventDefinition></bpmn:intermediateCatchEvent>
<bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="stamp"/>
  </bpmn:extensionElements></bpmn:serviceTask>
<bpmn:endEvent id="sent"><bpmn:messageEventDefinition id="send" messageRef="letter">
  <bpmn:operationRef>operation</bpmn:operationRef></bpmn:messageEventDefinition></bpmn:endEvent>
<bpmn:endEvent id="over"><bpmn:terminateEventDefinition id="stop"/></bpmn:endEvent>
<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="first"/>
<bpmn:sequenceFlow id="f2" sourceRef="first" targetRef="choose"/>
<bpmn:sequenceFlow id="yes" sourceRef="choose" targetRef="split">
  <bpmn:conditionExpression {FORMAL} evaluatesToTypeRef="item">=ok</bpmn:conditionExpression>
</bpmn:sequenceFlow>
<bpmn:sequenceFlow id="no" sourceRef="choose" targetRef="over"/>
<bpmn:sequenceFlow id="f3" sourceRef="split" targetRef="inner"/>
<bpmn:sequenceFlow id="f4" sourceRef="split" targetRef="wait"/>
<bpmn:sequenceFlow id="f5" sourceRef="caught" targetRef="join"/>
<bpmn:sequenceFlow id="f6" sourceRef="heard" targetRef="told"/>
<bpmn:sequenceFlow id="f7" sourceRef="wait" targetRef="got"/>
<bpmn:sequenceFlow id="f8" sourceRef="wait" targetRef="late"/>
<bpmn:sequenceFlow id="f9" sourceRef="got" targetRef="merge"/>
<bpmn:sequenceFlow id="f10" sourceRef="late" targetRef="merge"/>
<bpmn:sequenceFlow id="f11" sourceRef="merge" targetRef="done"/>
<bpmn:sequenceFlow id="f12" sourceRef="done" targetRef="undone"/>
<bpmn:sequenceFlow id="f13" sourceRef="undone" targetRef="join"/>
<bpmn:sequenceFlow id="f14" sourceRef="join" targetRef="leap"/>
<bpmn:sequenceFlow id="f15" sourceRef="land" targetRef="work"/>
<bpmn:sequenceFlow id="f16" sourceRef="work" targetRef="sent"/>
<bpmn:textAnnotation id="note"><bpmn:text>law</bpmn:text></bpmn:textAnnotation>
<bpmn:association id="line" sourceRef="note" targetRef="first"/>
<bpmn:group id="group" categoryValueRef="value"/>
"""
SPECIMEN = (
    f'{HEAD}{ROOTS}<bpmn:process id="p" name="Prueba" isExecutable="true">{BODY}</bpmn:process>'
    "</bpmn:definitions>"
)
# Attributes that name something, and elements whose text does.
NAMES = frozenset({
    "sourceRef", "targetRef", "messageRef", "signalRef", "errorRef", "escalationRef", "processRef",
    "attachedToRef", "dataObjectRef", "dataStoreRef", "itemSubjectRef", "categoryValueRef",
    "activityRef", "default", "evaluatesToTypeRef",
})  # fmt: skip
TEXTS = frozenset({
    "sourceRef", "targetRef", "flowNodeRef", "dataInputRefs", "dataOutputRefs", "inMessageRef",
    "operationRef", "target", "source", "inputSetRefs", "outputSetRefs",
})  # fmt: skip
# What must be there: dropping it leaves something that cannot run or means nothing.
STRANGER = "dance"
NEEDED = frozenset({
    "sourceRef", "targetRef", "messageRef", "errorRef", "escalationRef", "attachedToRef",
    "errorCode", "escalationCode",
})  # fmt: skip
SPARED = frozenset({("messageFlow", "messageRef"), ("errorEventDefinition", "catch"),
                    ("escalationEventDefinition", "hear")})  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """What was done, the file, and the elements of which the refusal names one."""

    name: str
    file: bytes
    places: frozenset[str]


def mutants() -> Iterator[Mutant]:
    """Every broken model."""
    root = etree.fromstring(SPECIMEN.encode())
    for at, node in enumerate(root.iter()):
        for do in (retarget, drop, twin, nameless, strange, undefine):
            for change in do(node):
                copy = deepcopy(root)
                yield _made(copy, list(copy.iter())[at], f"{do.__name__} {change}", do, change)


def _made(root: Node, node: Node, name: str, do, change: str) -> Mutant:
    places = frozenset(around(node)) | {STRANGER}
    APPLY[do.__name__](node, change)
    label = f"{name} of {kind(node)} {node.get('id', '')}"
    return Mutant(label, etree.tostring(root), places | frozenset(around(node)))


def around(node: Node) -> Iterator[str]:
    """The ids of an element, what it stands in (but the process), what it names and is named by."""
    at = node
    while at is not None and kind(at) not in ("process", "definitions"):
        if at.get("id"):
            yield at.get("id")
        yield from (value.rpartition(":")[2] for value in at.attrib.values())
        at = at.getparent()
    if (node.text or "").strip():
        yield node.text.strip()
    mine = node.get("id")
    for other in node.getroottree().getroot().iter():
        if mine and (mine in other.attrib.values() or (other.text or "").strip() == mine):
            named = other
            while named is not None and not named.get("id"):
                named = named.getparent()
            if named is not None:
                yield named.get("id")


def retarget(node: Node) -> Iterator[str]:
    """References to nothing, and to something of the wrong kind."""
    for name in NAMES:
        if node.get(name):
            yield f"{name}=nowhere"
            if kind(node) != "association":  # may end at anything
                yield f"{name}=lanes"
            yield f"{name}=strange:first"
    if kind(node) in TEXTS:
        yield "text=nowhere"
        yield "text=note"


def drop(node: Node) -> Iterator[str]:
    """Attributes that are needed."""
    for name in NEEDED:
        spared = (kind(node), name) in SPARED or (kind(node), node.get("id")) in SPARED
        if node.get(name) and not spared:
            yield name


def twin(node: Node) -> Iterator[str]:
    """The id of another element."""
    if node.get("id") and node.get("id") != "work" and kind(node) != "definitions":
        yield "work"


def nameless(node: Node) -> Iterator[str]:
    """No id, where the diagram or a reference needs it."""
    if kind(node).endswith(("Event", "ask", "Gateway", "sequenceFlow", "Annotation", "lane")):
        yield "id"


def strange(node: Node) -> Iterator[str]:
    """Attributes and elements that nobody knows."""
    if node.tag.startswith(f"{{{BPMN}}}") and kind(node) not in ("definitions", "documentation"):
        yield "attribute"
        if kind(node) != "extensionElements":
            yield "element"


def undefine(node: Node) -> Iterator[str]:
    """Another definition than may stand there."""
    if kind(node).endswith("EventDefinition"):
        wrong = {"startEvent", "endEvent", "intermediateThrowEvent"}
        owner = kind(node.getparent())
        yield "timerEventDefinition" if owner in wrong else "terminateEventDefinition"


def _set(node: Node, change: str) -> None:
    name, _, value = change.partition("=")
    if name == "text":
        node.text = value
    else:
        node.set(name, value)


def _twin(node: Node, change: str) -> None:
    node.set("id", change)


def _drop(node: Node, change: str) -> None:
    del node.attrib[change]


def _strange(node: Node, change: str) -> None:
    if change == "attribute":
        node.set("colour", "red")
    else:
        etree.SubElement(node, bpmn("choreographyTask"), id=STRANGER)


def _undefine(node: Node, change: str) -> None:
    node.tag = bpmn(change)


APPLY = {
    "retarget": _set, "drop": _drop, "twin": _twin, "nameless": _drop, "strange": _strange,
    "undefine": _undefine,
}  # fmt: skip
