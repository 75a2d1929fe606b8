"""The user task: it opens a task for a role, waits, and takes in what the person entered."""

from datetime import date, datetime

from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin, UserTaskMixin

from engine.bpmn.changes import TaskClosed, TaskOpened
from engine.bpmn.formula import Formula
from engine.bpmn.moments import length_of, moment_of
from engine.bpmn.problems import StepFailed
from engine.bpmn.program import DeadlineRule
from engine.bpmn.specs.activities import Activity
from engine.bpmn.terms import deadline_of, end_of
from engine.bpmn.token import Token
from engine.bpmn.whereabouts import label_around, within
from engine.sentences import N_, phrase, why_of
from engine.values import Value

NORMAL = 50


class UserTask(Activity, UserTaskMixin, BpmnSpecMixin):
    """Filled in by engine.bpmn.wiring; `role` is the lane's unless a group is drawn."""

    title: str = ""
    role: Formula | None = None
    assignee: Formula | None = None
    form_key: Formula | None = None
    due: Formula | None = None
    follow_up: Formula | None = None
    priority: Formula | None = None
    deadline: DeadlineRule | None = None

    def _run_hook(self, token: Token) -> None:
        surroundings = token.workflow.instance.surroundings
        deadline = deadline_of(self.deadline, token) if self.deadline is not None else None
        due = end_of(deadline.due, surroundings) if deadline is not None else None
        token.workflow.instance.tell(
            TaskOpened(
                token=token.id,
                element=self.element,
                name=self.title,
                role=self.words(self.role, token) or "",
                assignee=self.words(self.assignee, token),
                form_key=self.words(self.form_key, token),
                due=due or self.moment(self.due, token),
                follow_up=self.moment(self.follow_up, token),
                priority=self.rank(token),
                item=self.label(token),
                deadline=deadline,
                within=within(token),
            )
        )

    def finish(self, token: Token, data: dict[str, Value]) -> None:
        """A person has done it."""
        token.workflow.instance.tell(TaskClosed(token.id, self.element, cancelled=False))
        self.absorb(token, data)
        token.complete()

    def _on_cancel(self, token: Token) -> None:
        token.workflow.instance.tell(TaskClosed(token.id, self.element, cancelled=True))
        super()._on_cancel(token)

    def label(self, token: Token) -> str | None:
        """What tells this instance of several from the others, and those it lies in from theirs."""
        own = None if self.item_of is None else self.item_of.label_of(token)
        return " · ".join(each for each in (label_around(token), own) if each) or None

    def rank(self, token: Token) -> int:
        """The priority, 0 to 100 (zeebe:priorityDefinition)."""
        if self.priority is None:
            return NORMAL
        host = token.workflow.instance.host
        return self.priority.whole(token.scope, host=host, element_id=self.bpmn_id)

    def moment(self, formula: Formula | None, token: Token) -> datetime | None:
        """A due or follow-up date: an instant, the end of a day, or a length from now."""
        if formula is None:
            return None
        value = self.value(formula, token)
        if value is None:
            return None
        surroundings = token.workflow.instance.surroundings
        try:
            if isinstance(value, date) and not isinstance(value, datetime):
                return end_of(value, surroundings)
            if isinstance(value, str) and not value.startswith("P"):
                return moment_of(value, surroundings.zone)
            if isinstance(value, datetime):
                return moment_of(value, surroundings.zone)
            return length_of(value).after(surroundings.now, surroundings.zone)
        except ValueError as fault:
            said = phrase(N_("La fecha no sirve: %(why)s."), why=why_of(fault))
            raise StepFailed(self.bpmn_id, said) from fault
