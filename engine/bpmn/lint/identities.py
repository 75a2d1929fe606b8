"""Every element that runs has an id, unique over all files, and an id is an XML name."""

import re

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import BPMN, Node, kind, namespace

NEEDS_ID = frozenset(
    {"process", "sequenceFlow", "message", "signal", "error", "escalation", "lane"}
)
_NAME = re.compile(r"[^\W\d][\w.\-]*")


def check_identities(found: Findings) -> None:
    """Missing, malformed and repeated ids."""
    seen: dict[str, Node] = {}
    for node in [*found.flow_nodes(), *found.nodes(*sorted(NEEDS_ID))]:
        if not node.get("id"):
            found.refuse("id", node, f"A un elemento «{kind(node)}» le falta el id.")
    for root in found.trees.values():
        for node in root.iter():
            if namespace(node) != BPMN or not node.get("id"):
                continue
            _look(found, node, seen)


def _look(found: Findings, node: Node, seen: dict[str, Node]) -> None:
    name = node.get("id", "")
    if not _NAME.fullmatch(name):
        found.refuse("id", node, f"El id «{name}» no es un nombre XML válido.")
    elif name in seen and kind(node) != "definitions":
        other = found.file_of(seen[name])
        found.refuse("id", node, f"El id «{name}» se repite (también está en {other}).")
    seen.setdefault(name, node)
