"""XML of BPMN models: safe reading, names, and the small questions that every part asks.

No entities, no network, a limit on size: a model is foreign input.
"""

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from engine.sentences import N_, phrase

Node: TypeAlias = etree._Element

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
CAUCE = "urn:cauce:bpmn:1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MAX_BYTES = 5_000_000
BESIDE = "beside"  # on a compiled tree: begins the process, while these ids wait beside it

ACTIVITIES = frozenset({
    "task", "userTask", "manualTask", "scriptTask", "businessRuleTask", "serviceTask", "sendTask",
    "receiveTask", "subProcess", "transaction", "adHocSubProcess", "callActivity",
})  # fmt: skip
GATEWAYS = frozenset({
    "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway",
    "complexGateway",
})  # fmt: skip
EVENTS = frozenset({
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
})  # fmt: skip
FLOW_NODES = ACTIVITIES | GATEWAYS | EVENTS
TIMER_FORMS = ("timeDate", "timeDuration", "timeCycle")
SUBPROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
SCOPES = SUBPROCESSES | {"process"}


class Unreadable(ValueError):
    """The bytes are no XML, too large, or no BPMN; str() is a Spanish sentence."""


def read(data: bytes) -> Node:
    """The root of a BPMN file; comments and processing instructions are gone."""
    if len(data) > MAX_BYTES:
        raise Unreadable(
            phrase(N_("El archivo pesa más de %(size)s MB."), size=MAX_BYTES // 1_000_000)
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise Unreadable(
            phrase(N_("El archivo no es XML bien formado: %(why)s."), why=fault.msg)
        ) from fault
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr] # the stubs forget it
        raise Unreadable(phrase(N_("El archivo declara un DOCTYPE, que no se acepta.")))
    if root.tag != bpmn("definitions"):
        raise Unreadable(phrase(N_("El archivo no es BPMN 2.0: su raíz debe ser «definitions».")))
    return root


def bpmn(name: str) -> str:
    """The full tag of a BPMN element."""
    return f"{{{BPMN}}}{name}"


def kind(node: Node) -> str:
    """The local name of a BPMN element; "" for other namespaces."""
    tag = str(node.tag)
    return tag[len(BPMN) + 2 :] if tag.startswith(f"{{{BPMN}}}") else ""


def local(node: Node) -> str:
    """The local name in whatever namespace."""
    return etree.QName(node).localname


def namespace(node: Node) -> str:
    """The namespace of an element, "" for none."""
    return etree.QName(node).namespace or ""


def identity(node: Node) -> str:
    """The id, or ""."""
    return node.get("id", "")


def title(node: Node) -> str:
    """The drawn name on one line, or ""."""
    return " ".join((node.get("name") or "").split())


def child(node: Node, name: str) -> Node | None:
    """The first BPMN child of that name."""
    return node.find(bpmn(name))


def children(node: Node, *names: str) -> Iterator[Node]:
    """BPMN children of those names, in document order."""
    return node.iterchildren(*[bpmn(name) for name in names])


def words(node: Node | None) -> str:
    """The text of an element, stripped; "" when there is none."""
    return ("".join(map(str, node.itertext())) if node is not None else "").strip()


def attributes(node: Node) -> Iterator[tuple[str, str]]:
    """Names and values of its attributes, as text."""
    return ((str(name), str(value)) for name, value in node.attrib.items())


def flow_nodes(scope: Node) -> Iterator[Node]:
    """The flow nodes directly inside a process or subprocess, in document order."""
    return (node for node in scope if kind(node) in FLOW_NODES)


def extension(node: Node, space: str, name: str) -> Node | None:
    """The first extension element of that name, at its place under `extensionElements`."""
    return next(extensions(node, space, name), None)


def extensions(node: Node, space: str, name: str) -> Iterator[Node]:
    """All extension elements of that name."""
    holder = child(node, "extensionElements")
    if holder is not None:
        yield from holder.iterchildren(f"{{{space}}}{name}")


def enclosing(node: Node, *names: str) -> Node | None:
    """The nearest BPMN element of one of those names around a node."""
    return next((around for around in node.iterancestors() if kind(around) in names), None)
