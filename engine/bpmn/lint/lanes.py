"""Lanes hold nodes of their own process; a node stands in one lane of a set (BPMN 2.0.2, 10.7)."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import FLOW_NODES, Node, bpmn, children, enclosing, identity, kind, words
from engine.sentences import N_


def check_lanes(found: Findings) -> None:
    """Each set of lanes."""
    for lanes in found.nodes("laneSet", "childLaneSet"):
        seen: dict[str, str] = {}
        for lane in children(lanes, "lane"):
            for name in dict.fromkeys(map(words, children(lane, "flowNodeRef"))):
                _look(found, lane, name)
                if name in seen:
                    found.refuse(
                        "lane", lane, N_("«%(node)s» está en dos carriles: aquí y en «%(other)s»."),
                        N_("Déjelo en uno solo: el carril dice quién hace el trabajo."),
                        node=name, other=seen[name],
                    )  # fmt: skip
                seen[name] = identity(lane)
    for lane in found.nodes("lane"):
        _look_at_parts(found, lane)


def _look(found: Findings, lane: Node, name: str) -> None:
    node = found.by_id.get(name.rpartition(":")[2])
    if node is None or kind(node) not in FLOW_NODES:
        return  # the rule of references says so
    if enclosing(node, "process") is not enclosing(lane, "process"):
        found.refuse(
            "lane", lane, N_("El carril nombra «%(node)s», que es de otro proceso."), node=name
        )


def _look_at_parts(found: Findings, lane: Node) -> None:
    """A lane inside a lane holds only what the outer one holds."""
    outer = enclosing(lane, "lane")
    if outer is None or outer.find(bpmn("flowNodeRef")) is None:
        return
    around = set(map(words, children(outer, "flowNodeRef")))
    for name in map(words, children(lane, "flowNodeRef")):
        if name not in around:
            found.warn(
                "lane", lane, N_("«%(node)s» está en este carril y no en el que lo rodea."),
                node=name,
            )  # fmt: skip
