"""Service, send and receive tasks carry what their operation and message say (10.3.3, 10.5.5).

One set and one input or output, of the item of the message; a message that brings an item names
the operation that it belongs to. Messages of our dialect (a name and a correlation key, no item)
need none.
"""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.items import Roots, brings, item_of, roots_of
from engine.bpmn.tree import ZEEBE, Node, child, children, extension, identity, words
from engine.sentences import N_

Sides = tuple[tuple[str, str, Node | None], ...]


def check_operations(found: Findings) -> None:
    """Tasks, then message events."""
    tops = roots_of(found)
    operations = {identity(node): node for node in found.nodes("operation")}
    for node in found.nodes("sendTask", "receiveTask", "serviceTask"):
        operation = operations.get((node.get("operationRef") or "").rpartition(":")[2])
        message = _message(node, tops)
        _look_at_agreement(found, node, operation, message)
        for side, sets, carried in _sides(node, operation, message, tops):
            _look_at_side(found, node, (side, sets), carried, tops)
        service = node.tag.endswith("serviceTask") and operation is not None
        if service and len(_sets(node, "inputSet")) == 0 and _specified(node) is not None:
            found.refuse("operation", node, N_("A la tarea le falta su inputSet."))
    for part in found.nodes("messageEventDefinition"):
        _look_at_event(found, part, tops)
        name = words(child(part, "operationRef")).rpartition(":")[2]
        _look_at_agreement(found, part, operations.get(name), _message(part, tops))


def _message(node: Node, tops: Roots) -> Node | None:
    return tops.get((node.get("messageRef") or "").rpartition(":")[2])


def _named(operation: Node | None, name: str, tops: Roots) -> Node | None:
    return (
        tops.get(words(child(operation, name)).rpartition(":")[2])
        if operation is not None
        else None
    )


def _sides(node: Node, operation: Node | None, message: Node | None, tops: Roots) -> Sides:
    """The data of a task, its sets, and the message that it must agree with."""
    if node.tag.endswith("serviceTask"):
        if operation is None:
            return ()
        return (
            ("dataInput", "inputSet", _named(operation, "inMessageRef", tops)),
            ("dataOutput", "outputSet", _named(operation, "outMessageRef", tops)),
        )
    if node.tag.endswith("sendTask"):
        return (("dataInput", "inputSet", message),)
    return (("dataOutput", "outputSet", message),)


def _specified(node: Node) -> Node | None:
    return child(node, "ioSpecification")


def _sets(node: Node, name: str) -> list[Node]:
    drawn = _specified(node)
    return [] if drawn is None else list(children(drawn, name))


def _look_at_side(
    found: Findings, node: Node, side: tuple[str, str], carried: Node | None, tops: Roots
) -> None:
    data = _sets(node, side[0])
    for name in side:
        if len(_sets(node, name)) > 1:
            found.refuse("operation", node, N_("La tarea lleva más de un «%(name)s»."), name=name)
    item = item_of(carried, "itemRef", tops)
    if len(data) == 1 and not brings(data[0], item, tops):
        found.refuse(
            "operation", node, N_("El «%(data)s» no es lo que lleva el mensaje."), data=side[0]
        )


def _look_at_agreement(
    found: Findings, node: Node, operation: Node | None, message: Node | None
) -> None:
    if operation is None or message is None:
        return
    names = {
        words(part).rpartition(":")[2]
        for part in children(operation, "inMessageRef", "outMessageRef")
    }
    if identity(message) not in names:
        found.refuse("operation", node, N_("El mensaje no es ninguno de los de su operación."))


def _look_at_event(found: Findings, part: Node, tops: Roots) -> None:
    message, event = _message(part, tops), part.getparent()
    bound = child(part, "operationRef") is not None or message is None
    if bound or event is None or item_of(message, "itemRef", tops) is None:
        return
    places = (message, part, event)
    if not any(
        extension(place, ZEEBE, name) is not None
        for place in places
        if place is not None
        for name in ("subscription", "taskDefinition")
    ):
        found.refuse(
            "operation", event, N_("El mensaje lleva datos y no dice de qué operación es."),
            N_("Agregue operationRef, o una clave de correlación (zeebe:subscription)."),
        )  # fmt: skip
