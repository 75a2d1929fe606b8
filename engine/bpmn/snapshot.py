"""What goes into a step and what comes out of it: state, outcome, and what the diagram shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.bpmn.changes import Change


class Status(StrEnum):
    """How an instance stands after a step.

    running: something waits.
    completed: every token reached its end.
    terminated: a terminate end, or a person, ended it.
    failed: an error that nobody catches ended it.
    """

    RUNNING = "running"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole state between two steps: tokens (engine.bpmn.state) and scopes (engine.values)."""

    tokens: bytes
    scopes: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state after a step and what changed; `end_events` are the ids reached in this step."""

    snapshot: Snapshot
    changes: tuple[Change, ...]
    status: Status
    end_events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visited:
    """For the diagram: what has been entered, which flows were taken, where tokens stand now;
    `opened` are the elements that have been entered and that nobody files under seal for now."""

    elements: frozenset[str]
    flows: frozenset[str]
    here: Mapping[str, int]
    opened: frozenset[str] = frozenset()
