"""Suppliers: who they are, what keeps them from contracting, who acts for them, how they stood."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select

from storage.database import Connection
from storage.queries.mandates import in_force
from storage.queries.reading import joined, many, one
from storage.tables import (
    cases,
    mandates,
    persons,
    supplier_marks,
    supplier_requests,
    supplier_snapshots,
    suppliers,
)
from storage.tables.suppliers import RequestState


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier; `person_id` is whom mandates name, `chapters` words with spaces between."""

    id: int
    person_id: int
    number: str
    kind: str
    small: int
    registered_from: date | None
    registered_until: date | None
    chapters: str
    email: str
    phone: str
    address: str
    account: str
    entered_at: datetime
    changed_at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A sanction or an impediment; `until_on` None: without an end."""

    id: int
    supplier_id: int
    kind: str
    from_on: date
    until_on: date | None
    source: str
    entered_at: datetime
    entered_by: int | None
    lifted_at: datetime | None
    lifted_by: int | None


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A supplier for whom somebody acts."""

    supplier_id: int
    person_id: int
    number: str
    name: str
    small: int


@dataclass(frozen=True, slots=True)
class RequestRow:
    """Somebody with an account says that they act for a supplier."""

    id: int
    person_id: int
    number: str
    name: str
    kind: str
    document: str
    state: str
    asked_at: datetime
    decided_at: datetime | None
    reason: str
    person: str


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """How a supplier stood in a case on a day."""

    id: int
    case_id: int
    moment: str
    number: str
    name: str
    on_day: date
    eligible: int | None
    reasons: str
    facts: str
    taken_at: datetime
    case_number: str


_SUPPLIER = select(
    *(suppliers.c[name] for name in list(SupplierRow.__dataclass_fields__)[:-1]), persons.c.name
).join(persons, joined(suppliers, persons, "person_id"))
_MARK = select(*(supplier_marks.c[name] for name in MarkRow.__dataclass_fields__))
_REQUEST = select(
    *(supplier_requests.c[name] for name in list(RequestRow.__dataclass_fields__)[:-1]),
    persons.c.name,
).join(persons, joined(supplier_requests, persons, "person_id"))
_SNAPSHOT = select(
    *(supplier_snapshots.c[name] for name in list(SnapshotRow.__dataclass_fields__)[:-1]),
    cases.c.number,
).join(cases, joined(supplier_snapshots, cases, "case_id"))


def supplier_by_id(
    connection: Connection, municipality_id: int, supplier_id: int
) -> SupplierRow | None:
    """One supplier."""
    found = _SUPPLIER.where(
        suppliers.c.municipality_id == municipality_id, suppliers.c.id == supplier_id
    )
    return one(connection, found, SupplierRow)


def supplier_by_number(
    connection: Connection, municipality_id: int, number: str
) -> SupplierRow | None:
    """The supplier with a taxpayer's number, as it is written without signs."""
    found = _SUPPLIER.where(
        suppliers.c.municipality_id == municipality_id, suppliers.c.number == number
    )
    return one(connection, found, SupplierRow)


def list_suppliers(
    connection: Connection,
    municipality_id: int,
    *,
    text: str = "",
    after: str = "",
    limit: int = 50,
) -> tuple[SupplierRow, ...]:
    """By number, those after one; with a text only whose name or number has it."""
    found = (
        _SUPPLIER.where(suppliers.c.municipality_id == municipality_id)
        .where(suppliers.c.number > after)
        .order_by(suppliers.c.number)
        .limit(limit)
    )
    if text:
        has_name = persons.c.name.icontains(text, autoescape=True)
        found = found.where(or_(has_name, suppliers.c.number.contains(text, autoescape=True)))
    return many(connection, found, SupplierRow)


