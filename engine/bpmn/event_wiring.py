"""What an event waits for or throws, from its drawn definitions."""

from typing import Any

from engine.bpmn.drawn import Model, correlation, reference, text_formula
from engine.bpmn.formula import Formula, formula
from engine.bpmn.program import Element
from engine.bpmn.specs.definitions import Coded, Message, Signal, Timer, Waited
from engine.bpmn.specs.events import BoundaryEvent, Catching, StartEvent
from engine.bpmn.specs.throws import (
    CodeThrown,
    Happening,
    MessageSent,
    SignalSent,
    Terminated,
)
from engine.bpmn.tree import Node, kind

TIMER_FORMS = ("timeDate", "timeDuration", "timeCycle")


def wire_event(model: Model, spec: Any, node: Node, element: Element) -> None:
    """Fill in definitions (catching) or happenings (throwing)."""
    drawn = definitions_of(model, node)
    if isinstance(spec, Catching):
        spec.definitions = tuple(_waited(model, part, element) for part in drawn)
        spec.all_of_them = node.get("parallelMultiple") == "true"
        if isinstance(spec, BoundaryEvent):
            spec.interrupting = node.get("cancelActivity", "true") == "true"
        if isinstance(spec, StartEvent):
            spec.interrupting = node.get("isInterrupting", "true") == "true"
    else:
        spec.happenings = tuple(_happening(model, part) for part in drawn)


def definitions_of(model: Model, node: Node) -> list[Node]:
    """The event definitions of a node: inside it, by reference, or its own message."""
    if kind(node) in ("receiveTask", "sendTask"):
        return [node] if node.get("messageRef") else []
    found = []
    for part in node:
        if kind(part).endswith("EventDefinition"):
            found.append(part)
        elif kind(part) == "eventDefinitionRef":
            found.append(model.roots[(part.text or "").strip().rpartition(":")[2]])
    return found


def _waited(model: Model, node: Node, element: Element) -> Waited:
    match kind(node):
        case "timerEventDefinition":
            drawn = next((part for part in node if kind(part) in TIMER_FORMS), None)
            form = kind(drawn) if drawn is not None else ""
            return Timer(form, text_formula(drawn), element.deadline)
        case "signalEventDefinition":
            return Signal(named(model, node, "signalRef"))
        case "errorEventDefinition":
            return Coded("error", code_of(model, node, "errorRef", "errorCode"))
        case "escalationEventDefinition":
            return Coded("escalation", code_of(model, node, "escalationRef", "escalationCode"))
        case _:
            return Message(
                named(model, node, "messageRef"), correlation(reference(model, node, "messageRef"))
            )


def _happening(model: Model, node: Node) -> Happening:
    match kind(node):
        case "terminateEventDefinition":
            return Terminated()
        case "signalEventDefinition":
            return SignalSent(named(model, node, "signalRef"))
        case "errorEventDefinition":
            return CodeThrown("error", code_of(model, node, "errorRef", "errorCode") or "")
        case "escalationEventDefinition":
            code = code_of(model, node, "escalationRef", "escalationCode") or ""
            return CodeThrown("escalation", code)
        case _:
            return MessageSent(
                named(model, node, "messageRef"), correlation(reference(model, node, "messageRef"))
            )


def named(model: Model, node: Node, name: str) -> Formula:
    """The name of the message or signal that a definition refers to."""
    root = reference(model, node, name)
    return formula(root.get("name") or "" if root is not None else "")


def code_of(model: Model, node: Node, name: str, code: str) -> str | None:
    """The code of an error or escalation; without one its name or id tells it from others."""
    root = reference(model, node, name)
    if root is None:
        return None
    return root.get(code) or root.get("name") or root.get("id")
