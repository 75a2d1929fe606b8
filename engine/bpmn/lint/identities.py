"""Every element that runs has an id, unique over all files, and an id is an XML name."""

import re
from collections import Counter

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import BPMN, Node, identity, kind, namespace
from engine.sentences import N_

# What is drawn or referred to; the flow nodes come on top.
NEEDS_ID = frozenset({
    "process", "sequenceFlow", "message", "signal", "error", "escalation", "lane", "participant",
    "messageFlow", "textAnnotation", "group", "association", "dataObject", "dataObjectReference",
    "dataStore", "dataStoreReference", "dataInput", "dataOutput", "itemDefinition", "interface",
    "operation", "categoryValue",
})  # fmt: skip
_NAME = re.compile(r"[^\W\d][\w.\-]*")


def check_identities(found: Findings) -> None:
    """Missing, malformed and repeated ids."""
    seen: dict[str, Node] = {}
    for node in [*found.flow_nodes(), *found.nodes(*sorted(NEEDS_ID))]:
        if not node.get("id"):
            found.refuse(
                "id", found.by_id.get(node.get("sourceRef", ""), node),
                N_("A un elemento «%(kind)s» le falta el id."), kind=kind(node),
            )  # fmt: skip
    for root in found.trees.values():
        for node in root.iter():
            if namespace(node) == BPMN and node.get("id"):
                _look(found, node, seen)
        _look_at_shapes(found, root)


def _look_at_shapes(found: Findings, root: Node) -> None:
    """Ids of shapes are ids of the same file."""
    ids = Counter(identity(node) for node in root.iter() if node.get("id"))
    for node in root.iter("{*}BPMNShape", "{*}BPMNEdge", "{*}BPMNPlane"):
        if node.get("id") and ids[identity(node)] > 1:
            found.refuse(
                "id", node, N_("El id «%(name)s» de la figura se repite en el archivo."),
                name=identity(node),
            )  # fmt: skip


def _look(found: Findings, node: Node, seen: dict[str, Node]) -> None:
    name = node.get("id", "")
    if not _NAME.fullmatch(name):
        found.refuse("id", node, N_("El id «%(name)s» no es un nombre XML válido."), name=name)
    elif name in seen and kind(node) != "definitions":
        other = found.file_of(seen[name])
        found.refuse(
            "id", node, N_("El id «%(name)s» se repite (también está en %(other)s)."), name=name,
            other=other,
        )  # fmt: skip
    seen.setdefault(name, node)
