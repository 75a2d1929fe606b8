"""Orders of payment, what they owe, and what waits to be settled by hand."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, bindparam, or_, select

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import (
    cases,
    gateway_payments,
    payment_entries,
    payment_files,
    payment_lines,
    payment_orders,
    payment_suspense,
    persons,
)
from storage.tables.payments import OrderState


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order, with the number and title of its case and for whom that was asked."""

    id: int
    case_id: int
    code: str
    concept: str
    amount: Decimal
    currency: str
    due_on: date
    state: str
    created_at: datetime
    ended_at: datetime | None
    told_at: datetime | None
    case_number: str = ""
    case_title: str = ""
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One row of the ledger."""

    id: int
    posting_id: int
    kind: str
    account: str
    amount: Decimal
    order_id: int | None
    till_day_id: int | None
    person_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a bank, with who brought it."""

    id: int
    sha256: str
    name: str
    lines: int
    read_at: datetime
    person_id: int | None
    person_name: str | None = None


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a file; without an outcome it waits to be booked."""

    id: int
    file_id: int
    place: int
    reference: str
    amount: Decimal
    paid_on: date
    operation: str
    movement: str | None
    outcome: str | None
    order_id: int | None


@dataclass(frozen=True, slots=True)
class SuspenseRow:
    """Money that nobody knows where to put, with what its line said and the code of its order."""

    id: int
    line_id: int | None
    gateway_id: int | None
    order_id: int | None
    account: str
    held: str
    amount: Decimal
    outcome: str
    opened_at: datetime
    settled_at: datetime | None
    settled_by: int | None
    settled_as: str | None
    reason: str | None
    reference: str | None = None
    operation: str | None = None
    paid_on: date | None = None
    code: str | None = None
    case_number: str | None = None


@dataclass(frozen=True, slots=True)
class GatewayRow:
    """A payment that somebody was sent to a gateway for."""

    id: int
    order_id: int
    way: str
    amount: Decimal
    token: str
    state: str
    created_at: datetime
    ended_at: datetime | None
    operation: str | None


_ORDER = select(
    *(payment_orders.c[name] for name in list(OrderRow.__dataclass_fields__)[:-3]),
    cases.c.number,
    cases.c.title,
    cases.c.on_behalf_of,
).join(cases, joined(payment_orders, cases, "case_id"))
_OF_CASE = _ORDER.where(
    payment_orders.c.municipality_id == bindparam("municipality"),
    payment_orders.c.case_id == bindparam("case"),
).order_by(payment_orders.c.id)


def order_by_id(connection: Connection, municipality_id: int, order_id: int) -> OrderRow | None:
    """One order."""
    found = orders_in(municipality_id).where(payment_orders.c.id == order_id)
    return one(connection, found, OrderRow)


def orders_about(
    connection: Connection, municipality_id: int, concept: str, *, limit: int
) -> tuple[OrderRow, ...]:
    """The orders that wait to be paid for exactly this, the newest first."""
    found = _ORDER.where(
        payment_orders.c.municipality_id == municipality_id,
        payment_orders.c.state == OrderState.PENDING,
        payment_orders.c.concept == concept,
    ).order_by(payment_orders.c.id.desc())
    return many(connection, found.limit(limit), OrderRow)


def is_being_paid(connection: Connection, municipality_id: int, title: str) -> bool:
    """A case of this title is open: its order is made, or will be."""
    found = select(cases.c.id).where(
        cases.c.municipality_id == municipality_id, cases.c.state == "open", cases.c.title == title
    )
    return connection.execute(found.limit(1)).first() is not None


def order_by_code(connection: Connection, municipality_id: int, code: str) -> OrderRow | None:
    """The order that is paid by a code."""
    found = orders_in(municipality_id).where(payment_orders.c.code == code)
    return one(connection, found, OrderRow)


def orders_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[OrderRow, ...]:
    """The orders of a case, oldest first."""
    asked = {"municipality": municipality_id, "case": case_id}
    return many(connection, _OF_CASE, OrderRow, asked)


def orders_found(
    connection: Connection, municipality_id: int, typed: str, *, limit: int
) -> tuple[OrderRow, ...]:
    """Orders by the number of their case, or by a part of for whom it was asked; what is still
    owed first."""
    like = f"%{typed.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
    found = (
        orders_in(municipality_id)
        .where(or_(cases.c.number == typed.upper(), cases.c.on_behalf_of.ilike(like, escape="!")))
        .order_by(payment_orders.c.state != OrderState.PENDING, payment_orders.c.id.desc())
    )
    return many(connection, found.limit(limit), OrderRow)


def orders_in_state(
    connection: Connection, municipality_id: int, state: str, *, limit: int
) -> tuple[OrderRow, ...]:
    """The orders in a state, what is due first."""
    found = orders_in(municipality_id).where(payment_orders.c.state == state)
    found = found.order_by(payment_orders.c.due_on, payment_orders.c.id)
    return many(connection, found.limit(limit), OrderRow)


def entries_of_order(
    connection: Connection, municipality_id: int, order_id: int
) -> tuple[EntryRow, ...]:
    """The ledger of an order, in the order it was written."""
    found = _entries(municipality_id).where(payment_entries.c.order_id == order_id)
    return many(connection, found.order_by(payment_entries.c.id), EntryRow)


def entries_of_till_day(
    connection: Connection, municipality_id: int, till_day_id: int
) -> tuple[EntryRow, ...]:
    """The cash of a day at a till."""
    found = _entries(municipality_id).where(payment_entries.c.till_day_id == till_day_id)
    return many(connection, found.order_by(payment_entries.c.id), EntryRow)


def file_by_hash(connection: Connection, municipality_id: int, sha256: str) -> FileRow | None:
    """The file with this content, if it was read before."""
    found = _files(municipality_id).where(payment_files.c.sha256 == sha256)
    return one(connection, found, FileRow)


def file_by_id(connection: Connection, municipality_id: int, file_id: int) -> FileRow | None:
    """One file."""
    return one(connection, _files(municipality_id).where(payment_files.c.id == file_id), FileRow)


def latest_files(
    connection: Connection, municipality_id: int, *, limit: int
) -> tuple[FileRow, ...]:
    """The last files that were read."""
    found = _files(municipality_id).order_by(payment_files.c.read_at.desc())
    return many(connection, found.limit(limit), FileRow)


def lines_of_file(
    connection: Connection, municipality_id: int, file_id: int
) -> tuple[LineRow, ...]:
    """What stands in a file, line by line."""
    found = (
        select(*(payment_lines.c[name] for name in LineRow.__dataclass_fields__))
        .where(payment_lines.c.municipality_id == municipality_id)
        .where(payment_lines.c.file_id == file_id)
        .order_by(payment_lines.c.place)
    )
    return many(connection, found, LineRow)


def known_movements(
    connection: Connection, municipality_id: int, movements: list[str]
) -> frozenset[str]:
    """Which of these movements of the bank were read before."""
    found = select(payment_lines.c.movement).where(
        payment_lines.c.municipality_id == municipality_id,
        payment_lines.c.movement.in_(movements),
    )
    return frozenset(connection.execute(found).scalars())


def open_suspense(
    connection: Connection, municipality_id: int, *, limit: int
) -> tuple[SuspenseRow, ...]:
    """What waits for a person, oldest first."""
    found = suspense_in(municipality_id).where(payment_suspense.c.settled_at.is_(None))
    found = found.order_by(payment_suspense.c.opened_at, payment_suspense.c.id)
    return many(connection, found.limit(limit), SuspenseRow)


def suspense_by_id(
    connection: Connection, municipality_id: int, suspense_id: int
) -> SuspenseRow | None:
    """One of them, settled or not."""
    found = suspense_in(municipality_id).where(payment_suspense.c.id == suspense_id)
    return one(connection, found, SuspenseRow)


def gateway_payment_by_token(
    connection: Connection, municipality_id: int, token: str
) -> GatewayRow | None:
    """What a gateway names by its token."""
    found = select(*(gateway_payments.c[name] for name in GatewayRow.__dataclass_fields__)).where(
        gateway_payments.c.municipality_id == municipality_id, gateway_payments.c.token == token
    )
    return one(connection, found, GatewayRow)


def orders_in(municipality_id: int) -> Select[tuple[object, ...]]:
    """The orders of a municipality, for the questions about them."""
    return _ORDER.where(payment_orders.c.municipality_id == municipality_id)


def _entries(municipality_id: int) -> Select[tuple[object, ...]]:
    return select(*(payment_entries.c[name] for name in EntryRow.__dataclass_fields__)).where(
        payment_entries.c.municipality_id == municipality_id
    )


def _files(municipality_id: int) -> Select[tuple[object, ...]]:
    return (
        select(
            *(payment_files.c[name] for name in list(FileRow.__dataclass_fields__)[:-1]),
            persons.c.name,
        )
        .outerjoin(persons, joined(payment_files, persons, "person_id"))
        .where(payment_files.c.municipality_id == municipality_id)
    )


def suspense_in(municipality_id: int) -> Select[tuple[object, ...]]:
    """What waits or waited in a municipality, for the questions about it."""
    return (
        select(
            *(payment_suspense.c[name] for name in list(SuspenseRow.__dataclass_fields__)[:-5]),
            payment_lines.c.reference,
            payment_lines.c.operation,
            payment_lines.c.paid_on,
            payment_orders.c.code,
            cases.c.number,
        )
        .outerjoin(payment_lines, joined(payment_suspense, payment_lines, "line_id"))
        .outerjoin(payment_orders, joined(payment_suspense, payment_orders, "order_id"))
        .outerjoin(cases, joined(payment_orders, cases, "case_id"))
        .where(payment_suspense.c.municipality_id == municipality_id)
    )
