"""Sequence flows: both ends exist, on one level, and start, end and handlers are not crossed."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import Node, identity, kind
from engine.sentences import N_


def check_flows(found: Findings) -> None:
    """Each flow, then the nodes that some flow may not touch."""
    nodes = {identity(node): node for node in found.flow_nodes()}
    for flow in found.nodes("sequenceFlow"):
        source, target = nodes.get(flow.get("sourceRef", "")), nodes.get(flow.get("targetRef", ""))
        if source is None or target is None:
            found.refuse("flow", flow, N_("El flujo no une dos elementos que existan."))
        elif (
            source.getparent() is not flow.getparent() or target.getparent() is not flow.getparent()
        ):
            found.refuse(
                "flow", flow, N_("El flujo cruza el borde de un subproceso o de un proceso.")
            )
        else:
            _look_at_ends(found, flow, source, target)


def _look_at_ends(found: Findings, flow: Node, source: Node, target: Node) -> None:
    for node, banned, sentence in (
        (target, {"startEvent"}, N_("Ningún flujo puede llegar a un evento de inicio.")),
        (target, {"boundaryEvent"}, N_("Ningún flujo puede llegar a un evento de borde.")),
        (source, {"endEvent"}, N_("Ningún flujo puede salir de un evento de fin.")),
    ):
        if kind(node) in banned:
            found.refuse("flow", flow, sentence)
    for node in (source, target):
        if kind(node) == "subProcess" and node.get("triggeredByEvent") == "true":
            found.refuse("flow", flow, N_("Un subproceso de evento no lleva flujos de secuencia."))
