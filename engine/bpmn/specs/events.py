"""Events that wait: intermediate, boundary, receive task, event gateway, start of a handler.

`occurred` is the one verb: it comes from a timer, a message, a signal, an error. Events that start
an event subprocess are armed at their scope and do not keep it open.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins import (
    BoundaryEventMixin,
    BpmnSpecMixin,
    EventBasedGatewayMixin,
    IntermediateCatchEventMixin,
    ReceiveTaskMixin,
    StartEventMixin,
)

from engine.bpmn.body import Running
from engine.bpmn.changes import Passed
from engine.bpmn.problems import TokenGone
from engine.bpmn.specs.activities import Activity
from engine.bpmn.specs.definitions import Waited
from engine.bpmn.specs.flow_node import FlowNode
from engine.bpmn.token import COMPLETED, WAITING, Token
from engine.values import Value


class Catching(FlowNode):
    """What it waits for; several definitions mean any of them, or all (parallelMultiple).

    The note of a waiting token begins with the definitions that have happened (only where there
    are several), followed by the slots of each definition.
    """

    definitions: tuple[Waited, ...] = ()
    all_of_them: bool = False
    note_size: int = 0
    comes_back = True
    begins: bool = False  # what comes here may open the case, and `beside` waits for the rest
    beside: tuple[Any, ...] = ()

    def arm(self, token: Token) -> None:
        """Wait."""
        token._set_state(WAITING)
        if self.note_size:
            token.note = [0] * self.note_size
        for definition in self.definitions:
            definition.arm(token)

    def disarm(self, token: Token, which: Waited | None = None) -> None:
        """Wait no more; `which` has just happened."""
        for index, definition in enumerate(self.definitions):
            if not self.used(token, index):
                definition.disarm(token, fired=definition is which)

    def used(self, token: Token, index: int) -> bool:
        """Whether that definition waits no more."""
        return len(self.definitions) > 1 and bool(token.note[0] >> index & 1)

    def use(self, token: Token, which: Waited) -> None:
        """Remember that one of several will not happen (again)."""
        token.note[0] |= 1 << which.which

    def complete_with(self, token: Token, which: Waited) -> bool:
        """Whether the event has happened as a whole, now that one of its definitions has."""
        if not self.all_of_them or len(self.definitions) < 2:
            return True
        if not self.used(token, which.which):
            self.use(token, which)
            which.disarm(token, fired=True)
        return token.note[0] == (1 << len(self.definitions)) - 1

    def goes_on(self, token: Token, which: Waited) -> bool:
        """Whether a repeatable event still waits for something after one happened."""
        if which.again(token):
            return True
        which.disarm(token, fired=True)
        if len(self.definitions) < 2:
            return False
        self.use(token, which)
        return token.note[0] != (1 << len(self.definitions)) - 1

    def end(self, token: Token, which: Waited) -> None:
        """It has happened for good."""
        self.disarm(token, which)
        token._set_state(COMPLETED)
        token.workflow.forget(token)

    def go_on(self, token: Token, which: Waited) -> None:
        """It has happened and may happen again."""
        if self.all_of_them and len(self.definitions) > 1:
            self.rearm(token)
        elif not self.goes_on(token, which):
            token._set_state(COMPLETED)
            token.workflow.forget(token)

    def rearm(self, token: Token) -> None:
        """All of them are needed once more."""
        token.note[0] = 0
        for definition in self.definitions:
            definition.arm(token)

    def _on_cancel(self, token: Token) -> None:
        self.disarm(token)
        super()._on_cancel(token)

    def definition_of(self, kind: str, token: Token, which: int | None = None) -> Waited:
        """The definition that an occurrence from outside is meant for; without a number the first
        of its kind that still waits."""
        for index, definition in enumerate(self.definitions):
            meant = which is None or which == index
            if definition.kind == kind and meant and not self.used(token, index):
                return definition
        raise TokenGone(f"token {token.id} waits for no {kind} there")

    def woken(self, token: Token, which: int | None = None) -> Waited:
        """The definition that asked to be woken; without a number the first that did."""
        for index, definition in enumerate(self.definitions):
            meant = which is None or which == index
            if definition.wakes and meant and not self.used(token, index):
                return definition
        raise TokenGone(f"token {token.id} waits for no moment there")

    def open(self, body: Running, payload: Mapping[str, Value], which: int = 0) -> None:
        """The process begins with one of the things that it needs; the others are waited for."""
        if not self.begins:
            self.enter(body)
            return
        for other in self.beside:
            other.enter(body)
        if len(self.definitions) < 2:
            self.pass_through(body, payload)
            return
        token = self.enter(body)
        self.occurred(token, payload, self.definitions[which])

    def pass_through(self, body: Running, payload: Mapping[str, Value]) -> None:
        """A fresh token takes the payload in and leaves along the event's flows."""
        token = body.root._add_child(self)
        body.instance.mark(self)
        if self.definitions:
            body.instance.tell(Passed(self.element))
        self.absorb(token, payload)
        token.complete()

    def occurred(self, token: Token, payload: Mapping[str, Value], which: Waited) -> None:
        """One of the things that the token waits for has happened."""
        raise NotImplementedError


