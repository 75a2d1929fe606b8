"""By which act the personal part of which events was erased, as the history itself says."""

from __future__ import annotations

from engine.history.kinds import EventKind
from engine.values import loads
from storage.database import Connection
from storage.queries.history import events_of_kind


def erased_by(connection: Connection, municipality_id: int, case_id: int) -> dict[int, str]:
    """The act, by the place of each event that lost its personal part."""
    found: dict[int, str] = {}
    for event in events_of_kind(connection, municipality_id, case_id, EventKind.PERSONAL_ERASED):
        told = loads(event.data)
        found |= {int(seq): str(told["act"]) for seq in told["events"]}
    return found
