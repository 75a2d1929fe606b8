"""Events that happen: ends and intermediate throws, and who hears them.

Errors and escalations look for their catcher from the inside out: the scope's event subprocess,
the host's boundary, then the scope around, through calls too; a specific code beats catch-all, and
what a handler throws passes by the event subprocesses of its own scope (BPMN 2.0.2, 10.5.6-7).
"""

from collections.abc import Iterator, Mapping

from SpiffWorkflow.bpmn.specs.mixins import (
    BpmnSpecMixin,
    EndEventMixin,
    IntermediateThrowEventMixin,
    SendTaskMixin,
)

from engine.bpmn.body import Running
from engine.bpmn.changes import ErrorUncaught, MessageThrown, Passed, SignalThrown
from engine.bpmn.formula import Formula
from engine.bpmn.problems import StepFailed
from engine.bpmn.snapshot import Status
from engine.bpmn.specs.activities import Activity, Job, payload_of
from engine.bpmn.specs.compensation import BESIDE, THEN_CANCEL, THEN_LEAVE, go_on, undo
from engine.bpmn.specs.definitions import Coded, Signal
from engine.bpmn.specs.events import BoundaryEvent, Catching, StartEvent
from engine.bpmn.specs.flow_node import FlowNode, Throwing
from engine.bpmn.specs.subprocess import Handler
from engine.bpmn.token import READY, Token
from engine.sentences import N_, phrase
from engine.values import Value


class Thrown(Job, Throwing, FlowNode):
    """What happens when the node runs; None waits for a job."""

    happenings: tuple["Happening", ...] = ()

    def _update_hook(self, token: Token) -> bool:
        if self.inputs:
            self.map_inputs(token)
        return True

    def _on_ready_hook(self, token: Token) -> None:
        if self.happenings:
            Throwing._on_ready_hook(self, token)
        else:
            FlowNode._on_ready_hook(self, token)

    def _run_hook(self, token: Token) -> bool | None:
        token.workflow.instance.tell(Passed(self.element))
        if self.job_kind is not None:
            self.request(token)
            return None
        done = [happening.happen(token) for happening in self.happenings if token.alive]
        return True if all(done) else None

    def undone(self, token: Token, after: int) -> None:
        """All that was to be compensated is."""
        if after == THEN_CANCEL and token.workflow.owner is not None:
            found = matching(token.workflow.owner, BoundaryEvent, "cancel", "")
            for catcher, which in found[:1]:
                catcher.task_spec.occurred(catcher, {}, which)
        if token.alive:
            token.complete()

    def part_done(self, token: Token, _part: Token) -> None:
        """One compensation handler is done."""
        go_on(token)

    def _on_complete_hook(self, token: Token) -> None:
        if token.note[:1] != [BESIDE]:
            self.leave(token)


class ThrowEvent(Thrown, IntermediateThrowEventMixin, BpmnSpecMixin):
    """An intermediate throw, or a none event that only marks a point."""


class EndEvent(Thrown, EndEventMixin, BpmnSpecMixin):
    """The token ends here, with what the end throws."""

    def _run_hook(self, token: Token) -> bool | None:
        token.workflow.instance.ends.append(self.bpmn_id)
        return Thrown._run_hook(self, token)

    def _on_complete_hook(self, token: Token) -> None:
        """There is no way on."""


class SendTask(Job, Activity, SendTaskMixin, BpmnSpecMixin):
    """Sends a message, itself or through a handler."""

    happenings: tuple["Happening", ...] = ()

    def _run_hook(self, token: Token) -> bool | None:
        if self.job_kind is not None:
            self.request(token)
            return None
        for happening in self.happenings:
            happening.happen(token)
        return True


class Happening:
    """One thing that an event throws."""

    def happen(self, token: Token) -> bool:
        """Let it happen at the token; False when the token has to wait until it is over."""
        raise NotImplementedError


class MessageSent(Happening):
    """A message to whoever waits for it."""

    def __init__(self, name: Formula, key: Formula | None) -> None:
        self.name = name
        self.key = key

    def happen(self, token: Token) -> bool:
        spec = token.task_spec
        name, key = named(self.name, token), spec.words(self.key, token) or ""
        payload = payload_of(token, spec.inputs)
        token.workflow.instance.tell(MessageThrown(spec.element, name, key, payload))
        return True


