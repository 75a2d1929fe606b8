"""A file that lists flows at their nodes (`incoming`, `outgoing`) lists each at both ends.

The lists say again what the flows say (BPMN 2.0.2, 8.3.13). A file without any list is accepted;
one that lists only some of its flows contradicts itself, and nobody knows which was meant.
"""

from collections.abc import Iterator

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.fixes import add_part
from engine.bpmn.tree import Node, bpmn, identity, words
from engine.sentences import N_

ENDS = (("outgoing", "sourceRef"), ("incoming", "targetRef"))


def check_listings(found: Findings) -> None:
    """Each file."""
    nodes = {identity(node): node for node in found.flow_nodes()}
    for root in found.trees.values():
        listed = {name: set(_listed(root, name)) for name, _ in ENDS}
        if not any(listed.values()):
            continue
        for flow in root.iter(bpmn("sequenceFlow")):
            for name, end in ENDS:
                node = nodes.get(flow.get(end, "").rpartition(":")[2])
                if node is not None and (identity(node), identity(flow)) not in listed[name]:
                    found.refuse(
                        "listing", node,
                        N_("El flujo «%(flow)s» toca este elemento y falta en «%(name)s»."),
                        flow=identity(flow), name=name,
                        fix=add_part(node, N_("Agregar el flujo a la lista"), name, identity(flow)),
                    )  # fmt: skip


def _listed(root: Node, name: str) -> Iterator[tuple[str, str]]:
    for part in root.iter(bpmn(name)):
        node = part.getparent()
        if node is not None:
            yield identity(node), words(part).rpartition(":")[2]
