"""What one step changed, in order: the verb turns each into rows and history.

A wait ends only through its own change: a task through TaskClosed, a timer through TimerDisarmed
(also when it fired), a message through MessageDropped (also when it was received). `which` tells
apart the definitions of one event that waits for several things.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from engine.values import Value


@dataclass(frozen=True, slots=True)
class DeadlineSet:
    """A legal term: what it counts from, how long, until when, and why; `near_at` is when so much
    of it is used that people are told for the first time."""

    title: str
    start: date
    unit: str
    length: int
    due: date
    fires_at: datetime
    near_at: datetime
    source: str
    effect: str
    owner: str
    fires: str
    month_end: str


@dataclass(frozen=True, slots=True)
class TaskOpened:
    """A person has something to do; `item` labels one instance of several, `within` says in which
    instances it lies (`whereabouts.py`)."""

    token: int
    element: int
    name: str
    role: str
    assignee: str | None = None
    form_key: str | None = None
    due: datetime | None = None
    follow_up: datetime | None = None
    priority: int = 50
    item: str | None = None
    deadline: DeadlineSet | None = None
    within: str = ""


@dataclass(frozen=True, slots=True)
class TaskClosed:
    """The task is over: done, or cancelled because the process went another way."""

    token: int
    element: int
    cancelled: bool


@dataclass(frozen=True, slots=True)
class TimerArmed:
    """Wake the token at `due`; a cycle is disarmed before it is armed again."""

    token: int
    element: int
    due: datetime
    deadline: DeadlineSet | None = None
    which: int = 0


@dataclass(frozen=True, slots=True)
class TimerDisarmed:
    """The token waits for no timer any more."""

    token: int
    element: int
    fired: bool = False
    which: int = 0


@dataclass(frozen=True, slots=True)
class MessageAwaited:
    """The token waits for a message of this name and correlation key ("" where none is drawn)."""

    token: int
    element: int
    name: str
    key: str
    which: int = 0


@dataclass(frozen=True, slots=True)
class MessageDropped:
    """The token waits for no message any more."""

    token: int
    element: int
    received: bool = False
    which: int = 0


@dataclass(frozen=True, slots=True)
class MessageThrown:
    """The process sends a message: whoever waits for it in this municipality receives it."""

    element: int
    name: str
    key: str
    payload: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class SignalAwaited:
    """The token listens to a signal."""

    token: int
    element: int
    name: str
    which: int = 0


@dataclass(frozen=True, slots=True)
class SignalDropped:
    """The token listens to no signal any more."""

    token: int
    element: int
    received: bool = False
    which: int = 0


@dataclass(frozen=True, slots=True)
class SignalThrown:
    """The process broadcast a signal; its own listeners have heard it already."""

    element: int
    name: str
    payload: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class JobRequested:
    """Work for a handler, after the commit."""

    token: int
    element: int
    kind: str
    headers: Mapping[str, str]
    payload: Mapping[str, Value]
    retries: int


@dataclass(frozen=True, slots=True)
class JobWithdrawn:
    """The work is no longer wanted."""

    token: int
    element: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision was taken: its value and the numbers of the rules that matched."""

    element: int
    decision: str
    value: Value
    rules: tuple[int, ...]
    within: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """A script set a variable."""

    element: int
    variable: str
    value: Value
    within: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """An event that history tells: an end was reached, a timer fired, a message came."""

    element: int


@dataclass(frozen=True, slots=True)
class ErrorUncaught:
    """An error or a cancellation that nobody catches ended the instance as failed."""

    element: int
    code: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class ClockStopped:
    """An activity began during which the open terms of the element `term` stand still."""

    element: int
    term: int


@dataclass(frozen=True, slots=True)
class ClockStarted:
    """The activity is over: the terms go on, or are counted `anew`."""

    element: int
    term: int
    anew: bool


@dataclass(frozen=True, slots=True)
class TitleChanged:
    """What the case is called now (`cauce:subject`)."""

    title: str


@dataclass(frozen=True, slots=True)
class AmountChanged:
    """The amount of the case now (`cauce:amount`); None when it has none."""

    amount: Decimal | None


Change = (
    TaskOpened | TaskClosed | TimerArmed | TimerDisarmed | MessageAwaited | MessageDropped
    | MessageThrown | SignalAwaited | SignalDropped | SignalThrown | JobRequested | JobWithdrawn
    | Decided | Computed | Passed | ErrorUncaught | ClockStopped | ClockStarted | TitleChanged
    | AmountChanged
)  # fmt: skip
