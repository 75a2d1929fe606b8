"""Erasing the personal part of an event. Events themselves are written by `storage.step` and are
never changed: the database refuses."""

from sqlalchemy import delete

from storage.database import Connection
from storage.tables import event_details


def erase_detail(connection: Connection, municipality_id: int, *, case_id: int, seq: int) -> bool:
    """Erases what was personal in an event; its digest stays and the chain still verifies."""
    gone = connection.execute(
        delete(event_details)
        .where(event_details.c.municipality_id == municipality_id)
        .where(event_details.c.case_id == case_id, event_details.c.seq == seq)
    )
    return gone.rowcount == 1
