"""What the history of a case says of its envelopes; who only verifies loads no step with it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.sealing.vouching import Act
from storage.database import Connection
from storage.queries.history import history_of


def acts_of(connection: Connection, municipality_id: int, case_id: int) -> Iterator[Act]:
    """The history of a case, as far as envelopes go."""
    for row in history_of(connection, municipality_id, case_id):
        yield Act(row.seq, row.kind, row.at, row.data)
