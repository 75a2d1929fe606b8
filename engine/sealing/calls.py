"""A call for envelopes: a waiting task that takes them, and who may file one there.

Its keys are made when the first envelope is begun. Whoever acts for another files in that name: one
envelope for each, whoever holds the pen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.bpmn import Element, Program
from engine.cases.scene import Scene, in_one_transaction, scene_of
from engine.cases.sealing import takes_envelopes
from engine.cases.suspending import refusal_of_suspended
from engine.cases.timers import fire_what_is_due
from engine.definitions.loading import Definition, program_of
from engine.identity import Actor, system_actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.sealing.boxes import KEY, public_half
from engine.sealing.keys import mark_of, wrapped_key
from engine.tasks.lateness import note_late_attempt, refusal_to_finish
from engine.tasks.permission import Work, acts_for, has_part_in
from storage import step
from storage.database import Connection
from storage.queries.deadlines import DeadlineRow, deadlines_of_case
from storage.queries.sealing import SealedCallRow, sealed_call_of_task
from storage.queries.tasks import TaskDetail, task_by_id
from storage.writes.sealing import insert_sealed_call


@dataclass(frozen=True, slots=True)
class Call:
    """A task that takes envelopes, under the lock of its case. What is told of it has nobody as its
    author: `scene` is that of the system. `owner` is in whose name somebody files."""

    scene: Scene
    definition: Definition
    element: Element
    task: step.LoadedTask
    row: SealedCallRow
    owner: int
    mark: str


@dataclass(frozen=True, slots=True)
class Looked:
    """The same without a lock, for a page; `row` is None before anybody began an envelope."""

    task: TaskDetail
    definition: Definition
    element: Element
    row: SealedCallRow | None
    owner: int
    mark: str


def owner_of(actor: Actor, task: Work) -> int | None:
    """In whose name the person files; None for the system, which files nothing."""
    return acts_for(actor, task) or actor.person_id


def look(
    installation: Installation, connection: Connection, actor: Actor, task_id: int
) -> Looked | Refused:
    """A call as a page shows it to somebody who may file there, also when it is closed."""
    town = actor.municipality_id
    task = task_by_id(connection, town, task_id)
    if task is None:
        return Refused(RefusalKind.NOT_FOUND)
    definition = program_of(installation, connection, town, task.done_under or task.definition_id)
    element = definition.program.elements[task.element]
    owner = owner_of(actor, task)
    if not takes_envelopes(element):
        return Refused(RefusalKind.NOT_FOUND)
    if owner is None or not has_part_in(actor, task):
        return Refused(RefusalKind.NO_ROLE, {"role": task.role})
    row = sealed_call_of_task(connection, town, task_id)
    mark = mark_of(installation, town, row.id, owner) if row else ""
    return Looked(task, definition, element, row, owner, mark)


def hear_what_is_due(installation: Installation, actor: Actor, task_id: int) -> None:
    """A term that is over by now is heard before anybody files: a late envelope is late."""

    def verb(connection: Connection) -> int | None:
        loaded = step.load(connection, actor.municipality_id, task_id=task_id)
        if loaded is None or loaded.next_due is None:
            return None
        late = loaded.next_due <= scene_of(installation, actor, loaded).at
        return loaded.instance.id if late else None

    instance_id = in_one_transaction(installation, actor, verb)
    if isinstance(instance_id, int):
        fire_what_is_due(installation, actor.municipality_id, instance_id)


def call_at(
    installation: Installation, connection: Connection, actor: Actor, task_id: int
) -> Call | Refused:
    """A call in which this person may file now, with its keys; or why not."""
    town = actor.municipality_id
    loaded = step.load(connection, town, task_id=task_id)
    if loaded is None or loaded.task is None:
        return Refused(RefusalKind.NOT_FOUND)
    scene, task = scene_of(installation, system_actor(town), loaded), loaded.task
    definition = program_of(installation, connection, town, loaded.instance.definition_id)
    element = definition.program.elements[task.element]
    if not takes_envelopes(element):
        return Refused(RefusalKind.NOT_FOUND)
    refused = refusal_to_finish(actor, definition.program, scene.snapshot, task)
    refused = refused or refusal_of_suspended(scene)
    if refused is not None:
        return refused
    owner = owner_of(actor, task)
    if owner is None:
        return Refused(RefusalKind.NO_ROLE, {"role": task.role})
    row = sealed_call_of_task(connection, town, task_id)
    row = row or _made(connection, scene, definition, element, task)
    mark = mark_of(installation, town, row.id, owner)
    return Call(scene, definition, element, task, row, owner, mark)


def told_late(installation: Installation, actor: Actor, task_id: int, refused: Refused) -> Refused:
    """Who comes late is told which term is over; the history says that somebody came, not who."""
    if refused.kind is not RefusalKind.LATE:
        return refused
    return note_late_attempt(installation, system_actor(actor.municipality_id), task_id)


def term_of_call(
    connection: Connection, municipality_id: int, case_id: int, program: Program, element: Element
) -> DeadlineRow | None:
    """The term that closes a task that takes envelopes: the latest that began, as it stands."""
    borders = {
        each.index
        for each in program.elements
        if each.attached_to == element.id and each.deadline is not None
    }
    rows = deadlines_of_case(connection, municipality_id, case_id)
    own = [row for row in rows if row.element in borders]
    return max(own, key=lambda row: (row.opened_at, row.id), default=None)


def _made(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    element: Element,
    task: step.LoadedTask,
) -> SealedCallRow:
    """The keys of a call. It is not opened before its term, as it stands now, is over."""
    installation, town = scene.installation, scene.municipality_id
    term = term_of_call(connection, town, task.case_id, definition.program, element)
    private = installation.random_bytes(KEY)
    bare = SealedCallRow(
        id=installation.ids.new(),
        case_id=task.case_id,
        task_id=task.id,
        opens=element.sealed_until or "",
        public_key=public_half(private),
        wrapped_key=b"",
        not_before=scene.now if term is None else term.due_at,
        made_at=scene.now,
        opened_at=None,
        opened_by=None,
    )
    row = replace(bare, wrapped_key=wrapped_key(installation, town, bare, private))
    insert_sealed_call(connection, town, row)
    return row
