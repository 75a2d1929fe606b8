"""A timer that is due wakes its token: one timer, one transaction.

A timer that fell due while nobody ran fires once. What cannot be run as drawn rolls back; the timer
is set aside with an incident, and a person may set it going again.
"""

from __future__ import annotations

from engine import bpmn
from engine.cases.advance import Advance
from engine.cases.incidents import Where, raise_incident
from engine.cases.scene import in_one_transaction, scene_of, surroundings_in, write_step
from engine.definitions.loading import program_of
from engine.identity import system_actor
from engine.installation import Installation
from engine.refusals import Refused
from storage import step
from storage.database import Connection
from storage.queries.waits import DueTimer, due_timers_of

MOST_AT_ONCE = 100
"""Timers of one case that fire one after the other before its people go on."""


def fire_what_is_due(installation: Installation, municipality_id: int, instance_id: int) -> int:
    """Every timer of one case that is due, in the order of their moments; how many fired."""
    fired = 0
    for _ in range(MOST_AT_ONCE):
        now = installation.clock.now()
        with installation.database.read(municipality_id) as connection:
            due = due_timers_of(connection, municipality_id, instance_id, now=now)
        if not due:
            break
        fired += fire(installation, due[0]) is not None
    return fired


def fire(installation: Installation, timer: DueTimer) -> Advance | None:
    """Wake the token of one timer; None when it was disarmed meanwhile, or its step failed."""
    actor = system_actor(timer.municipality_id)

    def verb(connection: Connection) -> Advance | None:
        loaded = step.load(connection, timer.municipality_id, instance_id=timer.instance_id)
        if loaded is None:
            return None
        scene = scene_of(installation, actor, loaded)
        due = due_timers_of(connection, timer.municipality_id, timer.instance_id, now=scene.now)
        if timer.id not in {other.id for other in due}:
            return None
        definition = program_of(
            installation, connection, timer.municipality_id, loaded.instance.definition_id
        )
        outcome = bpmn.fire(
            definition.program,
            scene.snapshot,
            timer.token,
            surroundings=surroundings_in(scene, connection),
            which=timer.which,
        )
        return write_step(connection, scene, definition, outcome)

    try:
        advance = in_one_transaction(installation, actor, verb)
    except (bpmn.StepFailed, bpmn.TokenGone) as failure:
        where = Where(instance_id=timer.instance_id, timer_id=timer.id)
        raise_incident(installation, actor, failure, where)
        return None
    return None if isinstance(advance, Refused) else advance
