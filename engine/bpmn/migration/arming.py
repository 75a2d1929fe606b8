"""What the new version asks for beside what already waits: armed as if it had been drawn before.

Boundary events and handlers that are new, the ways that an event gateway has gained, and events
that now wait for something else. What has happened and was not repeatable is not armed again.
"""

from collections.abc import Mapping
from typing import Any

from engine.bpmn.body import Running
from engine.bpmn.instance import Instance
from engine.bpmn.migration.pairing import is_other_condition, pairs
from engine.bpmn.migration.plan import Plan
from engine.bpmn.specs.definitions import Condition, Waited
from engine.bpmn.specs.events import Catching, EventGateway
from engine.bpmn.specs.subprocess import Handler
from engine.bpmn.token import Token


class Arming:
    """Arms on a restored instance of the new version; `was` gives the old place of each token."""

    def __init__(self, plan: Plan, instance: Instance, was: Mapping[int, int]) -> None:
        self.plan = plan
        self.instance = instance
        self.was = {token: plan.old._places[place] for token, place in was.items()}

    def arm(self) -> None:
        """Handlers, from the outside in, then what hangs at each token, in the order of tokens."""
        tokens = list(self.instance.tokens.values())
        for body in (self.instance, *list(self.instance.subprocesses.values())):
            self._handlers(body)
        for token in tokens:
            self._borders(token)
            self._ways(token)
            self._other_definitions(token)

    def _handlers(self, body: Running) -> None:
        """Event subprocesses of a scope, unless one has interrupted it."""
        running = [self.was[key] for key in body.root._children if key in self.was]
        if any(isinstance(each, Handler) and each.start.interrupting for each in running):
            return
        for handler in body.spec.handlers:
            if not self._was_there(handler.start, body):
                handler.arm_at(body)

    def _was_there(self, start: Any, body: Running) -> bool:
        """The old scope had a handler that begins there."""
        owner = None if body.owner is None else self.was[body.owner.id]
        scope = self.plan.old.process_id if owner is None else owner.spec
        return any(
            each.start is not None and self._is(each.start.bpmn_id, start)
            for each in self.plan.old._processes[scope].handlers
        )

    def _borders(self, token: Token) -> None:
        old = self.was[token.id]
        for border in getattr(token.task_spec, "boundaries", ()):
            if not any(self._is(each.bpmn_id, border) for each in getattr(old, "boundaries", ())):
                border.arm_under(token)

    def _is(self, old_id: str, spec: Any) -> bool:
        return bool(self.plan.targets.get(old_id) == spec.bpmn_id)

    def _ways(self, token: Token) -> None:
        """Every event after an event gateway waits; those that did go on."""
        if not isinstance(token.task_spec, EventGateway):
            return
        waiting = {token.workflow.tasks[key].task_spec for key in token._children}
        for way in token.task_spec.ways:
            if way.target not in waiting:
                way.target._update(token._add_child(way.target))

    def _other_definitions(self, token: Token) -> None:
        """What an event waits for now and did not before; conditions that say something else."""
        old, new = self.was[token.id], token.task_spec
        if not isinstance(new, Catching):
            return
        paired = pairs(old, new)
        for at, definition in enumerate(new.definitions):
            if at not in paired.values() and not new.used(token, at):
                self._again(token, definition)
        for at, other in paired.items():
            if is_other_condition(old.definitions[at], new.definitions[other]):
                self._look_again(token, new.definitions[other])
            self._ask_otherwise(token, old.definitions[at], new.definitions[other])

    def _again(self, token: Token, definition: Waited) -> None:
        """Ask for it; a condition is watched already, since the instance was restored."""
        if isinstance(definition, Condition):
            self._look_again(token, definition)
            definition.ask(token)
        else:
            definition.arm(token)

    def _ask_otherwise(self, token: Token, old: Waited, new: Waited) -> None:
        """A condition reads another part of the clock now, or under another number."""
        conditions = isinstance(old, Condition) and isinstance(new, Condition)
        if conditions and (old.clock, old.which) != (new.clock, new.which):
            old.ask_no_more(token)
            new.ask(token)

    def _look_again(self, token: Token, condition: Waited) -> None:
        token.note[condition.offset] = 0
        self.instance.fresh.add(token.id)
