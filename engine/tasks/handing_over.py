"""Taking a task out of the hands of somebody who leaves, and giving it to who follows."""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.scene import in_one_transaction
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.identity.rights import refusal_to_administer
from engine.installation import Installation
from engine.refusals import Refused
from engine.tasks.holding import give_task, load_task, refusal_of_receiver
from storage.database import Connection
from storage.tables.tasks import TaskState


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Who holds the task now; None: it is free for everybody of its role."""

    task_id: int
    to: int | None


def hand_over(
    installation: Installation,
    actor: Actor,
    task_id: int,
    *,
    holder_id: int,
    to: int | None,
    reason: str,
) -> HandedOver | Refused:
    """Give a task that `holder_id` holds to a colleague of its role, or free it; nothing happens
    to one that is over or in other hands by now. Also while the case is suspended."""
    refused = refusal_to_administer(actor)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> HandedOver | Refused:
        found = load_task(installation, actor, connection, task_id)
        if isinstance(found, Refused):
            return found
        scene, task = found
        if task.state != TaskState.OPEN or task.assignee_id != holder_id:
            return HandedOver(task_id, None)
        fits = to is not None and refusal_of_receiver(connection, scene, task, to) is None
        receiver = to if fits else None
        kind = EventKind.TASK_RELEASED if receiver is None else EventKind.TASK_ASSIGNED
        give_task(connection, scene, task, receiver, kind, detail={"reason": reason.strip()})
        return HandedOver(task_id, receiver)

    return in_one_transaction(installation, actor, verb)
