"""Who may do what with a task: named questions that the verbs and the pages share.

A task belongs to a role; who has the role may take it. A task may also be given to a person by
name, by the process or by a colleague: that person may do it without further ado. What belongs to
the applicant is done by the applicant of the very case, and what belongs to a supplier by who acts
for the one it is given to (`engine.suppliers.work` says which free ones are anybody's).
"""

from __future__ import annotations

from typing import Protocol

from engine.identity import Actor
from engine.identity.house import APPLICANT, COUNTER
from engine.refusals import RefusalKind, Refused
from engine.tasks.lifecycle import TaskState, TaskVerb, next_state
from engine.values import Value


class Work(Protocol):
    """What these questions need to know of a task."""

    @property
    def case_id(self) -> int:
        """The case that it belongs to."""

    @property
    def state(self) -> str:
        """A `TaskState`."""

    @property
    def role(self) -> str:
        """The role whose work it is."""

    @property
    def assignee_id(self) -> int | None:
        """Who holds it."""


def has_part_in(actor: Actor, task: Work) -> bool:
    """The person has the role of the task, or holds it. What belongs to the applicant is theirs in
    their own cases and nowhere else; at the counter it is done for them."""
    if actor.outside:
        if task.role == APPLICANT:
            return task.case_id in actor.applicant_of
        free = task.assignee_id is None
        return task.role in actor.roles and (free or holds(actor, task))
    if task.role == APPLICANT and COUNTER in actor.roles:
        return True
    return task.role in actor.roles or holds(actor, task)


def holds(actor: Actor, task: Work) -> bool:
    """The task is in the person's hands, or in those of somebody whom they stand in for."""
    return task.assignee_id is not None and task.assignee_id in actor.people


def acts_for(actor: Actor, task: Work) -> int | None:
    """In whose place the person acts upon the task; None when in their own name."""
    if task.assignee_id == actor.person_id:
        return None
    for away in actor.stands_for:
        free = task.assignee_id is None and task.role in away.roles
        if free or task.assignee_id == away.person_id:
            return away.person_id
    return None


def told_for(actor: Actor, task: Work) -> dict[str, Value]:
    """What an event says of in whose place it was done; nothing when in one's own name."""
    absent = acts_for(actor, task)
    return {} if absent is None else {"for": str(absent)}


def may_claim(actor: Actor, task: Work) -> bool:
    """The person may take the task, or has it already."""
    return refusal_to_take(actor, task, TaskVerb.CLAIM) is None


def may_release(actor: Actor, task: Work) -> bool:
    """The person may put the task back."""
    return holds(actor, task) and _open_for(task, TaskVerb.RELEASE)


def may_assign(actor: Actor, task: Work) -> bool:
    """The person may hand the task to a colleague: it is free or theirs, and of their role."""
    return refusal_to_take(actor, task, TaskVerb.ASSIGN) is None


def may_complete(actor: Actor, task: Work) -> bool:
    """The person may finish the task; a free one becomes theirs by it."""
    return refusal_to_take(actor, task, TaskVerb.COMPLETE) is None


def refusal_to_take(actor: Actor, task: Work, verb: TaskVerb) -> Refused | None:
    """Why the person may not act on the task; None when they may. Nobody keeps an applicant, or who
    acts for them, from what is theirs by holding it."""
    if not has_part_in(actor, task):
        return Refused(RefusalKind.NO_ROLE, {"role": task.role})
    if not _open_for(task, verb):
        return refusal_of_closed(task)
    if task.assignee_id is not None and task.role != APPLICANT and not holds(actor, task):
        return Refused(RefusalKind.HELD_BY_OTHER, {"holder_id": str(task.assignee_id)})
    return None


def refusal_of_closed(task: Work) -> Refused:
    """What to say of a task that is over."""
    if task.state == TaskState.COMPLETED:
        return Refused(RefusalKind.ALREADY_COMPLETED, {"state": task.state})
    return Refused(RefusalKind.NOT_OPEN, {"state": task.state})


def _open_for(task: Work, verb: TaskVerb) -> bool:
    return next_state(TaskState(task.state), verb) is not None
