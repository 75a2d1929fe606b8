"""Link events are a flow that is not drawn (BPMN 2.0.2, 10.5.5)."""

from lxml import etree

from engine.bpmn.tree import SCOPES, Node, bpmn, child, flow_nodes, identity, kind, words

LINK = "linkEventDefinition"


def join_links(root: Node) -> None:
    """Each throw leads to its catch in the same scope; both become plain points."""
    for scope in list(root.iter(*map(bpmn, sorted(SCOPES)))):
        catches = {link_name(node): node for node in links(scope, "intermediateCatchEvent")}
        for node in links(scope, "intermediateThrowEvent"):
            target = catches.get(link_name(node))
            if target is not None:
                flow = etree.SubElement(scope, bpmn("sequenceFlow"))
                flow.set("id", f"{identity(node)}#link")
                flow.set("sourceRef", identity(node))
                flow.set("targetRef", identity(target))
        for node in [*links(scope, "intermediateThrowEvent"), *catches.values()]:
            definition = child(node, LINK)
            if definition is not None:
                node.remove(definition)
            node.tag = bpmn("intermediateThrowEvent")


def links(scope: Node, name: str) -> list[Node]:
    """The link events of one kind in a scope."""
    return [
        node for node in flow_nodes(scope) if kind(node) == name and child(node, LINK) is not None
    ]


def link_name(node: Node) -> str:
    """What joins a throw and a catch."""
    definition = child(node, LINK)
    return (definition.get("name") or node.get("name") or "") if definition is not None else ""


def target_of(node: Node) -> str:
    """The id of the catching definition that a throwing one names, if it does."""
    definition = child(node, LINK)
    return words(child(definition, "target")) if definition is not None else ""
