"""What comes after an element on the way forward: through the scopes around it, and into those
that begin later. Loops do not lead forward: a flow that goes back is left out.
"""

from collections.abc import Iterable
from typing import Any

from engine.bpmn.program import Program
from engine.bpmn.relocation.targets import node_of, owners_of, repeated_by, scope_of
from engine.bpmn.specs.flow_node import Way


def following(program: Program, spec: Any) -> frozenset[int]:
    """The indexes of the elements that are still to come once a token stands at a node."""
    found: set[int] = set()
    waiting, seen = [spec], set()
    while waiting:
        node = waiting.pop()
        if node.place in seen:
            continue
        seen.add(node.place)
        found |= _later_in_scope(program, node)
        owners = owners_of(program, scope_of(program, node))
        waiting += [repeated_by(program, owner) or owner for owner in owners]
    return frozenset(found | _inside(program, found))


def _later_in_scope(program: Program, spec: Any) -> set[int]:
    forward = _forward(program, scope_of(program, spec))
    found: set[int] = set()
    waiting = list(forward.get(spec.place, ()))
    while waiting:
        node = waiting.pop()
        if node.element not in found:
            found.add(node.element)
            waiting += forward.get(node.place, ())
    return found - {spec.element}


def _inside(program: Program, around: Iterable[int]) -> set[int]:
    """Everything that lies in subprocesses and called processes among these elements."""
    scopes = {program.elements[index].id for index in around}
    for spec in program._places.values():
        if spec.element in around and hasattr(spec, "spec"):
            scopes.add(str(spec.spec))
    inside: set[int] = set()
    for element in program.elements:
        if element.parent_id in scopes and element.index not in inside:
            inside.add(element.index)
    return inside | _inside(program, inside) if inside else inside


def _forward(program: Program, scope_id: str) -> dict[int, list[Any]]:
    """The ways of a scope without those that lead back, found by walking from where it begins."""
    begins = list(program._processes[scope_id].entries)
    nodes = [node_of(program, each) for each in program.elements if each.parent_id == scope_id]
    forward: dict[int, list[Any]] = {}
    state: dict[int, bool] = {}  # True while a walk is below the node, False when it is done
    for begin in (*begins, *(node for node in nodes if node is not None)):
        _walk(begin, forward, state)
    return forward


def _walk(begin: Any, forward: dict[int, list[Any]], state: dict[int, bool]) -> None:
    if begin.place in state:
        return
    state[begin.place] = True
    forward[begin.place] = []
    path = [(begin, iter(ways_out(begin)))]
    while path:
        node, ways = path[-1]
        way = next(ways, None)
        if way is None:
            state[node.place] = False
            path.pop()
            continue
        target = way.target
        if state.get(target.place) is True:
            continue  # a flow that leads back
        forward[node.place].append(target)
        if target.place not in state:
            state[target.place] = True
            forward[target.place] = []
            path.append((target, iter(ways_out(target))))


def ways_out(spec: Any) -> list[Way]:
    """The flows that leave a node, and those of the events on its border."""
    borders = [way for event in getattr(spec, "boundaries", ()) for way in event.ways]
    return [*spec.ways, *borders]
