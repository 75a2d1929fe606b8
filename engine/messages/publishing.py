"""Publishing: a message with a name and a correlation key reaches all cases that wait for it.

Where no case waits for it, it begins one of every process that starts with it (BPMN 2.0.2, 13.2);
where there is none either, it is kept for as long as the sender asks, or refused. A suspended case
waits, but is given nothing: one message for each is kept until it is resumed, whatever the sender
asked. What is sent again under the same sender's key reaches nobody twice and begins no second
case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from engine import bpmn
from engine.cases.delivery import deliver, is_awake
from engine.cases.incidents import step_failed
from engine.cases.kept_messages import deliver_kept, settle
from engine.identity import Actor
from engine.installation import Installation
from engine.messages.opening import has_opened, open_cases, receivers
from engine.refusals import InvalidData, RefusalKind, Refused
from engine.values import Value, dumps
from storage.database import Connection
from storage.queries.waits import subscriptions_for
from storage.writes.messages import keep_message


@dataclass(frozen=True, slots=True)
class Published:
    """How many cases received the message, how many it began; `kept` when it waits for one that
    could not yet."""

    delivered: int
    kept: bool
    begun: int = 0


@dataclass(frozen=True, slots=True)
class _Message:
    name: str
    key: str
    payload: Mapping[str, Value]
    text: str
    sender_key: str | None


def publish(
    installation: Installation,
    actor: Actor,
    name: str,
    key: str,
    payload: Mapping[str, Value],
    *,
    keep_for: timedelta | None = None,
    sender_key: str | None = None,
) -> Published | Refused:
    """Send a message inside a municipality."""
    message = _Message(name, key, payload, dumps(dict(payload)), sender_key)
    if len(message.text) > installation.limits.message_characters:
        limit = str(installation.limits.message_characters)
        return InvalidData(RefusalKind.INVALID_DATA, {"limit": limit})
    before = receivers(installation, actor.municipality_id, sender_key)
    began = has_opened(before)
    delivered, held = (0, 0) if began else _deliver_to_all(installation, actor, message)
    for copy in range(held):
        _keep(installation, actor, message, installation.limits.message_keeping, copy)
    if delivered or held or (before and not began):
        return Published(delivered, kept=held > 0)
    try:
        begun = open_cases(installation, actor, payload, name=name, key=key, sender_key=sender_key)
    except bpmn.StepFailed as failure:
        return step_failed(failure.element_id, failure.sentence)
    if begun or began:
        return Published(0, kept=False, begun=begun)
    if keep_for is None:
        return Refused(RefusalKind.NOT_EXPECTED, {"name": name})
    _keep(installation, actor, message, min(keep_for, installation.limits.message_keeping))
    late = deliver_kept(installation, actor.municipality_id, name, key)
    return Published(int(late is not None), kept=late is None)


def _deliver_to_all(installation: Installation, actor: Actor, message: _Message) -> tuple[int, int]:
    """How many cases received it, and how many that are suspended wait for it."""
    municipality_id = actor.municipality_id
    with installation.database.read(municipality_id) as connection:
        waiting = subscriptions_for(
            connection, municipality_id, name=message.name, correlation_key=message.key
        )
    delivered = 0
    for one in filter(is_awake, waiting):
        advance = deliver(
            installation, actor, one, lambda _: message.payload, sender_key=message.sender_key
        )
        if advance is not None:
            delivered += 1
            settle(installation, municipality_id, advance)
    return delivered, sum(not is_awake(one) for one in waiting)


def _keep(
    installation: Installation, actor: Actor, message: _Message, span: timedelta, copy: int = 0
) -> None:
    def verb(connection: Connection) -> None:
        now = installation.clock.now()
        keep_message(
            connection,
            actor.municipality_id,
            message_id=installation.ids.new(),
            name=message.name,
            correlation_key=message.key,
            payload=message.text,
            sent_at=now,
            expires_at=now + span,
            sender_key=message.sender_key,
            copy=copy,
        )

    installation.database.run(verb, municipality=actor.municipality_id)
