"""THE WALL: BPMN on SpiffWorkflow, faithful and flat in cost. Nobody else knows the library.

A definition is compiled once to a Program; every verb takes the program, a Snapshot and its
Surroundings and gives an Outcome. Pure: no storage, no clock, no network. See README.md.
"""

from engine.bpmn.changes import (
    AmountChanged,
    Change,
    Computed,
    DeadlineSet,
    Decided,
    ErrorUncaught,
    JobRequested,
    JobWithdrawn,
    MessageAwaited,
    MessageDropped,
    MessageThrown,
    Passed,
    SignalAwaited,
    SignalDropped,
    SignalThrown,
    TaskClosed,
    TaskOpened,
    TimerArmed,
    TimerDisarmed,
    TitleChanged,
)
from engine.bpmn.compile import compile_program
from engine.bpmn.problems import (
    ModelRefused,
    Problem,
    Severity,
    StateUnreadable,
    StepFailed,
    TokenGone,
    TooManySteps,
)
from engine.bpmn.program import DeadlineRule, DocumentRule, Element, Program, StartingPoint
from engine.bpmn.relocation import (
    MoveRefused,
    Standing,
    Why,
    move_tokens,
    proposed,
    standings,
    targets,
)
from engine.bpmn.run import (
    cancel,
    complete,
    data_of,
    deliver,
    finish_job,
    fire,
    start,
    throw_error,
    visited,
    where_tokens_stand,
)
from engine.bpmn.snapshot import Outcome, Snapshot, Status, Visited
from engine.bpmn.surroundings import Limits, Surroundings

__all__ = [
    "AmountChanged", "Change", "Computed", "DeadlineRule", "DeadlineSet", "Decided",
    "DocumentRule", "Element", "ErrorUncaught", "JobRequested", "JobWithdrawn", "Limits",
    "MessageAwaited", "MessageDropped", "MessageThrown", "ModelRefused", "MoveRefused",
    "Outcome", "Passed", "Problem", "Program", "Severity", "SignalAwaited", "SignalDropped",
    "SignalThrown", "Snapshot", "Standing", "StartingPoint", "StateUnreadable", "Status",
    "StepFailed", "Surroundings", "TaskClosed", "TaskOpened", "TimerArmed", "TimerDisarmed",
    "TitleChanged", "TokenGone", "TooManySteps", "Visited", "Why", "cancel", "compile_program",
    "complete", "data_of", "deliver", "finish_job", "fire", "move_tokens", "proposed",
    "standings", "start", "targets", "throw_error", "visited", "where_tokens_stand",
]  # fmt: skip
