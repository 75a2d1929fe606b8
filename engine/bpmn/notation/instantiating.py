"""What instantiates is a message start event (BPMN 2.0.2, 10.3.3 and 10.6.6).

A receive task is one; an exclusive event gateway stands for one at each of its ways.
"""

from lxml import etree

from engine.bpmn.tree import Node, bpmn, identity


def begin_at_gateways(root: Node) -> None:
    """The gateway and its flows go; its events and receive tasks begin, and keep their ids."""
    for gateway in list(root.iter(bpmn("eventBasedGateway"))):
        scope = gateway.getparent()
        if gateway.get("instantiate") != "true" or scope is None:
            continue
        for flow in list(scope.iterchildren(bpmn("sequenceFlow"))):
            if flow.get("sourceRef") != identity(gateway):
                continue
            _begin(scope, flow.get("targetRef", ""))
            scope.remove(flow)
        scope.remove(gateway)


def _begin(scope: Node, name: str) -> None:
    for node in scope:
        if identity(node) == name and node.tag == bpmn("receiveTask"):
            node.set("instantiate", "true")
        elif identity(node) == name:
            node.tag = bpmn("startEvent")


def begin_with_messages(root: Node) -> None:
    """The message moves into a definition; the id stays."""
    for node in list(root.iter(bpmn("receiveTask"))):
        if node.get("instantiate") != "true":
            continue
        message = node.get("messageRef", "")
        for name in ("instantiate", "messageRef", "operationRef", "implementation"):
            node.attrib.pop(name, "")
        node.tag = bpmn("startEvent")
        etree.SubElement(node, bpmn("messageEventDefinition")).set("messageRef", message)
