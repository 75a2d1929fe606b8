"""Giving a task away for a while: the colleague puts it back, or one asks for it, and it returns.

Until then it is told among what one waits for. Who completes it has done it.
"""

from __future__ import annotations

from engine.cases.scene import in_one_transaction
from engine.cases.suspending import refusal_of_suspended
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.holding import (
    Assigned,
    Claimed,
    give_task,
    load_task,
    refusal_of_receiver,
)
from engine.tasks.lifecycle import TaskVerb
from engine.tasks.permission import holds, refusal_of_closed, refusal_to_take
from engine.tasks.sharing import is_shared
from storage.database import Connection
from storage.tables.tasks import TaskState


def delegate(
    installation: Installation, actor: Actor, task_id: int, person_id: int
) -> Assigned | Refused:
    """Give a task that one holds to a colleague of its role for a while: when they put it back, or
    when one asks for it, it returns to one's own hands."""

    def verb(connection: Connection) -> Assigned | Refused:
        found = load_task(installation, actor, connection, task_id)
        if isinstance(found, Refused):
            return found
        scene, task = found
        refused = refusal_to_take(actor, task, TaskVerb.ASSIGN) or refusal_of_suspended(scene)
        if refused is not None:
            return refused
        if not holds(actor, task):
            return Refused(RefusalKind.NOT_HELD)
        if is_shared(installation, connection, actor, scene.loaded):
            return Refused(RefusalKind.SEALED)
        refused = refusal_of_receiver(connection, scene, task, person_id)
        if refused is not None:
            return refused
        seq = None
        if task.assignee_id != person_id:
            mine, kind = task.delegator_id or actor.person_id, EventKind.TASK_DELEGATED
            seq = give_task(connection, scene, task, person_id, kind, delegator_id=mine)
        return Assigned(task_id, person_id, seq)

    return in_one_transaction(installation, actor, verb)


def get_back(installation: Installation, actor: Actor, task_id: int) -> Claimed | Refused:
    """Take back into one's hands what one had given to a colleague for a while."""

    def verb(connection: Connection) -> Claimed | Refused:
        found = load_task(installation, actor, connection, task_id)
        if isinstance(found, Refused):
            return found
        scene, task = found
        if task.delegator_id is None or task.delegator_id not in actor.people:
            return Refused(RefusalKind.NOT_DELEGATED)
        refused = (refusal_of_closed(task) if task.state != TaskState.OPEN else None) or (
            refusal_of_suspended(scene)
        )
        if refused is not None:
            return refused
        seq = give_task(connection, scene, task, task.delegator_id, EventKind.TASK_RETURNED)
        return Claimed(task_id, seq)

    return in_one_transaction(installation, actor, verb)