class CatchEvent(Catching, IntermediateCatchEventMixin, BpmnSpecMixin):
    """An intermediate event in the flow."""

    runs = False

    def _update_hook(self, token: Token) -> bool:
        if self.inputs:
            self.map_inputs(token)
        self.arm(token)
        return False

    def occurred(self, token: Token, payload: Mapping[str, Value], which: Waited) -> None:
        if not self.complete_with(token, which):
            self.absorb(token, payload)
            return
        self.disarm(token, which)
        chosen(token)
        token.workflow.instance.tell(Passed(self.element))
        self.absorb(token, payload)
        token.complete()


class ReceiveTask(Catching, Activity, ReceiveTaskMixin, BpmnSpecMixin):
    """An activity that waits for a message."""

    def _run_hook(self, token: Token) -> None:
        self.arm(token)

    def _update_hook(self, token: Token) -> bool:
        return Activity._update_hook(self, token)

    def occurred(self, token: Token, payload: Mapping[str, Value], which: Waited) -> None:
        if not self.complete_with(token, which):
            self.absorb(token, payload)
            return
        self.disarm(token, which)
        chosen(token)
        token.workflow.instance.tell(Passed(self.element))
        self.absorb(token, payload)
        token.complete()


def chosen(token: Token) -> None:
    """The first event after an event gateway drops the others and goes on in its place."""
    gateway = token.kept_by
    if gateway is not None and isinstance(gateway.task_spec, EventGateway):
        gateway.task_spec.choose(gateway, token)


class EventGateway(Catching, EventBasedGatewayMixin, BpmnSpecMixin):
    """Waits for the first of several events (BPMN 2.0.2, 13.4.4)."""

    def connect(self, taskspec: Any) -> None:  # the library moves the definitions here
        FlowNode.connect(self, taskspec)

    def _run_hook(self, token: Token) -> None:
        for way in self.ways:
            way.target._update(token._add_child(way.target))

    def choose(self, token: Token, event: Token) -> None:
        """Go on with one event only."""
        body = token.workflow
        way = next(way for way in self.ways if way.target is event.task_spec)
        if way.index >= 0:
            body.instance.visited |= 1 << body.instance.first_flow_bit + way.index
        body.instance.mark(event.task_spec)
        del token._children[event.id]
        event._parent = body.root.id
        body.root._children[event.id] = None
        token.cancel()

    def _on_cancel(self, token: Token) -> None:
        """The events hang under it and withdraw themselves."""


class BoundaryEvent(Catching, BoundaryEventMixin, BpmnSpecMixin):
    """Hangs under its host; its path outlives the host (BPMN 2.0.2, 13.5.3)."""

    live = False
    runs = False
    interrupting = True

    def arm_under(self, host: Token) -> Token:
        """The host was entered."""
        token = host._add_child(self)
        self.arm(token)
        return token

    def occurred(self, token: Token, payload: Mapping[str, Value], which: Waited) -> None:
        if not self.complete_with(token, which):
            return
        body, host = token.workflow, token.keeper
        if self.interrupting:
            self.end(token, which)
            host.cancel()
        else:
            self.go_on(token, which)
        self.pass_through(body, payload)


class StartEvent(Catching, StartEventMixin, BpmnSpecMixin):
    """The beginning of a process, or of an event subprocess, where it waits at the outer scope."""

    live = False
    runs = False
    interrupting = True
    handler: Any = None

    def open(self, body: Running, payload: Mapping[str, Value], _which: int = 0) -> None:
        """Begin: the occurrence is what started us."""
        self.pass_through(body, payload)

    def occurred(self, token: Token, payload: Mapping[str, Value], which: Waited) -> None:
        if not self.complete_with(token, which):
            return
        body = token.workflow
        if self.interrupting:
            self.end(token, which)
            body.clear()
        else:
            self.go_on(token, which)
        self.handler.handle(body, payload)
