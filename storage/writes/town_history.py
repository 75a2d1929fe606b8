"""Growing the history of the municipality: lock its head, append, move the head on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import town_event_details, town_events, town_heads


@dataclass(frozen=True, slots=True)
class NewTownEvent:
    """One event with its place and its link; `salt` and `detail` are its personal part."""

    seq: int
    kind: int
    person_id: int | None
    subject_id: int | None
    at: datetime
    data: str
    detail_digest: bytes | None
    hash: bytes
    salt: bytes | None
    detail: str | None


def lock_head(connection: Connection, municipality_id: int, *, origin: bytes) -> tuple[int, bytes]:
    """The last place and its hash, held until the transaction ends; begun when there is none."""
    upsert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(
        upsert(town_heads)
        .values(municipality_id=municipality_id, seq=0, hash=origin)
        .on_conflict_do_nothing(index_elements=["municipality_id"])
    )
    found = connection.execute(
        select(town_heads.c.seq, town_heads.c.hash)
        .where(town_heads.c.municipality_id == municipality_id)
        .with_for_update()
    ).one()
    return found[0], bytes(found[1])


def append(connection: Connection, municipality_id: int, rows: Sequence[NewTownEvent]) -> None:
    """Events in their order, and the head upon the last of them."""
    if not rows:
        return
    shared = ("seq", "kind", "person_id", "subject_id", "at", "data", "detail_digest", "hash")
    connection.execute(
        insert(town_events),
        [
            {"municipality_id": municipality_id, **{name: getattr(row, name) for name in shared}}
            for row in rows
        ],
    )
    details = [
        {"municipality_id": municipality_id, "seq": row.seq, "salt": row.salt, "data": row.detail}
        for row in rows
        if row.detail is not None
    ]
    if details:
        connection.execute(insert(town_event_details), details)
    connection.execute(
        update(town_heads)
        .where(town_heads.c.municipality_id == municipality_id)
        .values(seq=rows[-1].seq, hash=rows[-1].hash)
    )
