"""Compiling away what is only notation: a BPMN tree in, a BPMN tree out, ids kept.

The drawn tree is never changed. What is left needs one meaning each in the kernel.
"""

from copy import deepcopy

from engine.bpmn.notation.choices import plain_splits
from engine.bpmn.notation.global_tasks import place_global_tasks
from engine.bpmn.notation.instantiating import (
    begin_at_gateways,
    begin_with_all,
    begin_with_messages,
)
from engine.bpmn.notation.links import join_links
from engine.bpmn.tree import Node, bpmn

# What nobody runs: diagrams, lanes (roles are read from the drawing), notes and documentation.
SILENT = (
    "documentation", "textAnnotation", "group", "laneSet", "collaboration",
    "category", "dataStoreReference", "dataStore",
)  # fmt: skip


def plain(trees: dict[str, Node]) -> dict[str, Node]:
    """The same models in plain notation."""
    copies = {file: deepcopy(root) for file, root in trees.items()}
    place_global_tasks(copies)
    for root in copies.values():
        strip(root)
        join_links(root)
        plain_splits(root)
        begin_at_gateways(root)
        begin_with_messages(root)
        begin_with_all(root)
    return copies


def placed(trees: dict[str, Node]) -> dict[str, Node]:
    """The drawing with global tasks in the places of their calls: what people see and do there."""
    copies = {file: deepcopy(root) for file, root in trees.items()}
    place_global_tasks(copies)
    return copies


def strip(root: Node) -> None:
    """Drop what nobody runs."""
    tags = ("{*}BPMNDiagram", *map(bpmn, SILENT))
    for node in list(root.iter(*tags)):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
