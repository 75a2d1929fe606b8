"""From where an incoming flow of an inclusive join can still be reached, computed once.

A walk against the flows, never through the join itself; a boundary event is reached from its host,
an event after an event gateway from the gateway (BPMN 2.0.2, 13.4.3).
"""

from engine.bpmn.parse import Made
from engine.bpmn.tree import SCOPES, children, enclosing, identity, kind


def reach_of(join: Made, made: dict[str, Made]) -> tuple[frozenset[int], ...]:
    """For each incoming flow, in slot order: the places that a token may come from."""
    scope = enclosing(join.node, *SCOPES)
    before: dict[str, list[str]] = {}
    incoming: list[str] = []
    for flow in children(scope, "sequenceFlow") if scope is not None else ():
        source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
        before.setdefault(target, []).append(source)
        if target == identity(join.node):
            incoming.append(source)
    for node in scope if scope is not None else ():
        if kind(node) == "boundaryEvent":
            before.setdefault(identity(node), []).append(node.get("attachedToRef", ""))
    return tuple(_back_from(source, identity(join.node), before, made) for source in incoming)


def _back_from(
    source: str, join: str, before: dict[str, list[str]], made: dict[str, Made]
) -> frozenset[int]:
    seen: set[str] = set()
    waiting = [source]
    while waiting:
        node = waiting.pop()
        if node == join or node in seen:
            continue
        seen.add(node)
        waiting += before.get(node, [])
    return frozenset(made[node].spec.place for node in seen)
