"""Compensation and cancelling: what undoes is joined to what it undoes, and stands where it may."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.fixes import unset
from engine.bpmn.lint.positions import definitions
from engine.bpmn.tree import ACTIVITIES, Node, children, enclosing, identity, kind
from engine.sentences import N_

COMPENSATE, CANCEL = "compensateEventDefinition", "cancelEventDefinition"


def check_undoing(found: Findings) -> None:
    """Borders, handlers, throws, transactions."""
    incoming, outgoing = found.incoming, found.outgoing
    joined: set[str] = set()
    for event in found.nodes("boundaryEvent"):
        if _has(found, event, COMPENSATE):
            _look_at_border(found, event, joined)
            _look_at_named(found, event)
            if outgoing.get(identity(event)):
                found.refuse("compensation", event, N_("Un borde de compensación no lleva flujos."))
    for node in found.nodes(*sorted(ACTIVITIES)):
        if node.get("isForCompensation") == "true":
            if identity(node) not in joined:
                found.refuse("compensation", node, N_("Ningún borde de compensación llega aquí."))
            if incoming.get(identity(node)) or outgoing.get(identity(node)):
                found.refuse(
                    "compensation", node, N_("Lo que compensa no lleva flujos de secuencia.")
                )
    for node in found.nodes("intermediateThrowEvent", "endEvent"):
        _look_at_throw(found, node)
    for node in found.nodes("transaction"):
        _look_at_transaction(found, node)
    for node in found.nodes("startEvent"):
        around = enclosing(node, "subProcess")
        if _has(found, node, COMPENSATE):
            _look_at_named(found, node)
        if _has(found, node, COMPENSATE) and around is not None:
            host = around.getparent()
            if host is not None and kind(host) == "process":
                found.refuse(
                    "compensation", node, N_("Solo un subproceso se compensa desde dentro.")
                )


def _has(found: Findings, node: Node, name: str) -> bool:
    return any(kind(part) == name for part in definitions(found, node))


def _look_at_named(found: Findings, event: Node) -> None:
    """Where an event catches a compensation, what is compensated is where it stands (10.5.5)."""
    for part in definitions(found, event):
        if part.get("activityRef"):
            found.refuse(
                "compensation", event, N_("Quien recibe una compensación no nombra la actividad."),
                N_("Quite «activityRef»: es la actividad de la que cuelga el evento."),
                fix=unset(part, N_("Quitar activityRef"), "activityRef"),
            )  # fmt: skip


def _look_at_border(found: Findings, event: Node, joined: set[str]) -> None:
    scope = event.getparent()
    handlers = [] if scope is None else [
        node
        for node in scope
        if node.get("isForCompensation") == "true" and identity(node) in _ends(scope, event)
    ]  # fmt: skip
    joined.update(identity(node) for node in handlers)
    if len(handlers) != 1:
        found.refuse(
            "compensation", event, N_("El borde de compensación no llega a una sola actividad."),
            N_("Únalo con una asociación a una actividad marcada «isForCompensation»."),
        )  # fmt: skip


def _ends(scope: Node, event: Node) -> set[str]:
    return {
        end
        for node in children(scope, "association")
        if identity(event) in (node.get("sourceRef"), node.get("targetRef"))
        for end in (node.get("sourceRef", ""), node.get("targetRef", ""))
    }


def _look_at_throw(found: Findings, node: Node) -> None:
    for part in definitions(found, node):
        if kind(part) == COMPENSATE and part.get("activityRef"):
            _look_at_activity(found, node, part.get("activityRef", "").rpartition(":")[2])
        if kind(part) == CANCEL:
            around = node.getparent()
            if around is None or kind(around) != "transaction":
                found.refuse("cancel", node, N_("Solo se cancela desde dentro de una transacción."))


def _look_at_activity(found: Findings, node: Node, wanted: str) -> None:
    scope = node.getparent()
    if scope is not None and scope.get("triggeredByEvent") == "true":
        scope = scope.getparent()
    inside = [] if scope is None else [identity(part) for part in scope if kind(part) in ACTIVITIES]
    if wanted not in inside:
        found.refuse(
            "compensation", node, N_("La actividad «%(wanted)s» no está en este nivel."),
            wanted=wanted,
        )  # fmt: skip


def _look_at_transaction(found: Findings, node: Node) -> None:
    scope = node.getparent()
    borders = [
        event
        for event in (children(scope, "boundaryEvent") if scope is not None else ())
        if event.get("attachedToRef") == identity(node) and _has(found, event, CANCEL)
    ]
    cancels = any(_has(found, end, CANCEL) for end in children(node, "endEvent"))
    if cancels and len(borders) != 1:
        found.refuse(
            "cancel", node, N_("La transacción se cancela y no tiene un borde que lo reciba.")
        )


def check_cancel_borders(found: Findings) -> None:
    """A cancel border hangs on a transaction."""
    transactions = {identity(node) for node in found.nodes("transaction")}
    for event in found.nodes("boundaryEvent"):
        if _has(found, event, CANCEL) and event.get("attachedToRef") not in transactions:
            found.refuse("cancel", event, N_("Un borde de cancelación cuelga de una transacción."))
