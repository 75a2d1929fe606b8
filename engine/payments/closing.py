"""Orders that are asked for no more: their term went by, or their case ended without them.

Called by whatever ends a case, in its commit, with the ledger of its history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.history.kinds import EventKind
from engine.payments.ledger import owed, release, rows_of
from storage.database import Connection
from storage.queries.payments import OrderRow, entries_of_order, orders_of_case
from storage.tables.payments import OrderState
from storage.writes.payments import end_order, insert_entries

if TYPE_CHECKING:  # the scene calls this room when a case ends
    from engine.cases.scene import Scene

_EVENTS = {
    OrderState.LAPSED: EventKind.ORDER_LAPSED,
    OrderState.CANCELLED: EventKind.ORDER_CANCELLED,
}


def cancel_open_orders(connection: Connection, scene: Scene) -> None:
    """The case ends: nothing is owed in it any more."""
    for row in orders_of_case(connection, scene.municipality_id, scene.loaded.case.id):
        end_and_release(connection, scene, row, OrderState.CANCELLED)


def end_and_release(connection: Connection, scene: Scene, row: OrderRow, state: OrderState) -> bool:
    """End a pending order and counter what it still owed; False when it was over."""
    town = scene.municipality_id
    if row.state != OrderState.PENDING:
        return False
    if not end_order(connection, town, row.id, state, at=scene.now):
        return False
    left = owed(entries_of_order(connection, town, row.id))
    if left > 0:
        rows = rows_of(
            scene.installation.ids,
            [release(left)],
            at=scene.now,
            order_id=row.id,
            person_id=scene.actor.person_id,
        )
        insert_entries(connection, town, rows)
    told = {"code": row.code, "amount": f"{row.amount:f}", "currency": row.currency}
    scene.ledger.add(_EVENTS[state], data=told, detail={"title": row.concept})
    return True
