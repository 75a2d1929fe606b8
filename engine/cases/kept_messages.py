"""Messages that came before anybody waited: delivered as soon as somebody does.

Whoever begins to wait looks here after the commit; should the process die in between, the sweep of
the timekeeper finds the pair. Nothing is delivered twice: the message is taken in the same commit.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from engine.cases.advance import Advance
from engine.cases.delivery import deliver
from engine.identity import system_actor
from engine.installation import Installation
from engine.values import loads
from storage.database import Connection
from storage.queries.waits import KeptMessage, Waiting, kept_message, subscriptions_for
from storage.writes.messages import take_message

MOST_IN_A_ROW = 100
"""A case that asks for the next message each time it has got one comes to rest here."""


def settle(installation: Installation, municipality_id: int, advance: Advance) -> int:
    """Give kept messages to what a step began to wait for, and so on; how many were delivered."""
    waiting = list(advance.waits.awaited_messages)
    delivered = 0
    while waiting and delivered < MOST_IN_A_ROW:
        row = waiting.pop(0)
        following = deliver_kept(installation, municipality_id, row.name, row.correlation_key)
        if following is not None:
            delivered += 1
            waiting.extend(following.waits.awaited_messages)
    return delivered


def deliver_kept(
    installation: Installation, municipality_id: int, name: str, key: str
) -> Advance | None:
    """Give the oldest kept message of this name and key to whoever waits longest for it."""
    with installation.database.read(municipality_id) as connection:
        message = kept_message(
            connection,
            municipality_id,
            name=name,
            correlation_key=key,
            now=installation.clock.now(),
        )
        if message is None:
            return None
        waiting = subscriptions_for(connection, municipality_id, name=name, correlation_key=key)
    take = partial(_taken, municipality_id=municipality_id, message_id=message.id)
    return _first_delivered(installation, municipality_id, waiting, take, message)


def _first_delivered(
    installation: Installation,
    municipality_id: int,
    waiting: Iterable[Waiting],
    take: partial[bool],
    message: KeptMessage,
) -> Advance | None:
    content = loads(message.payload)
    for one in waiting:
        advance = deliver(
            installation,
            system_actor(municipality_id),
            one,
            lambda connection: content if take(connection) else None,
            sender_key=message.sender_key,
        )
        if advance is not None:
            return advance
    return None


def _taken(connection: Connection, *, municipality_id: int, message_id: int) -> bool:
    return take_message(connection, municipality_id, message_id)
