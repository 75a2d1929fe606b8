"""Jobs and their leases: the work of service tasks, for programs that do it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from ui.api.shapes.words import Cursor, Data, Id, Number, Shape

JobState = Literal["waiting", "held", "kept", "done", "failed", "withdrawn"]
Outcome = Literal["retry", "failed", "error", "lost", "released"]
Became = Literal["done", "gone", "kept", "retried", "failed"]
Kind = Annotated[str, Field(min_length=1, max_length=200, examples=["sunat-debt"])]
Worker = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        pattern=r"\S",
        description="Your name for the program: it ends what it took under the same name.",
        examples=["robot-1"],
    ),
]
Seconds = Annotated[int, Field(ge=1, le=86_400, description="From now.", examples=[300])]


class JobLine(Shape):
    """Work that a case waits for. `worker` is who has it, until `locked_until`."""

    id: Id
    kind: str
    state: JobState
    case: Number
    process: str
    element: str | None
    due_at: datetime
    attempts: int
    attempts_left: int
    worker: str | None
    locked_until: datetime | None
    last_error: str | None


class Jobs(Shape):
    """A page of jobs, newest first."""

    items: list[JobLine]
    next: Cursor = None


class Attempt(Shape):
    """An attempt that did not end well."""

    number: int
    worker: str
    started_at: datetime
    ended_at: datetime
    outcome: Outcome
    reason: str


class JobInFull(JobLine):
    """A job with the attempts that did not end well."""

    tried: list[Attempt]


class LeaseAsked(Shape):
    """Take jobs of these kinds. `wait_seconds`: how long to wait where nothing is due."""

    worker: Worker
    kinds: list[Kind] = Field(min_length=1, max_length=50)
    most: int = Field(default=1, ge=1, le=100)
    lock_seconds: Seconds = 60
    wait_seconds: int = Field(default=0, ge=0, le=30)
    variables: list[str] | None = Field(
        default=None, max_length=200, description="Only these; null for all that a job carries."
    )


class Leased(Shape):
    """A job that is yours until `locked_until`; the key is the same at every attempt."""

    id: Id
    kind: str
    attempt: int
    attempts_left: int
    idempotency_key: str
    headers: dict[str, str]
    variables: Data
    locked_until: datetime


class Leases(Shape):
    """What was taken, the oldest first."""

    items: list[Leased]


class Extension(Shape):
    """Keep the job for so long."""

    worker: Worker
    lock_seconds: Seconds


class Extended(Shape):
    """Until when the job is yours."""

    id: Id
    locked_until: datetime


class Completion(Shape):
    """The work is done; the variables go on in the case as the outputs of its step say."""

    worker: Worker
    variables: Data = Field(default_factory=dict)


class Failure(Shape):
    """An attempt failed. `reason` is shown to people: name nobody in it.

    `attempts_left` null: one fewer than before; 0: a person has to look. `after_seconds` null: the
    rest that is drawn.
    """

    worker: Worker
    reason: str = Field(min_length=1, max_length=2_000, pattern=r"\S")
    attempts_left: int | None = Field(default=None, ge=0, le=100)
    after_seconds: int | None = Field(default=None, ge=0, le=2_592_000)


class Thrown(Shape):
    """The work ended in an error for which the process has a way."""

    worker: Worker
    code: str = Field(min_length=1, max_length=200, pattern=r"\S", examples=["UNKNOWN_RUC"])
    variables: Data = Field(default_factory=dict)


class Ended(Shape):
    """What became of it; `gone` when the case no longer waited for it; `kept` when the case is
    suspended: what was done, or failed, acts once it is resumed."""

    id: Id
    became: Became


class Released(Shape):
    """The job is free for others."""

    id: Id
