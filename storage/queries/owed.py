"""What is owed in the cases of somebody."""

from collections.abc import Collection

from storage.database import Connection
from storage.queries.payments import OrderRow, orders_in
from storage.queries.reading import many
from storage.tables import payment_orders
from storage.tables.payments import OrderState


def orders_owed(
    connection: Connection, municipality_id: int, case_ids: Collection[int], *, limit: int
) -> tuple[OrderRow, ...]:
    """What is still to be paid in some cases, what is due first."""
    found = (
        orders_in(municipality_id)
        .where(payment_orders.c.case_id.in_(list(case_ids)))
        .where(payment_orders.c.state == OrderState.PENDING)
        .order_by(payment_orders.c.due_on, payment_orders.c.id)
    )
    return many(connection, found.limit(limit), OrderRow)
