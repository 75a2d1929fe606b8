"""What data is agrees on both sides: with its item definition, along associations, with events.

Two item definitions are the same when they are one, or name the same structure (BPMN 2.0.2, 10.4.1
and 10.4.2). Data without an item definition agrees with everything. Which data exists is the matter
of data_flow.
"""

from collections.abc import Mapping

from engine.bpmn.data import resolved
from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.positions import definitions
from engine.bpmn.tree import EVENTS, Node, child, children, identity, kind, words
from engine.sentences import N_

AWARE = ("dataObject", "dataInput", "dataOutput")
# Definition -> its reference, and the attribute of what it refers to that names the item.
CARRIES: Mapping[str, tuple[str, str]] = {
    "messageEventDefinition": ("messageRef", "itemRef"),
    "signalEventDefinition": ("signalRef", "structureRef"),
    "errorEventDefinition": ("errorRef", "structureRef"),
    "escalationEventDefinition": ("escalationRef", "structureRef"),
}
Roots = Mapping[str, Node]


def check_items(found: Findings) -> None:
    """Collections, associations, events."""
    tops = roots_of(found)
    for node in found.nodes(*AWARE):
        _look_at_collection(found, node, tops)
    for node in found.nodes("dataInputAssociation", "dataOutputAssociation"):
        _look_at_association(found, node, tops)
    for node in found.nodes(*sorted(EVENTS)):
        _look_at_event(found, node, tops)


def roots_of(found: Findings) -> Roots:
    """The common elements of all files, by id."""
    return {identity(top): top for root in found.trees.values() for top in root if top.get("id")}


def item_of(node: Node | None, attribute: str, tops: Roots) -> Node | None:
    """The item definition that an attribute names."""
    name = (node.get(attribute) or "").rpartition(":")[2] if node is not None else ""
    top = tops.get(name)
    return top if top is not None and kind(top) == "itemDefinition" else None


def agree(one: Node | None, other: Node | None) -> bool:
    """Whether two items are the same as far as the drawing says."""
    if one is None or other is None or one is other:
        return True
    structure = one.get("structureRef")
    return structure is not None and structure == other.get("structureRef")


def brings(data: Node, item: Node | None, tops: Roots) -> bool:
    """Whether data is what a message or an event carries; it must say so where that says it."""
    known = item_of(data, "itemSubjectRef", tops)
    return item is None or (known is not None and agree(known, item))


def _look_at_collection(found: Findings, node: Node, tops: Roots) -> None:
    item = item_of(node, "itemSubjectRef", tops)
    if item is None:
        return
    drawn, wanted = node.get("isCollection", "false"), item.get("isCollection", "false")
    if drawn != wanted:
        found.refuse(
            "item", node,
            N_("«isCollection» es «%(drawn)s» y en su definición «%(item)s» es «%(wanted)s»."),
            drawn=drawn, item=identity(item), wanted=wanted,
        )  # fmt: skip


def _look_at_association(found: Findings, node: Node, tops: Roots) -> None:
    if child(node, "transformation") is not None or child(node, "assignment") is not None:
        return
    ends = [resolved(node, words(child(node, name))) for name in ("sourceRef", "targetRef")]
    one, other = (item_of(end, "itemSubjectRef", tops) for end in ends)
    if not agree(one, other):
        found.refuse("item", node, N_("La asociación une datos de dos definiciones distintas."))


def _look_at_event(found: Findings, node: Node, tops: Roots) -> None:
    name = "dataInput" if kind(node) in ("endEvent", "intermediateThrowEvent") else "dataOutput"
    data, parts = list(children(node, name)), list(definitions(found, node))
    items = [_carried(part, tops) for part in parts]
    if not parts or not (data or (len(items) > 1 and all(item is not None for item in items))):
        return
    if len(data) != len(parts):
        found.refuse(
            "item", node,
            N_(
                "El evento tiene %(parts)s definiciones y %(given)s «%(name)s»: a cada"
                " definición le toca uno."
            ),
            parts=len(parts), given=len(data), name=name,
        )  # fmt: skip
        return
    for part, item in zip(data, items, strict=True):
        if not brings(part, item, tops):
            found.refuse("item", part, N_("El dato del evento no es lo que lleva su definición."))


def _carried(part: Node, tops: Roots) -> Node | None:
    reference, attribute = CARRIES.get(kind(part), ("", ""))
    if not reference:
        return None
    return item_of(tops.get((part.get(reference) or "").rpartition(":")[2]), attribute, tops)
