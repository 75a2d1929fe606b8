"""A receive task that instantiates is a message start event (BPMN 2.0.2, 10.3.3)."""

from lxml import etree

from engine.bpmn.tree import Node, bpmn


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
