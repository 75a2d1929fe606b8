"""Who may not have a task because of what the case knows of them: a conflict of interest that they
declared, a challenge that was upheld.

The manifest says it (`[[exclude]]`): of which steps, whom (FEEL over what the task sees: mails, as
an assignee is drawn), and why in words. Whoever stands in for somebody is that person too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from engine.bpmn import Snapshot, TokenGone, data_of
from engine.definitions.barring import Exclusion
from engine.definitions.loading import Definition, program_of
from engine.definitions.publication import condition
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.permission import acts_for
from engine.values import Value
from storage import step
from storage.database import Connection
from storage.queries.identity import persons_named


def refusal_of_exclusion(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    loaded: step.Loaded,
    person_id: int | None,
) -> Refused | None:
    """Why the person may not have the task; None when they may. `person_id` is the actor, or to
    whom the actor gives it."""
    task, town = loaded.task, actor.municipality_id
    assert task is not None  # noqa: S101  # the verbs load a task
    definition = program_of(installation, connection, town, loaded.instance.definition_id)
    if person_id is None or not rules_of(definition, task.element_key):
        return None
    people, own = {person_id}, person_id == actor.person_id
    if own and (absent := acts_for(actor, task)) is not None:
        people.add(absent)
    try:
        snapshot = Snapshot(loaded.instance.tokens, loaded.instance.scopes)
        seen = data_of(definition.program, snapshot, task.token)
    except TokenGone:
        return None  # whoever holds it is told that it is over
    found = excluded_by(
        connection, town, definition, task.element_key, seen, people, at=installation.clock.now()
    )
    if found is None:
        return None
    details = {"reason": found.reason, "person_id": str(person_id)}
    return Refused(RefusalKind.EXCLUDED, {**details, "own": "1"} if own else details)


def rules_of(definition: Definition, element_key: str) -> tuple[Exclusion, ...]:
    """What the process says of a step."""
    return tuple(rule for rule in definition.manifest.exclude if element_key in rule.elements)


def excluded_by(
    connection: Connection,
    municipality_id: int,
    definition: Definition,
    element_key: str,
    seen: Mapping[str, Value],
    people: Collection[int],
    *,
    at: datetime,
) -> Exclusion | None:
    """The first rule that keeps any of these people from the step, by what its task sees."""
    for rule in rules_of(definition, element_key):
        value = condition(rule.people).evaluate(seen)
        named = {each for each in value if isinstance(each, str)} if isinstance(value, list) else ()
        if named:
            found = persons_named(connection, municipality_id, set(named), at=at)
            if set(found.values()) & set(people):
                return rule
    return None
