"""How a case may begin without a person: what to listen to, and when the clock opens one.

A definition has no case yet: its timers and conditions read the calendar, the law and the moment,
never the data of a case (BPMN 2.0.2, table 10.84).
"""

from collections.abc import Iterator

from engine.bpmn import drawn
from engine.bpmn.event_wiring import definitions_of
from engine.bpmn.formula import Formula, formula
from engine.bpmn.moments import Turn, turn_after, turn_from
from engine.bpmn.problems import StepFailed
from engine.bpmn.program import StartingPoint
from engine.bpmn.surroundings import Surroundings
from engine.bpmn.tree import (
    BESIDE,
    TIMER_FORMS,
    Node,
    children,
    flow_nodes,
    identity,
    kind,
    title,
    words,
)
from engine.sentences import N_, phrase, why_of
from engine.values import Value

NAMED = {"messageEventDefinition": "messageRef", "signalEventDefinition": "signalRef",
         "receiveTask": "messageRef"}  # fmt: skip
OUTSIDE_THE_FLOW = ("triggeredByEvent", "isForCompensation", "attachedToRef")
NO_DATA: dict[str, Value] = {}


def starting_points(model: drawn.Model, process: Node) -> tuple[StartingPoint, ...]:
    """Every way in which a case of the (compiled) process may begin, in document order."""
    found: list[StartingPoint] = []
    for node in flow_nodes(process):
        if kind(node) == "startEvent" or node.get(BESIDE) is not None:
            parts = definitions_of(model, node)
            found += [_point(model, node, part, at) for at, part in enumerate(parts)]
            if not parts:
                found.append(
                    StartingPoint(identity(node), "none", title(node), drawn.form_key(node))
                )
    return tuple(found or _undrawn(process))


def _undrawn(process: Node) -> Iterator[StartingPoint]:
    """A process may draw no start event: it begins at whatever nothing leads to."""
    reached = {flow.get("targetRef") for flow in children(process, "sequenceFlow")}
    for node in flow_nodes(process):
        if identity(node) not in reached and not any(map(node.get, OUTSIDE_THE_FLOW)):
            yield StartingPoint(identity(node), "none", title(node), drawn.form_key(node))
            return


def _point(model: drawn.Model, node: Node, part: Node, which: int) -> StartingPoint:
    attribute = NAMED.get(kind(part))
    root = drawn.reference(model, part, attribute) if attribute else None
    form, text = _formula(part)
    return StartingPoint(
        element_id=identity(node),
        trigger="message" if part is node else kind(part).removesuffix("EventDefinition"),
        name=title(node),
        form_key=drawn.form_key(node),
        event_name="" if root is None else root.get("name") or "",
        which=which,
        form=form,
        formula=text,
    )


def _formula(part: Node) -> tuple[str, Formula | None]:
    for inside in part:
        if kind(inside) in (*TIMER_FORMS, "condition"):
            return kind(inside), formula(words(inside))
    return "", None


def first_turn(point: StartingPoint, surroundings: Surroundings) -> Turn | None:
    """When the clock opens the first case; what was due before now opens none, and is counted.

    Raises StepFailed where the timer comes to nothing usable.
    """
    return _turn(point, None, surroundings)


def next_turn(point: StartingPoint, turn: Turn, surroundings: Surroundings) -> Turn | None:
    """When it opens the next one; None when that was all."""
    return _turn(point, turn, surroundings)


def holds(point: StartingPoint, surroundings: Surroundings) -> bool:
    """Whether the condition of a start is true now; null is not."""
    if point.formula is None:
        return False
    host, element_id = surroundings.clocked_host, point.element_id
    return point.formula.value(NO_DATA, host=host, element_id=element_id) is True


def _turn(point: StartingPoint, last: Turn | None, surroundings: Surroundings) -> Turn | None:
    if point.formula is None:
        return None
    host, zone = surroundings.clocked_host, surroundings.zone
    value = point.formula.value(NO_DATA, host=host, element_id=point.element_id)
    try:
        if last is None:
            return turn_from(point.form, value, surroundings.now, zone)
        return turn_after(point.form, value, last, surroundings.now, zone)
    except (ValueError, ArithmeticError) as fault:
        said = phrase(N_("El temporizador no sirve: %(why)s."), why=why_of(fault))
        raise StepFailed(point.element_id, said) from fault
