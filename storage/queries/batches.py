"""Batches: the list, one with its counts, its items, and what a worker does next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, text

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import batch_items, batches, cases, persons


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One act upon many; `parameters` is JSON."""

    municipality_id: int
    id: int
    kind: str
    processes: str
    parameters: str
    reason: str
    state: str
    items: int
    created_at: datetime
    created_by: int
    ended_at: datetime | None
    created_by_name: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing the act is done to, with the case it belongs to; `details` is JSON: of a refusal,
    its facts, of what was done and can be taken back, its event."""

    place: int
    subject_id: int
    case_id: int
    state: str
    outcome: str
    details: str
    ended_at: datetime | None
    number: str
    title: str


_BATCH = select(
    *(batches.c[name] for name in list(BatchRow.__dataclass_fields__)[:-1]), persons.c.name
).join(persons, joined(batches, persons, "created_by"))
_ITEM = select(
    *(batch_items.c[name] for name in list(ItemRow.__dataclass_fields__)[:-2]),
    cases.c.number,
    cases.c.title,
).join(cases, joined(batch_items, cases, "case_id"))


def batch_by_id(connection: Connection, municipality_id: int, batch_id: int) -> BatchRow | None:
    """One batch."""
    found = _BATCH.where(batches.c.municipality_id == municipality_id, batches.c.id == batch_id)
    return one(connection, found, BatchRow)


def list_batches(
    connection: Connection,
    municipality_id: int,
    *,
    processes: Collection[str] | None = None,
    begun_by: int | None = None,
    after: int | None = None,
    limit: int = 50,
) -> tuple[BatchRow, ...]:
    """Batches, newest first; the page after the batch with id `after`.

    `processes` keeps to those that reach no other processes, and to those that the person
    `begun_by` began; None means all.
    """
    found = _BATCH.where(batches.c.municipality_id == municipality_id)
    if processes is not None:
        found = found.where(or_(batches.c.created_by == begun_by, _reaches_only(processes)))
    if after is not None:
        found = found.where(batches.c.id < after)
    return many(connection, found.order_by(batches.c.id.desc()).limit(limit), BatchRow)


def _reaches_only(processes: Collection[str]) -> ColumnElement[bool]:
    """Nothing is left of the keys of a batch when each of these is taken out."""
    left: ColumnElement[str] = " " + batches.c.processes + " "
    for key in sorted(processes):
        left = func.replace(left, f" {key} ", " ")
    return func.trim(left) == ""


def counts_of(
    connection: Connection, municipality_id: int, batch_ids: list[int]
) -> dict[int, dict[str, int]]:
    """How many items stand in each state, by batch."""
    found = (
        select(batch_items.c.batch_id, batch_items.c.state, func.count())
        .where(batch_items.c.municipality_id == municipality_id)
        .where(batch_items.c.batch_id.in_(batch_ids))
        .group_by(batch_items.c.batch_id, batch_items.c.state)
    )
    counts: dict[int, dict[str, int]] = {}
    for batch_id, state, count in connection.execute(found):
        counts.setdefault(batch_id, {})[state] = count
    return counts


def items_of(
    connection: Connection,
    municipality_id: int,
    batch_id: int,
    *,
    state: str = "",
    after: int = 0,
    limit: int = 50,
) -> tuple[ItemRow, ...]:
    """The items of a batch in their order, after the one at place `after`."""
    found = _ITEM.where(
        batch_items.c.municipality_id == municipality_id, batch_items.c.batch_id == batch_id
    ).where(batch_items.c.place > after)
    if state:
        found = found.where(batch_items.c.state == state)
    return many(connection, found.order_by(batch_items.c.place).limit(limit), ItemRow)


def runnable(connection: Connection, *, now: datetime, limit: int) -> tuple[tuple[int, int], ...]:
    """Running batches that no worker has, (municipality, id), over all municipalities of the
    transaction, the oldest first."""
    found = (
        select(batches.c.municipality_id, batches.c.id)
        .where(text("batches.state = 'running'"))
        .where(or_(batches.c.locked_until.is_(None), batches.c.locked_until <= now))
        .order_by(batches.c.created_at, batches.c.id)
        .limit(limit)
    )
    return tuple((row[0], row[1]) for row in connection.execute(found))
