"""A complex gateway that only splits is an inclusive one (BPMN 2.0.2, 10.6.5)."""

from engine.bpmn.tree import Node, bpmn, identity


def plain_splits(root: Node) -> None:
    """Rename those with one flow in."""
    incoming = [flow.get("targetRef") for flow in root.iter(bpmn("sequenceFlow"))]
    for node in list(root.iter(bpmn("complexGateway"))):
        if incoming.count(identity(node)) < 2:
            node.tag = bpmn("inclusiveGateway")
