"""Token quantities, complex joins, instantiating receive tasks and behaviour events."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.positions import definitions
from engine.bpmn.tree import ACTIVITIES, Node, child, children, enclosing, identity, kind, words
from engine.sentences import N_


def check_quantities(found: Findings) -> None:
    """Each kind of node has its own rule."""
    for node in found.nodes(*sorted(ACTIVITIES)):
        for name in ("startQuantity", "completionQuantity"):
            text = node.get(name, "1")
            if not (text.isdecimal() and 1 <= int(text) <= 1000):
                found.refuse(
                    "quantity", node, N_("«%(name)s» debe ser un número positivo, no «%(text)s»."),
                    name=name, text=text,
                )  # fmt: skip
    incoming = found.incoming
    for node in found.nodes("complexGateway"):
        if len(incoming.get(identity(node), [])) > 1 and not _activation(node):
            found.refuse(
                "quantity", node, N_("A la compuerta compleja le falta su activationCondition.")
            )
    for node in found.nodes("receiveTask"):
        if node.get("instantiate") == "true":
            _look_at_first(found, node, bool(incoming.get(identity(node))))
    for node in found.nodes("multiInstanceLoopCharacteristics"):
        _look_at_behaviour(found, node)


def _activation(node: Node) -> str:
    return words(child(node, "activationCondition"))


def _look_at_first(found: Findings, node: Node, reached: bool) -> None:
    scope = enclosing(node, "process", "subProcess", "transaction")
    if reached or scope is None or kind(scope) != "process":
        found.refuse("start", node, N_("Una tarea que abre el proceso no tiene nada antes."))
    plain = {"incoming", "outgoing", "documentation", "extensionElements"}
    borders = [
        event
        for event in found.nodes("boundaryEvent")
        if event.get("attachedToRef") == identity(node)
    ]
    if borders or any(kind(part) not in plain for part in node):
        found.refuse(
            "start", node, N_("Una tarea que abre el proceso no lleva bordes ni repeticiones.")
        )


def _look_at_behaviour(found: Findings, node: Node) -> None:
    behaviour = node.get("behavior", "All")
    drawn = list(children(node, "complexBehaviorDefinition"))
    if behaviour == "Complex":
        if not drawn:
            found.refuse("behaviour", node, N_("Falta cuándo avisa (complexBehaviorDefinition)."))
        for part in drawn:
            _look_at_complex(found, part)
        return
    if drawn:
        found.refuse(
            "behaviour", node, N_("Lo que se avisa por condición pide el comportamiento Complex.")
        )
    if behaviour != "All":
        reference = node.get(f"{behaviour.lower()}BehaviorEventRef", "")
        _look_at_told(found, node, found.by_id.get(reference.rpartition(":")[2]))


def _look_at_complex(found: Findings, part: Node) -> None:
    """A condition, looked at as each instance ends, and what is thrown when it holds."""
    event = child(part, "event")
    if not words(child(part, "condition")):
        found.refuse("behaviour", part, N_("Falta la condición de lo que se avisa."))
    if event is not None:
        told = list(definitions(found, event))
        _look_at_told(found, part, told[0] if len(told) == 1 else None)


def _look_at_told(found: Findings, node: Node, told: Node | None) -> None:
    if told is None or kind(told) != "signalEventDefinition" or not told.get("signalRef"):
        found.refuse(
            "behaviour", node,
            N_("El evento de cada repetición debe ser una señal definida arriba."),
        )  # fmt: skip
