"""Tasks that several people do at once under seal: nobody holds them, each files their own.

The first to finish must not shut the others out, nor may anybody read who is at it: such a task is
not taken nor handed over, and whoever finds it finished by another goes on with the open one that
the process has put in its place. Where the diagram names the person (an evaluator), the task is
theirs like any other: only what they write in it is sealed.
"""

from __future__ import annotations

from engine.definitions.loading import program_of
from engine.identity import Actor
from engine.installation import Installation
from storage import step
from storage.database import Connection
from storage.queries.tasks import task_by_id, tasks_of_case
from storage.tables.tasks import TaskState


def is_shared(
    installation: Installation, connection: Connection, actor: Actor, loaded: step.Loaded
) -> bool:
    """The task of a step is done under seal."""
    definition = program_of(
        installation, connection, actor.municipality_id, loaded.instance.definition_id
    )
    assert loaded.task is not None  # noqa: S101  # the verbs load a task
    return definition.program.elements[loaded.task.element].shared


def open_in_place_of(installation: Installation, actor: Actor, task_id: int) -> int:
    """The task to go on with: the same while it is open, else the open one in its place."""
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        task = task_by_id(connection, town, task_id)
        if task is None or task.state == TaskState.OPEN or task.closed_by == actor.person_id:
            return task_id
        under = task.done_under or task.definition_id
        definition = program_of(installation, connection, town, under)
        if not definition.program.elements[task.element].shared:
            return task_id
        others = tasks_of_case(connection, town, task.case_id, open_only=True)
        same = (each.id for each in others if each.element_key == task.element_key)
        return next(same, task_id)
