"""Activities: mappings, boundary events armed on entry, and the tasks themselves.

A boundary event hangs under its host and is dropped when the host is done (BPMN 2.0.2, 10.5.4).
"""

from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins import (
    BpmnSpecMixin,
    ManualTaskMixin,
    NoneTaskMixin,
    ScriptTaskMixin,
    ServiceTaskMixin,
)

from engine.bpmn.body import Running
from engine.bpmn.changes import (
    ClockStarted,
    ClockStopped,
    Computed,
    Decided,
    JobRequested,
    JobWithdrawn,
)
from engine.bpmn.decisions import decide
from engine.bpmn.formula import Formula
from engine.bpmn.problems import StepFailed
from engine.bpmn.program import ANEW, GOING_ON
from engine.bpmn.specs.flow_node import SET, FlowNode, Way
from engine.bpmn.token import Token
from engine.bpmn.whereabouts import within
from engine.sentences import N_, phrase
from engine.values import Value


@dataclass(frozen=True, slots=True)
class Clock:
    """The term (by the number of its element) that stands still while an activity lasts."""

    term: int
    resumes: Formula


class Activity(FlowNode):
    """A host of boundary events."""

    clocks: tuple[Clock, ...] = ()

    boundaries: tuple[Any, ...] = ()
    start_quantity: int = 1
    completion_quantity: int = 1
    compensation: Any = None

    def arrive(self, body: Running, _way: Way) -> None:
        """Begin when as many tokens have come as are drawn (BPMN 2.0.2, table 10.3)."""
        if self.start_quantity > 1:
            counts = body.joins.setdefault(self.place, [0])
            counts[0] += 1
            body.live += 1
            body.instance.mark(self)
            if counts[0] < self.start_quantity:
                return
            body.live -= counts[0]
            del body.joins[self.place]
        self.enter(body)

    def _update_hook(self, token: Token) -> bool:
        if self.inputs or self.held_data:
            self.map_inputs(token)
        for clock in self.clocks:
            token.workflow.instance.tell(ClockStopped(self.element, clock.term))
        for event in self.boundaries:
            event.arm_under(token)
        return token.alive

    def _on_cancel(self, token: Token) -> None:
        self._start_clocks(token)

    def _start_clocks(self, token: Token) -> None:
        """Terms go on, as the process or a parameter of the country says (LPAG, art. 142)."""
        for clock in self.clocks:
            how = self.value(clock.resumes, token)
            if how not in (GOING_ON, ANEW):
                said = N_("El plazo se reanuda con «going_on» o «anew»: se encontró «%(how)s».")
                raise StepFailed(self.bpmn_id, phrase(said, how=how))
            told = ClockStarted(self.element, clock.term, how == ANEW)
            token.workflow.instance.tell(told)

    def _on_complete_hook(self, token: Token) -> None:
        token.drop_children()
        self._start_clocks(token)
        if self.compensation is not None or token.inside:
            token.workflow.log += [self.place, len(token.inside), *token.inside]
        keeper = token.kept_by
        if keeper is None and token.workflow.spec.ad_hoc:
            token.workflow.owner.task_spec.activity_done(token, self)
        elif keeper is None:
            for _ in range(self.completion_quantity):
                self.leave(token)
        else:
            keeper.task_spec.part_done(keeper, token)


class Task(Activity, NoneTaskMixin, BpmnSpecMixin):
    """An undefined task: nothing to do (BPMN 2.0.2, 13.3.3)."""


class ScriptTask(Activity, ScriptTaskMixin, BpmnSpecMixin):
    """One FEEL expression into one variable."""

    formula: Formula
    variable: str

    def __init__(self, wf_spec: Any, bpmn_id: str, script: str = "", **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, script=script, **kwargs)

    def _run_hook(self, token: Token) -> bool:
        value = self.value(self.formula, token)
        token.workflow.instance.tell(Computed(self.element, self.variable, value, within(token)))
        self.keep_result(token, self.variable, value)
        return True

    def keep_result(self, token: Token, variable: str, value: Value) -> None:
        """Through the output mappings if there are any, else under its name."""
        if self.outputs:
            self.map_outputs(token, {variable: value})
        else:
            token.scope.set(variable, value)


class BusinessRuleTask(ScriptTask):
    """A decision of the deployment."""

    decision: Formula

    def _run_hook(self, token: Token) -> bool:
        instance = token.workflow.instance
        decision_id = str(self.value(self.decision, token))
        value, rules = decide(instance, token, decision_id)
        instance.tell(Decided(self.element, decision_id, value, rules, within(token)))
        self.keep_result(token, self.variable, value)
        return True


class Job:
    """A service, send or other task whose work a handler does after the commit."""

    bpmn_id: str
    element: int
    job_kind: Formula | None = None
    retries: Formula | None = None
    headers: tuple[tuple[str, str], ...] = ()
    inputs: tuple[tuple[Formula, str], ...]

    def request(self, token: Token) -> None:
        """Ask for the work."""
        instance = token.workflow.instance
        kind = self.words(self.job_kind, token)  # type: ignore[attr-defined]
        if kind is None:
            raise StepFailed(self.bpmn_id, phrase(N_("El trabajo no tiene tipo.")))
        instance.tell(
            JobRequested(
                token.id, self.element, kind, dict(self.headers), payload_of(token, self.inputs),
                self.tries(token),
            )
        )  # fmt: skip

    def tries(self, token: Token) -> int:
        """How often the work may be tried."""
        if self.retries is None:
            return 3
        host = token.workflow.instance.host
        return self.retries.whole(token.scope, host=host, element_id=self.bpmn_id)

    def job_done(self, token: Token, result: dict[str, Value]) -> None:
        """The handler has finished."""
        self.absorb(token, result)  # type: ignore[attr-defined]
        token.complete()

    def _on_cancel(self, token: Token) -> None:
        token.workflow.instance.tell(JobWithdrawn(token.id, self.element))


def payload_of(token: Token, inputs: tuple[tuple[Formula, str], ...]) -> dict[str, Value]:
    """What the outside is told: the input mappings, or all that the token sees."""
    if inputs:
        own = dict(token.own_scope().variables)
        own.pop(SET, None)
        return own
    return dict(token.scope)


class ServiceTask(Job, Activity, ServiceTaskMixin, BpmnSpecMixin):
    """Work done outside, at least once."""

    def _run_hook(self, token: Token) -> bool | None:
        if self.job_kind is None:
            return True
        self.request(token)
        return None


class ManualTask(Activity, ManualTaskMixin, BpmnSpecMixin):
    """Work that the engine does not know of: it passes (BPMN 2.0.2, 13.3.3)."""
