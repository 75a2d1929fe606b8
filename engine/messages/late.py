"""A message that was kept before any version began with it begins cases once one is in force.

The message is taken in the commit that wishes for the cases, one of each process: each begins as a
job of its own, once, and one that cannot waits for a person.
"""

from __future__ import annotations

from engine.installation import Installation
from engine.messages.unopened import wish_for_case
from engine.values import loads
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.starts import StartRow, starts_by
from storage.queries.waits import OpeningMessage, opening_messages
from storage.tables.waits import StartKind
from storage.writes.messages import take_message


def open_by_kept_messages(installation: Installation, *, limit: int) -> int:
    """How many cases were wished for, over all municipalities."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = opening_messages(connection, now=installation.clock.now(), limit=limit)
    return sum(_open(installation, message) for message in found)


def _open(installation: Installation, message: OpeningMessage) -> int:
    town = message.municipality_id

    def verb(connection: Connection) -> int:
        starts = starts_by(connection, town, kind=StartKind.MESSAGE, name=message.name)
        first: dict[str, StartRow] = {}
        for start in starts:
            first.setdefault(start.process_key, start)
        if not first or not take_message(connection, town, message.id):
            return 0
        for start in first.values():
            wish_for_case(
                installation,
                connection,
                start,
                loads(message.payload),
                key=message.sender_key or f"message:{message.id}",
                correlation=message.correlation_key,
            )
        return len(first)

    return installation.database.run(verb, municipality=town)
