"""Publishing: a message with a name and a correlation key reaches all who wait for it.

Nobody waits: it is kept for as long as the sender asks, or refused. A suspended case waits, but is
given nothing: one message for each is kept until it is resumed, whatever the sender asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from engine.cases.delivery import deliver, is_awake
from engine.cases.kept_messages import deliver_kept, settle
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import InvalidData, RefusalKind, Refused
from engine.values import Value, dumps
from storage.database import Connection
from storage.queries.waits import subscriptions_for
from storage.writes.messages import keep_message


@dataclass(frozen=True, slots=True)
class Published:
    """How many cases received the message; `kept` when it waits for one that could not yet."""

    delivered: int
    kept: bool


def publish(
    installation: Installation,
    actor: Actor,
    name: str,
    key: str,
    payload: Mapping[str, Value],
    *,
    keep_for: timedelta | None = None,
) -> Published | Refused:
    """Send a message inside a municipality."""
    text = dumps(dict(payload))
    if len(text) > installation.limits.message_characters:
        limit = str(installation.limits.message_characters)
        return InvalidData(RefusalKind.INVALID_DATA, {"limit": limit})
    delivered, held = _deliver_to_all(installation, actor, name, key, payload)
    for _ in range(held):
        _keep(installation, actor, name, key, text, installation.limits.message_keeping)
    if delivered or held:
        return Published(delivered, kept=held > 0)
    if keep_for is None:
        return Refused(RefusalKind.NOT_EXPECTED, {"name": name})
    _keep(installation, actor, name, key, text, min(keep_for, installation.limits.message_keeping))
    late = deliver_kept(installation, actor.municipality_id, name, key)
    return Published(int(late is not None), kept=late is None)


def _deliver_to_all(
    installation: Installation, actor: Actor, name: str, key: str, payload: Mapping[str, Value]
) -> tuple[int, int]:
    """How many cases received it, and how many that are suspended wait for it."""
    municipality_id = actor.municipality_id
    with installation.database.read(municipality_id) as connection:
        waiting = subscriptions_for(connection, municipality_id, name=name, correlation_key=key)
    delivered = 0
    for one in filter(is_awake, waiting):
        advance = deliver(installation, actor, one, name=name, key=key, payload=lambda _: payload)
        if advance is not None:
            delivered += 1
            settle(installation, municipality_id, advance)
    return delivered, sum(not is_awake(one) for one in waiting)


def _keep(
    installation: Installation, actor: Actor, name: str, key: str, text: str, span: timedelta
) -> None:
    def verb(connection: Connection) -> None:
        now = installation.clock.now()
        keep_message(
            connection,
            actor.municipality_id,
            message_id=installation.ids.new(),
            name=name,
            correlation_key=key,
            payload=text,
            sent_at=now,
            expires_at=now + span,
        )

    installation.database.run(verb, municipality=actor.municipality_id)
