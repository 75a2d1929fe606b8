"""Taking a task, putting it back, handing it to a colleague, or an operator doing so.

Each is idempotent: claiming what I hold succeeds and writes nothing. A task that several people do
under seal is held by nobody: claiming it succeeds and writes nothing either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.cases.operated import Noting, refusal_of_reason, unnoted
from engine.cases.permission import may_operate
from engine.cases.scene import Scene, in_one_transaction, scene_of, write_events
from engine.cases.suspending import refusal_of_suspended
from engine.definitions.loading import program_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.exclusion import refusal_of_exclusion
from engine.tasks.lifecycle import TaskVerb
from engine.tasks.permission import holds, refusal_of_closed, refusal_to_take, told_for
from engine.tasks.separation import refusal_of_separation
from engine.tasks.sharing import is_shared
from engine.values import Value
from storage import step
from storage.database import Connection
from storage.queries.identity import roles_of
from storage.tables.tasks import TaskState

_TO_SOMEBODY = frozenset(
    {EventKind.TASK_ASSIGNED, EventKind.TASK_DELEGATED, EventKind.TASK_RETURNED}
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """The person holds the task. `seq`, here and below, is the event, which names the act to
    whoever takes it back (`undo_act`); None: nothing had to be done."""

    task_id: int
    seq: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Released:
    """The task is free again."""

    task_id: int
    seq: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Assigned:
    """A colleague holds the task."""

    task_id: int
    person_id: int
    seq: int | None = field(default=None, compare=False)


def claim(installation: Installation, actor: Actor, task_id: int) -> Claimed | Refused:
    """Take a task of one's role."""

    def verb(connection: Connection) -> Claimed | Refused:
        found = load_task(installation, actor, connection, task_id)
        if isinstance(found, Refused):
            return found
        scene, task = found
        refused = refusal_to_take(actor, task, TaskVerb.CLAIM) or refusal_of_suspended(scene)
        if refused is None and not holds(actor, task):
            refused = _separated(connection, scene, actor.person_id)
        if refused is not None:
            return refused
        seq = None
        if not holds(actor, task) and not is_shared(installation, connection, actor, scene.loaded):
            seq = give_task(connection, scene, task, actor.person_id, EventKind.TASK_CLAIMED)
        return Claimed(task_id, seq)

    return in_one_transaction(installation, actor, verb)


def release(installation: Installation, actor: Actor, task_id: int) -> Released | Refused:
    """Put a task that one holds back for the others."""

    def verb(connection: Connection) -> Released | Refused:
        found = load_task(installation, actor, connection, task_id)
        if isinstance(found, Refused):
            return found
        scene, task = found
        if task.state != TaskState.OPEN:
            return refusal_of_closed(task)
        if task.assignee_id is None and task.role in actor.roles:
            return Released(task_id)
        if not holds(actor, task):
            return Refused(RefusalKind.NOT_HELD)
        to = task.delegator_id
        kind = EventKind.TASK_RELEASED if to is None else EventKind.TASK_RETURNED
        return Released(task_id, give_task(connection, scene, task, to, kind))

    return in_one_transaction(installation, actor, verb)


def assign(
    installation: Installation, actor: Actor, task_id: int, person_id: int
) -> Assigned | Refused:
    """Hand a task that is free or one's own to a colleague who has its role."""

    def verb(connection: Connection) -> Assigned | Refused:
        found = load_task(installation, actor, connection, task_id)
        if isinstance(found, Refused):
            return found
        scene, task = found
        refused = refusal_to_take(actor, task, TaskVerb.ASSIGN) or refusal_of_suspended(scene)
        if refused is not None:
            return refused
        if is_shared(installation, connection, actor, scene.loaded):
            return Refused(RefusalKind.SEALED)
        refused = refusal_of_receiver(connection, scene, task, person_id)
        if refused is not None:
            return refused
        seq = None
        if task.assignee_id != person_id:
            seq = give_task(connection, scene, task, person_id, EventKind.TASK_ASSIGNED)
        return Assigned(task_id, person_id, seq)

    return in_one_transaction(installation, actor, verb)


