"""Tills: whose is open, what was taken in a day, and the receipts."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import payment_orders, persons, receipts_of_till, till_days


@dataclass(frozen=True, slots=True)
class TillDayRow:
    """A day of a till; what was counted is there once it is closed."""

    id: int
    till: int
    person_id: int
    day: date
    opened_at: datetime
    closed_at: datetime | None
    counted: Decimal | None
    expected: Decimal | None
    note: str | None
    person_name: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt, with what it is for."""

    id: int
    till_day_id: int
    order_id: int
    number: str
    amount: Decimal
    received: Decimal
    at: datetime
    person_id: int
    voided_at: datetime | None
    voided_by: int | None
    void_reason: str | None
    code: str = ""
    concept: str = ""
    person_name: str = ""


def open_till_of(connection: Connection, municipality_id: int, person_id: int) -> TillDayRow | None:
    """The till that a person has open."""
    found = _days(municipality_id).where(till_days.c.person_id == person_id)
    return one(connection, found.where(till_days.c.closed_at.is_(None)), TillDayRow)


def till_day_by_id(
    connection: Connection, municipality_id: int, till_day_id: int
) -> TillDayRow | None:
    """One day of a till."""
    return one(connection, _days(municipality_id).where(till_days.c.id == till_day_id), TillDayRow)


def latest_till_days(
    connection: Connection, municipality_id: int, *, limit: int
) -> tuple[TillDayRow, ...]:
    """The last days of all tills."""
    found = _days(municipality_id).order_by(till_days.c.opened_at.desc())
    return many(connection, found.limit(limit), TillDayRow)


def receipts_of_day(
    connection: Connection, municipality_id: int, till_day_id: int
) -> tuple[ReceiptRow, ...]:
    """What a till gave in a day, in the order of the series."""
    found = _receipts(municipality_id).where(receipts_of_till.c.till_day_id == till_day_id)
    return many(connection, found.order_by(receipts_of_till.c.id), ReceiptRow)


def receipts_of_order(
    connection: Connection, municipality_id: int, order_id: int
) -> tuple[ReceiptRow, ...]:
    """The receipts of an order, also the voided."""
    found = _receipts(municipality_id).where(receipts_of_till.c.order_id == order_id)
    return many(connection, found.order_by(receipts_of_till.c.id), ReceiptRow)


def receipt_by_id(
    connection: Connection, municipality_id: int, receipt_id: int
) -> ReceiptRow | None:
    """One receipt."""
    found = _receipts(municipality_id).where(receipts_of_till.c.id == receipt_id)
    return one(connection, found, ReceiptRow)


def _days(municipality_id: int) -> Select[tuple[object, ...]]:
    return (
        select(
            *(till_days.c[name] for name in list(TillDayRow.__dataclass_fields__)[:-1]),
            persons.c.name,
        )
        .join(persons, joined(till_days, persons, "person_id"))
        .where(till_days.c.municipality_id == municipality_id)
    )


def _receipts(municipality_id: int) -> Select[tuple[object, ...]]:
    return (
        select(
            *(receipts_of_till.c[name] for name in list(ReceiptRow.__dataclass_fields__)[:-3]),
            payment_orders.c.code,
            payment_orders.c.concept,
            persons.c.name,
        )
        .join(payment_orders, joined(receipts_of_till, payment_orders, "order_id"))
        .join(persons, joined(receipts_of_till, persons, "person_id"))
        .where(receipts_of_till.c.municipality_id == municipality_id)
    )
