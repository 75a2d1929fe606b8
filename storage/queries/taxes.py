"""Taxpayers, what they declared, and the ledger of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import case, func, select, tuple_, update

from storage.database import Connection
from storage.queries.reading import containing, many, one
from storage.tables import tax_benefits, tax_entries, tax_parcels, taxpayers
from storage.words import plain

RECEIVABLE = "receivable"
INTEREST = "interest_receivable"
CREDIT = "credit"  # what a taxpayer paid beyond what was owed
OWED = (RECEIVABLE, INTEREST)
LONGEST_SEARCH = 5


@dataclass(frozen=True, slots=True)
class TaxpayerRow:
    """A taxpayer; `document` is its kind and number."""

    id: int
    code: str
    document: str
    name: str
    address: str
    case_id: int | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """A benefit in the words of the decision tables, `income` of a month, from a day on; `until_on`
    is the first day on which it holds no more."""

    id: int
    taxpayer_id: int
    benefit: str
    only_home: bool
    income: Decimal
    from_on: date
    until_on: date | None
    case_id: int | None
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """What was declared of a parcel from a day on; `until_on` is the first day on which it holds
    no more. `floors` is JSON."""

    id: int
    taxpayer_id: int
    code: str
    land: Decimal
    land_value: Decimal
    works: Decimal
    share: Decimal
    floors: str
    use: str
    exempt: str
    address: str
    from_on: date
    until_on: date | None
    case_id: int | None
    entered_at: datetime
    zone: str = ""
    official: str = ""


@dataclass(frozen=True, slots=True)
class TaxEntryRow:
    """One posting of the ledger: cents that go from the account `credit` to `debit`."""

    id: int
    taxpayer_id: int
    year: int
    concept: str
    instalment: int
    due_on: date
    kind: str
    debit: str
    credit: str
    cents: int
    on_day: date
    run_id: int | None
    person_id: int | None
    note: str
    at: datetime
    order_id: int | None = None
    counters: int | None = None


_TAXPAYER = tuple(taxpayers.c[name] for name in TaxpayerRow.__dataclass_fields__)
_PARCEL = tuple(tax_parcels.c[name] for name in ParcelRow.__dataclass_fields__)
_BENEFIT = tuple(tax_benefits.c[name] for name in BenefitRow.__dataclass_fields__)
_ENTRY = tuple(tax_entries.c[name] for name in TaxEntryRow.__dataclass_fields__)


def taxpayer_by_id(
    connection: Connection, municipality_id: int, taxpayer_id: int
) -> TaxpayerRow | None:
    """One taxpayer."""
    found = select(*_TAXPAYER).where(taxpayers.c.municipality_id == municipality_id)
    return one(connection, found.where(taxpayers.c.id == taxpayer_id), TaxpayerRow)


def taxpayers_by_id(
    connection: Connection, municipality_id: int, taxpayer_ids: Iterable[int]
) -> dict[int, TaxpayerRow]:
    """Some taxpayers, by their number."""
    found = select(*_TAXPAYER).where(
        taxpayers.c.municipality_id == municipality_id, taxpayers.c.id.in_(list(taxpayer_ids))
    )
    return {row.id: row for row in many(connection, found, TaxpayerRow)}


def taxpayer_by_code(connection: Connection, municipality_id: int, code: str) -> TaxpayerRow | None:
    """The taxpayer with a code."""
    found = select(*_TAXPAYER).where(taxpayers.c.municipality_id == municipality_id)
    return one(connection, found.where(taxpayers.c.code == code), TaxpayerRow)


def taxpayer_by_document(
    connection: Connection, municipality_id: int, document: str
) -> TaxpayerRow | None:
    """The taxpayer with a document of identity, its kind and number."""
    found = select(*_TAXPAYER).where(taxpayers.c.municipality_id == municipality_id)
    return one(connection, found.where(taxpayers.c.document == document), TaxpayerRow)


def taxpayers_of(
    connection: Connection,
    municipality_id: int,
    words: str = "",
    *,
    after: tuple[str, int] | None = None,
    limit: int = 50,
) -> tuple[TaxpayerRow, ...]:
    """Taxpayers by name, those with all the words in code, document or name; the page after a
    name and number."""
    key = (taxpayers.c.name, taxpayers.c.id)
    found = (
        select(*_TAXPAYER)
        .where(taxpayers.c.municipality_id == municipality_id)
        .order_by(*key)
        .limit(limit)
    )
    for word in plain(words).split()[:LONGEST_SEARCH]:
        found = found.where(containing(taxpayers.c.sought, word))
    if after is not None:
        found = found.where(tuple_(*key) > after)
    return many(connection, found, TaxpayerRow)


def owed_by(
    connection: Connection, municipality_id: int, taxpayer_ids: list[int]
) -> Mapping[int, Decimal]:
    """What each of some taxpayers owes without interest that was not counted yet."""
    of = tax_entries.c
    signed = case((of.debit.in_(OWED), of.cents), (of.credit.in_(OWED), -of.cents), else_=0)
    found = (
        select(of.taxpayer_id, func.sum(signed))
        .where(of.municipality_id == municipality_id, of.taxpayer_id.in_(taxpayer_ids))
        .group_by(of.taxpayer_id)
    )
    return {row[0]: Decimal(int(row[1])) / 100 for row in connection.execute(found)}


def parcels_of_taxpayer(
    connection: Connection, municipality_id: int, taxpayer_id: int
) -> tuple[ParcelRow, ...]:
    """All that a taxpayer ever declared, the newest first."""
    found = (
        select(*_PARCEL)
        .where(
            tax_parcels.c.municipality_id == municipality_id,
            tax_parcels.c.taxpayer_id == taxpayer_id,
        )
        .order_by(tax_parcels.c.from_on.desc(), tax_parcels.c.id.desc())
    )
    return many(connection, found, ParcelRow)


def declared_of_codes(
    connection: Connection, municipality_id: int, codes: Sequence[str], on: date
) -> tuple[ParcelRow, ...]:
    """Who declares these parcels on a day, and what."""
    of = tax_parcels.c
    found = (
        select(*_PARCEL)
        .where(of.municipality_id == municipality_id, of.code.in_(codes), of.from_on <= on)
        .where(of.until_on.is_(None) | (of.until_on > on))
        .order_by(of.code, of.taxpayer_id, of.from_on, of.id)
    )
    return many(connection, found, ParcelRow)


def declared_by_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[ParcelRow, ...]:
    """What a case wrote of parcels."""
    of = tax_parcels.c
    found = select(*_PARCEL).where(of.municipality_id == municipality_id, of.case_id == case_id)
    return many(connection, found.order_by(of.code, of.taxpayer_id, of.id), ParcelRow)


def benefits_of_taxpayer(
    connection: Connection, municipality_id: int, taxpayer_id: int
) -> tuple[BenefitRow, ...]:
    """All that a taxpayer was ever granted, the newest first."""
    found = (
        select(*_BENEFIT)
        .where(
            tax_benefits.c.municipality_id == municipality_id,
            tax_benefits.c.taxpayer_id == taxpayer_id,
        )
        .order_by(tax_benefits.c.from_on.desc(), tax_benefits.c.id.desc())
    )
    return many(connection, found, BenefitRow)


def account_of(
    connection: Connection, municipality_id: int, taxpayer_id: int
) -> tuple[TaxEntryRow, ...]:
    """The ledger of a taxpayer, in the order in which it was written."""
    found = (
        select(*_ENTRY)
        .where(
            tax_entries.c.municipality_id == municipality_id,
            tax_entries.c.taxpayer_id == taxpayer_id,
        )
        .order_by(tax_entries.c.at, tax_entries.c.id)
    )
    return many(connection, found, TaxEntryRow)


def accounts_of(
    connection: Connection, municipality_id: int, taxpayer_ids: Sequence[int]
) -> dict[int, list[TaxEntryRow]]:
    """The ledgers of several taxpayers, each as `account_of` gives it; who has no entry is not in
    it."""
    of = tax_entries.c
    found = (
        select(*_ENTRY)
        .where(of.municipality_id == municipality_id, of.taxpayer_id.in_(taxpayer_ids))
        .order_by(of.at, of.id)
    )
    accounts: dict[int, list[TaxEntryRow]] = {}
    for row in many(connection, found, TaxEntryRow):
        accounts.setdefault(row.taxpayer_id, []).append(row)
    return accounts


def taxpayer_of_order(connection: Connection, municipality_id: int, order_id: int) -> int | None:
    """The taxpayer into whose account the money of an order went; None where it went to none."""
    found = (
        select(tax_entries.c.taxpayer_id)
        .where(tax_entries.c.municipality_id == municipality_id, tax_entries.c.order_id == order_id)
        .limit(1)
    )
    return connection.execute(found).scalar_one_or_none()


def charges_between(
    connection: Connection, municipality_id: int, run_id: int, *, first: int, last: int
) -> tuple[TaxEntryRow, ...]:
    """What a run charged the taxpayers from one number to another, in the order of each's
    coupons."""
    of = tax_entries.c
    found = (
        select(*_ENTRY)
        .where(of.municipality_id == municipality_id, of.run_id == run_id)
        .where(of.taxpayer_id >= first, of.taxpayer_id <= last)
        .order_by(of.taxpayer_id, of.concept, of.instalment)
    )
    return many(connection, found, TaxEntryRow)


def lock_taxpayer(connection: Connection, municipality_id: int, taxpayer_id: int) -> bool:
    """Whoever writes into this ledger waits here until the other is done; False: no such one."""
    own = (taxpayers.c.municipality_id == municipality_id, taxpayers.c.id == taxpayer_id)
    touched = update(taxpayers).where(*own).values(code=taxpayers.c.code)
    return connection.execute(touched).rowcount == 1