def reassign(
    installation: Installation,
    actor: Actor,
    task_id: int,
    person_id: int,
    reason: str,
    *,
    along: Noting = unnoted,
) -> Assigned | Refused:
    """An operator gives a task to somebody of its role, whoever holds it, saying why; also while
    the case is suspended, so that the work lies well when it goes on."""
    refused = refusal_of_reason(reason)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Assigned | Refused:
        found = load_task(installation, actor, connection, task_id)
        if isinstance(found, Refused):
            return found
        scene, task = found
        refused = _refusal_to_reassign(connection, scene, task, person_id)
        if refused is not None:
            return refused
        seq, kind = None, EventKind.TASK_ASSIGNED
        if task.assignee_id != person_id:
            why = {"reason": reason.strip()}
            seq = give_task(connection, scene, task, person_id, kind, detail=why)
        along(connection, seq)
        return Assigned(task_id, person_id, seq)

    return in_one_transaction(installation, actor, verb)


def _refusal_to_reassign(
    connection: Connection, scene: Scene, task: step.LoadedTask, person_id: int
) -> Refused | None:
    installation, actor = scene.installation, scene.actor
    definition = program_of(
        installation, connection, actor.municipality_id, scene.loaded.instance.definition_id
    )
    if not may_operate(actor, definition):
        return Refused(RefusalKind.NO_ROLE)
    if task.state != TaskState.OPEN:
        return refusal_of_closed(task)
    if is_shared(installation, connection, actor, scene.loaded):
        return Refused(RefusalKind.SEALED)
    return refusal_of_receiver(connection, scene, task, person_id)


def refusal_of_receiver(
    connection: Connection, scene: Scene, task: step.LoadedTask, person_id: int
) -> Refused | None:
    """Only who has the role of a task can be given it, and who did nothing that bars them."""
    roles = roles_of(connection, scene.municipality_id, person_id, at=scene.now)
    if task.role in roles:
        return _separated(connection, scene, person_id)
    return Refused(RefusalKind.NO_ROLE, {"role": task.role, "person_id": str(person_id)})


def _separated(connection: Connection, scene: Scene, person_id: int | None) -> Refused | None:
    known = scene.installation, connection, scene.actor, scene.loaded, person_id
    return refusal_of_separation(*known) or refusal_of_exclusion(*known)


def load_task(
    installation: Installation, actor: Actor, connection: Connection, task_id: int
) -> tuple[Scene, step.LoadedTask] | Refused:
    """The task under the lock of its case."""
    loaded = step.load(connection, actor.municipality_id, task_id=task_id)
    if loaded is None or loaded.task is None:
        return Refused(RefusalKind.NOT_FOUND)
    return scene_of(installation, actor, loaded), loaded.task


def give_task(
    connection: Connection,
    scene: Scene,
    task: step.LoadedTask,
    person_id: int | None,
    kind: EventKind,
    *,
    detail: Mapping[str, Value] | None = None,
    delegator_id: int | None = None,
) -> int:
    """Into other hands, or into nobody's, with its line of history, which tells in whose they were
    until then; its number."""
    data = told_for(scene.actor, task)
    if kind in _TO_SOMEBODY:
        data["to"] = str(person_id)
    if task.assignee_id is not None:
        data["was"] = hands_of(task)
    scene.ledger.add(kind, element=task.element, task_id=task.id, data=data, detail=detail)
    claimed_at = None if person_id is None else scene.at
    given = step.AssignedTask(task.id, person_id, claimed_at, delegator_id)
    write_events(connection, scene, assigned_tasks=(given,))
    return scene.ledger.head.seq


def hands_of(task: step.LoadedTask) -> dict[str, Value]:
    """In whose hands a task is, since when, and to whom it returns, as an event keeps it."""
    kept = {"holder": str(task.assignee_id), "since": task.claimed_at}
    return kept if task.delegator_id is None else {**kept, "returns": str(task.delegator_id)}
