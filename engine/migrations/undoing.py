"""Putting a case back to the very state before its migration, as long as it has not moved since.

Whether it has moved is told by the state itself: the tokens and data that the migration left. Who
has taken a task meanwhile keeps it, a draft stays, a term that was extended stays extended. What
happened is not unsaid: the history gets an event more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.bpmn import Outcome, Snapshot, Status
from engine.cases.lifecycle import CaseState, CaseVerb
from engine.cases.operated import Along, alone, operated, refusal_of_reason, refusal_of_state
from engine.cases.scene import Scene, in_one_transaction, with_history
from engine.definitions.loading import Definition, program_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.migrations.migrating import state_of
from engine.migrations.returning import returns_of, tell_returns, write_returns
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.deadlines import deadlines_of_case
from storage.queries.migrations import CaseMigrationRow, jobs_that_ran, last_migration
from storage.queries.tasks import tasks_of_case
from storage.tables.deadlines import DeadlineState
from storage.tables.tasks import TaskState
from storage.writes.migrations import (
    Place,
    change_definition,
    change_rows,
    mark_undone,
    put_back,
    withdraw_jobs,
)
from storage.writes.suspensions import hold_waits, release_waits


@dataclass(frozen=True, slots=True)
class Undone:
    """The case is as it was, on this version."""

    case_id: int
    number: str
    version: int


def undo(
    installation: Installation,
    actor: Actor,
    case_id: int,
    *,
    reason: str,
    batch_id: int | None = None,
    along: Along = alone,
) -> Undone | Refused:
    """Undo the last migration of a case; with `batch_id` only if that batch has made it."""
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Undone | Refused:
        found = operated(installation, connection, actor, case_id)
        if isinstance(found, Refused):
            return found
        scene, definition = found
        answer = _undo(connection, scene, definition, reason.strip(), batch_id)
        if not isinstance(answer, Refused):
            along(connection)
        return answer

    return in_one_transaction(installation, actor, verb)


def _undo(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    reason: str,
    batch_id: int | None,
) -> Undone | Refused:
    town, case = scene.municipality_id, scene.loaded.case
    refused = refusal_of_state(scene, CaseVerb.MIGRATE)
    if refused is not None:
        return refused
    row = last_migration(connection, town, case.id)
    if row is None or (batch_id is not None and row.batch_id != batch_id):
        return Refused(RefusalKind.NOTHING_TO_UNDO, {"number": case.number})
    before: dict[str, Any] = json.loads(row.before)
    born = [job["id"] for job in before["born"]]
    if row.after != state_of(scene.snapshot) or jobs_that_ran(connection, town, born):
        return Refused(RefusalKind.MOVED_ON, {"number": case.number})
    old = program_of(scene.installation, connection, town, row.from_definition_id)
    _write(connection, scene, definition, old, row, before, reason)
    return Undone(case.id, case.number, old.version)


def _write(
    connection: Connection,
    scene: Scene,
    new: Definition,
    old: Definition,
    row: CaseMigrationRow,
    before: Mapping[str, Any],
    reason: str,
) -> None:
    place = Place(scene.municipality_id, scene.loaded.case.id, scene.loaded.instance.id)
    closed = _closed(connection, scene, before)
    told = {"from": new.version, "to": old.version, "from_hash": new.hash, "to_hash": old.hash}
    scene.ledger.add(EventKind.CASE_MIGRATION_UNDONE, data=told, detail={"reason": reason})
    (kept,) = before["instances"]
    returns = returns_of(connection, scene, before)
    tell_returns(scene, returns, reason)
    snapshot = Snapshot(bytes.fromhex(kept["tokens"]), kept["scopes"])
    outcome = Outcome(snapshot, (), Status(scene.loaded.instance.status))
    step.save(connection, with_history(_with_case(closed, scene, before), scene, outcome))
    withdraw_jobs(connection, place, [job["id"] for job in before["born"]])
    put_back(connection, place, dict(before))
    write_returns(connection, scene, returns, reason)
    change_rows(
        connection,
        place,
        "tasks",
        [(term["task_id"], {"due_at": term["due_at"]}) for term in before["terms"]],
    )
    change_definition(connection, place, old.id)
    _keep_to_the_state(connection, scene, place)
    mark_undone(connection, place, row.id, scene.ledger.head.seq)


def _closed(connection: Connection, scene: Scene, before: Mapping[str, Any]) -> step.StepRows:
    """Tasks and terms that only the migration had opened."""
    town, case_id = scene.municipality_id, scene.loaded.case.id
    tasks = {row["id"] for row in before["tasks"]}
    terms = {row["id"] for row in before["deadlines"]}
    closed_tasks, closed_terms = [], []
    for task in tasks_of_case(connection, town, case_id, open_only=True):
        if task.id not in tasks:
            closed_tasks.append(step.ClosedTask(task.token, TaskState.CANCELLED, scene.at, None))
            scene.ledger.add(EventKind.TASK_WITHDRAWN, element=task.element)
    for term in deadlines_of_case(connection, town, case_id):
        if term.state == DeadlineState.OPEN and term.id not in terms:
            closed_terms.append(step.ClosedDeadline(term.token, DeadlineState.CANCELLED, scene.at))
            scene.ledger.add(EventKind.DEADLINE_WITHDRAWN, element=term.element)
    return step.StepRows(
        town, case_id, scene.loaded.instance.id,
        closed_tasks=tuple(closed_tasks), closed_deadlines=tuple(closed_terms),
    )  # fmt: skip


def _with_case(rows: step.StepRows, scene: Scene, before: Mapping[str, Any]) -> step.StepRows:
    """The title and the amount of before, where the new version told others."""
    (was,) = before["cases"]
    case = scene.loaded.case
    if (case.title, case.amount) == (was["title"], was["amount"]):
        return rows
    title = was["title"] if was["title"] != case.title else None
    update = step.CaseUpdate(title=title, amount=was["amount"])
    return replace(rows, case=update)


def _keep_to_the_state(connection: Connection, scene: Scene, place: Place) -> None:
    """A case that is suspended keeps its waits held; one that is not has none that are."""
    suspended = scene.loaded.case.state == CaseState.SUSPENDED
    settle = hold_waits if suspended else release_waits
    settle(connection, place.municipality_id, place.instance_id)
