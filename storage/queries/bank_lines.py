"""Single lines of a bank: which one was taken back, and what became of its money."""

from decimal import Decimal

from sqlalchemy import or_, select

from storage.database import Connection
from storage.queries.payments import LineRow, SuspenseRow, suspense_in
from storage.queries.reading import many
from storage.tables import payment_lines, payment_suspense
from storage.tables.payments import Outcome


def lines_paying(
    connection: Connection, municipality_id: int, typed: str, amount: Decimal, *, limit: int
) -> tuple[LineRow, ...]:
    """The lines of this operation or reference that brought exactly so much and were not taken back
    yet, the newest first."""
    at = payment_lines.c
    found = select(*(at[name] for name in LineRow.__dataclass_fields__)).where(
        at.municipality_id == municipality_id,
        or_(at.operation == typed, at.reference == typed),
        at.amount == amount,
        at.movement.is_not(None),
        at.outcome != Outcome.REVERSED,
    )
    return many(connection, found.order_by(at.id.desc()).limit(limit), LineRow)


def suspense_of_line(
    connection: Connection, municipality_id: int, line_id: int
) -> tuple[SuspenseRow, ...]:
    """What of a line's money waited for a person, or still does, the oldest first."""
    found = suspense_in(municipality_id).where(payment_suspense.c.line_id == line_id)
    found = found.order_by(payment_suspense.c.opened_at, payment_suspense.c.id)
    return many(connection, found, SuspenseRow)
