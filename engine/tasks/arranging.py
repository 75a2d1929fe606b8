"""Arranging one's work: until when a task should be done, and how pressing it is.

A legal term is not arranged: it moves by the verbs of terms alone. Both enter the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from engine.cases.scene import Scene, in_one_transaction, scene_of, write_events
from engine.cases.suspending import refusal_of_suspended
from engine.deadlines.calendars import calendar_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.lifecycle import TaskVerb
from engine.tasks.permission import refusal_to_take, told_for
from engine.values import Value
from storage import step
from storage.database import Connection
from storage.queries.deadlines import deadlines_of_case
from storage.tables.deadlines import DeadlineState
from storage.tables.types import due_instant
from storage.writes.tasks import arrange_task

LEAST, MOST = 0, 100
_A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Arranged:
    """The task is due on that day, or on none, or has that priority; `seq` is the event, as of
    `holding.Claimed`."""

    task_id: int
    due: date | None = None
    priority: int | None = None
    seq: int | None = field(default=None, compare=False)


def set_due(
    installation: Installation, actor: Actor, task_id: int, due: date | None
) -> Arranged | Refused:
    """Another day until whose end a task should be done; None: no day. Refused where the law says
    until when, and for days gone by."""

    def verb(connection: Connection) -> Arranged | Refused:
        found = _arranged(installation, actor, connection, task_id)
        if isinstance(found, Refused):
            return found
        scene, task = found
        town = actor.municipality_id
        refused = refusal_of_term(connection, scene, task_id)
        if refused is not None:
            return refused
        calendar = calendar_of(installation, connection, town)
        if due is not None and due < calendar.local_day(scene.now):
            return Refused(RefusalKind.INVALID_DATA, {"field": "due"})
        at = None if due is None else calendar.start_of(due + timedelta(days=1)) - _A_MOMENT
        seq, before = None, due_instant(task.due_at)
        if at != before:
            arrange_task(connection, town, task_id, due_at=at)
            told: dict[str, Value] = {"was": {"due": None if before is None else task.due_at}}
            told |= {} if due is None else {"due": due}
            seq = _tell(connection, scene, task, EventKind.TASK_DUE_CHANGED, told)
        return Arranged(task_id, due=due, seq=seq)

    return in_one_transaction(installation, actor, verb)


def set_priority(
    installation: Installation, actor: Actor, task_id: int, priority: int
) -> Arranged | Refused:
    """How pressing a task is, from 0 to 100; 50 is usual."""

    def verb(connection: Connection) -> Arranged | Refused:
        found = _arranged(installation, actor, connection, task_id)
        if isinstance(found, Refused):
            return found
        scene, task = found
        if not LEAST <= priority <= MOST:
            return Refused(RefusalKind.INVALID_DATA, {"field": "priority"})
        seq = None
        if task.priority != priority:
            arrange_task(connection, actor.municipality_id, task_id, priority=priority)
            told = {"value": priority, "was": {"priority": task.priority}}
            seq = _tell(connection, scene, task, EventKind.TASK_PRIORITIZED, told)
        return Arranged(task_id, priority=priority, seq=seq)

    return in_one_transaction(installation, actor, verb)


def refusal_of_term(connection: Connection, scene: Scene, task_id: int) -> Refused | None:
    """The law says until when the task is done."""
    terms = deadlines_of_case(connection, scene.municipality_id, scene.loaded.case.id)
    if any(term.task_id == task_id and term.state == DeadlineState.OPEN for term in terms):
        return Refused(RefusalKind.LEGAL_TERM)
    return None


def _arranged(
    installation: Installation, actor: Actor, connection: Connection, task_id: int
) -> tuple[Scene, step.LoadedTask] | Refused:
    """The task, for who holds it or may take it."""
    loaded = step.load(connection, actor.municipality_id, task_id=task_id)
    if loaded is None or loaded.task is None:
        return Refused(RefusalKind.NOT_FOUND)
    scene = scene_of(installation, actor, loaded)
    refused = refusal_to_take(actor, loaded.task, TaskVerb.ASSIGN) or refusal_of_suspended(scene)
    return refused or (scene, loaded.task)


def _tell(
    connection: Connection,
    scene: Scene,
    task: step.LoadedTask,
    kind: EventKind,
    told: Mapping[str, Value],
) -> int:
    data = {**told, **told_for(scene.actor, task)}
    scene.ledger.add(kind, element=task.element, task_id=task.id, data=data)
    write_events(connection, scene)
    return scene.ledger.head.seq
