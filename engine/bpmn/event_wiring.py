"""What an event waits for or throws, from its drawn definitions."""

from collections.abc import Mapping
from typing import Any

from engine.bpmn.drawn import Model, correlation, reference, text_formula
from engine.bpmn.formula import Formula, formula
from engine.bpmn.program import Element
from engine.bpmn.specs.definitions import Coded, Condition, Message, Signal, Timer, Waited
from engine.bpmn.specs.events import BoundaryEvent, Catching, StartEvent
from engine.bpmn.specs.several import Told
from engine.bpmn.specs.throws import (
    CodeThrown,
    Compensated,
    Happening,
    MessageSent,
    SignalSent,
    Terminated,
    TransactionCancelled,
)
from engine.bpmn.tree import TIMER_FORMS, Node, child, children, kind

NOTHING = Formula("", None)


def wire_event(
    model: Model, spec: Any, node: Node, element: Element, elements: Mapping[str, Element]
) -> None:
    """Fill in definitions (catching) or happenings (throwing)."""
    drawn = definitions_of(model, node)
    if isinstance(spec, Catching):
        spec.definitions = tuple(_waited(model, part, element) for part in drawn)
        spec.all_of_them = node.get("parallelMultiple") == "true"
        _place_notes(spec)
        if isinstance(spec, BoundaryEvent):
            spec.interrupting = node.get("cancelActivity", "true") == "true"
        if isinstance(spec, StartEvent):
            spec.interrupting = node.get("isInterrupting", "true") == "true"
    else:
        spec.happenings = tuple(_happening(model, part, elements) for part in drawn)


def _place_notes(spec: Catching) -> None:
    at = 1 if len(spec.definitions) > 1 else 0
    for which, definition in enumerate(spec.definitions):
        definition.which = which
        definition.offset = at
        at += definition.slots
    spec.note_size = at


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
        case "conditionalEventDefinition":
            return Condition(text_formula(child(node, "condition")) or NOTHING)
        case "signalEventDefinition":
            return Signal(named(model, node, "signalRef"))
        case "compensateEventDefinition":
            return Coded("compensate", None)
        case "cancelEventDefinition":
            return Coded("cancel", None)
        case "errorEventDefinition":
            return Coded("error", code_of(model, node, "errorRef", "errorCode"))
        case "escalationEventDefinition":
            return Coded("escalation", code_of(model, node, "escalationRef", "escalationCode"))
        case _:
            return Message(
                named(model, node, "messageRef"), correlation(reference(model, node, "messageRef"))
            )


def _happening(model: Model, node: Node, elements: Mapping[str, Element]) -> Happening:
    match kind(node):
        case "compensateEventDefinition":
            activity = (node.get("activityRef") or "").rpartition(":")[2]
            element = elements[activity].index if activity else None
            return Compensated(element, waits=node.get("waitForCompletion") != "false")
        case "cancelEventDefinition":
            return TransactionCancelled()
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


def compensation_of(host: Node, event_id: str) -> str:
    """The id of the activity that a compensation event is associated with."""
    scope = host.getparent()
    for node in children(scope, "association") if scope is not None else ():
        ends = (node.get("sourceRef", ""), node.get("targetRef", ""))
        if event_id in ends:
            return ends[1] if ends[0] == event_id else ends[0]
    return ""


def told_by(model: Model, drawn: Node) -> tuple[Told, ...]:
    """The behaviour events of a multi-instance."""
    behaviour = drawn.get("behavior") or "All"
    if behaviour == "Complex":
        parts = children(drawn, "complexBehaviorDefinition")
        return tuple(_told_when(model, one) for one in parts if child(one, "event") is not None)
    reference = drawn.get(f"{behaviour.lower()}BehaviorEventRef", "").rpartition(":")[2]
    if behaviour == "All" or not reference:
        return ()
    name = named(model, model.roots[reference], "signalRef")
    return (Told(name, only_first=behaviour == "One"),)


def _told_when(model: Model, part: Node) -> Told:
    event = child(part, "event")
    definition = definitions_of(model, event)[0] if event is not None else part
    name = named(model, definition, "signalRef")
    return Told(name, condition=text_formula(child(part, "condition")))
