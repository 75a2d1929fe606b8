"""Taking back the last step of a case: completing a task, as long as nobody acted on it since.

The case is put back to the very state of before: its tokens and data, the task in the hands that
held it, terms, timers and waits. What happened is not unsaid: the history gets an event more. A
step that reached beyond its case, stopped or started the clock of a term, began work outside that
is under way, or ended the case stays done.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from engine.bpmn import Outcome, Snapshot, Status, changes
from engine.cases.advance import Advance
from engine.cases.facts import changed_facts
from engine.cases.lifecycle import CaseState
from engine.cases.scene import Scene, in_one_transaction, scene_of, with_history
from engine.definitions.loading import program_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.deadlines import deadlines_of_case
from storage.queries.migrations import jobs_that_ran
from storage.queries.tasks import tasks_of_case, undo_of
from storage.tables.deadlines import DeadlineState
from storage.tables.tasks import TaskState
from storage.writes.migrations import Place, put_back, withdraw_jobs
from storage.writes.tasks import drop_undo

UNDO_FOR = timedelta(minutes=10)
"""How long what somebody did can be taken back, while nobody acts on it."""

Before = dict[str, Any]

_INSIDE = (
    changes.TaskOpened,
    changes.TaskClosed,
    changes.TimerArmed,
    changes.TimerDisarmed,
    changes.MessageAwaited,
    changes.MessageDropped,
    changes.JobRequested,
    changes.JobWithdrawn,
    changes.Decided,
    changes.Computed,
    changes.Passed,
    changes.TitleChanged,
    changes.AmountChanged,
)
"""What a step may do and still be taken back."""


@dataclass(frozen=True, slots=True)
class StepUndone:
    """The case is as it was; the task waits again."""

    case_id: int
    task_id: int
    number: str


def undo_row(
    scene: Scene, outcome: Outcome, advance: Advance, *, task_id: int
) -> step.UndoRow | None:
    """What the step may be taken back with, to be kept with its rows; None where it stays done."""
    if stays_done(outcome, advance):
        return None
    case, instance = scene.loaded.case, scene.loaded.instance
    return step.UndoRow(
        task_id,
        scene.actor.person_id,
        scene.ledger.head.seq,
        scene.at,
        instance.tokens,
        instance.scopes,
        case.title,
        case.amount,
    )


def stays_done(outcome: Outcome, advance: Advance) -> bool:
    """Whether a step cannot be taken back, for what it did."""
    inside = all(isinstance(change, _INSIDE) for change in outcome.changes)
    return not inside or bool(advance.waits.clocks) or outcome.status is not Status.RUNNING


def undo_step(
    installation: Installation, actor: Actor, case_id: int, *, seq: int | None = None
) -> StepUndone | Refused:
    """Take back the last step of a case, if it was the person's own, nobody acted since and it was
    minutes ago; `seq` (`Completed.seq`) insists that it is still that step."""

    def verb(connection: Connection) -> StepUndone | Refused:
        town = actor.municipality_id
        loaded = step.load(connection, town, case_id=case_id)
        row = None if loaded is None else undo_of(connection, town, case_id)
        if loaded is None or row is None or row.person_id != actor.person_id:
            return Refused(RefusalKind.NOT_FOUND)
        before: Before = json.loads(row.before)
        moved = loaded.instance.chain_seq != row.seq or loaded.case.state != CaseState.OPEN
        other = seq is not None and seq != row.seq
        if moved or other or jobs_that_ran(connection, town, before["born"]):
            return Refused(RefusalKind.ACTED_ON)
        scene = scene_of(installation, actor, loaded)
        if scene.now - row.at > UNDO_FOR:
            return Refused(RefusalKind.UNDO_OVER)
        _write(connection, scene, row.task_id, before)
        return StepUndone(case_id, row.task_id, loaded.case.number)

    return in_one_transaction(installation, actor, verb)


def _write(connection: Connection, scene: Scene, task_id: int, before: Before) -> None:
    town, place = scene.municipality_id, _place(scene)
    definition = program_of(
        scene.installation, connection, town, scene.loaded.instance.definition_id
    )
    (task,) = (row for row in before["tasks"] if row["id"] == task_id)
    closed = _closed(connection, scene, before)
    scene.ledger.add(EventKind.STEP_UNDONE, element=task["element"], task_id=task_id)
    snapshot = Snapshot(bytes.fromhex(before["tokens"]), before["scopes"])
    outcome = Outcome(snapshot, (), Status(scene.loaded.instance.status))
    facts = changed_facts(definition, scene.snapshot, snapshot)
    title = before["title"] if before["title"] != scene.loaded.case.title else None
    update = step.CaseUpdate(title=title, amount=before["amount"])
    rows = step.StepRows(**{**closed, "case": update, "facts": facts})
    step.save(connection, with_history(rows, scene, outcome))
    withdraw_jobs(connection, place, before["born"])
    put_back(connection, place, {name: before[name] for name in _TABLES if name in before})
    drop_undo(connection, town, scene.loaded.case.id)


_TABLES = ("tasks", "timers", "subscriptions", "jobs", "deadlines")
"""Those of them that the step touched are in the image."""


def _closed(connection: Connection, scene: Scene, before: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of StepRows: what only the step had opened is withdrawn."""
    town, case_id = scene.municipality_id, scene.loaded.case.id
    tasks = {row["id"] for row in before["tasks"]}
    touched = "deadlines" in before
    terms = {row["id"] for row in before["deadlines"]} if touched else set()
    closed_tasks, closed_terms = [], []
    for task in tasks_of_case(connection, town, case_id, open_only=True):
        if task.id not in tasks:
            closed_tasks.append(step.ClosedTask(task.token, TaskState.CANCELLED, scene.at, None))
            scene.ledger.add(EventKind.TASK_WITHDRAWN, element=task.element)
    for term in deadlines_of_case(connection, town, case_id) if touched else ():
        if term.state == DeadlineState.OPEN and term.id not in terms:
            closed_terms.append(step.ClosedDeadline(term.token, DeadlineState.CANCELLED, scene.at))
            scene.ledger.add(EventKind.DEADLINE_WITHDRAWN, element=term.element)
    return {
        "municipality_id": town,
        "case_id": case_id,
        "instance_id": scene.loaded.instance.id,
        "closed_tasks": tuple(closed_tasks),
        "closed_deadlines": tuple(closed_terms),
    }


def _place(scene: Scene) -> Place:
    return Place(scene.municipality_id, scene.loaded.case.id, scene.loaded.instance.id)
