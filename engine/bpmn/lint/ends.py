"""Start and end events come together and stand in the flow (BPMN 2.0.2, 10.5.2 and 10.5.3).

A level that draws one draws the other; an instantiating first step counts as a start. A level may
draw neither. Event subprocesses have their own rule (reachability).
"""

from collections.abc import Mapping

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import SCOPES, Node, child, children, flow_nodes, identity, kind
from engine.sentences import N_


def check_ends(found: Findings) -> None:
    """Each process and subprocess."""
    incoming, outgoing = found.incoming, found.outgoing
    for scope in found.nodes(*sorted(SCOPES)):
        starts, ends = list(children(scope, "startEvent")), list(children(scope, "endEvent"))
        if starts and not ends:
            found.refuse(
                "ends", starts[0], N_("Hay un evento de inicio y en este nivel falta el de fin."),
                N_("Dibuje también un evento de fin, o ninguno de los dos."),
            )  # fmt: skip
        if ends and not starts and not _opens(scope):
            found.refuse(
                "ends", ends[0], N_("Hay un evento de fin y en este nivel falta el de inicio."),
                N_("Dibuje también un evento de inicio, o ninguno de los dos."),
            )  # fmt: skip
        if ends and kind(scope) != "adHocSubProcess":
            _look_at_loose(found, scope)
        _look_at_flows(found, starts, outgoing, N_("Del evento de inicio no sale ningún flujo."))
        _look_at_flows(found, ends, incoming, N_("Al evento de fin no llega ningún flujo."))


def _look_at_loose(found: Findings, scope: Node) -> None:
    """Where a level draws its ends, every way leads to one (BPMN 2.0.2, 10.5.3).

    An activity that is always left by an event at its border has a way on, too.
    """
    left = {
        event.get("attachedToRef")
        for event in children(scope, "boundaryEvent")
        if found.outgoing.get(identity(event))
    }
    for node in flow_nodes(scope):
        beside = node.get("triggeredByEvent") == "true" or node.get("isForCompensation") == "true"
        kept = beside or kind(node) in ("endEvent", "startEvent", "boundaryEvent")
        link = child(node, "linkEventDefinition") is not None
        kept = kept or identity(node) in left
        if not kept and not link and not found.outgoing.get(identity(node)):
            found.refuse(
                "ends", node, N_("De aquí no sale ningún flujo, y este nivel dibuja sus fines."),
                N_("Únalo con un evento de fin."),
            )  # fmt: skip


def _opens(scope: Node) -> bool:
    return any(node.get("instantiate") == "true" for node in flow_nodes(scope))


def _look_at_flows(
    found: Findings, events: list[Node], flows: Mapping[str, list[Node]], sentence: str
) -> None:
    for event in events:
        if not flows.get(identity(event)):
            found.refuse("ends", event, sentence)
