"""A message or signal meets whoever waits for it, one case and one transaction at a time.

A suspended case is given nothing: what is for it is kept until it is resumed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine import bpmn
from engine.cases.advance import Advance
from engine.cases.incidents import Where, raise_incident
from engine.cases.lifecycle import CaseState
from engine.cases.scene import in_one_transaction, scene_of, surroundings_in, write_step
from engine.definitions.loading import program_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import Refused
from engine.values import Value
from storage import step
from storage.database import Connection
from storage.queries.waits import Waiting, subscription_by_id
from storage.writes.messages import receive

Payload = Callable[[Connection], Mapping[str, Value] | None]
"""Gives what is delivered, inside the transaction; None when there is nothing any more."""


def is_awake(waiting: Waiting) -> bool:
    """A suspended case waits on, and is given nothing."""
    return waiting.case_state == CaseState.OPEN


def deliver(
    installation: Installation,
    actor: Actor,
    waiting: Waiting,
    payload: Payload,
    *,
    sender_key: str | None = None,
) -> Advance | None:
    """Wake one token with a payload; None when it waits no more, has had it, or its step failed,
    which leaves an incident."""
    try:
        return deliver_or_fail(installation, actor, waiting, payload, sender_key=sender_key)
    except bpmn.StepFailed as failure:
        raise_incident(installation, actor, failure, Where(instance_id=waiting.instance_id))
        return None


def deliver_or_fail(
    installation: Installation,
    actor: Actor,
    waiting: Waiting,
    payload: Payload,
    *,
    sender_key: str | None = None,
) -> Advance | None:
    """The same; StepFailed is for the caller. What comes under a sender's key comes once."""
    municipality_id = actor.municipality_id

    def verb(connection: Connection) -> Advance | None:
        loaded = step.load(connection, municipality_id, instance_id=waiting.instance_id)
        still = subscription_by_id(connection, municipality_id, waiting.id)
        if loaded is None or still is None or not is_awake(still):
            return None
        content = payload(connection)
        scene = scene_of(installation, actor, loaded)
        if content is None or (
            sender_key is not None
            and not receive(
                connection,
                municipality_id,
                sender_key=sender_key,
                target=target_of(waiting),
                at=scene.now,
            )
        ):
            return None
        definition = program_of(
            installation, connection, municipality_id, loaded.instance.definition_id
        )
        outcome = bpmn.deliver(
            definition.program,
            scene.snapshot,
            waiting.token,
            content,
            surroundings=surroundings_in(scene, connection),
            which=waiting.which,
            kind=waiting.kind,
        )
        return write_step(connection, scene, definition, outcome)

    try:
        advance = in_one_transaction(installation, actor, verb)
    except bpmn.TokenGone:
        return None
    return None if isinstance(advance, Refused) else advance


def target_of(waiting: Waiting) -> str:
    """The name of who waits, in the receipts of what comes under a sender's key."""
    return f"wait:{waiting.id}"
