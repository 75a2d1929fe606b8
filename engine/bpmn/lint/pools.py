"""Message flows join different pools, and stand only where messages may come or go."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.positions import definitions
from engine.bpmn.tree import Node, enclosing, identity, kind
from engine.sentences import N_

SENDS = frozenset({"intermediateThrowEvent", "endEvent"})
RECEIVES = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})


def check_pools(found: Findings) -> None:
    """Each message flow."""
    nodes = {identity(node): node for node in found.flow_nodes()}
    pools = {
        node.get("processRef", "").rpartition(":")[2]: node for node in found.nodes("participant")
    }
    for flow in found.nodes("messageFlow"):
        ends = [
            nodes.get(flow.get(name, "").rpartition(":")[2]) for name in ("sourceRef", "targetRef")
        ]
        inside = [enclosing(end, "process") for end in ends if end is not None]
        owners = {identity(process) for process in inside if process is not None}
        if len(inside) == 2 and len(owners) == 1:
            found.refuse("pool", flow, N_("Un flujo de mensaje une participantes distintos."))
        if not owners <= pools.keys():
            found.refuse(
                "pool", flow, N_("El proceso del flujo de mensaje no es de ningún participante.")
            )
        _look_at_end(found, ends[0], SENDS, RECEIVES)
        _look_at_end(found, ends[1], RECEIVES, SENDS)


def _look_at_end(
    found: Findings, node: Node | None, right: frozenset[str], wrong: frozenset[str]
) -> None:
    if node is None:
        return
    carries = any(kind(part) == "messageEventDefinition" for part in definitions(found, node))
    if kind(node) in wrong or (kind(node) in right and not carries):
        found.refuse(
            "pool", node, N_("El flujo de mensaje no puede llegar o salir de este evento.")
        )
