"""Batches: written whole, taken by one worker for a while, each item ended once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, insert, or_, select, update

from storage.database import Connection
from storage.tables import batch_items, batches
from storage.tables.batches import BatchState, ItemState

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A batch that begins; `parameters` is JSON."""

    id: int
    kind: str
    processes: str
    parameters: str
    reason: str
    items: int
    created_at: datetime
    created_by: int


def insert_batch(
    connection: Connection,
    municipality_id: int,
    batch: NewBatch,
    subjects: Iterable[tuple[int, int]],
) -> None:
    """A batch with its items, (subject, case) each, in their order."""
    values = {name: getattr(batch, name) for name in NewBatch.__dataclass_fields__}
    connection.execute(
        insert(batches).values(municipality_id=municipality_id, state=BatchState.RUNNING, **values)
    )
    rows = [
        {
            "municipality_id": municipality_id,
            "batch_id": batch.id,
            "place": place,
            "subject_id": subject_id,
            "case_id": case_id,
            "state": ItemState.WAITING,
            "outcome": "",
            "details": "{}",
        }
        for place, (subject_id, case_id) in enumerate(subjects, start=1)
    ]
    for begin in range(0, len(rows), _AT_ONCE):
        connection.execute(insert(batch_items), rows[begin : begin + _AT_ONCE])


def take_batch(
    connection: Connection,
    municipality_id: int,
    batch_id: int,
    *,
    now: datetime,
    until: datetime,
) -> bool:
    """Keeps other workers away for a while; False when one has it or it does not run."""
    done = connection.execute(
        update(batches)
        .where(batches.c.municipality_id == municipality_id, batches.c.id == batch_id)
        .where(batches.c.state == BatchState.RUNNING)
        .where(or_(batches.c.locked_until.is_(None), batches.c.locked_until <= now))
        .values(locked_until=until)
    )
    return done.rowcount == 1


def free_batch(
    connection: Connection, municipality_id: int, batch_id: int, *, now: datetime
) -> None:
    """The worker lets go; a batch without waiting items is completed."""
    waiting = exists().where(
        batch_items.c.municipality_id == municipality_id,
        batch_items.c.batch_id == batch_id,
        batch_items.c.state == ItemState.WAITING,
    )
    mine = (batches.c.municipality_id == municipality_id, batches.c.id == batch_id)
    connection.execute(
        update(batches)
        .where(*mine, batches.c.state == BatchState.RUNNING, ~waiting)
        .values(state=BatchState.COMPLETED, ended_at=now)
    )
    connection.execute(update(batches).where(*mine).values(locked_until=None))


def end_item(
    connection: Connection,
    municipality_id: int,
    batch_id: int,
    place: int,
    *,
    state: ItemState,
    outcome: str = "",
    details: str = "{}",
    at: datetime,
) -> bool:
    """Writes what came of an item; False when it has its outcome already or the batch does not
    run any more.

    The batch is locked, so that pausing it waits for the act that is under way and no later one.
    """
    running = connection.execute(
        select(batches.c.id)
        .where(batches.c.municipality_id == municipality_id, batches.c.id == batch_id)
        .where(batches.c.state == BatchState.RUNNING)
        .with_for_update(read=True)
    ).first()
    if running is None:
        return False
    done = connection.execute(
        update(batch_items)
        .where(batch_items.c.municipality_id == municipality_id)
        .where(batch_items.c.batch_id == batch_id, batch_items.c.place == place)
        .where(batch_items.c.state == ItemState.WAITING)
        .values(state=state, outcome=outcome, details=details, ended_at=at)
    )
    return done.rowcount == 1


def set_state(
    connection: Connection,
    municipality_id: int,
    batch_id: int,
    *,
    states: Iterable[BatchState],
    to: BatchState,
    ended_at: datetime | None = None,
) -> bool:
    """Pauses, resumes or cancels; False when the batch is in none of `states`."""
    done = connection.execute(
        update(batches)
        .where(batches.c.municipality_id == municipality_id, batches.c.id == batch_id)
        .where(batches.c.state.in_(list(states)))
        .values(state=to, ended_at=ended_at)
    )
    return done.rowcount == 1
