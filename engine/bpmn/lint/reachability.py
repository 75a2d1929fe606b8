"""Every node can be reached, and every gateway has a way out; a body begins somewhere."""

from collections.abc import Mapping

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import (
    GATEWAYS,
    SCOPES,
    Node,
    child,
    children,
    flow_nodes,
    identity,
    kind,
    title,
)
from engine.sentences import N_


def check_reachability(found: Findings) -> None:
    """Each process and subprocess."""
    incoming, outgoing = found.incoming, found.outgoing
    for scope in found.nodes(*sorted(SCOPES)):
        _look(found, scope, incoming, outgoing)
    for node in found.nodes(*sorted(GATEWAYS)):
        if not outgoing.get(identity(node)):
            found.refuse("reachability", node, N_("La compuerta no tiene salida."))
        if not incoming.get(identity(node)) and kind(node) != "eventBasedGateway":
            found.refuse("reachability", node, N_("La compuerta no tiene entrada."))


def _look(
    found: Findings,
    scope: Node,
    incoming: Mapping[str, list[Node]],
    outgoing: Mapping[str, list[Node]],
) -> None:
    nodes = {identity(node): node for node in flow_nodes(scope)}
    starts = [identity(node) for node in children(scope, "startEvent")]
    if not nodes:
        found.refuse(
            "reachability", scope, N_("«%(name)s» está vacío."),
            name=title(scope) or identity(scope),
        )  # fmt: skip
    roots = starts or [key for key, node in nodes.items() if _is_root(node, incoming)]
    beside = [key for key, node in nodes.items() if _is_beside(node)]
    seen = _walk([*roots, *beside], nodes, outgoing)
    for key, node in nodes.items():
        if key not in seen:
            found.refuse("reachability", node, N_("Nunca se llega a este elemento."))
    if scope.get("triggeredByEvent") == "true" and len(starts) != 1:
        found.refuse(
            "reachability", scope, N_("Un subproceso de evento empieza con exactamente un evento.")
        )


def _is_beside(node: Node) -> bool:
    """Begins without a flow: handlers, what undoes, the other end of a link, a first message."""
    return (
        node.get("triggeredByEvent") == "true"
        or node.get("isForCompensation") == "true"
        or node.get("instantiate") == "true"
        or (
            kind(node) == "intermediateCatchEvent"
            and child(node, "linkEventDefinition") is not None
        )
    )


def _is_root(node: Node, incoming: Mapping[str, list[Node]]) -> bool:
    return not incoming.get(identity(node)) and kind(node) != "boundaryEvent"


def _walk(
    roots: list[str], nodes: Mapping[str, Node], outgoing: Mapping[str, list[Node]]
) -> set[str]:
    seen: set[str] = set()
    waiting = list(roots)
    boundaries: dict[str, list[str]] = {}
    for key, node in nodes.items():
        if kind(node) == "boundaryEvent":
            boundaries.setdefault(node.get("attachedToRef", ""), []).append(key)
    while waiting:
        key = waiting.pop()
        if key in seen or key not in nodes:
            continue
        seen.add(key)
        waiting += [flow.get("targetRef", "") for flow in outgoing.get(key, [])]
        waiting += boundaries.get(key, [])
    return seen
