"""Where a token can be put: the node of an element, and the scopes that lie around it."""

from collections.abc import Iterator
from typing import Any

from engine.bpmn.program import Element, Program
from engine.bpmn.relocation.refusal import MoveRefused, Why
from engine.bpmn.specs.events import BoundaryEvent, EventGateway, StartEvent
from engine.bpmn.specs.gateways import Joining
from engine.bpmn.specs.subprocess import Handler, WithBody
from engine.bpmn.state import ROLE_BITS


def target_of(program: Program, element_id: str) -> Any:
    """The node that a token enters. Raises MoveRefused where none ever stands."""
    try:
        element = program.element(element_id)
    except KeyError:
        raise MoveRefused(Why.UNKNOWN, element_id) from None
    spec = node_of(program, element)
    why = Why.NOT_ENTERED if spec is None else _why_not(program, spec)
    if why is not None:
        raise MoveRefused(why, element_id)
    return spec


def targets(program: Program) -> tuple[Element, ...]:
    """The elements that a token can be put at, in the order of the diagram."""
    return tuple(element for element in program.elements if _can_be_entered(program, element))


def node_of(program: Program, element: Element) -> Any:
    """The node that flows lead to (of an activity done several times, the whole); None for what is
    only notation."""
    return program._places.get(element.index << ROLE_BITS)


def owners_of(program: Program, scope_id: str) -> list[Any]:
    """The activities inside which a scope runs; none for the process of the case."""
    if scope_id == program.process_id:
        return []
    return [
        spec
        for spec in program._places.values()
        if isinstance(spec, WithBody) and spec.spec == scope_id
    ]


def plain_owners_of(program: Program, scope_id: str) -> list[Any]:
    """Those of them that begin once: not done several times, nor only inside of what is. All,
    where there is no such one."""
    owners = owners_of(program, scope_id)
    return [each for each in owners if _begins_once(program, each, frozenset())] or owners


def _begins_once(program: Program, owner: Any, seen: frozenset[str]) -> bool:
    scope_id = scope_of(program, owner)
    if repeated_by(program, owner) is not None or scope_id in seen:
        return False
    around = owners_of(program, scope_id)
    return not around or any(_begins_once(program, each, seen | {scope_id}) for each in around)


def scope_of(program: Program, spec: Any) -> str:
    """The scope that a node lies in."""
    return program.elements[spec.element].parent_id


def repeated_by(program: Program, spec: Any) -> Any:
    """The loop or multi-instance that a node is the repeated part of; None for others."""
    outer = program._places.get((spec.place >> ROLE_BITS) << ROLE_BITS)
    return outer if outer is not spec and getattr(outer, "part", None) is spec else None


def _can_be_entered(program: Program, element: Element) -> bool:
    spec = node_of(program, element)
    return spec is not None and _why_not(program, spec) is None


def _why_not(program: Program, spec: Any) -> Why | None:
    if isinstance(spec, Handler) or (isinstance(spec, StartEvent) and spec.handler is not None):
        return Why.EVENT_SUBPROCESS
    if isinstance(spec, BoundaryEvent) or (isinstance(spec, StartEvent) and spec.definitions):
        return Why.NOT_ENTERED
    if any(other is spec for other in _undoing(program)):
        return Why.NOT_ENTERED
    if isinstance(spec, Joining) and spec.incoming > 1:
        return Why.JOIN
    if any(other is spec for other in _after_gateways(program)):
        return Why.AFTER_GATEWAY
    return None


def _undoing(program: Program) -> Iterator[Any]:
    for spec in program._places.values():
        handler = getattr(spec, "compensation", None)
        if handler is not None:
            yield handler


def _after_gateways(program: Program) -> Iterator[Any]:
    for spec in program._places.values():
        if isinstance(spec, EventGateway):
            yield from (way.target for way in spec.ways)
