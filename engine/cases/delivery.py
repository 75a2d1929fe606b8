"""A message meets whoever waits for it, by name and correlation key, one case at a time.

A suspended case is given nothing: what is for it is kept until it is resumed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine import bpmn
from engine.cases.advance import Advance
from engine.cases.incidents import Where, raise_incident
from engine.cases.lifecycle import CaseState
from engine.cases.scene import in_one_transaction, scene_of, write_step
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import program_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import Refused
from engine.values import Value
from storage import step
from storage.database import Connection
from storage.queries.waits import Waiting, subscriptions_for

Payload = Callable[[Connection], Mapping[str, Value] | None]
"""Gives what is delivered, inside the transaction; None when there is nothing any more."""


def is_awake(waiting: Waiting) -> bool:
    """A suspended case waits on, and is given nothing."""
    return waiting.case_state == CaseState.OPEN


def deliver(
    installation: Installation,
    actor: Actor,
    waiting: Waiting,
    *,
    name: str,
    key: str,
    payload: Payload,
) -> Advance | None:
    """Wake one token with a payload; None when it waits no more, or its step failed."""
    municipality_id = actor.municipality_id

    def verb(connection: Connection) -> Advance | None:
        loaded = step.load(connection, municipality_id, instance_id=waiting.instance_id)
        still = subscriptions_for(connection, municipality_id, name=name, correlation_key=key)
        if loaded is None or waiting.id not in {each.id for each in still if is_awake(each)}:
            return None
        content = payload(connection)
        if content is None:
            return None
        scene = scene_of(installation, actor, loaded)
        definition = program_of(
            installation, connection, municipality_id, loaded.instance.definition_id
        )
        outcome = bpmn.deliver(
            definition.program,
            scene.snapshot,
            waiting.token,
            content,
            surroundings=surroundings_of(installation, connection, municipality_id, scene.now),
        )
        return write_step(connection, scene, definition, outcome)

    try:
        advance = in_one_transaction(installation, actor, verb)
    except bpmn.TokenGone:
        return None
    except bpmn.StepFailed as failure:
        raise_incident(installation, actor, failure, Where(instance_id=waiting.instance_id))
        return None
    return None if isinstance(advance, Refused) else advance
