"""What may follow what in the life of a task; nothing else decides.

A task is open until it is completed by a person or withdrawn by the process. While it is open
it is free or held. `next_state` is the whole table; a verb that is not in it is refused.
"""

from __future__ import annotations

from enum import StrEnum

from storage.tables.tasks import TaskState

__all__ = ["NEXT", "TaskState", "TaskVerb", "next_state"]


class TaskVerb(StrEnum):
    """What can happen to a task: by a person, or (withdraw) by the process."""

    CLAIM = "claim"
    RELEASE = "release"
    ASSIGN = "assign"
    COMPLETE = "complete"
    WITHDRAW = "withdraw"


NEXT: dict[TaskState, dict[TaskVerb, TaskState]] = {
    TaskState.OPEN: {
        TaskVerb.CLAIM: TaskState.OPEN,
        TaskVerb.RELEASE: TaskState.OPEN,
        TaskVerb.ASSIGN: TaskState.OPEN,
        TaskVerb.COMPLETE: TaskState.COMPLETED,
        TaskVerb.WITHDRAW: TaskState.CANCELLED,
    },
    TaskState.COMPLETED: {},
    TaskState.CANCELLED: {},
}


def next_state(state: TaskState, verb: TaskVerb) -> TaskState | None:
    """The state after the verb; None when the verb may not follow."""
    return NEXT[state].get(verb)
