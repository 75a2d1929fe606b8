"""What somebody may see of their own envelopes, never the others: which came in, how each ended.

Nobody reads back what they sealed: the key for that exists in the opening alone.
"""

from __future__ import annotations

from collections.abc import Collection

from engine.identity import Actor
from engine.installation import Installation
from engine.sealing.calls import Looked
from engine.sealing.keys import mark_of
from storage.database import Connection
from storage.queries.sealing import EnvelopeRow, cases_of_marks, envelopes_of_call, waiting_calls
from storage.tables.sealing import EnvelopeState

MOST_CALLS = 500


def own_envelopes(connection: Connection, looked: Looked) -> tuple[EnvelopeRow, ...]:
    """What was filed in their name in a call, the newest first; the draft is not among it."""
    if looked.row is None:
        return ()
    rows = envelopes_of_call(connection, looked.definition.municipality_id, looked.row.id)
    own = [row for row in rows if row.mark == looked.mark and row.state != EnvelopeState.DRAFT]
    return tuple(reversed(own))


def in_force(envelopes: Collection[EnvelopeRow]) -> EnvelopeRow | None:
    """The one that will be opened, or was."""
    counting = (EnvelopeState.FILED, EnvelopeState.OPENED, EnvelopeState.BROKEN)
    return next((row for row in envelopes if row.state in counting), None)


def cases_with_own(
    installation: Installation, connection: Connection, actor: Actor, people: Collection[int]
) -> frozenset[int]:
    """The cases whose envelopes wait for their opening and in which one was filed in the name of
    one of these people. Only who knows the secret can ask this."""
    town = actor.municipality_id
    marks = [
        mark_of(installation, town, call.id, person_id)
        for call in waiting_calls(connection, town, limit=MOST_CALLS)
        for person_id in people
    ]
    return cases_of_marks(connection, town, marks) if marks else frozenset()
