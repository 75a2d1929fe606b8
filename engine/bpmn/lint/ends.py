"""Start and end events come together and stand in the flow (BPMN 2.0.2, 10.5.2 and 10.5.3).

A level that draws one draws the other; an instantiating first step counts as a start. A level may
draw neither. Event subprocesses have their own rule (reachability).
"""

from collections.abc import Mapping

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import SCOPES, Node, children, flow_nodes, identity


def check_ends(found: Findings) -> None:
    """Each process and subprocess."""
    incoming, outgoing = found.incoming, found.outgoing
    for scope in found.nodes(*sorted(SCOPES)):
        starts, ends = list(children(scope, "startEvent")), list(children(scope, "endEvent"))
        if starts and not ends:
            found.refuse(
                "ends", starts[0], "Hay un evento de inicio y en este nivel falta el de fin.",
                "Dibuje también un evento de fin, o ninguno de los dos.",
            )  # fmt: skip
        if ends and not starts and not _opens(scope):
            found.refuse(
                "ends", ends[0], "Hay un evento de fin y en este nivel falta el de inicio.",
                "Dibuje también un evento de inicio, o ninguno de los dos.",
            )  # fmt: skip
        _look_at_flows(found, starts, outgoing, "Del evento de inicio no sale ningún flujo.")
        _look_at_flows(found, ends, incoming, "Al evento de fin no llega ningún flujo.")


def _opens(scope: Node) -> bool:
    return any(node.get("instantiate") == "true" for node in flow_nodes(scope))


def _look_at_flows(
    found: Findings, events: list[Node], flows: Mapping[str, list[Node]], sentence: str
) -> None:
    for event in events:
        if not flows.get(identity(event)):
            found.refuse("ends", event, sentence)
