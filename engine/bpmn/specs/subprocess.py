"""Activities with a body of their own: embedded subprocess, call, and event subprocess handler."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins import (
    BpmnSpecMixin,
    CallActivityMixin,
    EventSubprocessMixin,
    SubWorkflowTaskMixin,
)

from engine.bpmn.body import Body, Running
from engine.bpmn.scope import Scope
from engine.bpmn.specs.activities import Activity
from engine.bpmn.token import STARTED, Token
from engine.values import Value

NOTHING_INSIDE = -1  # a place of a log that only says: there is a compensation handler


class WithBody(Activity):
    """Starts its body when it runs, and is done when the body is."""

    spec: str
    comes_back = True

    def _run_hook(self, token: Token) -> None:
        token._set_state(STARTED)
        token.workflow.instance.create_subprocess(token, self.spec).begin()

    def inner_scope(self, token: Token) -> Scope:
        """An embedded body sees what its token sees; with data of its own it needs a scope."""
        own = token.workflow.instance.program._processes[self.spec].held
        return token.own_scope() if own else token.scope

    def body_done(self, token: Token, body: Body) -> None:
        """The body is complete."""
        token.workflow.instance.subprocesses.pop(token.id, None)
        self.bring_out(token, body)
        self.remember(token, body)
        token.complete()

    def remember(self, token: Token, body: Body) -> None:
        """What can be compensated later."""

    def bring_out(self, token: Token, _body: Body) -> None:
        """What the body leaves behind; an embedded one has written it already."""
        if self.outputs:
            self.map_outputs(token, {})


class Subprocess(WithBody, SubWorkflowTaskMixin, BpmnSpecMixin):
    """An embedded subprocess, or a transaction, which can be cancelled."""

    def remember(self, token: Token, body: Body) -> None:
        """What was done inside can be compensated as long as what is around it lives."""
        token.inside = body.log or ([NOTHING_INSIDE, 0] if body.spec.undo is not None else [])


class CallActivity(WithBody, CallActivityMixin, BpmnSpecMixin):
    """Another process of the same deployment, run inside this instance with data of its own."""

    all_in: bool = True
    all_out: bool = True

    def inner_scope(self, token: Token) -> Scope:
        """The called process sees copies of what it is given, and nothing else."""
        own = token.local.variables if token.local is not None else {}
        given = dict(token.scope) if self.all_in else dict(own)
        ledger = token.workflow.instance.ledger
        ledger.touched = True
        return Scope(None, ledger, variables=given)

    def bring_out(self, token: Token, body: Body) -> None:
        found = {key: value for key, value in body.scope.variables.items() if key[:1] != "#"}
        body.scope.ledger.touched = True
        if self.outputs:
            self.map_outputs(token, found)
        elif self.all_out:
            self.absorb(token, found, all_names=True)


class Handler(WithBody, EventSubprocessMixin, BpmnSpecMixin):
    """An event subprocess: armed at its scope by its start event, a body when it handles."""

    start: Any = None
    undoes: bool = False

    def arm_at(self, body: Running) -> None:
        """The scope begins."""
        self.start.arm(body.root._add_child(self.start))

    def handle(self, body: Running, payload: Mapping[str, Value]) -> None:
        """The event occurred: run beside the scope, or instead of it."""
        token = body.root._add_child(self)
        body.instance.mark(self)
        token._set_state(STARTED)
        if self.inputs or self.held_data:
            self.map_inputs(token)
        body.instance.create_subprocess(token, self.spec).begin(self.start, payload)

    def undo_under(self, keeper: Token, inside: list[int]) -> None:
        """Compensate a finished subprocess: this handler knows what was done inside it."""
        token = keeper._add_child(self)
        instance = keeper.workflow.instance
        instance.mark(self)
        token._set_state(STARTED)
        body = instance.create_subprocess(token, self.spec)
        body.log = inside
        body.begin(self.start, {})
