"""Migrations: trying them, bringing running cases to another version, and putting them back."""

from __future__ import annotations

from itertools import islice

from starlette.responses import Response

from engine.access import Scope
from engine.bpmn.migration import Edits
from engine.migrations import Order, try_out
from engine.operations import BatchBegun, migrate_all, undo_all
from engine.operations.rights import may_see_batch
from engine.refusals import RefusalKind, Refused
from engine.sentences import told_fact
from storage.database import Connection
from storage.queries.batches import BatchRow, batch_by_id, counts_of, items_of
from ui.api.answers import address, answer, id_of
from ui.api.describing import reads, writes
from ui.api.door import Here, Program
from ui.api.problems import not_found, of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import Identifier, room
from ui.api.shapes.migrations import (
    Migration,
    MigrationBegun,
    MigrationItem,
    MigrationReason,
    Obstacle,
    Plan,
    PlanWithReason,
    Prospect,
    Trial,
)

router = room("migrations")
MOST = 1_000
KINDS = ("migrate", "undo_migration")


@router.post("/migrations/trial", **writes(Scope.CASES_WRITE, Trial))
def trial(here: Here, asked: Plan) -> Response:
    """What would come of the first thousand cases of the old version; nothing is touched."""
    found = try_out(here.installation, here.actor, order_of(asked))
    if isinstance(found, Refused):
        raise of_refusal(found)
    items = [
        Prospect(
            case_number=each.number,
            goes=each.goes,
            obstacles=[
                Obstacle(
                    kind=one.kind,
                    element=one.element_id,
                    told=told_fact(one.told, here.words.gettext),
                )
                for one in each.obstacles
            ],
            opens=list(each.opens),
        )
        for each in islice(found, MOST)
    ]
    goes = sum(each.goes for each in items)
    return answer(here, Trial(items=items, goes=goes, stays=len(items) - goes))


@router.post("/migrations", **writes(Scope.CASES_WRITE, MigrationBegun, status=201))
def begin(here: Here, asked: PlanWithReason, key: Key = None) -> Response:
    """Bring the running cases of the old version over, each in a transaction of its own."""

    def work() -> Response:
        order = order_of(asked)
        return begun(here, migrate_all(here.installation, here.actor, order, reason=asked.reason))

    return once(here, key, work)


@router.get("/migrations/{migration_id}", **reads(Scope.CASES_READ, Migration))
def migration(here: Here, migration_id: Identifier) -> Response:
    """How far a migration is, and what came of each case."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = seen(here, connection, id_of(migration_id))
        counts = counts_of(connection, town, [row.id]).get(row.id, {})
        items = items_of(connection, town, row.id, limit=MOST)
    return answer(
        here,
        Migration.model_validate(
            {
                "id": migration_id,
                "state": row.state,
                "reason": row.reason,
                "counts": counts,
                "items": [
                    MigrationItem.model_validate(
                        {"case_number": each.number, "state": each.state, "outcome": each.outcome}
                    )
                    for each in items
                ],
            }
        ),
    )


@router.post(
    "/migrations/{migration_id}/undoing", **writes(Scope.CASES_WRITE, MigrationBegun, status=201)
)
def undo(here: Here, migration_id: Identifier, asked: MigrationReason, key: Key = None) -> Response:
    """Put back every case that it brought over and that has not moved since."""

    def work() -> Response:
        number = id_of(migration_id)
        with here.installation.database.read(here.municipality.id) as connection:
            seen(here, connection, number)
        outcome = undo_all(here.installation, here.actor, number, reason=asked.reason)
        return begun(here, outcome)

    return once(here, key, work)


def order_of(asked: Plan) -> Order:
    edits = Edits(asked.elements, asked.flows, frozenset(asked.new_forms))
    return Order(asked.process, asked.from_version, asked.to_version, edits)


def begun(here: Program, outcome: BatchBegun | Refused) -> Response:
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    number = str(outcome.batch_id)
    there = address(here, "migrations", number)
    shape = MigrationBegun(id=number, items=outcome.items)
    return answer(here, shape, status=201, headers={"location": there})


def seen(here: Program, connection: Connection, batch_id: int) -> BatchRow:
    """The batch of a migration, for who operates its process."""
    row = batch_by_id(connection, here.municipality.id, batch_id)
    if row is None or row.kind not in KINDS:
        raise not_found()
    if not may_see_batch(connection, here.actor, row):
        raise of_refusal(Refused(RefusalKind.NO_ROLE))
    return row
