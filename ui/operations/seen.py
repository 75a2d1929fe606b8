"""The batch of an address, for who may see it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from engine.operations.rights import may_see_batch
from storage.database import Connection
from storage.queries.batches import BatchRow, batch_by_id
from ui.errors import forbidden, not_found
from ui.visit import Member

BatchId = Annotated[int, Path(ge=1, lt=2**63)]


def seen_batch(here: Member, connection: Connection, batch_id: int) -> BatchRow:
    """Raises the page of what is not there, or is not for this person."""
    found = batch_by_id(connection, here.municipality.id, batch_id)
    if found is None:
        raise not_found(here.words)
    if not may_see_batch(connection, here.actor, found):
        raise forbidden(here.words, here.words.gettext("Operaciones"))
    return found
