"""Four eyes: who did one step of a case may not do another that the process keeps apart from it.

The process says which in its manifest (`[[separate]]`); a process that says nothing asks nothing.
Whoever stands in for somebody is that person too: an absence opens no way around.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine.definitions.loading import Definition, program_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.permission import acts_for
from storage import step
from storage.database import Connection
from storage.queries.tasks import done_by

OPENING = ""
"""Stands for opening the case, in what somebody did."""


def refusal_of_separation(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    loaded: step.Loaded,
    person_id: int | None,
) -> Refused | None:
    """Why the person may not have the task; None when they may. `person_id` is the actor, or to
    whom the actor gives it."""
    task = loaded.task
    assert task is not None  # noqa: S101  # the verbs load a task
    town = actor.municipality_id
    definition = program_of(installation, connection, town, loaded.instance.definition_id)
    apart = kept_apart(definition, task.element_key)
    if not apart or person_id is None:
        return None
    people = {person_id}
    if person_id == actor.person_id and (absent := acts_for(actor, task)) is not None:
        people.add(absent)
    done = done_by(connection, town, [loaded.case.id], sorted(people)).get(loaded.case.id, ())
    return barred_by(definition, apart, done, person_id, own=person_id == actor.person_id)


def kept_apart(definition: Definition, element_key: str) -> frozenset[str]:
    """The elements that nobody may do together with this one."""
    rules = (set(rule.elements) for rule in definition.manifest.separate)
    found = {each for rule in rules if element_key in rule for each in rule}
    return frozenset(found - {element_key})


def barred_by(
    definition: Definition,
    apart: Collection[str],
    done: Collection[str],
    person_id: int,
    *,
    own: bool,
) -> Refused | None:
    """The refusal that names the first step that the person did and that is kept apart."""
    starts = {point.element_id for point in definition.program.starts}
    for element_id in sorted(apart):
        if element_id in done or (element_id in starts and OPENING in done):
            title = definition.program.element(element_id).name or element_id
            details = {"did": title, "person_id": str(person_id)}
            details |= {"opened": "1"} if element_id in starts else {}
            details |= {"own": "1"} if own else {}
            return Refused(RefusalKind.SEPARATED, details)
    return None


def barred_tasks(
    definitions: Mapping[int, Definition],
    tasks: Collection[tuple[int, int, str, int]],
    done: Mapping[int, Collection[str]],
    person_id: int,
) -> Mapping[int, Refused]:
    """Of listed tasks (id, case, element, definition): those that the person may not have."""
    found = {}
    for task_id, case_id, element_key, definition_id in tasks:
        definition = definitions.get(definition_id)
        if definition is None:
            continue
        apart = kept_apart(definition, element_key)
        known = done.get(case_id, ())
        refused = barred_by(definition, apart, known, person_id, own=True) if apart else None
        if refused is not None:
            found[task_id] = refused
    return found
