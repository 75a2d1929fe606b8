"""Codes of drafts: given out, tried, taken back, forgotten."""

from datetime import datetime

from sqlalchemy import delete, insert, update

from storage.database import Connection
from storage.queries.draft_codes import DraftCodeRow
from storage.tables import draft_codes


def insert_draft_code(connection: Connection, municipality_id: int, row: DraftCodeRow) -> None:
    """A code is given out."""
    values = {name: getattr(row, name) for name in DraftCodeRow.__dataclass_fields__}
    connection.execute(insert(draft_codes).values(municipality_id=municipality_id, **values))


def spend_try(connection: Connection, municipality_id: int, code_id: int, *, now: datetime) -> bool:
    """One try less, before it is known whether it is right; False when none is left or it is
    over."""
    spent = connection.execute(
        update(draft_codes)
        .where(draft_codes.c.municipality_id == municipality_id, draft_codes.c.id == code_id)
        .where(draft_codes.c.tries_left > 0, draft_codes.c.expires_at > now)
        .values(tries_left=draft_codes.c.tries_left - 1)
    )
    return spent.rowcount == 1


def set_tries(connection: Connection, municipality_id: int, code_id: int, *, tries: int) -> None:
    """It was right: the tries begin anew."""
    connection.execute(
        update(draft_codes)
        .where(draft_codes.c.municipality_id == municipality_id, draft_codes.c.id == code_id)
        .values(tries_left=tries)
    )


def drop_draft_code(connection: Connection, municipality_id: int, code_id: int) -> None:
    """It was taken back, or another one came in its place."""
    connection.execute(
        delete(draft_codes).where(
            draft_codes.c.municipality_id == municipality_id, draft_codes.c.id == code_id
        )
    )


def prune_draft_codes(connection: Connection, *, now: datetime) -> int:
    """Forgets the codes that are over; how many."""
    return connection.execute(delete(draft_codes).where(draft_codes.c.expires_at <= now)).rowcount
