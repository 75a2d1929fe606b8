"""One case goes over: one transaction under its lock, all or nothing.

The rows that hang at its tokens stay (tasks with holder and draft, timers, subscriptions, terms)
and are counted in the numbers of the new version; the history tells who and why between what was
still done under the old version and what the new one began. What is needed to undo it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from engine.bpmn import Snapshot
from engine.bpmn.migration import Moved, Obstacle, move
from engine.cases.lifecycle import CaseState, CaseVerb
from engine.cases.operated import (
    Along,
    alone,
    operated,
    refusal_of_reason,
    refusal_of_state,
)
from engine.cases.scene import Scene, in_one_transaction, with_history
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import Definition
from engine.identity import Actor
from engine.installation import Installation
from engine.migrations.clocks import Clocks
from engine.migrations.declared import declared
from engine.migrations.orders import Order, Planned, planned
from engine.migrations.rewriting import changed_tasks, renumber_the_rest, rows_of
from engine.migrations.wording import obstacles_as_text, problems_as_text
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.tasks import TaskDetail, tasks_of_case
from storage.writes.migrations import (
    Image,
    NewMigration,
    Place,
    change_definition,
    change_rows,
    image_as_text,
    image_of,
    insert_migration,
    keep_closed_tasks,
    reindex,
)
from storage.writes.suspensions import hold_waits


@dataclass(frozen=True, slots=True)
class Migrated:
    """The case runs on this version now."""

    case_id: int
    number: str
    version: int


def migrate(
    installation: Installation,
    actor: Actor,
    case_id: int,
    order: Order,
    *,
    reason: str,
    batch_id: int | None = None,
    along: Along = alone,
) -> Migrated | Refused:
    """Bring one case to another version; being there already is no fault."""
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Migrated | Refused:
        found = operated(installation, connection, actor, case_id)
        if isinstance(found, Refused):
            return found
        scene, definition = found
        answer = _migrate(connection, scene, definition, order, reason.strip(), batch_id)
        if not isinstance(answer, Refused):
            along(connection)
        return answer

    return in_one_transaction(installation, actor, verb)


def state_of(snapshot: Snapshot) -> bytes:
    """A hash by which a state is known again."""
    return sha256(snapshot.tokens + b"\n" + snapshot.scopes.encode()).digest()


def _migrate(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    order: Order,
    reason: str,
    batch_id: int | None,
) -> Migrated | Refused:
    case = scene.loaded.case
    done = Migrated(case.id, case.number, order.target)
    if (definition.key, definition.version) == (order.process, order.target):
        return done
    refused = _refusal(scene, definition, order)
    if refused is not None:
        return refused
    found = planned(scene.installation, connection, scene.municipality_id, order)
    if isinstance(found, Refused):
        return found
    if found.plan.problems:
        return Refused(RefusalKind.BAD_PLAN, {"problems": problems_as_text(found.plan.problems)})
    moved = moved_of(scene.installation, connection, found, case.id, scene.snapshot, scene.now)
    if not isinstance(moved, Moved):
        return Refused(RefusalKind.CANNOT_MIGRATE, {"obstacles": obstacles_as_text(moved)})
    _write(connection, scene, found, moved, reason, batch_id)
    return done


def _refusal(scene: Scene, definition: Definition, order: Order) -> Refused | None:
    refused = refusal_of_state(scene, CaseVerb.MIGRATE)
    if refused is not None:
        return refused
    if (definition.key, definition.version) != (order.process, order.source):
        return Refused(RefusalKind.OTHER_VERSION, {"version": str(definition.version)})
    return None


def moved_of(
    installation: Installation,
    connection: Connection,
    found: Planned,
    case_id: int,
    snapshot: Snapshot,
    now: datetime,
) -> Moved | tuple[Obstacle, ...]:
    """What would come of a case; nothing is written."""
    town = found.old.municipality_id
    return move(
        found.plan,
        snapshot,
        surroundings=surroundings_of(installation, connection, town, now),
        submitted=declared(connection, town, case_id, found.plan),
    )


def _write(
    connection: Connection,
    scene: Scene,
    found: Planned,
    moved: Moved,
    reason: str,
    batch_id: int | None,
) -> None:
    place = Place(scene.municipality_id, scene.loaded.case.id, scene.loaded.instance.id)
    image = image_of(connection, place)
    tasks = _tasks_by_token(connection, place)
    clocks = Clocks(connection, scene, moved)
    rows = rows_of(connection, scene, found, moved, tasks, clocks, reason, batch_id)
    step.save(connection, with_history(rows, scene, moved.outcome))
    image["clocks"] = clocks.write()
    change_definition(connection, place, found.new.id)
    keep_closed_tasks(connection, place, found.old.id)
    reindex(connection, place, moved.elements)
    change_rows(connection, place, "tasks", changed_tasks(found, moved, tasks))
    renumber_the_rest(connection, place, found, image)
    if scene.loaded.case.state == CaseState.SUSPENDED:
        hold_waits(connection, place.municipality_id, place.instance_id)
    _keep_the_way_back(connection, scene, place, found, moved, image, rows, batch_id)


def _tasks_by_token(connection: Connection, place: Place) -> dict[int, TaskDetail]:
    found = tasks_of_case(connection, place.municipality_id, place.case_id, open_only=True)
    return {task.token: task for task in found}


def _keep_the_way_back(
    connection: Connection,
    scene: Scene,
    place: Place,
    found: Planned,
    moved: Moved,
    image: Image,
    rows: step.StepRows,
    batch_id: int | None,
) -> None:
    loaded = scene.loaded
    image["cases"] = [{"title": loaded.case.title, "amount": loaded.case.amount}]
    image["instances"] = [
        {"tokens": loaded.instance.tokens.hex(), "scopes": loaded.instance.scopes}
    ]
    image["born"] = [{"id": job.id} for job in rows.jobs]
    dues = {row["id"]: row["due_at"] for row in image["tasks"]}
    image["terms"] = [
        {"task_id": term.task_id, "due_at": dues[term.task_id]}
        for term in rows.deadlines
        if term.task_id in dues
    ]
    insert_migration(
        connection,
        place,
        NewMigration(
            id=scene.installation.ids.new(),
            batch_id=batch_id,
            from_definition_id=found.old.id,
            to_definition_id=found.new.id,
            at=scene.now,
            person_id=scene.actor.person_id,
            after=state_of(moved.outcome.snapshot),
            before=image_as_text(image),
        ),
    )
