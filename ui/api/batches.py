"""Batches: one act upon many cases, incidents or tasks, with an outcome for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from engine.access import Scope
from engine.operations import begin, cancel, pause, resume
from engine.operations.rights import batches_seen, may_see_batch
from engine.operations.running import event_of
from engine.refusals import RefusalKind, Refused
from engine.values import Value
from storage.database import Connection
from storage.queries.batches import BatchRow, batch_by_id, counts_of, items_of, list_batches
from ui.api.answers import address, answer, id_of
from ui.api.cursors import cursor_of, place_in
from ui.api.describing import reads, writes
from ui.api.door import Here, Program
from ui.api.invalid import invalid
from ui.api.present.tasks import person
from ui.api.problems import not_found, of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import USUAL, Cursor, Identifier, Limit, room
from ui.api.shapes.operations import (
    Batch,
    Batches,
    BatchItem,
    BatchItems,
    BegunBatch,
    ChangedBatch,
    NewBatch,
    WantedState,
)

router = room("batches")
LIST, ITEMS = "batches", "items"
CHANGE = {"running": resume, "paused": pause, "cancelled": cancel}
NEEDS = {"move": "to", "assign": "person_id"}
"""What a kind of act cannot be done without."""
ItemsIn = Annotated[
    Literal["", "waiting", "done", "refused", "failed"],
    Query(description="Only items in this state."),
]


@router.get("/batches", **reads(Scope.OPERATIONS_READ, Batches))
def batches(here: Here, cursor: Cursor = None, limit: Limit = USUAL) -> Response:
    """The batches that the token began or may operate, newest first."""
    place = place_in(LIST, cursor, keys=1)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        after = place[0] if place else None
        found = list_batches(
            connection,
            town,
            processes=batches_seen(connection, here.actor),
            begun_by=here.actor.person_id,
            after=after,
            limit=limit + 1,
        )
        rows = found[:limit]
        counts = counts_of(connection, town, [row.id for row in rows])
    more = cursor_of(LIST, found[limit - 1].id) if len(found) > limit else None
    items = [batch_shape(row, counts.get(row.id, {})) for row in rows]
    return answer(here, Batches(items=items, next=more))


@router.post("/batches", **writes(Scope.OPERATIONS_WRITE, BegunBatch, status=201))
def begin_batch(here: Here, asked: NewBatch, key: Key = None) -> Response:
    """Act upon many: the worker does it, item by item, each judged when its turn comes."""
    wanted = NEEDS.get(asked.kind)
    if wanted is not None and not getattr(asked, wanted):
        raise invalid([(f"body.{wanted}", "missing")])

    def work() -> Response:
        subjects = sorted({id_of(each) for each in asked.subjects})
        outcome = begin(
            here.installation,
            here.actor,
            asked.kind,
            subjects,
            reason=asked.reason,
            parameters=parameters_of(asked),
        )
        if isinstance(outcome, Refused):
            raise of_refusal(outcome)
        where = {"location": address(here, "batches", outcome.batch_id)}
        shape = BegunBatch(id=str(outcome.batch_id), items=outcome.items)
        return answer(here, shape, status=201, headers=where)

    return once(here, key, work)


@router.get("/batches/{batch_id}", **reads(Scope.OPERATIONS_READ, Batch))
def batch(here: Here, batch_id: Identifier) -> Response:
    """One batch, and how far it is."""
    with here.installation.database.read(here.municipality.id) as connection:
        row = seen(here, connection, batch_id)
        counts = counts_of(connection, here.municipality.id, [row.id])
    return answer(here, batch_shape(row, counts.get(row.id, {})))


@router.get("/batches/{batch_id}/items", **reads(Scope.OPERATIONS_READ, BatchItems))
def batch_items(
    here: Here,
    batch_id: Identifier,
    state: ItemsIn = "",
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Response:
    """The items of a batch with what became of each."""
    place = place_in(ITEMS, cursor, keys=1)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = seen(here, connection, batch_id)
        after = place[0] if place else 0
        found = items_of(connection, town, row.id, state=state, after=after, limit=limit + 1)
    items = [
        BatchItem(
            place=each.place,
            subject_id=str(each.subject_id),
            case_number=each.number,
            state=each.state,  # type: ignore[arg-type]  # the table holds no other
            outcome=each.outcome,
            ended_at=each.ended_at,
            event=event_of(each),
        )
        for each in found[:limit]
    ]
    more = cursor_of(ITEMS, found[limit - 1].place) if len(found) > limit else None
    return answer(here, BatchItems(items=items, next=more))


@router.put("/batches/{batch_id}/state", **writes(Scope.OPERATIONS_WRITE, ChangedBatch))
def change_batch(here: Here, batch_id: Identifier, asked: WantedState) -> Response:
    """Let a batch wait, go on, or stop for good; what was done stays done."""
    outcome = CHANGE[asked.state](here.installation, here.actor, id_of(batch_id))
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, ChangedBatch(id=batch_id, state=outcome.state.value))


def parameters_of(asked: NewBatch) -> Mapping[str, Value]:
    """What the act needs beside its subjects and its reason."""
    if asked.kind == "move":
        document = "" if asked.document_id is None else str(id_of(asked.document_id))
        return {"to": asked.to, "basis": asked.basis or "", "document_id": document}
    if asked.kind in ("assign", "entrust"):
        return {"person_id": asked.person_id}
    return {}


def seen(here: Program, connection: Connection, batch_id: str) -> BatchRow:
    """The batch, for who began it or operates all its processes."""
    row = batch_by_id(connection, here.municipality.id, id_of(batch_id))
    if row is None:
        raise not_found()
    if not may_see_batch(connection, here.actor, row):
        raise of_refusal(Refused(RefusalKind.NO_ROLE))
    return row


def batch_shape(row: BatchRow, counts: Mapping[str, int]) -> Batch:
    return Batch(
        id=str(row.id),
        kind=row.kind,
        state=row.state,  # type: ignore[arg-type]  # the table holds no other
        reason=row.reason,
        processes=row.processes.split(),
        items=row.items,
        counts=dict(counts),
        created_at=row.created_at,
        created_by=person(row.created_by, row.created_by_name),
        ended_at=row.ended_at,
    )
