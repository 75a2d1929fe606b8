"""Tasks: in the inbox, in full with the form, and what one does with them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from ui.api.shapes.words import (
    CaseState,
    Cursor,
    CutShort,
    Data,
    Id,
    Key,
    Money,
    Number,
    Person,
    Shape,
)


class OpenedTask(Shape):
    """What a step has opened."""

    id: Id
    name: str
    role: str
    element: str
    item: str | None
    assignee_id: Id | None


class TaskLine(Shape):
    """A task of a case."""

    id: Id
    name: str
    item: str | None
    element: str
    role: str
    state: Literal["open", "completed", "cancelled"]
    assignee: Person | None
    created_at: datetime
    due_at: datetime | None
    priority: int
    closed_at: datetime | None


class InboxLine(Shape):
    """A task in the inbox."""

    id: Id
    name: str
    item: str | None
    element: str
    role: str
    assignee: Person | None
    created_at: datetime
    due_at: datetime | None
    priority: int
    case_number: Number
    case_title: str
    case_state: CaseState = Field(description="In a `suspended` case nothing moves.")
    process: Key
    amount: Money | None
    currency: str | None


class Inbox(Shape):
    """A page of the inbox, what falls due first first."""

    items: list[InboxLine]
    next: Cursor
    cut_short: CutShort


class FormOption(Shape):
    """One thing to choose: send `value`."""

    value: Any = Field(
        description="A number is exact, like all numbers.",
        json_schema_extra={"type": ["string", "boolean", "number"]},
    )
    label: str


class FormField(Shape):
    """One visible part of the form. Groups and lists hold others; a row of a list too."""

    kind: str = Field(examples=["number"])
    name: str = Field(description="The name that the answer has in `data`.", examples=["cuantia"])
    label: str
    hint: str
    text: str
    required: bool
    locked: bool
    format: str
    currency: str
    document_kind: str = Field(description="The kind of document that a file field asks for.")
    value: Any = Field(description="What the case or the draft holds.")
    brought_from: str = Field(
        description="Where the value was brought from; empty unless the form brought it."
    )
    options: list[FormOption]
    fields: list[FormField]


class WantedDocument(Shape):
    """A document that the step leaves in the file."""

    kind: str
    title: str
    required: bool
    filed: list[Id]


class TaskForm(Shape):
    """What a step asks, with what the case or the draft knows; send the answers in `data`."""

    fields: list[FormField]


class TaskInFull(TaskLine):
    """One task: its case, its documents, its draft. Its form lies at /form."""

    case_number: Number
    case_title: str
    case_state: CaseState = Field(description="In a `suspended` case nothing moves.")
    process: Key
    version: int = Field(description="The version of the case; it begins the ETag.")
    may_complete: bool
    documents: list[WantedDocument]
    draft: Data
    draft_saved_at: datetime | None


Event = Annotated[
    int | None,
    Field(
        description="The event of the case's history that names it: `/undoing` takes it back for"
        " ten minutes. Null where nothing had to be done, or it stays done.",
        examples=[12],
    ),
]


class Assignment(Shape):
    """Nobody named: the token takes the task itself."""

    person_id: Id | None = None


class Assigned(Shape):
    """Whose hands the task is in."""

    task_id: Id
    assignee_id: Id | None
    event: Event


class Answers(Shape):
    """What is filled in, by the names of the form. Rows of a list are objects in a list; numbers
    are JSON numbers, days `2026-03-09`."""

    data: Data = Field(default_factory=dict)


class Completion(Answers):
    """What the step's form asks."""

    undoable: bool = Field(
        False, description="Keep what the step can be taken back with; it costs as much again."
    )


class DraftSaved(Shape):
    """The draft is kept, for this token alone."""

    task_id: Id


class Postponement(Shape):
    """Until which day a task is put aside."""

    until: date


class Postponed(Shape):
    """The task comes back on the morning of this day."""

    task_id: Id
    until: date
    event: Event


class DueDay(Shape):
    """Until the end of which day a task should be done; null: no day."""

    due: date | None


class Priority(Shape):
    """How pressing a task is; 50 is usual."""

    priority: int = Field(ge=0, le=100, examples=[80])


class Arranged(Shape):
    """The day until whose end the task should be done, and how pressing it is."""

    task_id: Id
    due: date | None
    priority: int
    event: Event


class Undoing(Shape):
    """Which act is taken back: `event`, as the act was answered."""

    event: int = Field(ge=1, lt=2**31, examples=[12])


class Undone(Shape):
    """The task is as it was before the act, or waits again."""

    task_id: Id
    case_number: Number


class ManyAnswers(Answers):
    """What is filled in once, and the tasks of one step that it is for."""

    task_ids: list[Id] = Field(min_length=1, max_length=200)


class OneOfMany(Shape):
    """What became of one task: done, or refused with the kind and the sentence of its problem."""

    task_id: Id
    state: Literal["done", "refused"]
    problem: str | None = Field(description="`urn:cauce:problem:` and the kind of the refusal.")
    detail: str | None
    errors: dict[str, str] = Field(description="What is wrong with the answers, by field.")
    case_number: Number | None
    finished: bool


class CompletedTasks(Shape):
    """What became of each task, in the order in which they were named."""

    items: list[OneOfMany]


class CompletedTask(Shape):
    """The task is done; `opened` is what it led to, `finished` whether the case is over."""

    case_id: Id
    case_number: Number
    finished: bool
    opened: list[OpenedTask]
    event: Event
