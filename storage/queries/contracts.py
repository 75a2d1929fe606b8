"""The register of contracts, and that of their guarantees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, tuple_

from storage.database import Connection
from storage.queries.reading import containing, joined, many
from storage.tables import cases, contracts, guarantees
from storage.tables.types import LocalDate

EXPIRES_SOON = timedelta(days=30)
"""How long before its end a guarantee is something to look at."""
_NEVER, _ALWAYS = date(1, 1, 1), date(9999, 12, 31)


class Alert(StrEnum):
    """What is wrong with a contract: late: a delivery that is still to come is past its day;
    guarantee: a guarantee that is held ends within thirty days, or has ended."""

    LATE = "late"
    GUARANTEE = "guarantee"


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract or a purchase order, with all that its case did to it; `state`: active, settled,
    terminated. `next_on` is the last day of the next delivery that is still to come."""

    case_id: int
    place: int
    ocid: str
    number: str
    title: str
    method: str
    supplier: str
    supplier_id: str
    state: str
    amount: Decimal | None
    original: Decimal | None
    currency: str
    signed_on: date | None
    ends_on: date | None
    next_on: date | None
    deliveries: int
    delivered: int
    paid: Decimal | None
    penalty: Decimal | None
    amendments: int


@dataclass(frozen=True, slots=True)
class GuaranteeRow:
    """A guarantee; `state`: held, returned, collected. What is kept back from payments has neither
    issuer nor days."""

    case_id: int
    place: int
    contract: str
    supplier: str
    kind: str
    instrument: str
    issuer: str
    document: str
    amount: Decimal | None
    currency: str
    from_on: date | None
    until_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A contract in the list: the number of its case, and the first day on which a guarantee that
    is held ends."""

    contract: ContractRow
    case_number: str
    guaranteed_until: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; nothing narrows where nothing is said. `words` stand in number,
    supplier or object."""

    words: str = ""
    state: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    signed_from: date | None = None
    signed_until: date | None = None
    alert: str = ""


_CONTRACT = tuple(contracts.c[name] for name in ContractRow.__dataclass_fields__)
_GUARANTEE = tuple(guarantees.c[name] for name in GuaranteeRow.__dataclass_fields__)
_until = (
    select(func.min(guarantees.c.until_on))
    .where(guarantees.c.municipality_id == contracts.c.municipality_id)
    .where(guarantees.c.case_id == contracts.c.case_id, guarantees.c.state == "held")
    .where(guarantees.c.contract == contracts.c.number)
    .scalar_subquery()
)
_SIGNED = func.coalesce(contracts.c.signed_on, literal(_NEVER, LocalDate))
_KEY = (_SIGNED, contracts.c.case_id, contracts.c.place)


def contracts_of(
    connection: Connection,
    municipality_id: int,
    wanted: Wanted,
    *,
    today: date,
    before: tuple[date, int, int] | None = None,
    limit: int = 50,
) -> tuple[Listed, ...]:
    """Contracts, those signed last first; the page after a day, case and place."""
    found = (
        select(*_CONTRACT, cases.c.number, _until)
        .join(cases, joined(contracts, cases, "case_id"))
        .where(contracts.c.municipality_id == municipality_id, *_narrowed(wanted, today))
        .order_by(*(each.desc() for each in _KEY))
        .limit(limit)
    )
    if before is not None:
        found = found.where(tuple_(*_KEY) < before)
    rows = connection.execute(found).all()
    return tuple(Listed(ContractRow(*row[:-2]), row[-2], row[-1]) for row in rows)


def next_to_expire(
    connection: Connection, municipality_id: int, *, state: str = "held", limit: int = 200
) -> tuple[tuple[GuaranteeRow, str], ...]:
    """Guarantees in a state with the number of their case, those that end first; those without an
    end last."""
    ends = func.coalesce(guarantees.c.until_on, literal(_ALWAYS, LocalDate))
    found = (
        select(*_GUARANTEE, cases.c.number)
        .join(cases, joined(guarantees, cases, "case_id"))
        .where(guarantees.c.municipality_id == municipality_id, guarantees.c.state == state)
        .order_by(ends, guarantees.c.case_id, guarantees.c.place)
        .limit(limit)
    )
    return tuple((GuaranteeRow(*row[:-1]), row[-1]) for row in connection.execute(found))


def guarantees_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[GuaranteeRow, ...]:
    """The guarantees of a contract, in the order in which they came."""
    found = (
        select(*_GUARANTEE)
        .where(guarantees.c.municipality_id == municipality_id, guarantees.c.case_id == case_id)
        .order_by(guarantees.c.place)
    )
    return many(connection, found, GuaranteeRow)


def state_of_contracts(connection: Connection, municipality_id: int) -> str | None:
    """A text that changes whenever the register does as anybody may see it; None while it is
    empty."""
    found = select(
        func.count(),
        func.sum(contracts.c.delivered),
        func.sum(contracts.c.amendments),
        func.sum(contracts.c.cents),
        func.max(contracts.c.state),
        func.min(contracts.c.state),
        func.max(contracts.c.signed_on),
    ).where(contracts.c.municipality_id == municipality_id)
    row = connection.execute(found).one()
    return "-".join(map(str, row)) if row[0] else None


def _narrowed(wanted: Wanted, today: date) -> Sequence[ColumnElement[bool]]:
    of, found = contracts.c, list[ColumnElement[bool]]()
    for word in wanted.words.split()[:5]:
        anywhere = (of.number, of.supplier, of.supplier_id, of.title)
        found.append(or_(*(containing(each, word) for each in anywhere)))
    if wanted.state:
        found.append(of.state == wanted.state)
    if wanted.least is not None:
        found.append(of.cents >= int(wanted.least * 100))
    if wanted.most is not None:
        found.append(of.cents <= int(wanted.most * 100))
    if wanted.signed_from is not None:
        found.append(of.signed_on >= wanted.signed_from)
    if wanted.signed_until is not None:
        found.append(of.signed_on <= wanted.signed_until)
    if wanted.alert == Alert.LATE:
        found.append(and_(of.state == "active", of.next_on < today))
    if wanted.alert == Alert.GUARANTEE:
        found.append(_until <= today + EXPIRES_SOON)
    return found
