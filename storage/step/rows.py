"""What one step of a case reads and writes, as plain integers, text and bytes in stored form.

Instants are microseconds since 1970 (`storage.tables.types.micros`), due dates FAR_FUTURE when
there is none, days ISO text, amounts decimal text. The municipality, the case and the instance
are named once, in `StepRows`. The order of the fields is the order of the columns in `texts.py`.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final


@dataclass(frozen=True, slots=True)
class LoadedInstance:
    """The running state of a case, locked until the verb ends."""

    id: int
    case_id: int
    definition_id: int
    version: int
    status: str
    tokens: bytes
    scopes: str
    chain_seq: int
    chain_hash: bytes
    updated_at: int


@dataclass(frozen=True, slots=True)
class LoadedCase:
    """The case of the instance, read after the lock."""

    id: int
    number: str
    process_key: str
    definition_id: int
    year: int
    title: str
    amount: str | None
    currency: str | None
    state: str
    opened_at: int
    opened_by: int | None
    on_behalf_of: str | None
    closed_at: int | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class LoadedTask:
    """The task that was asked for, read after the lock."""

    id: int
    case_id: int
    instance_id: int
    token: int
    element: int
    element_key: str
    name: str
    role: str
    assignee_id: int | None
    state: str
    created_at: int
    claimed_at: int | None
    due_at: int
    follow_up_at: int | None
    priority: int
    form_key: str | None
    item: str | None
    closed_at: int | None
    closed_by: int | None
    form_definition_id: int | None = None
    delegator_id: int | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that a verb needs to decide. `next_due`: when the first armed timer of the instance is
    due; `has_drafts`: whether anybody left a draft of the task; `has_files`: or a whole file beside
    one."""

    instance: LoadedInstance
    case: LoadedCase
    task: LoadedTask | None
    next_due: int | None
    has_drafts: bool
    has_files: bool = False


class Unchanged(Enum):
    """The one value that leaves a column as it is, where None has its own meaning."""

    UNCHANGED = 0


UNCHANGED: Final = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class InstanceUpdate:
    """The state after the step; `version` as it was loaded. Without tokens and scopes both stay
    as they are and only the chain grows (claiming, releasing, attaching)."""

    version: int
    status: str
    chain_seq: int
    chain_hash: bytes
    updated_at: int
    tokens: bytes | None = None
    scopes: str | None = None


@dataclass(frozen=True, slots=True)
class CaseUpdate:
    """What changes of the case; None leaves a column as it is."""

    state: str | None = None
    title: str | None = None
    amount: str | Unchanged | None = UNCHANGED
    closed_at: int | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A new case."""

    id: int
    number: str
    process_key: str
    definition_id: int
    year: int
    title: str
    amount: str | None
    currency: str | None
    state: str
    opened_at: int
    opened_by: int | None = None
    on_behalf_of: str | None = None
    closed_at: int | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class InstanceRow:
    """The state with which a case begins."""

    id: int
    definition_id: int
    status: str
    tokens: bytes
    scopes: str
    chain_seq: int
    chain_hash: bytes
    updated_at: int


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """What a person sent in."""

    id: int
    task_id: int | None
    element: int
    person_id: int | None
    at: int
    data: str
    salt: bytes
    sealed: int = 0


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task that opens."""

    id: int
    token: int
    element: int
    element_key: str
    name: str
    role: str
    assignee_id: int | None
    created_at: int
    claimed_at: int | None
    due_at: int
    follow_up_at: int | None
    priority: int
    form_key: str | None
    item: str | None
    process_key: str
    opener_id: int | None


@dataclass(frozen=True, slots=True)
class ClosedTask:
    """The open task of a token that ends, completed or cancelled."""

    token: int
    state: str
    closed_at: int
    closed_by: int | None


@dataclass(frozen=True, slots=True)
class AssignedTask:
    """An open task that somebody takes, gets or gives back; `delegator_id` gets it back later."""

    task_id: int
    assignee_id: int | None
    claimed_at: int | None
    delegator_id: int | None = None


