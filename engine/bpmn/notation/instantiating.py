"""What instantiates is a message start event (BPMN 2.0.2, 10.3.3 and 10.6.6).

A receive task is one; an exclusive event gateway stands for one at each of its ways. What begins a
process only together with others (a parallel event gateway, a parallel multiple start) stays an
event that waits, marked with the ids of what waits beside it.
"""

from lxml import etree

from engine.bpmn.tree import BESIDE, Node, bpmn, children, identity


def begin_at_gateways(root: Node) -> None:
    """The gateway and its flows go; its events and receive tasks begin, and keep their ids."""
    for gateway in list(root.iter(bpmn("eventBasedGateway"))):
        scope = gateway.getparent()
        if gateway.get("instantiate") != "true" or scope is None:
            continue
        flows = [
            flow
            for flow in children(scope, "sequenceFlow")
            if flow.get("sourceRef") == identity(gateway)
        ]
        names = [flow.get("targetRef", "") for flow in flows]
        for node in [node for node in scope if identity(node) in names]:
            if gateway.get("eventGatewayType") == "Parallel":
                node.set(BESIDE, " ".join(name for name in names if name != identity(node)))
            else:
                _begin(node)
        for part in (*flows, gateway):
            scope.remove(part)


def _begin(node: Node) -> None:
    if node.tag == bpmn("receiveTask"):
        node.set("instantiate", "true")
    else:
        node.tag = bpmn("startEvent")


def begin_with_messages(root: Node) -> None:
    """The message moves into a definition; the id stays."""
    for node in list(root.iter(bpmn("receiveTask"))):
        if node.get("instantiate") != "true" or node.get(BESIDE) is not None:
            continue
        message = node.get("messageRef", "")
        for name in ("instantiate", "messageRef", "operationRef", "implementation"):
            node.attrib.pop(name, "")
        node.tag = bpmn("startEvent")
        etree.SubElement(node, bpmn("messageEventDefinition")).set("messageRef", message)


def begin_with_all(root: Node) -> None:
    """A start that needs several things: the first opens the process, which waits for the rest."""
    for process in children(root, "process"):
        for node in list(children(process, "startEvent")):
            if node.get("parallelMultiple") == "true" and len(list(node)) > 1:
                node.tag = bpmn("intermediateCatchEvent")
                node.set(BESIDE, "")