class SignalSent(Happening):
    """A broadcast: first to the listeners of this instance, in the order they began to listen."""

    def __init__(self, name: Formula) -> None:
        self.name = name

    def happen(self, token: Token) -> bool:
        spec, instance = token.task_spec, token.workflow.instance
        name = named(self.name, token)
        payload = payload_of(token, spec.inputs) if spec.inputs else {}
        instance.tell(SignalThrown(spec.element, name, payload))
        for listener in [instance.tokens[key] for key in sorted(instance.tokens)]:
            for which in heard(listener, name):
                if listener.alive:
                    listener.task_spec.occurred(listener, payload, which)
        return True


def named(formula: Formula, token: Token) -> str:
    """The name of what is thrown; the step fails when it comes to nothing."""
    name: str | None = token.task_spec.words(formula, token)
    if name is None:
        said = phrase(N_("Lo que se lanza no tiene nombre."))
        raise StepFailed(token.task_spec.bpmn_id, said)
    return name


def heard(token: Token, name: str) -> list[Signal]:
    """What a token waits for that a signal of this name is."""
    spec = token.task_spec
    if not token.alive or not isinstance(spec, Catching) or token._state == READY:
        return []
    return [
        definition
        for definition in spec.definitions
        if isinstance(definition, Signal) and spec.words(definition.named, token) == name
    ]


class CodeThrown(Happening):
    """An error, which ends the scope, or an escalation, which need not."""

    def __init__(self, kind: str, code: str) -> None:
        self.kind = kind
        self.code = code

    def happen(self, token: Token) -> bool:
        payload = payload_of(token, token.task_spec.inputs) if token.task_spec.inputs else {}
        throw(token, self.kind, self.code, payload)
        return True


class Compensated(Happening):
    """Undoes one activity, or all that the scope has completed."""

    def __init__(self, element: int | None, *, waits: bool) -> None:
        self.element = element
        self.waits = waits

    def happen(self, token: Token) -> bool:
        return undo(token, self.element, after=THEN_LEAVE if self.waits else BESIDE)


class TransactionCancelled(Happening):
    """Stops the others, undoes what was done, then leaves by the border."""

    def happen(self, token: Token) -> bool:
        body: Running = token.workflow
        body.clear(spare=token)
        return undo(token, None, after=THEN_CANCEL)


class Terminated(Happening):
    """Ends the innermost scope, and nothing else (BPMN 2.0.2, 13.5.6)."""

    def happen(self, token: Token) -> bool:
        body: Running = token.workflow
        body.clear()
        body.done = True
        if body.owner is None:
            body.instance.status = Status.TERMINATED
        else:
            body.finish()
        return True


def throw(
    origin: Token, kind: str, code: str, payload: Mapping[str, Value], message: str = ""
) -> None:
    """Find the catcher; an error that nobody catches ends the instance as failed."""
    found = next(catchers(origin, kind, code), None)
    if found is not None:
        catcher, which = found
        catcher.task_spec.occurred(catcher, payload, which)
    elif kind == "error":
        instance = origin.workflow.instance
        instance.tell(ErrorUncaught(origin.task_spec.element, code, message))
        instance.stop(Status.FAILED)


def catchers(origin: Token, kind: str, code: str) -> Iterator[tuple[Token, Coded]]:
    """Who would catch it, nearest first."""
    token: Token | None = origin
    past_handlers = False
    while token is not None:
        yield from matching(token, BoundaryEvent, kind, code)
        keeper = token.kept_by
        if keeper is not None:
            token = keeper
            continue
        body = token.workflow
        if not past_handlers:
            yield from matching(body.root, StartEvent, kind, code)
        token = body.owner
        past_handlers = token is not None and isinstance(token.task_spec, Handler)


def matching(keeper: Token, kind_of_event: type, kind: str, code: str) -> list[tuple[Token, Coded]]:
    """The armed events under a token that catch the code, specific ones first."""
    found: list[tuple[Token, Coded]] = []
    for key in keeper._children:
        token = keeper.workflow.tasks[key]
        for definition in getattr(token.task_spec, "definitions", ()):
            fits = isinstance(definition, Coded) and definition.kind == kind
            if fits and isinstance(token.task_spec, kind_of_event) and definition.catches(code):
                found.append((token, definition))
    return sorted(found, key=lambda pair: pair[1].code is None)