@dataclass(frozen=True, slots=True)
class TimerRow:
    """A timer that is armed."""

    id: int
    token: int
    element: int
    due_at: int
    which: int = 0


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A message or signal that is awaited; a signal has no key."""

    id: int
    token: int
    element: int
    name: str
    correlation_key: str
    which: int = 0
    kind: str = "message"


@dataclass(frozen=True, slots=True)
class EndedWait:
    """A timer or subscription that a token waits for no more."""

    token: int
    which: int = 0


@dataclass(frozen=True, slots=True)
class JobRow:
    """Work to be done outside after the commit."""

    id: int
    token: int | None
    element: int | None
    kind: str
    payload: str
    run_at: int
    max_attempts: int
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A legal term that begins."""

    id: int
    task_id: int | None
    timer_id: int | None
    token: int
    element: int
    title: str
    start_on: str
    unit: str
    length: int
    due_on: str
    due_at: int
    source: str
    effect: str
    owner: str
    fires: str
    month_end: str
    opened_at: int
    look_at: int


@dataclass(frozen=True, slots=True)
class ClosedDeadline:
    """The open term of a token that ends: met, expired or cancelled."""

    token: int
    state: str
    closed_at: int


@dataclass(frozen=True, slots=True)
class FactRow:
    """What lists show of the case; `number` in ten-thousandths. An empty text: nothing any more."""

    label: str
    text: str
    number: int | None


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """Something failed and waits for a person."""

    id: int
    element: int | None
    element_key: str | None
    message: str
    detail: str
    raised_at: int
    job_id: int | None = None
    timer_id: int | None = None
    task_id: int | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of the chain."""

    seq: int
    kind: int
    element: int | None
    person_id: int | None
    task_id: int | None
    at: int
    data: str
    detail_digest: bytes | None
    hash: bytes


@dataclass(frozen=True, slots=True)
class EventDetailRow:
    """The personal part of an event, erasable."""

    seq: int
    salt: bytes
    data: str


@dataclass(frozen=True, slots=True)
class UndoRow:
    """A step that can be taken back: `seq` is its last event; tokens, scopes, title and amount are
    those of before, and so are the rows that the database keeps beside them (`image.py`)."""

    task_id: int
    person_id: int | None
    seq: int
    at: int
    tokens: bytes
    scopes: str
    title: str
    amount: str | None


@dataclass(frozen=True, slots=True)
class StepRows:
    """Everything one step writes. Tokens name what is closed, disarmed, dropped or withdrawn."""

    municipality_id: int
    case_id: int
    instance_id: int
    instance: InstanceUpdate | None = None
    case: CaseUpdate | None = None
    closed_tasks: tuple[ClosedTask, ...] = ()
    assigned_tasks: tuple[AssignedTask, ...] = ()
    opened_tasks: tuple[TaskRow, ...] = ()
    disarmed_timers: tuple[EndedWait, ...] = ()
    failed_timers: tuple[int, ...] = ()
    """Ids, not tokens: firing these raised an incident."""
    armed_timers: tuple[TimerRow, ...] = ()
    unsubscribed: tuple[EndedWait, ...] = ()
    subscriptions: tuple[SubscriptionRow, ...] = ()
    withdrawn_jobs: tuple[int, ...] = ()
    jobs: tuple[JobRow, ...] = ()
    closed_deadlines: tuple[ClosedDeadline, ...] = ()
    deadlines: tuple[DeadlineRow, ...] = ()
    submissions: tuple[SubmissionRow, ...] = ()
    incidents: tuple[IncidentRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    dropped_drafts: tuple[int, ...] = ()
    drafts_of: int = 0
    """Ids of tasks whose drafts are of no use any more."""
    events: tuple[EventRow, ...] = ()
    event_details: tuple[EventDetailRow, ...] = ()
    undo: UndoRow | None = None
