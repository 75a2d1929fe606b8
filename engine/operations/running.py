"""The worker's part: a batch is taken by one worker, its items done one transaction each.

The outcome of an item is written in the commit of its act; a worker that was killed leaves every
item either done or waiting, and gives its batch back when the lock ends. An act that loses its
item meanwhile (the batch was paused, another worker was faster) is rolled back whole.
"""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from functools import partial

from engine.identity import Actor
from engine.identity.sessions import actor_for
from engine.installation import Installation
from engine.operations.performing import Act, perform
from engine.refusals import RefusalKind, Refused
from engine.values import loads
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.batches import BatchRow, ItemRow, batch_by_id, items_of, runnable
from storage.queries.identity import person_by_id
from storage.tables.batches import ItemState
from storage.writes.batches import end_item, free_batch, take_batch

log = logging.getLogger("cauce.batches")
ITEMS = 25
"""Items of one batch before the worker turns to its other duties."""
BATCHES = 4
LOCKED = timedelta(seconds=30)
"""A worker that dies gives its batch back after this while; one that lives takes it anew each
round."""

EVENT = "event"
"""Of an item that was done: the event of its case that takes it back, where it can be."""


class NotMine(Exception):
    """The item got its outcome elsewhere, or the batch does not run any more."""


def event_of(item: ItemRow) -> int | None:
    """The event that takes the item back; None where nothing can be."""
    found = json.loads(item.details).get(EVENT) if item.state == ItemState.DONE else None
    return None if found is None else int(found)


def run_batches(installation: Installation, *, limit: int = ITEMS) -> int:
    """Some items of the batches that run, the oldest batch first; how many got their outcome."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = runnable(connection, now=installation.clock.now(), limit=BATCHES)
    return sum(_run(installation, town, batch_id, limit) for town, batch_id in found)


def _run(installation: Installation, town: int, batch_id: int, limit: int) -> int:
    def take(connection: Connection) -> BatchRow | None:
        now = installation.clock.now()
        taken = take_batch(connection, town, batch_id, now=now, until=now + LOCKED)
        return batch_by_id(connection, town, batch_id) if taken else None

    batch = installation.database.run(take, municipality=town)
    if batch is None:
        return 0
    try:
        return _some_items(installation, batch, limit)
    finally:
        installation.database.run(
            lambda connection: free_batch(connection, town, batch_id, now=installation.clock.now()),
            municipality=town,
        )


def _some_items(installation: Installation, batch: BatchRow, limit: int) -> int:
    town = batch.municipality_id
    with installation.database.read(town) as connection:
        state = ItemState.WAITING
        items = items_of(connection, town, batch.id, state=state, limit=limit)
        actor = _whoever_began(installation, connection, batch)
    done = 0
    for item in items:
        try:
            _one(installation, batch, item, actor)
        except NotMine:
            return done
        done += 1
    return done


def _whoever_began(
    installation: Installation, connection: Connection, batch: BatchRow
) -> Actor | None:
    """The person or program with its roles of this moment; None when it has left."""
    town = batch.municipality_id
    person = person_by_id(connection, town, batch.created_by)
    return actor_for(installation, connection, town, person) if person else None


def _one(installation: Installation, batch: BatchRow, item: ItemRow, actor: Actor | None) -> None:
    """One item gets its outcome. Raises NotMine."""
    end = partial(_end, installation, batch, item)
    if actor is None:  # whoever began it has left
        _apart(installation, batch, partial(end, Refused(RefusalKind.NO_ROLE)))
        return
    act = Act(
        actor,
        item.subject_id,
        batch.reason,
        loads(batch.parameters),
        along=partial(end, None),
        noting=partial(end, None),
        batch_id=batch.id,
    )
    try:
        refused = perform(installation, batch.kind, act)
    except NotMine:
        raise
    except Exception as error:
        log.error("item failed", extra={"batch": batch.kind, "error": type(error).__name__})
        _apart(installation, batch, partial(end, error))
        return
    if refused is not None:
        _apart(installation, batch, partial(end, refused))


def _apart(installation: Installation, batch: BatchRow, end: partial[None]) -> None:
    """An outcome without an act, in a transaction of its own."""
    installation.database.run(end, municipality=batch.municipality_id)


def _end(
    installation: Installation,
    batch: BatchRow,
    item: ItemRow,
    outcome: Refused | Exception | None,
    connection: Connection,
    event: int | None = None,
) -> None:
    state, word, details = ItemState.DONE, "", "{}"
    if event is not None:
        details = json.dumps({EVENT: event})
    if isinstance(outcome, Refused):
        state, word = ItemState.REFUSED, str(outcome.kind)
        details = json.dumps(dict(outcome.details), ensure_ascii=False)
    elif outcome is not None:
        state, word = ItemState.FAILED, type(outcome).__name__
    ended = end_item(
        connection,
        batch.municipality_id,
        batch.id,
        item.place,
        state=state,
        outcome=word,
        details=details,
        at=installation.clock.now(),
    )
    if not ended:
        raise NotMine(f"{batch.id}/{item.place}")
