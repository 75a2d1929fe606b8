"""Tasks and their forms as the API tells them."""

from __future__ import annotations

from collections.abc import Iterable

from engine.cases.advance import OpenedTask as Opened
from engine.cases.lifecycle import CaseState
from engine.forms import FieldView, Kind
from engine.tasks.permission import holds
from storage.queries.inbox import InboxRow
from storage.queries.tasks import TaskDetail
from ui.api.answers import amount_text
from ui.api.door import Program
from ui.api.shapes.tasks import (
    FormField,
    FormOption,
    InboxLine,
    OpenedTask,
    TaskForm,
    TaskInFull,
    TaskLine,
    WantedDocument,
)
from ui.api.shapes.words import Person
from ui.cases.scene import CaseScene
from ui.tasks.scene import TaskScene

ONLY_FOR_THE_EYE = frozenset({Kind.SEPARATOR, Kind.SPACER})


def person(person_id: int | None, name: str | None) -> Person | None:
    """Somebody, as far as they are known."""
    return None if person_id is None else Person(id=str(person_id), name=name or "")


def opened_tasks(opened: Iterable[Opened]) -> list[OpenedTask]:
    """What a step has opened."""
    return [
        OpenedTask(
            id=str(task.id),
            name=task.name,
            role=task.role,
            element=task.element_id,
            item=task.item,
            assignee_id=None if task.assignee_id is None else str(task.assignee_id),
        )
        for task in opened
    ]


def task_line(here: Program, scene: CaseScene, task: TaskDetail) -> TaskLine:
    """A task of a case; of a sealed one nobody else is told who is at it."""
    told = holds(here.actor, task) or not scene.is_sealed(task)
    return TaskLine(
        id=str(task.id),
        name=task.name,
        item=task.item,
        element=task.element_key,
        role=task.role,
        state=task.state,  # type: ignore[arg-type]  # the table holds no other
        assignee=person(task.assignee_id, task.assignee_name) if told else None,
        created_at=task.created_at,
        due_at=task.due_at,
        priority=task.priority,
        closed_at=task.closed_at,
    )


def task_in_full(here: Program, scene: TaskScene) -> TaskInFull:
    """A task for who has a part in it."""
    task = scene.task
    return TaskInFull(
        **dict(task_line(here, scene.case, task)),
        case_number=task.number,
        case_title=task.case_title,
        case_state=task.case_state,  # type: ignore[arg-type]  # the table holds no other
        process=task.process_key,
        version=scene.case.stand.version,
        may_complete=scene.may_work and task.case_state == CaseState.OPEN,
        documents=[
            WantedDocument(
                kind=each.rule.kind,
                title=each.rule.title or each.rule.kind,
                required=each.required,
                filed=[str(document_id) for document_id, _ in each.filed],
            )
            for each in scene.wanted(None)
        ],
        draft=dict(scene.draft),
        draft_saved_at=scene.saved_at,
    )


def inbox_line(row: InboxRow) -> InboxLine:
    """A task in the inbox."""
    return InboxLine(
        id=str(row.task_id),
        name=row.name,
        item=row.item,
        element=row.element_key,
        role=row.role,
        assignee=person(row.assignee_id, row.assignee_name),
        created_at=row.created_at,
        due_at=row.due_at,
        priority=row.priority,
        case_number=row.number,
        case_title=row.case_title,
        case_state=row.case_state,  # type: ignore[arg-type]  # the table holds no other
        process=row.process_key,
        amount=amount_text(row.amount),
        currency=row.currency,
    )


def form_of(views: Iterable[FieldView]) -> TaskForm:
    """A form as it stands now."""
    return TaskForm(fields=fields_of(views))


def fields_of(views: Iterable[FieldView]) -> list[FormField]:
    return [field_of(view) for view in views if view.kind not in ONLY_FOR_THE_EYE]


def field_of(view: FieldView) -> FormField:
    return FormField(
        kind=str(view.kind),
        name=view.name,
        label=view.label,
        hint=view.hint,
        text=" ".join(str(part) for part in view.text),
        required=view.required,
        locked=view.locked,
        format=view.format,
        currency=view.currency,
        document_kind=view.document_kind,
        brought_from=view.brought,
        value=view.typed if view.typed is not None else view.value or None,
        options=[FormOption(value=each.value, label=each.label) for each in view.options],
        fields=fields_of(view.children),
    )
