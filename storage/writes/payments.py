"""Writing orders, the ledger, tills, files of banks and what waits to be settled."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from sqlalchemy import insert, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.payments import EntryRow, FileRow, GatewayRow, LineRow, OrderRow, SuspenseRow
from storage.queries.tills import ReceiptRow, TillDayRow
from storage.tables import (
    gateway_payments,
    payment_entries,
    payment_files,
    payment_lines,
    payment_orders,
    payment_suspense,
    receipts_of_till,
    till_days,
)
from storage.tables.payments import GatewayState, OrderState, Outcome


def insert_order(connection: Connection, municipality_id: int, row: OrderRow) -> None:
    """Something is to be paid."""
    values = _own(row, len(OrderRow.__dataclass_fields__) - 3)
    connection.execute(insert(payment_orders).values(municipality_id=municipality_id, **values))


def end_order(
    connection: Connection,
    municipality_id: int,
    order_id: int,
    state: OrderState,
    *,
    at: datetime,
    told: bool = False,
) -> bool:
    """The order is paid, or is asked for no more; False when it was not pending. `told`: its case
    is told of it now."""
    more = {"told_at": at} if told else {}
    done = connection.execute(
        update(payment_orders)
        .where(payment_orders.c.municipality_id == municipality_id)
        .where(payment_orders.c.id == order_id, payment_orders.c.state == OrderState.PENDING)
        .values(state=state, ended_at=at, **more)
    )
    return done.rowcount == 1


def reopen_order(connection: Connection, municipality_id: int, order_id: int) -> bool:
    """Its receipt was voided: it waits for its money again."""
    done = connection.execute(
        update(payment_orders)
        .where(payment_orders.c.municipality_id == municipality_id)
        .where(payment_orders.c.id == order_id, payment_orders.c.state == OrderState.PAID)
        .values(state=OrderState.PENDING, ended_at=None)
    )
    return done.rowcount == 1


def insert_entries(connection: Connection, municipality_id: int, rows: Iterable[EntryRow]) -> None:
    """Rows of the ledger."""
    values = [{"municipality_id": municipality_id, **asdict(row)} for row in rows]
    if values:
        connection.execute(insert(payment_entries), values)


def insert_till_day(connection: Connection, municipality_id: int, row: TillDayRow) -> bool:
    """A till is opened; False when somebody has it open, or the person another."""
    values = _own(row, len(TillDayRow.__dataclass_fields__) - 1)
    kind = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    made = connection.execute(
        kind(till_days)
        .values(municipality_id=municipality_id, **values)
        .on_conflict_do_nothing()
        .returning(till_days.c.id)
    )
    return made.first() is not None


def close_till_day(
    connection: Connection,
    municipality_id: int,
    till_day_id: int,
    *,
    at: datetime,
    counted: Decimal,
    expected: Decimal,
    note: str,
) -> bool:
    """The day of a till is over; False when it was before."""
    done = connection.execute(
        update(till_days)
        .where(till_days.c.municipality_id == municipality_id, till_days.c.id == till_day_id)
        .where(till_days.c.closed_at.is_(None))
        .values(closed_at=at, counted=counted, expected=expected, note=note)
    )
    return done.rowcount == 1


def hold_till_day(connection: Connection, municipality_id: int, till_day_id: int) -> bool:
    """Keeps the day of a till open until this transaction ends; False when it is closed."""
    done = connection.execute(
        update(till_days)
        .where(till_days.c.municipality_id == municipality_id, till_days.c.id == till_day_id)
        .where(till_days.c.closed_at.is_(None))
        .values(closed_at=None)
    )
    return done.rowcount == 1


def insert_receipt(connection: Connection, municipality_id: int, row: ReceiptRow) -> None:
    """A receipt is given."""
    values = _own(row, len(ReceiptRow.__dataclass_fields__) - 3)
    connection.execute(insert(receipts_of_till).values(municipality_id=municipality_id, **values))


def void_receipt(
    connection: Connection,
    municipality_id: int,
    receipt_id: int,
    *,
    at: datetime,
    by: int | None,
    reason: str,
) -> bool:
    """A receipt counts no more; its number stays used. False when it was void."""
    done = connection.execute(
        update(receipts_of_till)
        .where(receipts_of_till.c.municipality_id == municipality_id)
        .where(receipts_of_till.c.id == receipt_id, receipts_of_till.c.voided_at.is_(None))
        .values(voided_at=at, voided_by=by, void_reason=reason)
    )
    return done.rowcount == 1


def insert_file(connection: Connection, municipality_id: int, row: FileRow) -> None:
    """A file of a bank was read."""
    values = _own(row, len(FileRow.__dataclass_fields__) - 1)
    connection.execute(insert(payment_files).values(municipality_id=municipality_id, **values))


def insert_lines(connection: Connection, municipality_id: int, rows: Iterable[LineRow]) -> None:
    """What stands in it."""
    values = [{"municipality_id": municipality_id, **asdict(row)} for row in rows]
    if values:
        connection.execute(insert(payment_lines), values)


def book_line(
    connection: Connection,
    municipality_id: int,
    line_id: int,
    *,
    outcome: str,
    order_id: int | None,
) -> bool:
    """What became of a line; False when it was booked before."""
    done = connection.execute(
        update(payment_lines)
        .where(payment_lines.c.municipality_id == municipality_id, payment_lines.c.id == line_id)
        .where(payment_lines.c.outcome.is_(None))
        .values(outcome=outcome, order_id=order_id)
    )
    return done.rowcount == 1


def mark_taken_back(connection: Connection, municipality_id: int, line_id: int) -> bool:
    """The bank took its money back; False when it had done so before."""
    done = connection.execute(
        update(payment_lines)
        .where(payment_lines.c.municipality_id == municipality_id, payment_lines.c.id == line_id)
        .where(payment_lines.c.outcome != Outcome.REVERSED)
        .values(outcome=Outcome.REVERSED)
    )
    return done.rowcount == 1


def insert_suspense(connection: Connection, municipality_id: int, row: SuspenseRow) -> None:
    """Money waits for a person."""
    values = _own(row, len(SuspenseRow.__dataclass_fields__) - 5)
    connection.execute(insert(payment_suspense).values(municipality_id=municipality_id, **values))


def settle_suspense(
    connection: Connection,
    municipality_id: int,
    suspense_id: int,
    *,
    at: datetime,
    by: int | None,
    how: str,
    reason: str,
    order_id: int | None = None,
) -> bool:
    """A person said what it is, and to which order it was put; False when somebody did before."""
    put = {} if order_id is None else {"order_id": order_id}
    done = connection.execute(
        update(payment_suspense)
        .where(payment_suspense.c.municipality_id == municipality_id)
        .where(payment_suspense.c.id == suspense_id, payment_suspense.c.settled_at.is_(None))
        .values(settled_at=at, settled_by=by, settled_as=how, reason=reason, **put)
    )
    return done.rowcount == 1


def insert_gateway_payment(connection: Connection, municipality_id: int, row: GatewayRow) -> None:
    """Somebody is sent to a gateway."""
    connection.execute(
        insert(gateway_payments).values(municipality_id=municipality_id, **asdict(row))
    )


def end_gateway_payment(
    connection: Connection,
    municipality_id: int,
    payment_id: int,
    state: GatewayState,
    *,
    at: datetime,
    operation: str,
) -> bool:
    """What the gateway said, once; False when it had said so before."""
    done = connection.execute(
        update(gateway_payments)
        .where(gateway_payments.c.municipality_id == municipality_id)
        .where(
            gateway_payments.c.id == payment_id,
            gateway_payments.c.state == GatewayState.CREATED,
        )
        .values(state=state, ended_at=at, operation=operation)
    )
    return done.rowcount == 1


def _own(row: object, count: int) -> dict[str, object]:
    """The first fields of a row: those that its table has."""
    names = list(type(row).__dataclass_fields__)[:count]  # type: ignore[attr-defined]  # a dataclass
    return {name: getattr(row, name) for name in names}
