"""What a verb upon a task refused, with the names and moments that its sentence needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.refusals import RefusalKind, Refused
from storage.queries.identity import names_of
from ui.api.door import Program
from ui.api.problems import Problem, not_found, of_refusal
from ui.tasks.answers import facts_of, people_in
from ui.tasks.filing import limit_of
from ui.tasks.scene import task_scene


def of_task(here: Program, task_id: int, refused: Refused) -> Problem:
    """The problem of a refusal; a task that is not for this token is told of by its role alone."""
    if refused.kind is RefusalKind.NOT_FOUND:
        return not_found()
    with here.installation.database.read(here.municipality.id) as connection:
        scene = task_scene(here, connection, task_id)
        names = names_of(connection, here.municipality.id, people_in(refused))
    if scene.case.is_sealed(scene.task):
        refused = replace(refused, details=without_people(refused.details))
    return of_refusal(refused, {**facts_of(here, scene, refused, names), **limit_of(here)})


def without_people(details: Mapping[str, str]) -> Mapping[str, str]:
    """The facts of a refusal without who it was: of a task under seal nobody is told."""
    return {
        name: value for name, value in details.items() if name not in ("person_id", "holder_id")
    }
