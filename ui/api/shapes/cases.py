"""Cases: in the list, in full, what was submitted, what happened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from ui.api.shapes.tasks import OpenedTask, TaskLine
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


class NewCase(Shape):
    """What opens a case."""

    process: str = Field(min_length=1, max_length=80, examples=["compra"])
    data: Data = Field(default_factory=dict)
    on_behalf_of: str | None = Field(
        default=None, max_length=200, description="For whom, when not for oneself."
    )


class Reason(Shape):
    """Why; it stays in the history."""

    reason: str = Field(min_length=1, max_length=2000, examples=["El solicitante desistió."])


class StartedCase(Shape):
    """The case is open; `opened` is what waits for people first."""

    id: Id
    number: Number
    finished: bool
    opened: list[OpenedTask]


class CancelledCase(Shape):
    """The case is over."""

    id: Id
    number: Number


class CaseLine(Shape):
    """A case in the list."""

    id: Id
    number: Number
    process: Key
    title: str
    amount: Money | None
    currency: str | None
    state: CaseState
    opened_at: datetime
    opened_by: Person | None
    on_behalf_of: str | None
    closed_at: datetime | None
    outcome: str | None


class CasePage(Shape):
    """A page of cases, newest first."""

    items: list[CaseLine]
    next: Cursor
    cut_short: CutShort


class Deadline(Shape):
    """A legal term, with the reason of its day."""

    id: Id
    task_id: Id | None
    element: str | None
    title: str
    start_on: date
    length: int
    unit: str
    extension: int = Field(description="How much more time was given, in the same unit.")
    paused_on: date | None = Field(description="Since when its clock stands still.")
    due_on: date
    due_at: datetime
    source: str
    effect: str
    state: Literal["open", "met", "expired", "cancelled"]


class CaseInFull(CaseLine):
    """One case, with what it waits for."""

    definition_id: Id
    definition_version: int
    version: int = Field(description="Grows with each change; it begins the ETag.")
    open_tasks: list[TaskLine]
    open_deadlines: list[Deadline]


class CaseData(Shape):
    """What the case knows."""

    data: Data
    withheld: bool = Field(
        description="Something may not be read: `data` then holds only what was entered openly."
    )


class Tasks(Shape):
    """The tasks of a case, in the order they opened."""

    items: list[TaskLine]


class Deadlines(Shape):
    """The legal terms of a case, the first due first."""

    items: list[Deadline]


class TakenBack(Shape):
    """The step in which something was entered was taken back."""

    by: Person | None
    at: datetime


class Submission(Shape):
    """What somebody entered."""

    id: Id
    task_id: Id | None
    element: str
    by: Person | None
    at: datetime
    data: Data
    taken_back: TakenBack | None = Field(
        description="Who took it back, and when: it counts no more. Null for what stands."
    )


class Submissions(Shape):
    """What may be read of all that was entered, oldest first."""

    items: list[Submission]
    withheld: int = Field(description="How many are still under seal.")


class Event(Shape):
    """One event of the history, with its link in the chain."""

    seq: int
    kind: str = Field(examples=["task_completed"])
    at: datetime
    element: str | None
    task_id: Id | None
    by: Person | None = Field(description="Who acted; null for what followed by itself.")
    sentence: str = Field(examples=["Rosa Quispe completó «Aprobar bases»"])
    hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    detail_digest: str | None


class Events(Shape):
    """A page of events, newest first."""

    items: list[Event]
    next: Cursor


class HistoryFault(Shape):
    """One thing that was done to the history."""

    seq: int
    kind: str
    sentence: str


class Verification(Shape):
    """Whether the chain of the case is whole."""

    whole: bool
    events: int
    faults: list[HistoryFault]
