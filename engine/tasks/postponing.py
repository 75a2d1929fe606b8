"""Putting a task aside until a day: it leaves the inbox of who holds it and comes back by itself.

Nothing of the process moves: a legal term goes on running, and what falls due is told all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from engine.cases.scene import in_one_transaction, scene_of, write_events
from engine.deadlines.calendars import calendar_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.permission import holds, refusal_of_closed, told_for
from storage import step
from storage.database import Connection
from storage.tables.tasks import TaskState
from storage.writes.tasks import postpone_task


@dataclass(frozen=True, slots=True)
class Postponed:
    """The task comes back on this day; `seq` is the event, as of `holding.Claimed`."""

    task_id: int
    until: date
    seq: int | None = field(default=None, compare=False)


def postpone(
    installation: Installation, actor: Actor, task_id: int, until: date
) -> Postponed | Refused:
    """Put a task that one holds aside until the morning of a later day."""

    def verb(connection: Connection) -> Postponed | Refused:
        loaded = step.load(connection, actor.municipality_id, task_id=task_id)
        if loaded is None or loaded.task is None:
            return Refused(RefusalKind.NOT_FOUND)
        task = loaded.task
        if task.state != TaskState.OPEN:
            return refusal_of_closed(task)
        if not holds(actor, task):
            return Refused(RefusalKind.NOT_HELD)
        scene = scene_of(installation, actor, loaded)
        calendar = calendar_of(installation, connection, actor.municipality_id)
        if until <= calendar.local_day(scene.now):
            return Refused(RefusalKind.INVALID_DATA, {"field": "until"})
        comes_back = calendar.start_of(until)
        postpone_task(connection, actor.municipality_id, task_id, follow_up_at=comes_back)
        told = {"due": until, "was": {"until": task.follow_up_at}, **told_for(actor, task)}
        scene.ledger.add(EventKind.TASK_POSTPONED, element=task.element, task_id=task_id, data=told)
        write_events(connection, scene)
        return Postponed(task_id, until, scene.ledger.head.seq)

    return in_one_transaction(installation, actor, verb)