def marks_of(connection: Connection, municipality_id: int, supplier_id: int) -> tuple[MarkRow, ...]:
    """All that was ever entered against a supplier, newest first."""
    found = (
        _MARK.where(supplier_marks.c.municipality_id == municipality_id)
        .where(supplier_marks.c.supplier_id == supplier_id)
        .order_by(supplier_marks.c.entered_at.desc(), supplier_marks.c.id.desc())
    )
    return many(connection, found, MarkRow)


def companies_of(
    connection: Connection, municipality_id: int, agent_id: int, *, on: date, process_key: str = ""
) -> tuple[CompanyRow, ...]:
    """The suppliers for whom somebody may act on a day; in a process, where it is named."""
    found = (
        select(
            suppliers.c.id,
            suppliers.c.person_id,
            suppliers.c.number,
            persons.c.name,
            suppliers.c.small,
        )
        .select_from(suppliers)
        .join(persons, joined(suppliers, persons, "person_id"))
        .join(
            mandates,
            and_(
                mandates.c.municipality_id == suppliers.c.municipality_id,
                mandates.c.principal_id == suppliers.c.person_id,
            ),
        )
        .where(suppliers.c.municipality_id == municipality_id)
        .where(mandates.c.agent_id == agent_id, in_force(on))
        .order_by(persons.c.name, suppliers.c.id)
        .distinct()
    )
    if process_key:
        spaced = " " + mandates.c.services + " "
        named = spaced.contains(f" {process_key} ", autoescape=True)
        found = found.where(or_(mandates.c.services == "", named))
    return many(connection, found, CompanyRow)


def request_by_id(
    connection: Connection, municipality_id: int, request_id: int
) -> RequestRow | None:
    """One request."""
    found = _REQUEST.where(
        supplier_requests.c.municipality_id == municipality_id,
        supplier_requests.c.id == request_id,
    )
    return one(connection, found, RequestRow)


def requests_of(
    connection: Connection, municipality_id: int, person_id: int
) -> tuple[RequestRow, ...]:
    """Those of an account, newest first."""
    found = (
        _REQUEST.where(supplier_requests.c.municipality_id == municipality_id)
        .where(supplier_requests.c.person_id == person_id)
        .order_by(supplier_requests.c.asked_at.desc(), supplier_requests.c.id.desc())
        .limit(50)
    )
    return many(connection, found, RequestRow)


def pending_requests(connection: Connection, municipality_id: int) -> tuple[RequestRow, ...]:
    """What waits for an officer, the longest waiting first."""
    found = (
        _REQUEST.where(supplier_requests.c.municipality_id == municipality_id)
        .where(supplier_requests.c.state == RequestState.PENDING)
        .order_by(supplier_requests.c.asked_at, supplier_requests.c.id)
        .limit(200)
    )
    return many(connection, found, RequestRow)


def pending_requests_of(connection: Connection, municipality_id: int, person_id: int) -> int:
    """How many of an account still wait."""
    found = select(func.count()).where(
        supplier_requests.c.municipality_id == municipality_id,
        supplier_requests.c.person_id == person_id,
        supplier_requests.c.state == RequestState.PENDING,
    )
    return int(connection.execute(found).scalar_one())


def snapshots_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[SnapshotRow, ...]:
    """How suppliers stood in a case, oldest first."""
    found = (
        _SNAPSHOT.where(supplier_snapshots.c.municipality_id == municipality_id)
        .where(supplier_snapshots.c.case_id == case_id)
        .order_by(supplier_snapshots.c.taken_at, supplier_snapshots.c.id)
    )
    return many(connection, found, SnapshotRow)


def snapshots_of_supplier(
    connection: Connection, municipality_id: int, number: str
) -> tuple[SnapshotRow, ...]:
    """How a supplier stood, newest first."""
    found = (
        _SNAPSHOT.where(supplier_snapshots.c.municipality_id == municipality_id)
        .where(supplier_snapshots.c.number == number)
        .order_by(supplier_snapshots.c.taken_at.desc(), supplier_snapshots.c.id.desc())
        .limit(200)
    )
    return many(connection, found, SnapshotRow)
