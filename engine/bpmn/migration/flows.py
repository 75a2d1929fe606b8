"""Tokens that wait for one another: each waits on a flow, and goes on waiting on the same one.

A flow is the same by its id, by the plan, or because it comes from the same elements, whatever was
drawn in between: a task put into a branch, or taken out, leaves its token where it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.bpmn.migration.obstacles import Blocked, ObstacleKind
from engine.bpmn.migration.plan import Plan
from engine.bpmn.migration.sorts import spec_of
from engine.bpmn.program import Element, Program
from engine.bpmn.specs.gateways import ComplexGateway, Joining


@dataclass(frozen=True, slots=True)
class LostFlow:
    """A flow into a join of the old version that the new join does not have: `source_id` is where
    it came from, `choices` the flows of the new join, each with where it comes from."""

    join: Element
    flow_id: str
    source_id: str
    choices: tuple[tuple[str, str], ...]


def lost_flows(plan: Plan) -> tuple[LostFlow, ...]:
    """Where a person has to say on which flow tokens go on waiting, if any wait there."""
    joins = Joins(replace_edits(plan))
    found = []
    for element in plan.old.elements:
        old, target = spec_of(plan.old, element), plan.target(element)
        new = None if target is None else spec_of(plan.new, target)
        if not isinstance(old, Joining) or not isinstance(new, Joining) or new.incoming < 2:
            continue
        choices = tuple(joins.incoming(plan.new, new))
        for at, (flow, source) in enumerate(joins.incoming(plan.old, old)):
            if old.incoming > 1 and joins.slot(old, new, at) is None:
                found.append(LostFlow(element, flow, source, choices))
    return tuple(found)


def replace_edits(plan: Plan) -> Plan:
    """The plan without what a person has said about flows."""
    return replace(plan, edits=replace(plan.edits, flows={}))


class Joins:
    """Reads the numbers of a join of the old version for the one of the new version."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.kept = {target: target for target in plan.targets.values()}

    def counts(self, old: Any, new: Any, counts: list[int]) -> list[int]:
        """Tokens by flow of the new join; of an activity, how many have come."""
        if not isinstance(old, Joining) or not isinstance(new, Joining):
            return counts
        if new.incoming < 2:
            raise Blocked(ObstacleKind.JOIN, old.bpmn_id)
        slots = [self.slot(old, new, at) for at in range(old.incoming)]
        found = [0] * new.incoming
        for at, slot in enumerate(slots):
            if counts[at] and slot is None:
                flow, _ = self.incoming(self.plan.old, old)[at]
                raise Blocked(ObstacleKind.FLOW, old.bpmn_id, flow)
            if slot is not None:
                found[slot] += counts[at]
        return [*found, _fired(counts[-1], slots)] if isinstance(old, ComplexGateway) else found

    def slot(self, old: Any, new: Any, at: int) -> int | None:
        """The flow of the new join that stands for one of the old."""
        flow, source = self.incoming(self.plan.old, old)[at]
        there = self.incoming(self.plan.new, new)
        names = [name for name, _ in there]
        wanted = self.plan.edits.flows.get(flow, flow)
        if wanted in names:
            return names.index(wanted)
        begins = self.origins(self.plan.old, source, self.plan.targets)
        same = [
            slot
            for slot, (_, begin) in enumerate(there)
            if begins & self.origins(self.plan.new, begin, self.kept)
        ]
        return same[0] if len(same) == 1 else None

    def origins(self, program: Program, element_id: str, kept: Mapping[str, str]) -> frozenset[str]:
        """The nearest elements before a flow that both versions have, by their new ids."""
        before = _before(program)
        found, seen, waiting = set(), set(), [element_id]
        while waiting:
            each = waiting.pop()
            if each in kept:
                found.add(kept[each])
            elif each not in seen:
                seen.add(each)
                waiting += before.get(each, ())
        return frozenset(found)

    def incoming(self, program: Program, join: Any) -> list[tuple[str, str]]:
        """Each incoming flow by slot: its id, and the element that it leaves."""
        found = [("", "")] * join.incoming
        for spec in program._places.values():
            for way in spec.ways:
                if way.target is join:
                    found[way.slot] = (way.id, program.elements[spec.element].id)
        return found


def _before(program: Program) -> dict[str, list[str]]:
    """The elements from which flows lead to each."""
    found: dict[str, list[str]] = {}
    for spec in program._places.values():
        for way in spec.ways:
            target = program.elements[way.target.element].id
            found.setdefault(target, []).append(program.elements[spec.element].id)
    return found


def _fired(number: int, slots: list[int | None]) -> int:
    """Whether a complex join has fired, and for which flows it had its token."""
    if number == 0:
        return 0
    had = [slot for at, slot in enumerate(slots) if (number - 1) >> at & 1 and slot is not None]
    return 1 + sum(1 << slot for slot in set(had))
