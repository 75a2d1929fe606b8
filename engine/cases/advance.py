"""The one place that turns the outcome of a step into rows and history.

Given what the pure engine says has changed, it makes every row that the same commit must hold:
tasks opened and closed, timers, subscriptions, jobs, deadlines, the new state of the case, and the
events linked to its chain. It decides nothing about the process and reads nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.bpmn import Outcome, Status, changes
from engine.cases.lifecycle import CaseState
from engine.cases.waits import Waits
from engine.definitions.loading import Definition
from engine.history.kinds import EventKind
from engine.history.ledger import Ledger
from engine.ids import Ids
from engine.values import Value
from storage import step
from storage.tables.tasks import TaskState
from storage.tables.types import due_micros, micros

_TOLD = (bool, int)
"""A computed value enters the hashed history only when it cannot name a person."""


@dataclass(frozen=True, slots=True)
class OpenedTask:
    """A task that a step has opened, for the sentence that follows an act."""

    id: int
    name: str
    role: str
    assignee_id: int | None
    element_id: str
    item: str | None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where, when and for whom a step happens; `persons` finds whom a model's assignee means;
    `opener_id` is who opened the case; `job_characters` is how much a job may carry."""

    ids: Ids
    definition: Definition
    municipality_id: int
    case_id: int
    instance_id: int
    at: int
    person_id: int | None
    persons: Mapping[str, int]
    opener_id: int | None
    job_characters: int = 100_000


class Advance:
    """Collects the rows of one step of one case."""

    def __init__(self, setting: Setting, ledger: Ledger) -> None:
        self.setting = setting
        self.ledger = ledger
        self.waits = Waits(setting, ledger)
        self.opened: list[OpenedTask] = []
        self.case: step.CaseUpdate | None = None
        self._task_rows: list[step.TaskRow] = []
        self._closed: list[step.ClosedTask] = []
        self._incidents: list[step.IncidentRow] = []

    def apply(self, outcome: Outcome, *, cancelled: bool = False) -> None:
        """Every change, in the order of the engine, then the end of the case."""
        for change in outcome.changes:
            if not self.waits.apply(change):
                self._apply(change)
        if cancelled:
            self._change_case(state=CaseState.CANCELLED, closed_at=self.setting.at)
        elif outcome.status is not Status.RUNNING:
            self._end(outcome)

    def rows(self, **more: Any) -> step.StepRows:
        """What storage writes; the instance and its history are among `more`, other fields of
        StepRows. Made in one go: a copy for each part would cost as much as the step."""
        setting = self.setting
        own = {
            "case": self.case,
            "closed_tasks": tuple(self._closed),
            "opened_tasks": tuple(self._task_rows),
            "incidents": tuple(self._incidents),
        }
        return step.StepRows(
            setting.municipality_id,
            setting.case_id,
            setting.instance_id,
            **{**own, **self.waits.rows(), **more},
        )

    def _apply(self, change: changes.Change) -> None:
        match change:
            case changes.TaskOpened():
                self._open_task(change)
            case changes.TaskClosed():
                self._close_task(change)
            case changes.Decided():
                told: dict[str, Any] = {"decision": change.decision, "value": change.value}
                told |= {"rules": change.rules, **_place_of(change)}
                self.ledger.add(EventKind.DECIDED, element=change.element, data=told)
            case changes.Computed():
                self._tell_computed(change)
            case changes.Passed():
                self._tell_passed(change)
            case changes.TitleChanged():
                self._change_case(title=change.title)
            case changes.AmountChanged():
                amount = None if change.amount is None else f"{change.amount:f}"
                self.case = replace(self.case or step.CaseUpdate(), amount=amount)
            case changes.ErrorUncaught():
                self._raise_incident(change)
            case _:
                pass  # what a wait does is told above

    def _open_task(self, change: changes.TaskOpened) -> None:
        task_id = self.setting.ids.new()
        element = self.setting.definition.program.elements[change.element]
        assignee_id = self.setting.persons.get(change.assignee) if change.assignee else None
        self._task_rows.append(
            step.TaskRow(
                id=task_id,
                token=change.token,
                element=change.element,
                element_key=element.id,
                name=change.name,
                role=change.role,
                assignee_id=assignee_id,
                created_at=self.setting.at,
                claimed_at=None if assignee_id is None else self.setting.at,
                due_at=due_micros(change.due),
                follow_up_at=None if change.follow_up is None else micros(change.follow_up),
                priority=change.priority,
                form_key=change.form_key,
                item=change.item,
                process_key=self.setting.definition.key,
                opener_id=self.setting.opener_id,
            )
        )
        self.opened.append(
            OpenedTask(task_id, change.name, change.role, assignee_id, element.id, change.item)
        )
        self.ledger.add(
            EventKind.TASK_OPENED, element=change.element, task_id=task_id, data=_place_of(change)
        )
        if change.deadline is not None:
            self.waits.set_deadline(
                change.deadline, token=change.token, element=change.element, task_id=task_id
            )

    def _close_task(self, change: changes.TaskClosed) -> None:
        state = TaskState.CANCELLED if change.cancelled else TaskState.COMPLETED
        by = None if change.cancelled else self.setting.person_id
        self._closed.append(step.ClosedTask(change.token, state, self.setting.at, by))
        if change.cancelled:
            self.ledger.add(EventKind.TASK_WITHDRAWN, element=change.element)
        self.waits.close_deadline(change.token, change.element, met=not change.cancelled)

    def _tell_computed(self, change: changes.Computed) -> None:
        told: dict[str, Value] = {"variable": change.variable, **_place_of(change)}
        if isinstance(change.value, _TOLD) or hasattr(change.value, "is_finite"):
            told["value"] = change.value
        self.ledger.add(EventKind.COMPUTED, element=change.element, data=told)

    def _tell_passed(self, change: changes.Passed) -> None:
        element = self.setting.definition.program.elements[change.element]
        if element.kind == "endEvent":  # timers and messages are told where their wait ends
            self.ledger.add(EventKind.PASSED, element=change.element)

    def _raise_incident(self, change: changes.ErrorUncaught) -> None:
        element = self.setting.definition.program.elements[change.element]
        message = change.message or change.code
        self._incidents.append(
            step.IncidentRow(
                id=self.setting.ids.new(),
                element=change.element,
                element_key=element.id,
                message=message,
                detail=change.code,
                raised_at=self.setting.at,
            )
        )
        self.ledger.add(
            EventKind.INCIDENT_RAISED,
            element=change.element,
            data={"code": change.code},
            detail={"message": message},
        )

    def _end(self, outcome: Outcome) -> None:
        failed = outcome.status is Status.FAILED
        program = self.setting.definition.program
        ends = [program.element(end).name or end for end in outcome.end_events]
        self._change_case(
            state=CaseState.FAILED if failed else CaseState.COMPLETED,
            closed_at=self.setting.at,
            outcome=ends[-1] if ends else None,
        )
        kind = EventKind.CASE_FAILED if failed else EventKind.CASE_COMPLETED
        self.ledger.add(kind, data={"ends": list(outcome.end_events)})

    def _change_case(self, **changed: str | int | None) -> None:
        self.case = replace(self.case or step.CaseUpdate(), **changed)  # type: ignore[arg-type]  # names of its fields


def _place_of(change: changes.TaskOpened | changes.Decided | changes.Computed) -> dict[str, Value]:
    """In which instances of several it happened, for who tells the history again."""
    return {"within": change.within} if change.within else {}
