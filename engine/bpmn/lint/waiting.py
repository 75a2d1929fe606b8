"""Event gateways lead to events only; intermediate and boundary events stand in the flow."""

from collections.abc import Mapping

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.positions import definitions
from engine.bpmn.lint.repetition import REPEATS
from engine.bpmn.tree import Node, identity, kind
from engine.sentences import N_

CAN_WAIT = frozenset({
    "messageEventDefinition", "timerEventDefinition", "signalEventDefinition",
    "conditionalEventDefinition",
})  # fmt: skip


def check_waiting(found: Findings) -> None:
    """Gateways, then events."""
    incoming, outgoing = found.incoming, found.outgoing
    nodes = {identity(node): node for node in found.flow_nodes()}
    borders = {event.get("attachedToRef") for event in found.nodes("boundaryEvent")}
    for gateway in found.nodes("eventBasedGateway"):
        ways = outgoing.get(identity(gateway), [])
        if len(ways) < 2:
            found.refuse(
                "waiting", gateway, N_("Una compuerta de eventos espera al menos dos cosas.")
            )
        for way in ways:
            target = nodes.get(way.get("targetRef", ""))
            if target is not None:
                _look_at_target(found, target, incoming, borders)
        _look_at_mixture(found, gateway, [nodes.get(way.get("targetRef", "")) for way in ways])
        first = gateway.get("instantiate") == "true"
        if not incoming.get(identity(gateway)) and not first:
            found.refuse("waiting", gateway, N_("La compuerta no tiene entrada."))
        if first:
            _look_at_first(found, gateway, [nodes.get(way.get("targetRef", "")) for way in ways])
            if incoming.get(identity(gateway)):
                found.refuse(
                    "waiting", gateway, N_("A la compuerta que abre el proceso nada llega.")
                )
    _look_at_events(found, incoming, outgoing)


def _look_at_mixture(found: Findings, gateway: Node, targets: list[Node | None]) -> None:
    """Messages come by events or by receive tasks, not by both (BPMN 2.0.2, 10.6.6)."""
    drawn = [target for target in targets if target is not None]
    received = any(kind(target) == "receiveTask" for target in drawn)
    caught = any(
        kind(part) == "messageEventDefinition"
        for target in drawn
        if kind(target) != "receiveTask"
        for part in definitions(found, target)
    )
    if received and caught:
        found.refuse(
            "waiting", gateway,
            N_("La compuerta espera mensajes con eventos y también con tareas de recepción."),
            N_("Use solo eventos de mensaje, o solo tareas de recepción."),
        )  # fmt: skip


def _look_at_first(found: Findings, gateway: Node, targets: list[Node | None]) -> None:
    """A gateway that begins the process, by whatever may follow it (BPMN 2.0.2, 10.6.6)."""
    scope = gateway.getparent()
    if scope is None or kind(scope) != "process":
        found.refuse(
            "waiting", gateway, N_("Solo un proceso empieza con una compuerta de eventos.")
        )
    for target in targets:
        if target is not None and any(kind(part) in REPEATS for part in target):
            found.refuse("waiting", target, N_("Una tarea que abre el proceso no se repite."))


def _look_at_target(
    found: Findings, target: Node, incoming: Mapping[str, list[Node]], borders: set[str | None]
) -> None:
    drawn = [kind(part) for part in definitions(found, target)]
    waits = kind(target) == "intermediateCatchEvent" and CAN_WAIT.issuperset(drawn)
    if not waits and kind(target) != "receiveTask":
        found.refuse(
            "waiting", target,
            N_("Después de una compuerta de eventos solo van eventos que esperan."),
            N_(
                "Use un mensaje, un temporizador, una señal, una condición o una tarea de"
                " recepción."
            ),
        )  # fmt: skip
    if len(incoming.get(identity(target), [])) != 1:
        found.refuse("waiting", target, N_("Aquí solo se llega desde la compuerta de eventos."))
    if identity(target) in borders or target.get("startQuantity", "1") != "1":
        found.refuse("waiting", target, N_("Aquí no puede haber eventos de borde ni cantidades."))


def _look_at_events(
    found: Findings, incoming: Mapping[str, list[Node]], outgoing: Mapping[str, list[Node]]
) -> None:
    for node in found.nodes("intermediateCatchEvent", "intermediateThrowEvent"):
        kinds = [kind(part) for part in definitions(found, node)]
        if "linkEventDefinition" in kinds:
            continue
        if not incoming.get(identity(node)):
            found.refuse("waiting", node, N_("A un evento intermedio llega al menos un flujo."))
        if not outgoing.get(identity(node)):
            found.refuse("waiting", node, N_("De un evento intermedio sale al menos un flujo."))
    for node in found.nodes("boundaryEvent"):
        kinds = [kind(part) for part in definitions(found, node)]
        if "compensateEventDefinition" not in kinds and not outgoing.get(identity(node)):
            found.refuse("waiting", node, N_("De un evento de borde sale al menos un flujo."))
