"""Which event may stand where (BPMN 2.0.2, table 10.93), as far as the engine runs it."""

from collections.abc import Iterator, Mapping

from engine.bpmn.lint.advice import instead_of
from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import SUBPROCESSES, Node, enclosing, identity, kind, words

SUFFIX = "EventDefinition"
NONE = ""
# Position -> what may stand there, and whether it may be non-interrupting.
MAY: Mapping[str, Mapping[str, bool]] = {
    "process": {NONE: False, "message": False, "timer": False, "signal": False},
    "subprocess": {NONE: False},
    "handler": {"message": True, "timer": True, "signal": True, "escalation": True, "error": False},
    "catch": {"message": False, "timer": False, "signal": False},
    "boundary": {"message": True, "timer": True, "signal": True, "escalation": True,
                 "error": False},
    "throw": {NONE: False, "message": False, "signal": False, "escalation": False},
    "end": {NONE: False, "message": False, "signal": False, "escalation": False, "error": False,
            "terminate": False},
}  # fmt: skip
TITLES = {
    "process": "el inicio de un proceso", "subprocess": "el inicio de un subproceso",
    "handler": "el inicio de un subproceso de evento", "catch": "un evento intermedio que espera",
    "boundary": "un evento de borde", "throw": "un evento intermedio que lanza",
    "end": "un evento de fin",
}  # fmt: skip
CARRIER = {"message": "message-starts", "timer": "timer-starts", "signal": "signal-starts"}


def check_positions(found: Findings) -> None:
    """Every event."""
    for node in found.nodes(
        "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent",
        "boundaryEvent",
    ):  # fmt: skip
        _look(found, node, position_of(node))


def position_of(node: Node) -> str:
    """The name of the position of an event."""
    match kind(node):
        case "startEvent":
            around = enclosing(node, "process", *SUBPROCESSES)
            if around is None or kind(around) == "process":
                return "process"
            return "handler" if around.get("triggeredByEvent") == "true" else "subprocess"
        case "intermediateCatchEvent":
            return "catch"
        case "intermediateThrowEvent":
            return "throw"
        case "boundaryEvent":
            return "boundary"
        case _:
            return "end"


def definitions(found: Findings, node: Node) -> Iterator[Node]:
    """The definitions inside an event and those that it refers to."""
    for part in node:
        if kind(part).endswith(SUFFIX):
            yield part
        elif kind(part) == "eventDefinitionRef":
            wanted = words(part).rpartition(":")[2]
            for root in found.trees.values():
                yield from (top for top in root if identity(top) == wanted)


def _look(found: Findings, node: Node, position: str) -> None:
    names = [kind(part)[: -len(SUFFIX)] for part in definitions(found, node)]
    if len(names) > 1:
        found.refuse(
            "event", node, "Un evento con varias definiciones no se puede ejecutar.",
            "Dibuje un evento por cada una, después de una compuerta basada en eventos.",
        )  # fmt: skip
    for name in names or [NONE]:
        _look_at_one(found, node, position, name)


def _look_at_one(found: Findings, node: Node, position: str, name: str) -> None:
    may = MAY[position]
    what = f"de tipo «{name}»" if name else "sin definición"
    if name not in may:
        found.refuse(
            "event", node, f"Un evento {what} no se puede ejecutar en {TITLES[position]}.",
            instead_of(f"{name}{SUFFIX}"),
        )  # fmt: skip
    elif not may[name] and is_non_interrupting(node, position):
        found.refuse(
            "event", node, f"Un evento {what} en {TITLES[position]} siempre interrumpe.",
            "Quite cancelActivity=\"false\" o isInterrupting=\"false\".",
        )  # fmt: skip
    _look_at_carrier(found, node, position, name)


def is_non_interrupting(node: Node, position: str) -> bool:
    """Whether the drawing says that the event does not interrupt."""
    if position == "boundary":
        return node.get("cancelActivity") == "false"
    return position == "handler" and node.get("isInterrupting") == "false"


def _look_at_carrier(found: Findings, node: Node, position: str, name: str) -> None:
    needed = (
        CARRIER.get(name, "") if position == "process" else "signals" if name == "signal" else ""
    )
    if needed and needed not in found.carries:
        found.refuse(
            "event", node,
            f"Un evento de tipo «{name}» en {TITLES[position]} todavía no se puede ejecutar.",
            "Use un mensaje con clave de correlación." if name == "signal"
            else "Empiece el proceso con un evento de inicio sin definición.",
        )  # fmt: skip
