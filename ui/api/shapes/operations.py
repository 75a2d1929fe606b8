"""Acts of operators: cases stopped and moved, terms moved, days closed, and acts upon many."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from ui.api.shapes.cases import Deadline
from ui.api.shapes.tasks import OpenedTask
from ui.api.shapes.words import CaseState, Cursor, Id, Key, Number, Person, Shape


class OperatedCase(Shape):
    """The case after the act."""

    id: Id
    number: Number


class Move(Shape):
    """Where a case is to stand, and why."""

    to: str = Field(min_length=1, max_length=200, description="The id of an element.")
    chosen: list[str] = Field(
        default_factory=list,
        max_length=1000,
        description="Keys of what ends, as a preview tells them; what is most likely when empty.",
    )
    reason: str = Field(min_length=1, max_length=2000)
    basis: str = Field(
        default="", max_length=2000, description="The document or norm that it rests on, in words."
    )
    document_id: Id | None = Field(
        default=None, description="The document of the case file that it rests on."
    )


class MoveAsked(Shape):
    """What a move would be, to look at first."""

    to: str = Field(min_length=1, max_length=200, description="The id of an element.")
    chosen: list[str] = Field(default_factory=list, max_length=1000)


class Effect(Shape):
    """One consequence of a move."""

    kind: str = Field(examples=["task_closed", "deadline_opened"])
    element: str | None
    name: str
    role: str
    at: datetime | None = Field(description="When a timer fires, or a task is due.")
    due: date | None = Field(description="The last day of a term.")


class MovePreview(Shape):
    """What a move would do; nothing was kept."""

    chosen: list[str] = Field(description="Keys of what would end.")
    version: int = Field(description="The version of the case that was looked at.")
    effects: list[Effect]


class MovedCase(Shape):
    """The case stands elsewhere; `opened` is what people have to do now."""

    id: Id
    number: Number
    opened: list[OpenedTask]


class WhyMoved(Shape):
    """Why a term moves, and the document of the case that orders it."""

    reason: str = Field(min_length=1, max_length=2000)
    document_id: Id | None = None


class Continuation(WhyMoved):
    """How a clock that stands still goes on: where it stood, or `anew` from its beginning."""

    anew: bool = False


class Extension(WhyMoved):
    """So much more time, in the unit of the term."""

    length: int = Field(ge=1, le=10_000)


class DueTerm(Shape):
    """A term that is open, and the case that it is of."""

    id: Id
    case_number: Number
    case_title: str
    case_state: CaseState = Field(description="Only the law stops a term: it runs on.")
    process: Key
    title: str
    start_on: date
    due_on: date
    paused_on: date | None


class DueTerms(Shape):
    """The open terms between two days, the first due first."""

    items: list[DueTerm]
    next: Cursor


class TermChange(Shape):
    """One move of a term, and why."""

    kind: str = Field(examples=["extended"])
    at: datetime
    by: Person | None
    from_on: date
    to_on: date
    reason: str
    document_id: Id | None


class TermInFull(Deadline):
    """A term with everything that moved it, oldest first."""

    case_number: Number
    changes: list[TermChange]


class MovedTerm(Shape):
    """The term after the act; `due_on` is what it was while its clock stands still."""

    id: Id
    case_number: Number
    from_on: date
    due_on: date


Attended = Literal["none", "half", "whole"]


class NewClosure(Shape):
    """A day that is not worked, or only half of it, or a holiday or weekend that is, and the decree
    that says so."""

    day: date
    name: str = Field(min_length=1, max_length=200, examples=["Aniversario del distrito"])
    source: str = Field(min_length=1, max_length=500, examples=["D.A. 004-2026"])
    attendance: Attended = "none"


class Closure(Shape):
    """A day closed by decree; with `lifted_at` no longer."""

    id: Id
    day: date
    attendance: Attended
    name: str
    source: str
    decreed_at: datetime
    lifted_at: datetime | None


class Closures(Shape):
    """The days closed by decree, those taken back too."""

    items: list[Closure]


class ChangedClosure(Shape):
    """The day is closed, or no longer closed; the open terms follow."""

    id: Id
    day: date


class ForeseenTerm(Shape):
    """A term that the decree would move."""

    deadline_id: Id
    case_number: Number
    title: str
    from_on: date
    to_on: date


class ForeseenTerms(Shape):
    """What a decree would do; nothing was kept."""

    items: list[ForeseenTerm]


BatchKind = Literal["retry", "entrust", "suspend", "resume", "cancel", "move", "assign"]
BatchState = Literal["running", "paused", "cancelled", "completed"]
ItemState = Literal["waiting", "done", "refused", "failed"]


class NewBatch(Shape):
    """One act upon many."""

    kind: BatchKind = Field(
        description="What is done to each: `retry` and `entrust` to incidents, `assign` to tasks,"
        " the others to cases."
    )
    subjects: list[Id] = Field(min_length=1, max_length=10_000)
    reason: str = Field(min_length=1, max_length=2000)
    to: str | None = Field(default=None, max_length=200, description="Where a `move` leads.")
    basis: str | None = Field(
        default=None, max_length=2000, description="What a `move` rests on, in words."
    )
    document_id: Id | None = Field(
        default=None,
        description="The document that a `move` rests on: one for all, in the file of whichever"
        " case the token may see.",
    )
    person_id: Id | None = Field(
        default=None,
        description="Who gets the tasks of an `assign`, or the incidents of an `entrust`: nobody in"
        " particular when absent.",
    )


class BegunBatch(Shape):
    """The worker does it; what is not there is left out of `items`."""

    id: Id
    items: int


class Batch(Shape):
    """One act upon many, and how far it is."""

    id: Id
    kind: str
    state: BatchState
    reason: str
    processes: list[str]
    items: int
    counts: dict[str, int] = Field(description="How many items stand in each state.")
    created_at: datetime
    created_by: Person | None
    ended_at: datetime | None


class Batches(Shape):
    """Batches, newest first."""

    items: list[Batch]
    next: Cursor


class BatchItem(Shape):
    """One item: its subject, its case, and what became of it."""

    place: int
    subject_id: Id
    case_number: Number
    state: ItemState
    outcome: str = Field(description="The kind of a refusal, or the name of an error.")
    ended_at: datetime | None
    event: int | None = Field(
        description="Of a task that was given away, the event that its `/undoing` takes back."
    )


class BatchItems(Shape):
    """The items of a batch in their order."""

    items: list[BatchItem]
    next: Cursor


class WantedState(Shape):
    """What a batch should do: go on, wait, or stop for good."""

    state: Literal["running", "paused", "cancelled"]


class ChangedBatch(Shape):
    """The batch is in this state now."""

    id: Id
    state: BatchState


class LoadLine(Shape):
    """How many open tasks a person holds, or wait untaken for a role; of them, the overdue ones,
    and those that fall due until Sunday."""

    person: Person | None
    role: str | None = Field(description="The role that may take them, where nobody has.")
    tasks: int
    overdue: int
    due_this_week: int


class LoadLines(Shape):
    """The work of the processes that the token operates: people first, then roles."""

    items: list[LoadLine]
